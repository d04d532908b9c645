"""Fonts for pictures: names in any script where the machine can draw it, and never a warning where it cannot."""

from __future__ import annotations

import logging
from functools import cache

# Before any font is looked for: it would report a first look-up and every missing family.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

#: The first comes with matplotlib; the others are what Windows, macOS and Linux have for names in East Asia.
_WANTED = (
    "DejaVu Sans", "Yu Gothic", "Microsoft YaHei", "Malgun Gothic", "Hiragino Sans", "PingFang SC",
    "Apple SD Gothic Neo", "Noto Sans CJK JP", "IPAexGothic",
)  # fmt: skip
_REPLACEMENT = "?"


@cache
def families() -> list[str]:
    """The wanted font families that this machine has, the first for all that it can draw."""
    from matplotlib.font_manager import fontManager

    there = {font.name for font in fontManager.ttflist}
    return [name for name in _WANTED if name in there]


@cache
def _letters() -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(code for name in families() for code in get_font(findfont(name)).get_charmap())


def drawable(text: str, longest: int) -> str:
    """The text cut to a length, with a question mark for each letter that no font here has."""
    short = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return "".join(letter if ord(letter) in _letters() else _REPLACEMENT for letter in short)
