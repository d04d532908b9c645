"""One gateway that the tool of down-level Windows tested: a line with its certificate's issuer, or a failure's lines.

Only the system's own words between the tool's labels are translated; the labels never are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.url_row import MAX_LINE
from mdeanalysis.records import Attempt

_TITLE = re.compile(r"#*\s*Validation of (?:MDE|MDATP|WDATP) GateWays\s*#*$", re.IGNORECASE)
_URL = r"\s*<?(?P<url>https?://[^\s<>]+)>?(?P<answer>.*)"
_ANSWERED = re.compile(r"Test URL" + _URL, re.DOTALL)
_FAILED = re.compile(r"Test for URL\s" + _URL, re.DOTALL)
#: A culture may have a minus of its own.
_HRESULT = re.compile(r"Hresult:\s*([-\u2212]?\d{1,19})$")
_STATUS = re.compile(r"status:\s*(\w+)$")
_HTTP = re.compile(r"[(（]([1-5]\d\d)[)）]")
#: How .NET and Windows say that a chain ends in a root that this device does not trust, or in none.
_FOREIGN_ROOT = re.compile(
    r"UntrustedRoot|PartialChain|0x800B010[9A]|-214676248[67]\b|root certificate which is not trusted", re.IGNORECASE
)
#: .NET's WebExceptionStatus. No name begins another, so that a name of the list is whole wherever the text ends.
_STATUSES = re.compile(
    "CacheEntryNotFound|ConnectFailure|ConnectionClosed|KeepAliveFailure|MessageLengthLimitExceeded"
    "|NameResolutionFailure|Pending|PipelineFailure|ProtocolError|ProxyNameResolutionFailure|ReceiveFailure"
    "|RequestCanceled|RequestProhibitedByCachePolicy|RequestProhibitedByProxy|SecureChannelFailure|SendFailure"
    "|ServerProtocolViolation|Success|Timeout|TrustFailure|UnknownError"
)


def is_title(line: str) -> bool:
    """Whether a line (without quotes and outer blanks) is the tool's first."""
    return _TITLE.match(line) is not None


def is_entry(line: str) -> bool:
    """Whether a line (without quotes and outer blanks) begins a gateway's test."""
    return tested_url(line) is not None


@remembered
def tested_url(line: str) -> str | None:
    """The URL of a line (without quotes and outer blanks) that begins a gateway's test."""
    found = (_FAILED.match(line) or _ANSWERED.match(line)) if line.startswith("Test ") else None
    return found["url"] if found else None


def is_failure(line: str) -> bool:
    """Whether a line begins the lines of a failure."""
    return line.startswith("Test ") and _FAILED.match(line) is not None


def is_status(line: str) -> bool:
    """Whether a line names the exception's status, behind which a failure is told."""
    return _STATUS.match(line) is not None


def read_entry(
    lines: Sequence[str], method: str, address: str | None, *, last: bool, half: bool
) -> tuple[str, Attempt] | None:
    """The URL and its try; None where the text ends within the URL.

    `last` says that nothing of the test follows, so that what is not there is missing; `half` that the last line
    has no end.
    """
    failure = is_failure(lines[0])
    found = (_FAILED if failure else _ANSWERED).match(_head(lines))
    if found is None or (half and not found["answer"]):
        return None
    attempt = Attempt(0, method, "missing", address)
    read = _failed(attempt, found["answer"], lines, half) if failure else _answered(attempt, found["answer"])
    if read.outcome == "unknown" or (failure and read.error_function is None):
        read = attempt if last else read
    return found["url"], read


def _head(lines: Sequence[str]) -> str:
    """The lines before the first label: mail programs break them."""
    end = next((i for i, line in enumerate(lines) if not line or line.startswith("Hresult:")), len(lines))
    return " ".join(lines[:end])[:MAX_LINE]


def _answered(attempt: Attempt, answer: str) -> Attempt:
    """An answer over a connection whose certificate somebody else than Microsoft issued comes from an inspector."""
    issuer, whole, _ = answer.partition("Certificate Issuer is")[2].partition(": Test result is")
    issuer = issuer.strip()
    if "CN=" in issuer:
        issuer = issuer.partition("CN=")[2].partition(",")[0].strip()
    if not whole or not issuer:
        return attempt._replace(outcome="unknown", message=answer.strip(" :") or None)
    judged = "reached" if issuer.startswith("Microsoft") else "tls_inspection"
    return attempt._replace(outcome="succeeded", message=issuer, judged=judged)


def _failed(attempt: Attempt, answer: str, lines: Sequence[str], half: bool) -> Attempt:
    message = answer.partition("Error Message :")[2].strip() or None
    codes = (found for line in lines if (found := _HRESULT.match(line)))
    code = next((int(found[1].replace("\u2212", "-")) for found in codes), None)
    attempt = attempt._replace(
        outcome="failed", error_code=code, error_function=_status(lines, half), message=message
    )
    if attempt.error_function == "ProtocolError" and (http := _HTTP.search(message or "")):
        return attempt._replace(outcome="succeeded", http_status=int(http[1]))
    if attempt.error_function == "TrustFailure" and any(map(_FOREIGN_ROOT.search, lines)):
        return attempt._replace(judged="tls_inspection")
    return attempt


def _status(lines: Sequence[str], half: bool) -> str | None:
    for number, line in enumerate(lines, start=1):
        if found := _STATUS.match(line):
            is_half = half and number == len(lines) and not _STATUSES.fullmatch(found[1])
            return None if is_half else found[1]
    return None
