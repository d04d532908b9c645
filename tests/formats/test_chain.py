"""The certificate chain section: issuer, root and verdict of each URL, and names left from the URL before."""

from __future__ import annotations

import pytest
from formats.golden import document

from mdeanalysis.formats import text_report

HEADER = "\n################## MDE certificate chain validation  ####################\n"
A, B, C = (f"https://{name}.example.com/test" for name in "abc")
GATEWAY = ("CN=Microsoft Secure Server CA 2011, C=US", "CN=Microsoft Root Certificate Authority 2011, C=US")
AZURE = ("CN=Microsoft Azure TLS Issuing CA 01, C=US", "CN=DigiCert Global Root G2, C=US")
LOGIN = ("CN=DigiCert SHA2 Secure Server CA, C=US", "CN=DigiCert Global Root CA, C=US")
OLD = ("CN=Microsoft RSA TLS CA 01, C=US", "CN=Baltimore CyberTrust Root, C=IE")
CONTOSO = ("CN=Contoso TLS Inspection CA, C=CH", "CN=Contoso Root CA, C=CH")
REFUSED = "Failed (12157: Failed to verify certificate root: 2148204809: Not trusted.)"
SSL = "Failed (0: SSL error: WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA SSL invalid CA. )"
WRONG_NAME = "Failed (12038: WinHttpSendRequest: 12038: falscher Name)"
NO_CERTIFICATE = "Failed (0: WinHttpQueryOption failed to get the certificate)"
CONNECT = "Failed (12029: WinHttpSendRequest: 12029: no connection)"


def rows_of(url: str, answer: str, other: str = CONNECT) -> str:
    """The first three rows of a URL, of which the second has the answer."""
    labels = ("1 - Default proxy", "2 - Proxy auto discovery (WPAD)", "3 - Proxy disabled")
    rows = [f"{label}: {row}\n" for label, row in zip(labels, (other, answer, other), strict=True)]
    return f"Testing URL : {url}\n" + "".join(rows)


def shown(url: str, issuer: str, root: str) -> str:
    return f"\nThe cert issuer for {url} is :\n{issuer}\nThe root issuer for {url} is :\n{root}\n"


def facts(text: str, test: str = "") -> dict[str, str | None]:
    """Facts of the section by `issuer`, `root` or `chain` and the URL's first letter."""
    reading = text_report.parse(document(f"Script Version: : 08May2024\n{test}{HEADER}{text}{END}"))
    assert reading.unknown == 0
    found = [fact for fact in reading.facts if fact.name.startswith("Certificate ")]
    assert {fact.section for fact in found} <= {"MDE certificate chain validation"}
    names = [fact.name.removeprefix("Certificate ").replace(" of https://", " ")[:-17] for fact in found]
    assert len(set(names)) == len(names)
    return dict(zip(names, [fact.value for fact in found], strict=True))


END = "\n################## MDE CommandLine usage information ####################\n"


@pytest.mark.parametrize(
    ("pair", "verdict"),
    [
        (GATEWAY, "expected"),
        (AZURE, "expected"),
        (LOGIN, "expected"),
        (OLD, "expected"),
        (CONTOSO, "unexpected"),
        ((GATEWAY[0], CONTOSO[1]), "unexpected"),
        ((CONTOSO[0], GATEWAY[1]), "unexpected"),
        ((AZURE[0], LOGIN[1]), "unexpected"),
        (("O=x, " + AZURE[0], AZURE[1]), "unexpected"),
    ],
    ids=["gateway", "azure", "login", "old", "neither", "root", "issuer", "of-another-pair", "not-at-the-beginning"],
)
def test_a_chain_is_expected_where_the_script_knows_the_pair(pair: tuple[str, str], verdict: str):
    assert facts(shown(A, *pair)) == {"issuer a": pair[0], "root a": pair[1], "chain a": verdict}


def test_a_url_keeps_no_flag_and_unexpected_names_count_once():
    text = shown(f"{A}\tNoPinning", *CONTOSO) + CONTOSO[1]
    text += f"\nThe issuer for {A} was fetched but was not expected :\n{CONTOSO[0]}\n"
    assert facts(text) == {"issuer a": CONTOSO[0], "root a": CONTOSO[1], "chain a": "unexpected"}


def test_a_root_that_was_not_detected_is_unknown_and_the_issuer_behind_it_is_not():
    text = f"The root issuer for {A} was not detected\nFailed to fetch root CA chain for {A} the CA issuer that was "
    assert facts(f"{text}detected is:\n{AZURE[0]}\n") == {"issuer a": AZURE[0], "root a": None, "chain a": None}


def test_a_check_that_failed_states_nothing():
    text = f"Failed to check certificate issuer for {B} \n"
    nothing = {"issuer b": None, "root b": None, "chain b": None}
    assert facts(text) == nothing
    assert facts(shown(A, *AZURE) + text).items() >= nothing.items()


@pytest.mark.parametrize(
    ("answer", "stale"),
    [
        (CONNECT, True),
        ("Succeeded (407)", True),
        ("Succeeded (502)", True),
        (NO_CERTIFICATE, True),
        (REFUSED, True),
        (SSL, True),
        (WRONG_NAME, True),
        ("Succeeded (200)", False),
        ("Succeeded (404)", False),
    ],
)
def test_a_pair_that_repeats_is_unknown_unless_the_test_saw_a_certificate_that_it_took(answer: str, stale: bool):
    found = facts(shown(A, *AZURE) + shown(B, *AZURE), rows_of(A, "Succeeded (200)") + rows_of(B, answer))
    assert found["issuer a"] == AZURE[0]
    expected = (None, None, None) if stale else (*AZURE, "expected")
    assert (found["issuer b"], found["root b"], found["chain b"]) == expected


@pytest.mark.parametrize(("answer", "stale"), [(REFUSED, False), (SSL, False), (CONNECT, True)])
def test_an_inspecting_issuer_that_repeats_is_believed_where_the_test_refused_a_certificate(answer: str, stale: bool):
    found = facts(shown(A, *CONTOSO) + shown(B, *CONTOSO), rows_of(A, REFUSED) + rows_of(B, answer))
    expected = (None, None, None) if stale else (*CONTOSO, "unexpected")
    assert (found["issuer b"], found["root b"], found["chain b"]) == expected


def test_stale_names_pass_on_from_url_to_url_and_new_ones_are_believed():
    text = shown(A, *AZURE) + shown(B, *AZURE) + shown(C, *AZURE)
    lost = rows_of(B, CONNECT) + rows_of(C, CONNECT)
    found = facts(text, lost)
    assert [found[f"issuer {name}"] for name in "abc"] == [AZURE[0], None, None]
    assert facts(shown(A, *AZURE) + shown(B, *LOGIN), lost)["chain b"] == "expected"


def test_without_a_test_a_repeated_name_is_no_proof_of_anything_wrong():
    found = facts(shown(A, *AZURE) + shown(B, *AZURE))
    assert found["chain b"] == "expected"


def test_an_event_between_ends_what_was_announced():
    event = "2024-05-21 14:06:40Z [Error] a 132027: Unexpected issuer. N/A\n"
    assert facts(f"The cert issuer for {A} is :\n{event}{CONTOSO[0]}\n") == {}
    assert facts(f"{event}The cert issuer for {A} is :\n{AZURE[0]}\n") == {"issuer a": AZURE[0]}


def test_a_half_name_is_not_kept():
    text = f"Script Version: : 08May2024\n{HEADER}The cert issuer for {A} is :\n{AZURE[0]}"
    assert [fact.name for fact in text_report.parse(document(text)).facts] == ["Script Version"]
