"""Certificates on the wire: expired, of another name, of nobody known, of a proxy that opens TLS."""

from __future__ import annotations

from typing import Any

import pytest
from probes.origin import EXPIRED, FOREIGN, LOOKALIKE, NOT_TRUSTED_HERE, NOT_YET_VALID, UNTRUSTED, WRONG_NAME
from probes.test_methods import row_of, seen, through

from mdeanalysis.report.probe import build


@pytest.mark.parametrize(
    ("host", "flag", "certificate"),
    [
        pytest.param(EXPIRED, "CERT_DATE_INVALID", "untrusted", id="expired"),
        pytest.param(NOT_YET_VALID, "CERT_DATE_INVALID", "untrusted", id="clock-is-wrong"),
        pytest.param(WRONG_NAME, "CERT_CN_INVALID", "untrusted", id="wrong-name"),
        pytest.param(NOT_TRUSTED_HERE, "INVALID_CA", "untrusted", id="root-that-is-missing-here"),
    ],
)
def test_a_refused_certificate_has_its_flag(probed: Any, host: str, flag: str, certificate: str) -> None:
    found = probed(f"https://{host}")
    row = row_of(found)
    assert (row["error_code"], row["tls_flags"], row["reason"]) == (0, flag, "tls")
    assert seen(found)["certificate"] == certificate
    assert "Microsoft" in seen(found)["issuer"]


def refused(found: Any) -> list[dict[str, Any]]:
    """The rows of the section about refused certificates."""
    return next(section.rows for section in build(found.fleet.tables)[1] if section.name == "refused")


@pytest.mark.parametrize(
    ("host", "says"),
    [
        (EXPIRED, "expired"),
        (NOT_YET_VALID, "not yet valid"),
        (WRONG_NAME, "Hostname"),
        (UNTRUSTED, "issuer"),
    ],
)
def test_the_page_says_why_a_certificate_is_refused(probed: Any, host: str, says: str) -> None:
    rows = refused(probed(f"https://{host}"))
    assert [row["method"] for row in rows] == ["default_proxy", "direct"]
    assert all(says in row["error"] and row["issuer"] for row in rows)


def test_the_page_names_no_certificate_that_is_taken(probed: Any) -> None:
    assert refused(probed(f"https://{FOREIGN}", pinned=False)) == []


def test_nothing_is_sent_where_the_certificate_is_refused(probed: Any, origin: Any) -> None:
    before = len(origin.requests)
    probed(f"https://{EXPIRED}/never-sent", f"https://{UNTRUSTED}/never-sent")
    assert not any("never-sent" in head for head in origin.requests[before:])


def test_an_issuer_that_nobody_knows_opens_tls(probed: Any) -> None:
    found = probed(f"https://{UNTRUSTED}")
    assert (row_of(found)["error_code"], row_of(found)["reason"]) == (12157, "tls_inspection")
    assert "Contoso" in row_of(found)["message"]
    assert found.fleet.urls["inspection"].tolist() == ["intercepted"]


@pytest.mark.parametrize(
    ("pinned", "reason", "status"),
    [pytest.param(True, "tls_inspection", None, id="pinned"), pytest.param(False, None, 200, id="not-pinned")],
)
def test_a_trusted_issuer_that_is_not_microsofts_matters_where_it_is_pinned(
    probed: Any, pinned: bool, reason: str | None, status: int | None
) -> None:
    found = probed(f"https://{FOREIGN}", pinned=pinned)
    assert (row_of(found)["reason"], row_of(found)["http_status"]) == (reason, status)
    assert seen(found)["certificate"] == "foreign"
    assert found.fleet.urls["inspection"].tolist() == ["intercepted"]


def test_an_inspector_that_calls_itself_microsoft_is_none(probed: Any) -> None:
    found = probed(f"https://{LOOKALIKE}", pinned=True)
    assert row_of(found)["reason"] == "tls_inspection"
    assert seen(found)["certificate"] == "foreign"
    assert found.fleet.urls["inspection"].tolist() == ["intercepted"]


def test_a_proxy_that_opens_tls_is_named(probed: Any, origin: Any, inspector: str) -> None:
    found = probed(through(origin), named_proxy=inspector)
    row, live = row_of(found, "named_proxy"), seen(found, "named_proxy")
    assert (row["reason"], live["certificate"]) == ("tls_inspection", "foreign")
    assert live["issuer"] == "CN=Contoso Inspection, O=Contoso"
    assert seen(found, "direct")["certificate"] == "known"
    assert found.fleet.urls["state"].tolist() == ["reached"]
