"""Each method on real parts: what the row says, and what the try saw."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from probes.network import BLOB, GATEWAY

from mdeanalysis.probes.system_proxy import SystemProxy

DIRECT = f"https://{GATEWAY}/commands/test"


def row_of(probed: Any, method: str = "direct", url: str | None = None) -> dict[str, Any]:
    """The attempt of a method."""
    rows = probed.fleet.attempts[probed.fleet.attempts["method"] == method]
    row = (rows if url is None else rows[rows["url"] == url]).iloc[0]
    return {name: None if pd.isna(row[name]) else row[name] for name in rows.columns}


def seen(probed: Any, method: str = "direct") -> dict[str, Any]:
    """What the last way of a method saw."""
    return probed.fleet.live[probed.fleet.live["method"] == method].iloc[-1].to_dict()


def through(origin: Any, path: str = "/commands/test", host: str = GATEWAY) -> str:
    """The origin's own URL, for proxies that resolve names themselves."""
    return f"https://{host}:{origin.port}{path}"


def test_the_direct_way_reaches_what_answers_as_expected(probed: Any) -> None:
    row, live = row_of(found := probed(DIRECT)), seen(found)
    assert (row["outcome"], row["http_status"], row["reached"], row["pinned"]) == ("succeeded", 200, True, True)
    assert (live["tls_version"], live["http_version"], live["certificate"]) == ("TLSv1.3", "HTTP/1.1", "known")
    assert live["issuer"] == "CN=Microsoft Test Root, O=Microsoft Corporation"
    assert live["server"] == "origin"
    assert found.fleet.urls["inspection"].tolist() == ["clean"]
    assert live["addresses"] == "127.0.0.1"


def test_a_storage_account_answers_400(probed: Any) -> None:
    row = row_of(probed(f"https://{BLOB}"))
    assert (row["http_status"], row["reached"], row["pinned"]) == (400, True, False)


@pytest.mark.parametrize("status", [404, 500], ids=["not-found", "broken"])
def test_another_status_is_no_reaching(probed: Any, status: int) -> None:
    row = row_of(probed(f"https://{GATEWAY}/answer/status/{status}"))
    assert (row["outcome"], row["http_status"], row["reason"]) == ("succeeded", status, "unexpected_status")


def test_a_redirect_is_noted_and_not_followed(probed: Any, origin: Any) -> None:
    before = len(origin.requests)
    found = probed(f"https://{GATEWAY}/answer/redirect")
    assert row_of(found)["http_status"] == 302
    assert seen(found)["location"] == "https://portal.contoso.com/"
    assert not any("portal" in head for head in origin.requests[before:])


@pytest.mark.parametrize(
    ("answer", "code", "reason"),
    [
        pytest.param("reset", 12030, "reset", id="connection-reset"),
        pytest.param("garbage", 12152, "reset", id="another-protocol"),
        pytest.param("silence", 12002, "timeout", id="no-answer"),
        pytest.param("drops", 12002, "timeout", id="endless-headers"),
    ],
)
def test_what_goes_wrong_after_the_handshake_is_told(probed: Any, answer: str, code: int, reason: str) -> None:
    row = row_of(probed(f"https://{GATEWAY}/answer/{answer}", connect_timeout=0.5, read_timeout=0.3))
    assert (row["outcome"], row["error_code"], row["reason"]) == ("failed", code, reason)


@pytest.mark.parametrize(
    ("hole", "code", "reason", "step"),
    [
        pytest.param("dead_port", 12029, "connect", "connect", id="closed-port"),
        pytest.param("silent_port", 12002, "timeout", "tls", id="no-handshake"),
        pytest.param("black_hole", 12002, "timeout", "connect", id="dropped-packets"),
    ],
)
def test_what_goes_wrong_before_it_is_told(
    probed: Any, request: pytest.FixtureRequest, hole: str, code: int, reason: str, step: str
) -> None:
    from mdeanalysis.probes.dns import Resolver

    place = request.getfixturevalue(hole)
    found = probed(DIRECT, resolver=Resolver({"*": place}), connect_timeout=0.3, read_timeout=0.3)
    row = row_of(found)
    assert (row["error_code"], row["reason"], seen(found)["step"]) == (code, reason, step)


