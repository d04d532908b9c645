"""Text from untrusted results, safe to print: no control characters, line ends or change of writing direction."""

from __future__ import annotations

import re

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def printable(text: str) -> str:
    """The text with unsafe characters replaced and line ends and tabs as blanks."""
    return _UNSAFE.sub("\ufffd", text).replace("\r", " ").replace("\n", " ").replace("\t", " ")


def json_safe(text: str) -> str:
    """JSON whose strings hold unsafe characters only as escapes, so that they mean the same and do nothing."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def csv_safe(text: str) -> str:
    """The text with a leading apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def cell_safe(text: str) -> str:
    """The text as a cell that neither a spreadsheet nor a terminal obeys; line feeds and tabs stay."""
    safe = csv_safe(text)
    return safe if safe.isprintable() else _UNSAFE.sub("\ufffd", safe.replace("\r\n", "\n").replace("\r", "\n"))
