"""Who issued the certificates tells of inspection where the test's own rows cannot."""

from __future__ import annotations

import pytest
from builders import BLOB, GATEWAY, block, report, tables_of

MICROSOFT = "CN=Microsoft Azure RSA TLS Issuing CA 04, O=Microsoft Corporation, C=US"
DIGICERT = "CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US"
NEWER = "CN=DigiCert Global G2 TLS RSA SHA256 2020 CA1, O=DigiCert Inc, C=US"
OWN = "CN=Contoso TLS Inspection CA, O=Contoso, C=CH"
TITLE = "################## MDE certificate chain validation  ####################"


def chain(url: str, issuer: str, root: str) -> list[str]:
    return [
        *(TITLE, "", f"The cert issuer for {url} is :", issuer),
        *(f"The root issuer for {url} is :", root),
    ]


def inspection(lines: list[str], *, url: str = BLOB, words: str = "400 400 400 - -", pinned: bool = False) -> str:
    text = report(block(url, words, pinned=pinned), cloud=lines, version="08May2024")
    row = tables_of({"SystemInfoLogs/MDEClientAnalyzer.txt": text})["urls"].iloc[0]
    return str(row["inspection"])


@pytest.mark.parametrize(
    ("issuer", "root", "expected"),
    [
        (MICROSOFT, DIGICERT, "clean"),
        (OWN, "CN=Contoso Root CA, O=Contoso", "intercepted"),
        (NEWER, DIGICERT, "cannot_tell"),
        (MICROSOFT, "CN=Contoso Root CA, O=Contoso", "intercepted"),
        ("CN=Contoso Microsoft Root CA", DIGICERT, "intercepted"),
        ("CN=Contoso Microsoft Root CA, O=Microsoft Corporation", DIGICERT, "intercepted"),
        ("CN=Microsoft Azure TLS CA, O=Contoso, C=US", DIGICERT, "intercepted"),
        ("CN=Microsoft Azure TLS CA", "CN=DigiCert Global Root G2", "intercepted"),
        ("CN=DigiCert Proxy CA, O=Contoso", "CN=DigiCert Root, O=Contoso", "intercepted"),
        ("CN=DigiCerts TLS CA, O=DigiCert Inc", DIGICERT, "intercepted"),
        ('CN=Contoso, OU="x, CN=Microsoft Azure, O=Microsoft Corporation"', DIGICERT, "intercepted"),
        (f"CN=Contoso, {MICROSOFT}", DIGICERT, "intercepted"),
        (MICROSOFT, DIGICERT.replace("G2", "G2 of Contoso").replace("DigiCert Inc", "Contoso"), "intercepted"),
        (MICROSOFT, DIGICERT.replace("G2", "G22"), "cannot_tell"),
        ('CN=DigiCert TLS RSA4096 CA, O="DigiCert, Inc.", C=US', DIGICERT, "cannot_tell"),
    ],
    ids=[
        "the-pair-is-known",
        "somebody-elses",
        "one-that-the-script-does-not-know",
        "of-another-root",
        "microsoft-inside-the-name",
        "with-microsofts-organisation",
        "begins-like-microsofts",
        "without-organisation",
        "digicert-by-name-alone",
        "a-longer-word",
        "within-quotes",
        "two-names",
        "root-of-another",
        "root-not-of-the-pair",
        "organisation-with-a-comma",
    ],
)  # fmt: skip
def test_the_issuer_tells_where_the_tool_does_not_pin(issuer: str, root: str, expected: str):
    assert inspection(chain(BLOB, issuer, root)) == expected


def test_without_the_section_nobody_can_tell():
    assert inspection([]) == "cannot_tell"


def test_another_urls_certificate_tells_nothing():
    assert inspection(chain(BLOB.replace("weu", "neu"), OWN, OWN)) == "cannot_tell"


def test_an_answer_with_the_pinned_certificate_outweighs_what_the_script_saw():
    pinned = {"url": GATEWAY, "words": "200 200 200 - -", "pinned": True}
    assert inspection(chain(GATEWAY, OWN, OWN), **pinned) == "clean"  # type: ignore[arg-type]


def test_a_refused_certificate_outweighs_a_known_issuer():
    pinned = {"url": GATEWAY, "words": "pin pin pin - -", "pinned": True}
    assert inspection(chain(GATEWAY, MICROSOFT, DIGICERT), **pinned) == "intercepted"  # type: ignore[arg-type]


def test_a_stale_issuer_tells_nothing():
    """The script prints the issuer of the URL before for one that showed no certificate."""
    url = BLOB.replace("weu", "neu")
    lines = [*chain(BLOB, OWN, OWN), *chain(url, OWN, OWN)[1:]]
    blocks = [block(BLOB, "400 400 400 - -", pinned=False), block(url, "12007 12007 12007 - -", pinned=False)]
    text = report(*blocks, cloud=lines, version="08May2024")
    urls = tables_of({"SystemInfoLogs/MDEClientAnalyzer.txt": text})["urls"].set_index("url")["inspection"]
    assert (urls[BLOB], urls[url]) == ("intercepted", "cannot_tell")
