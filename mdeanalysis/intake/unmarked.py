"""Which encoding a file without byte order mark has: UTF-16 in one of its orders, or bytes."""

from __future__ import annotations

import codecs
from typing import Any

import numpy as np
import numpy.typing as npt

from mdeanalysis.intake.marks import UTF8_MARK, strict_utf8

#: Share of NULs at odd (or even) places from which a file is UTF-16 of western text.
NUL_SHARE = 0.3
#: Control characters are half of Cyrillic read as bytes, and next to none of any byte text.
_CONTROLS_IN_ASCII = 0.2
_CONTROLS_IN_BYTES = 0.02
#: In byte text even and odd places hold the same letters; from this distance on they do not.
_PLACES_DIFFER = 0.6
_ENOUGH_BYTES = 200
_SAMPLE = 65_536
#: Without NUL, which lost writes leave in blocks, and without what consoles write: tab, line ends, backspace, escape.
CONTROLS = bytes([*range(1, 8), *range(0x0E, 0x1B), *range(0x1C, 0x20)])
_CONTROL_CODES = np.frombuffer(CONTROLS, np.uint8)

_Counts = npt.NDArray[np.integer[Any]]


def mostly_controls(data: bytes) -> bool:
    """Whether ASCII holds so many control characters that it is rather UTF-16 of letters beyond Latin-1."""
    head = data[:4096].replace(b"\0", b"")
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls >= _CONTROLS_IN_ASCII * len(head) and controls > 0 and data.isascii()


def guess(data: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` where NULs, validity or letters' places say so; None for bytes."""
    if data.startswith(UTF8_MARK):
        return None
    filled = len(data.rstrip(b"\0"))
    by_nuls = _by_nuls(data[: filled + filled % 2])
    if by_nuls:
        return by_nuls
    if strict_utf8(data) is not None and not mostly_controls(data):
        return None
    return _by_places(data)


def _by_nuls(data: bytes) -> str | None:
    odd, even = data[1::2].count(0), data[::2].count(0)
    enough = NUL_SHARE * (len(data) // 2)
    # Blocks of NULs, as a lost write leaves them, fill both places alike and say nothing.
    if odd >= enough and odd > 2 * even:
        return "utf-16-le"
    if even >= enough and even > 2 * odd:
        return "utf-16-be"
    return None


def _by_places(data: bytes) -> str | None:
    """UTF-16 in the order whose high bytes vary less, if it is valid and the bytes are no likely text."""
    pairs = np.frombuffer(data, np.uint8, min(len(data), _SAMPLE) // 2 * 2).reshape(-1, 2)
    first = np.bincount(pairs[:, 0], minlength=256)
    second = np.bincount(pairs[:, 1], minlength=256)
    if _reads_as_bytes(data, first, second):
        return None
    orders = sorted([(_spread(second), "utf-16-le"), (_spread(first), "utf-16-be")])
    return next((encoding for _, encoding in orders if _valid_utf16(data, encoding)), None)


def _reads_as_bytes(data: bytes, first: _Counts, second: _Counts) -> bool:
    total = int(first.sum())
    if total == 0:
        return True
    controls = int((first + second)[_CONTROL_CODES].sum())
    if controls >= max(4, _CONTROLS_IN_BYTES * 2 * total):
        return False
    if len(data) < _ENOUGH_BYTES or b"\r\n" in data:
        return True
    return float(np.abs(first - second).sum()) / (2 * total) < _PLACES_DIFFER


def _spread(high: _Counts) -> tuple[float, float]:
    """Entropy of the high bytes, then their mean: of two orders alike, the one of the nearer alphabet."""
    shares = high[high > 0] / high.sum()
    entropy = round(float(-(shares * np.log2(shares)).sum()), 6)
    return entropy, float((high * np.arange(256)).sum() / high.sum())


def _valid_utf16(data: bytes, encoding: str) -> bool:
    read = codecs.utf_16_le_decode if encoding == "utf-16-le" else codecs.utf_16_be_decode
    try:
        read(data, "strict", False)
    except UnicodeDecodeError:
        return False
    return True
