"""The certificate chain section of edition 08May2024, with the script's forgotten resets."""

from __future__ import annotations

from mdeanalysis.demo.network import url_check
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import Event, Header, Part
from mdeanalysis.formats.url_block_writer import CheckedUrl, PinFailed, Result, Succeeded, TlsFailed

_MICROSOFT = "O=Microsoft Corporation, C=US"
_GATEWAY = (
    f"CN=Microsoft Secure Server CA 2011, {_MICROSOFT}",
    f"CN=Microsoft Root Certificate Authority 2011, {_MICROSOFT}",
)
_AZURE = (
    f"CN=Microsoft Azure RSA TLS Issuing CA 04, {_MICROSOFT}",
    "CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US",
)
_LOGIN = (
    "CN=DigiCert SHA2 Secure Server CA, O=DigiCert Inc, C=US",
    "CN=DigiCert Global Root CA, OU=www.digicert.com, O=DigiCert Inc, C=US",
)
_INSPECTION = ("CN=Contoso TLS Inspection CA, O=Contoso, C=CH", "CN=Contoso Root CA, O=Contoso, C=CH")
_OF_A_PROXY = frozenset({403, 407, 502, 503, 504})


def chain(run: Run) -> list[Part]:
    """Issuer and root of each HTTPS URL. A URL that shows none is printed with those of the one before it."""
    parts: list[Part] = [Header("chain")]
    known: tuple[str, str] | None = None
    for url in url_check(run.device).urls:
        if not url.url.startswith("https:"):
            continue
        known = _shown(run, url) if any(map(_reveals, url.rows)) else known
        if known is None:
            parts += ["", f"Failed to check certificate issuer for {url.url} "]
        else:
            parts += _lines(run, url.url, *known)
    return parts


def _lines(run: Run, url: str, issuer: str, root: str) -> list[Part]:
    lines = ["", f"The cert issuer for {url} is :", issuer, f"The root issuer for {url} is :", root]
    if issuer != _INSPECTION[0]:
        return [*lines]
    text = f"Unexpected issuer for {url}: {issuer}"
    event = Event(132027, "CertPinning", text, "Let the service's traffic pass unopened.", run.at(180))
    return [*lines, root, f"The issuer for {url} was fetched but was not expected :", issuer, event]


def _shown(run: Run, url: CheckedUrl) -> tuple[str, str]:
    if run.device.story == "tls_inspection":
        return _INSPECTION
    if "winatp-gw-" in url.url or ".endpoint.security." in url.url:
        return _GATEWAY
    return _LOGIN if "//login." in url.url else _AZURE


def _reveals(row: Result | None) -> bool:
    """Whether a row got as far as a certificate."""
    if isinstance(row, Succeeded):
        return row.status not in _OF_A_PROXY
    return isinstance(row, PinFailed | TlsFailed)
