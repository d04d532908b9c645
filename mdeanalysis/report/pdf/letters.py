"""Which letters the report's fonts have, how wide they are, and what stands in place of those that no font has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from mdeanalysis.report.fonts import families
from mdeanalysis.report.printable import printable

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

#: They come with matplotlib; the first two decide what can be shown, for a text may be bold.
SHIPPED = ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf", "DejaVuSansMono.ttf")
#: How many letters without a font are named.
_NAMED = 3
_EM = 100


class Letters:
    """Makes texts showable, and keeps which letters had no font here and which of the machine's fonts are needed."""

    def __init__(self) -> None:
        self.missing: set[str] = set()
        self.families: list[str] = []
        self._known: dict[str, bool] = {}

    def __call__(self, text: str) -> str:
        """The text without control characters and line ends, letters without a font as their code points."""
        clean = printable(text)
        if clean.isascii():
            return clean
        return "".join(letter if self._shown(letter) else f"[U+{ord(letter):04X}]" for letter in clean)

    def need(self, text: str) -> None:
        """Asks for the fonts of a text that stands as it is, such as a picture's."""
        for letter in set(text):
            self._shown(letter)

    def examples(self) -> str:
        """The first letters without a font, with their names; those that nobody can see come last."""
        some = sorted(self.missing, key=lambda letter: (_invisible(letter), letter))[:_NAMED]
        return ", ".join(f"U+{ord(one):04X} {unicodedata.name(one, '')}".rstrip() for one in some)

    def files(self) -> list[Path]:
        """The font files that the texts so far need."""
        from matplotlib import get_data_path
        from matplotlib.font_manager import findfont

        own = Path(get_data_path()) / "fonts" / "ttf"
        return [*(own / name for name in SHIPPED), *(Path(findfont(name)) for name in self.families)]

    def _shown(self, letter: str) -> bool:
        if letter not in self._known:
            self._known[letter] = self._look_up(letter)
        return self._known[letter]

    def _look_up(self, letter: str) -> bool:
        """What has no shape of its own, such as a mark that changes direction, is shown as what it is."""
        if letter.isascii():
            return True
        invisible = _invisible(letter)
        if not invisible and ord(letter) in _own():
            return True
        family = None if invisible else next((name for name in families()[1:] if ord(letter) in _has(name)), None)
        if family is None:
            self.missing.add(letter)
        elif family not in self.families:
            self.families.append(family)
        return family is not None


def _invisible(letter: str) -> bool:
    return unicodedata.category(letter).startswith("C")


def width(text: str, bold: bool = False) -> float:
    """How wide a text is, in its own size."""
    return sum(_advance(letter, bold) for letter in text)


def widest(texts: Iterable[str], bold: bool = False) -> float:
    """The width of the widest text; 0 of none."""
    return max((width(text, bold) for text in texts), default=0.0)


@cache
def _advance(letter: str, bold: bool) -> float:
    if ord(letter) not in _own():
        return 1.0
    return _font(SHIPPED[bold]).load_char(ord(letter)).linearHoriAdvance / 65536 / _EM


@cache
def _own() -> frozenset[int]:
    return frozenset(_font(SHIPPED[0]).get_charmap()) & frozenset(_font(SHIPPED[1]).get_charmap())


@cache
def _has(family: str) -> frozenset[int]:
    from matplotlib.font_manager import findfont, get_font

    return frozenset(get_font(findfont(family)).get_charmap())


@cache
def _font(name: str) -> FT2Font:
    from matplotlib import get_data_path
    from matplotlib.ft2font import FT2Font

    font = FT2Font(Path(get_data_path()) / "fonts" / "ttf" / name)
    font.set_size(_EM, 72)
    return font
