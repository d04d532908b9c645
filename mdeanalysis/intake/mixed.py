"""Where a file changes its encoding: cmd.exe appends bytes to UTF-16, PowerShell UTF-16 to bytes, people anything.

A byte text inside UTF-16 is a stretch without NULs. That alone is no proof, for Chinese and Japanese have none
either; a CR beside an LF is (no living script has the unit U+0A0D), and so are words of ASCII letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from mdeanalysis.intake.marks import BE_MARK, LE_MARK, UTF8_MARK, strict_utf8
from mdeanalysis.intake.unmarked import CONTROLS, guess

_LONG = 24
_PRINTABLE = re.compile(rb"[\t\r\n -~]{24,}")
_WORD = re.compile(rb"[A-Za-z]{6}")
_GAP = re.compile(rb"[ \n]")
_CONTROL = re.compile(rb"[" + re.escape(CONTROLS) + rb"]")
#: What only UTF-16 has: Latin letters in a row, a line end, or a mark with a Latin letter soon after it.
_LATER_LE = rb"\xff\xfe(?:..){0,40}?[\t\r\n -~]\x00"
_LATER_BE = rb"\xfe\xff(?:..){0,40}?\x00[\t\r\n -~]"
_UTF16_TEXT = re.compile(
    rb"(?:[^\x00]\x00){4}|(?:\x00[^\x00]){4}|\r\x00\n\x00|\x00\r\x00\n|" + _LATER_LE + rb"|" + _LATER_BE, re.S
)
_LATER_MARK = re.compile(_LATER_LE + rb"|" + _LATER_BE, re.S)
_MARK = re.compile(rb"\xff\xfe|\xfe\xff")
_LATIN_AT_ONCE = re.compile(rb"\xff\xfe(?:[\t\r\n -~]\x00){2}|\xfe\xff(?:\x00[\t\r\n -~]){2}")

Part = tuple[str | None, bytes]


def split(data: bytes) -> list[Part]:
    """`data` in parts of one encoding each: a UTF-16 order, or None for bytes."""
    marked = data[:2] in (LE_MARK, BE_MARK)
    if not marked and not _UTF16_TEXT.search(data):
        return [(guess(data), data)]
    runs = list(_byte_runs(data))
    if not runs and not marked:
        return [(guess(data), data)]
    parts: list[Part] = []
    at = 0
    for start, end in [*runs, (len(data), len(data))]:
        parts += _utf16_parts(data[at:start])
        parts.append((None, data[start:end]))
        at = end
    return [part for part in parts if part[1]]


def _utf16_parts(data: bytes) -> Iterator[Part]:
    """UTF-16 cut where a later mark stands, for a second file may be of the other order or one byte off."""
    marks = [found.start() for found in _MARK.finditer(data, 1) if _is_mark(data, found.start())]
    for start, end in pairwise([0, *marks, len(data)]):
        part = data[start:end]
        if part[:2] in (LE_MARK, BE_MARK):
            yield "utf-16-le" if part.startswith(LE_MARK) else "utf-16-be", part
        else:
            yield "utf-16-be" if part[::2].count(0) > part[1::2].count(0) else "utf-16-le", part


def _is_mark(data: bytes, at: int) -> bool:
    # Off the units' step, FF FE is also a full-width comma and half of the Chinese character behind it.
    return (_LATER_MARK if at % 2 == 0 else _LATIN_AT_ONCE).match(data, at) is not None


def _byte_runs(data: bytes) -> Iterator[tuple[int, int]]:
    """Start and end of each byte text."""
    first = 2 if data[:2] in (LE_MARK, BE_MARK) else 0
    for start, stop in _stretches(data, first):
        end = _end(data, start, stop)
        if end > start and _is_byte_text(data[start:end], before_mark=data.startswith(LE_MARK, end)):
            yield start, end


def _stretches(data: bytes, first: int) -> Iterator[tuple[int, int]]:
    """Start and end of all that has two or more bytes and no NUL, from `first` on."""
    filled = np.frombuffer(data, np.uint8)[first:] != 0
    pairs = np.flatnonzero(filled[1:] & filled[:-1]) + first
    if len(pairs) == 0:
        return
    breaks = np.flatnonzero(np.diff(pairs) > 1)
    starts = pairs[np.concatenate(([0], breaks + 1))]
    stops = pairs[np.concatenate((breaks, [len(pairs) - 1]))] + 2
    yield from zip(starts.tolist(), stops.tolist(), strict=True)


def _end(data: bytes, start: int, stop: int) -> int:
    """Where the byte text of a stretch ends: UTF-16 without NULs, or its first low byte, may follow at once."""
    mark = data.find(LE_MARK, start, stop)
    if mark >= 0:
        return mark
    if stop == len(data):
        return stop
    if data.startswith(BE_MARK):
        return stop
    stop -= 1  # the NUL that ends the stretch is the high byte of the unit that begins here
    line_end = data.rfind(b"\r\n", start, stop) + 1 or data.rfind(b"\n", start, stop)
    if line_end < 0 or _PRINTABLE.fullmatch(data, line_end + 1, stop):
        return stop
    return line_end + 1


def _is_byte_text(run: bytes, before_mark: bool) -> bool:
    if ((before_mark and len(run) > 1) or run.startswith(UTF8_MARK)) and strict_utf8(run) is not None:
        return True
    if any(_WORD.search(text) and _GAP.search(text) for text in _PRINTABLE.findall(run)):
        return True
    if _CONTROL.search(run):
        return False
    if b"\r\n" in run:
        return True
    return len(run) >= _LONG and not run.isascii() and bool(_GAP.search(run)) and strict_utf8(run) is not None
