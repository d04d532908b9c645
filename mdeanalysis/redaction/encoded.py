"""Text inside a text as base64, such as credentials in a header or a command of PowerShell."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator

from mdeanalysis.redaction.spans import Span

_RUN = re.compile(r"(?<![A-Za-z0-9+/_=-])(?:[A-Za-z0-9+/_-]{8,}={0,2}|[A-Za-z0-9+/_-]{6,7}==?)(?![A-Za-z0-9+/=_-])")
#: Base64 of text has letters of both cases or digits; a word has not.
_PLAIN_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z_-]+|[0-9_-]+|[0-9a-f-]+")
_LEAST_PRINTABLE = 0.95
#: Base64 of base64.
MOST_LEVELS = 3


def decoded(run: str) -> tuple[str, str] | None:
    """The text of a run of base64, and its encoding; None where it is none."""
    padded = run.rstrip("=")
    if len(padded) % 4 == 1 or _PLAIN_WORD.fullmatch(run):
        return None
    try:
        data = base64.b64decode(padded + "=" * (-len(padded) % 4), altchars=b"-_" if _is_for_urls(run) else None)
    except (binascii.Error, ValueError):
        return None
    for encoding in ("utf-16-le", "utf-8") if data[1::2].count(0) * 2 > len(data) // 2 else ("utf-8",):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_text(text):
            return text, encoding
    return None


def encoded_runs(line: str, redact: Callable[[str], str]) -> Iterator[Span]:
    """What comes in the place of the runs of a line whose text has values in it."""
    for match in _RUN.finditer(line):
        inner = decoded(match[0])
        if inner is None:
            continue
        made = redact(inner[0])
        if made != inner[0]:
            data = made.encode(inner[1], "replace")
            code = (base64.urlsafe_b64encode if _is_for_urls(match[0]) else base64.b64encode)(data).decode()
            yield Span(match.start(), match.end(), code if match[0].endswith("=") else code.rstrip("="))


def texts_within(text: str, level: int = 0) -> Iterator[str]:
    """The text, and the texts that stand in it as base64, and those in them."""
    yield text
    if level < MOST_LEVELS:
        for match in _RUN.finditer(text):
            if (inner := decoded(match[0])) is not None:
                yield from texts_within(inner[0], level + 1)


def _is_for_urls(run: str) -> bool:
    return "-" in run or "_" in run


def _is_text(text: str) -> bool:
    shown = sum(letter.isprintable() or letter in "\t\r\n" for letter in text)
    return bool(text) and shown >= _LEAST_PRINTABLE * len(text)
