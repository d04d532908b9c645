"""Text from untrusted results, safe to print: no control characters, no change of writing direction."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text with unsafe characters replaced and line ends and tabs as blanks."""
    return _UNSAFE.sub("\ufffd", text).replace("\r", " ").replace("\n", " ").replace("\t", " ")


def csv_safe(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
