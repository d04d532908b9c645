"""Byte order marks, and strict UTF-8 that forgives only a cut at the very end."""

from __future__ import annotations

import codecs
import re

UTF8_MARK = codecs.BOM_UTF8
LE_MARK = codecs.BOM_UTF16_LE
BE_MARK = codecs.BOM_UTF16_BE

#: After ASCII alone, a last byte such as 0xE9 behind a letter is rather a code page's accent than half a character.
_ACCENT_AT_THE_END = re.compile(rb"[A-Za-z][\xe0-\xf4]\Z")


def strict_utf8(data: bytes) -> str | None:
    """The text of valid UTF-8, without a character that the end of the data cuts in half; else None."""
    try:
        text, used = codecs.utf_8_decode(data, "strict", False)
    except UnicodeDecodeError:
        return None
    if used < len(data) and text.isascii() and _ACCENT_AT_THE_END.search(data):
        return None
    return text