def test_a_proxy_that_lets_through_is_a_way(probed: Any, origin: Any, proxies: Any) -> None:
    found = probed(through(origin), named_proxy=proxies.plain, command_line_proxy=proxies.plain)
    for method, printed in (("named_proxy", proxies.plain), ("command_line_proxy", f"https://{proxies.plain}")):
        row = row_of(found, method)
        assert (row["http_status"], row["reached"], row["proxy_address"]) == (200, True, printed)
        assert seen(found, method)["certificate"] == "known"
    assert found.fleet.results["proxy_method"].tolist() == ["static"]


def test_a_plain_url_goes_through_a_proxy_without_connect(probed: Any, origin: Any, proxies: Any) -> None:
    url = f"http://any.contoso.com:{origin.port}/list.cab"
    found = probed(url, named_proxy=proxies.plain)
    assert row_of(found, "named_proxy")["http_status"] == 200
    assert "proxy.contoso.com" in seen(found, "named_proxy")["via"]


def test_a_proxy_that_refuses_is_told_with_its_name(probed: Any, origin: Any, proxies: Any) -> None:
    found = probed(through(origin), named_proxy=proxies.refusing)
    row, live = row_of(found, "named_proxy"), seen(found, "named_proxy")
    assert (row["outcome"], row["http_status"], row["reason"]) == ("succeeded", 403, "proxy_refused")
    assert live["server"].startswith("squid")
    assert "proxy.contoso.com" in live["via"]


def test_a_proxy_that_wants_a_name_gets_none(probed: Any, origin: Any, proxies: Any) -> None:
    before = len(origin.requests)
    found = probed(through(origin), named_proxy=proxies.asking)
    row = row_of(found, "named_proxy")
    assert (row["http_status"], row["reason"]) == (407, "proxy_auth")
    assert seen(found, "named_proxy")["auth_schemes"] == "Negotiate, Basic"
    assert not any("authorization" in head.lower() for head in origin.requests[before:])


def test_a_dead_service_behind_a_proxy_is_the_proxys_answer(probed: Any, proxies: Any, dead_port: str) -> None:
    port = dead_port.rpartition(":")[2]
    row = row_of(probed(f"https://{GATEWAY}:{port}/commands/test", named_proxy=proxies.plain), "named_proxy")
    assert (row["http_status"], row["reason"]) == (503, "proxy_refused")


def test_a_dead_proxy_cannot_be_connected_to(probed: Any, dead_port: str) -> None:
    row = row_of(probed(DIRECT, named_proxy=dead_port), "named_proxy")
    assert (row["error_code"], row["reason"]) == (12029, "connect")


def test_a_malformed_policy_is_an_invalid_proxy(probed: Any) -> None:
    row = row_of(probed(DIRECT, named_proxy="proxy one:80"), "named_proxy")
    assert (row["outcome"], row["proxy_address"], row["reason"]) == ("invalid_proxy", "proxy one:80", "invalid_proxy")


def test_methods_without_a_proxy_are_not_configured(probed: Any) -> None:
    found = probed(DIRECT)
    outcomes = {method: row_of(found, method)["outcome"] for method in ("named_proxy", "command_line_proxy")}
    assert outcomes == dict.fromkeys(outcomes, "not_configured")


def test_the_default_way_is_the_systems_proxy(probed: Any, origin: Any, proxies: Any) -> None:
    system = SystemProxy({"https": proxies.refusing})
    found = probed(through(origin), system=system)
    assert row_of(found, "default_proxy")["http_status"] == 403
    assert found.fleet.results["proxy_method"].tolist() == ["winhttp"]
    bypassed = probed(through(origin), system=SystemProxy({"https": proxies.refusing}, ("*.microsoft.com",)))
    assert row_of(bypassed, "default_proxy")["http_status"] == 200


def test_a_malformed_system_proxy_is_an_invalid_proxy(probed: Any) -> None:
    assert (
        row_of(probed(DIRECT, system=SystemProxy({"https": "proxy"})), "default_proxy")["outcome"] == "invalid_proxy"
    )
