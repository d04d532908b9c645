"""One line of a URL block, such as `1 - Default proxy: Failed (12007: WinHttpSendRequest: 12007: ...)`.

The regular expressions follow the producer's own grammar; a label that is garbled by at most two letters is
read by fuzzy matching under a time limit, so that hostile text cannot hold up a run.
"""

from __future__ import annotations

import re

import regex

from mdeanalysis.formats.mojibake import repair
from mdeanalysis.records import Attempt

#: Longer lines are no rows of the tool; nothing is matched in them.
MAX_LINE = 4096
#: Seconds that one fuzzy match may take.
FUZZY_TIMEOUT = 0.2

_LABELS = {
    "Default proxy": "default_proxy",
    "Proxy auto discovery (WPAD)": "wpad",
    "Proxy disabled": "direct",
    "Named proxy": "named_proxy",
    "Command line proxy": "command_line_proxy",
    "Command-line proxy": "command_line_proxy",
}
_QUOTE = r"\s*(?:>\s*)*"  # mails quote every line
_ROW = re.compile(
    _QUOTE
    + r"(?P<n>[1-5])(?:\.\d+)?\s*[-–—]\s*(?P<name>"
    + "|".join(map(re.escape, _LABELS))
    + r")(?: \( ?(?P<arg>.*?) ?\)(?=:(?:\s|$)))?:(?P<result>.*)",
    re.DOTALL,
)
_URL = re.compile(
    _QUOTE + r"Testing URL ?:\s*<?(?P<url>https?://[^\s<>]+)>?(?:\s+(?P<flag>NoPinning))?\s*$", re.IGNORECASE
)
_FUZZY_ROW = regex.compile(
    r"(?b)\s*(?:>\s*)*(?P<n>[1-5])(?:\.\d+)?\s*[-–—]\s*(?:"
    + "|".join(f"(?P<{method}>{regex.escape(label)}){{e<=2}}" for label, method in list(_LABELS.items())[:5])
    + r")(?: \( ?(?P<arg>.*?) ?\)(?=:(?:\s|$)))?:(?P<result>.*)"
)
_FUZZY_URL = regex.compile(
    r"(?b)\s*(?:>\s*)*(?:Testing URL){e<=2}\s*:\s*<?(?P<url>https?://[^\s<>]+)>?(?:\s+(?P<flag>NoPinning))?\s*$"
)
_OK = re.compile(r"Succeeded +\(\s*(\d{3})\s*\)$")
_KO = re.compile(r"Failed +\(\s*(-?\d{1,19})\s*(?:(\))|:(.*))$", re.DOTALL)
_WHAT = re.compile(r"(WinHttp\w+|Unknown WinHTTP Function): (\d+):?\s*(.*)$", re.DOTALL)
_TLS_FLAG = re.compile(r"WINHTTP_CALLBACK_STATUS_FLAG_([A-Z_]+)")
_ABSENT = re.compile(r"Doesn[’'‘`]t exist$")
_BAD_FORMAT = re.compile(r"The proxy isn[’'‘`]t in valid format$")
_ODD = "Unexpected exception was thrown"
_HALF = re.compile(r"(?:Succeeded|Failed) +\(\s*-?\d*\s*$")
_ANSWERS = (
    "Succeeded (",
    "Failed (",
    "Doesn't exist",
    "Doesn’t exist",
    "The proxy isn't in valid format",
    "The proxy isn’t in valid format",
    _ODD,
)
_BEGINNINGS = (
    *("Testing URL : https://", "Testing URL : http://", "Testing URL: https://", "Testing URL: http://"),
    *(f"{number} - {label}" for number, label in zip("123455", _LABELS, strict=True)),
    "4.1 - Named proxy",
)
_OPEN_VALUE = re.compile(r"(?:4(?:\.\d+)? - Named|5 - Command[ -]line) proxy \(")


