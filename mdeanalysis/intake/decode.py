"""From the bytes of one file to its text, whatever wrote it and whatever was appended to it since."""

from __future__ import annotations

import codecs
from typing import NamedTuple

import numpy as np

from mdeanalysis.intake.marks import BE_MARK, LE_MARK, UTF8_MARK, strict_utf8
from mdeanalysis.intake.mixed import split
from mdeanalysis.intake.names import plain_name
from mdeanalysis.intake.unmarked import mostly_controls

#: UTF-16 units from here on are seldom in western reports; bytes read as UTF-16 nearly always are.
_FAR_UNIT = 0x0900
_FAR_UNITS_OF_CHANCE = 8
#: A byte line end and the other order's mark, as each order reads them: units that no writing uses.
_FOREIGN_SIGNS = {
    "utf-16-le": (b"\r\n".decode("utf-16-le"), BE_MARK.decode("utf-16-le")),
    "utf-16-be": (b"\r\n".decode("utf-16-be"), LE_MARK.decode("utf-16-be")),
}
_MARKED = {LE_MARK: "utf-16-le", BE_MARK: "utf-16-be"}


class Decoded(NamedTuple):
    """`encoding` joins the encodings of a mixed file by `+`; `replaced` where bytes could mean nothing in it."""

    text: str
    encoding: str
    replaced: bool


def decode(data: bytes, name: str = "") -> Decoded:
    """The text of `data`, line ends untouched, without byte order marks and NULs; no bytes make it fail.

    `name` only settles which code page is likelier where nothing else does.
    """
    quick = _quick(data)
    if quick is not None:
        return quick
    parts = [_part(part, encoding, name) for encoding, part in split(data)]
    encodings = dict.fromkeys(part.encoding for part in parts if part.text)
    return Decoded(
        "".join(part.text for part in parts),
        "+".join(encodings) or "utf-8",
        any(part.replaced for part in parts),
    )


def _quick(data: bytes) -> Decoded | None:
    """What nearly all files are: one encoding from start to end, told by its mark or by plain UTF-8."""
    encoding = _MARKED.get(data[:2])
    if encoding:
        return _quick_utf16(data, encoding)
    if b"\0" in data:
        return None
    text = strict_utf8(data)
    if text is None or mostly_controls(data):
        return None
    return Decoded(_clean(text), "utf-8", False)


def _quick_utf16(data: bytes, encoding: str) -> Decoded | None:
    """UTF-16 with a mark, unless broken or with so many far characters that bytes may be among it."""
    read = codecs.utf_16_le_decode if encoding == "utf-16-le" else codecs.utf_16_be_decode
    try:
        text, _ = read(memoryview(data)[2:], "strict", False)
    except UnicodeDecodeError:
        return None
    if not text.isascii() and _may_be_mixed(data, text, encoding):
        return None
    return Decoded(_clean(text), encoding, False)


def _may_be_mixed(data: bytes, text: str, encoding: str) -> bool:
    if data.endswith(b"\r\n") or any(sign in text for sign in _FOREIGN_SIGNS[encoding]):
        return True
    units = np.frombuffer(data, "<u2" if encoding == "utf-16-le" else ">u2", len(data) // 2)
    far = int(np.count_nonzero(units >= _FAR_UNIT))
    return far > _FAR_UNITS_OF_CHANCE


def _part(data: bytes, encoding: str | None, name: str) -> Decoded:
    return _bytes(data, name) if encoding is None else _utf16(data, encoding)


def _utf16(data: bytes, encoding: str) -> Decoded:
    """UTF-16 whose last unit may be cut; units that mean nothing become U+FFFD."""
    read = codecs.utf_16_le_decode if encoding == "utf-16-le" else codecs.utf_16_be_decode
    try:
        text, _ = read(data, "strict", False)
    except UnicodeDecodeError:
        text, _ = read(data, "replace", False)
        return Decoded(_clean(text), encoding, True)
    return Decoded(_clean(text), encoding, False)


def _bytes(data: bytes, name: str) -> Decoded:
    """UTF-8 where it is valid, else the code page that wrote such a file."""
    text = strict_utf8(data)
    if text is not None:
        return Decoded(_clean(text), "utf-8", False)
    if data.startswith(UTF8_MARK):
        return Decoded(_clean(data.decode("utf-8", "replace")), "utf-8", True)
    for page in (_code_page(name), "latin-1"):
        try:
            return Decoded(_clean(data.decode(page)), page, False)
        except UnicodeDecodeError:
            continue
    raise AssertionError("latin-1 reads any byte")


def _code_page(name: str) -> str:
    # Console programs write these two through a raw redirect, in the OEM code page; all else is ANSI.
    return "cp850" if plain_name(name).endswith(("_user.txt", "psexeclog.txt")) else "cp1252"


def _clean(text: str) -> str:
    # Looking first is six times cheaper than replacing nothing.
    return (text.replace("\0", "") if "\0" in text else text).replace("\ufeff", "")
