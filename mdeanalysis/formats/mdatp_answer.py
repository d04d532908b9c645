"""What a URL's answer in the agent's connectivity test means: `[OK]`, or another word and the line below it."""

from __future__ import annotations

import re
from functools import lru_cache

from mdeanalysis.records import Attempt, UrlBlock

_REASONS = {"ssl cert issue": "tls", "request timeout": "timeout", "request general issue": "other"}
_SAID = re.compile(
    r"(?:^|[\s:\]|-])(SSL cert issue|Request timeout|Request general issue|response (?:\d{3}|None))$", re.IGNORECASE
)
_STATUS = re.compile(r"response (\d{3})$", re.IGNORECASE)
_WHOLE = ("SSL cert issue", "Request timeout", "Request general issue", "response None")
_HALF_STATUS = re.compile(r"response \d{0,2}$")
_CURL = re.compile(
    r"curl(?:code)?(?:[\s:(=]{0,3}(?:error|failed|exit|status|code|with))*[\s:(=]{0,3}(\d{1,3})(?![\d.])",
    re.IGNORECASE,
)
#: curl's own numbers; 60 is a certificate that this device does not trust, mostly an inspecting proxy's.
_CURL_REASONS = {5: "dns", 6: "dns", 7: "connect", 28: "timeout", 35: "tls", 56: "reset", 60: "tls"}
#: Blocks kept, so that those of equal devices are one object.
_MEMO_SIZE = 20_000


def is_ok(status: str) -> bool:
    """Whether the tool found the answer that it wants."""
    return status.upper() == "OK"


def said_in(text: str, status: str) -> str | None:
    """What a line below a URL's says, without a logger's stamp; None where it is no line of the test."""
    if found := _SAID.search(text):
        return found[1]
    return text if _CURL.search(text) and not is_ok(status) else None


def is_half_said(text: str) -> bool:
    """Whether a line without its end may be half of what the tool says."""
    return any(known.startswith(text) and known != text for known in _WHOLE) or _HALF_STATUS.match(text) is not None


@lru_cache(_MEMO_SIZE)
def block_of(url: str, status: str | None, details: tuple[str, ...]) -> UrlBlock:
    """The URL with its one try; a status that is not there makes it missing."""
    return UrlBlock(url, False, (_attempt(status, details),))


def _attempt(status: str | None, details: tuple[str, ...]) -> Attempt:
    if status is None:
        return Attempt(0, "agent", "missing")
    codes = (found for text in details if (found := _STATUS.match(text)))
    code = next((int(found[1]) for found in codes), None)
    if is_ok(status):
        return Attempt(0, "agent", "succeeded", http_status=code, judged="reached")
    said = [text for text in (status, *details) if text]
    message = ": ".join(said) or None
    if code is not None:
        return Attempt(0, "agent", "succeeded", http_status=code, message=message)
    return Attempt(0, "agent", "failed", message=message, judged=_reason(said))


def _reason(said: list[str]) -> str:
    """The first reason that is one; words and numbers that nobody knows are `other`."""
    found = [reason for text in said if (reason := _reason_of(text.lower()))]
    return next((reason for reason in found if reason != "other"), "other")


def _reason_of(text: str) -> str | None:
    if curl := _CURL.search(text):
        return _CURL_REASONS.get(int(curl[1]))
    return next((reason for words, reason in _REASONS.items() if words in text), None)