def parse_url(line: str, *, fuzzy: bool = False) -> tuple[str, bool] | None:
    """The URL that a line announces, and whether the tool pins its certificate."""
    if len(line) > MAX_LINE:
        return None
    found = _URL.match(line)
    if found is None and fuzzy and 8 < len(line.partition("://")[0].lstrip(" \t>")) < 32:  # a label stands before it
        found = _within_time(_FUZZY_URL, line)
    return None if found is None else (found["url"], found["flag"] is None)


def parse_row(line: str, offset: int, *, fuzzy: bool = False) -> Attempt | None:
    """The try that a line states, `offset` lines below its URL; None where the line is no row at all."""
    if len(line) > MAX_LINE:
        return None
    found = _ROW.match(line)
    if found:
        return _attempt(_LABELS[found["name"]], found["arg"], found["result"].strip(), line, offset)
    found = _within_time(_FUZZY_ROW, line) if fuzzy and _looks_like_row(line) else None
    if found is None:
        return None
    method = next(name for name in _LABELS.values() if found[name] is not None)
    return _attempt(method, found["arg"], found["result"].strip(), line, offset)


def is_half(answer: str) -> bool:
    """Whether an answer is only the beginning of one: a number counts as whole once `)` or `:` follows it."""
    return _HALF.match(answer) is not None or any(known.startswith(answer) for known in _ANSWERS)


def is_half_frame(line: str) -> bool:
    """Whether a line without its end is a URL's or the proxy's, so that what it names may be half."""
    return line.lstrip(" \t>").startswith(("Testing URL", "Proxy config:"))


def is_half_label(line: str) -> bool:
    """Whether a line that is no row may be the beginning of one, of a URL's line or of the stars between them."""
    text = re.sub("[–—]", "-", line[:MAX_LINE].lstrip(" \t>"))
    if not text.strip():
        return False
    return text.strip("* ") == "" or any(b.startswith(text) for b in _BEGINNINGS) or bool(_OPEN_VALUE.match(text))


def _looks_like_row(line: str) -> bool:
    head = line.lstrip(" \t>")[:8]
    return head[:1] in {"1", "2", "3", "4", "5"} and any(dash in head for dash in "-–—")


def _within_time(pattern: regex.Pattern[str], line: str) -> regex.Match[str] | None:
    try:
        return pattern.match(line, timeout=FUZZY_TIMEOUT)
    except TimeoutError:
        return None


def _attempt(method: str, address: str | None, answer: str, line: str, offset: int) -> Attempt:
    address = (address or "").strip() or None
    mark = _mark(line)
    if found := _OK.match(answer):
        return Attempt(offset, method, "succeeded", address, int(found[1]), mark=mark)
    if found := _KO.match(answer):
        function, flags, message = _what(found[3])
        return Attempt(offset, method, "failed", address, None, int(found[1]), function, flags, message, mark)
    outcome = _outcome(answer)
    return Attempt(offset, method, outcome, address, message=answer if outcome == "unknown" else None, mark=mark)


def _outcome(answer: str) -> str:
    """What an answer without a number says."""
    if _ABSENT.match(answer):
        return "not_configured"
    if _BAD_FORMAT.match(answer):
        return "invalid_proxy"
    if answer == _ODD:
        return "exception"
    return "unknown" if answer else "missing"


def _what(what: str | None) -> tuple[str | None, str | None, str | None]:
    """The function that failed, the TLS flags and the message behind a number."""
    if what is None:
        return None, None, None
    what = repair(what).strip()
    what = (what[:-1] if what.endswith(")") else what).strip()
    if found := _WHAT.match(what):
        return found[1], None, found[3].strip() or None
    return None, ",".join(_TLS_FLAG.findall(what)) or None, what or None


def _mark(line: str) -> int:
    if "(200)" in line or "(400)" in line or "(404)" in line:
        return 1
    return 2 if "Succeeded (405)" in line else 0
