"""What a try saw, in the checker's own words: the status, or WinHTTP's number for what went wrong."""

from __future__ import annotations

import ssl

import httpcore

from mdeanalysis.formats.url_block_writer import Failed, PinFailed, Result, Succeeded, TlsFailed
from mdeanalysis.probes.certificates import kind_of
from mdeanalysis.probes.dns import NameNotFound
from mdeanalysis.probes.request import behind, untrusted
from mdeanalysis.probes.sight import Sight

TIMEOUT, NO_NAME, NO_CONNECTION, CUT, NO_HTTP, NO_TLS = 12002, 12007, 12029, 12030, 12152, 12175
BAD_SCRIPT, NO_SCRIPT, SCRIPT_FAILED, NO_DETECTION = 12166, 12167, 12177, 12180
UNTRUSTED_ROOT = 0x800B0109
_MESSAGES = {
    TIMEOUT: "No answer in time",
    NO_NAME: "The name could not be resolved",
    NO_CONNECTION: "No connection could be made",
    CUT: "The connection was cut off",
    NO_HTTP: "The answer is not HTTP",
    NO_TLS: "TLS could not be agreed on",
    BAD_SCRIPT: "The proxy script has an error",
    NO_SCRIPT: "The proxy script could not be fetched",
    SCRIPT_FAILED: "The proxy script did not come to an end",
    NO_DETECTION: "No proxy was discovered",
}
#: OpenSSL's verdicts (X509_V_ERR_...) as WinHTTP's flags; the clock may be what is wrong with a date.
_FLAGS = {9: "CERT_DATE_INVALID", 10: "CERT_DATE_INVALID", 23: "CERT_REVOKED", 62: "CERT_CN_INVALID"}
#: The same of Windows and macOS, which say it in words.
_WORDS = (
    ("match", "CERT_CN_INVALID"),
    ("expired", "CERT_DATE_INVALID"),
    ("validity", "CERT_DATE_INVALID"),
    ("trust", "INVALID_CA"),
)
_FLAGS |= dict.fromkeys((18, 19, 20, 21), "INVALID_CA")


def failed(code: int, detail: str = "") -> Failed:
    """A WinHTTP error, with what is known of it."""
    message = f"{_MESSAGES[code]}: {detail}" if detail else _MESSAGES[code]
    return Failed(code, " ".join(message.split()), _function(code))


def result_of(sight: Sight, pinned: bool) -> Result:
    """The row of a try. A certificate of nobody's that Microsoft buys from is refused where the checker pins."""
    kind = kind_of(sight.chain, sight.trusted)
    if kind == "foreign" and (pinned or not sight.trusted):
        return PinFailed(UNTRUSTED_ROOT, f"issued by {sight.issuer}")
    if (refusal := untrusted(sight.error)) is not None:
        return TlsFailed((_flag(refusal),))
    if sight.status is not None:
        return Succeeded(sight.status)
    return failed(_code(sight), _detail(sight.error))


def _flag(refusal: ssl.SSLCertVerificationError) -> str:
    code = getattr(refusal, "verify_code", None)
    if code in _FLAGS:
        return _FLAGS[code]
    return next((flag for word, flag in _WORDS if word in str(refusal)), "INVALID_CERT")


def _code(sight: Sight) -> int:
    error = sight.error
    if isinstance(error, NameNotFound):
        return NO_NAME
    if isinstance(error, TimeoutError | httpcore.TimeoutException):
        return TIMEOUT
    if sight.step in ("dns", "connect"):
        return NO_CONNECTION
    if sight.step == "tls" and (refusal := behind(error, ssl.SSLError)):
        return CUT if isinstance(refusal, ssl.SSLEOFError) or "EOF" in (refusal.reason or "") else NO_TLS
    if isinstance(error, httpcore.ProtocolError) and "disconnected" not in str(error):
        return NO_HTTP
    return CUT


def _detail(error: BaseException | None) -> str:
    return str(error) if isinstance(error, NameNotFound) else ""


def _function(code: int) -> str:
    return "WinHttpReceiveResponse" if code in (CUT, NO_HTTP) else "WinHttpSendRequest"
