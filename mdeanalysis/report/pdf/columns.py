"""How wide each column of a table is, and where a text may be broken so that it keeps to its column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mdeanalysis.report.html.cells import Column
from mdeanalysis.report.pdf.letters import widest, width

#: Points between the margins of a page; a table's own letters; what a cell keeps free at both sides together.
PAGE = 774.0
SIZES = {"place": 6.4}
SIZE = 7.2
#: Letters take a little more than their widths say: mono ones, and what rounding adds.
_SPARE = 1.01
#: The width of each letter of the font of places.
_MONO = 0.602
FREE = 7.0
#: Smaller letters, as a part; a table gets them whose rows have more lines than this, on average.
_SMALLER, _HIGH = 0.88, 3.0
#: Kinds whose values are never broken.
FIRM = frozenset({"number", "share", "identifier", "state", "severity", "day"})
#: What is around the word of a state.
_AROUND = 6.0
#: A word that is longer may be broken: a list behind its commas, others behind these, or after so many letters.
_WHOLE, _LISTED = 14, 24
_MEMBERS = re.compile(r"[^,;]*[,;]+|[^,;]+")
_BREAKS = re.compile(r".+?(?:[/\\,:;!?=&_@|+-]+|\.(?!\d)|\Z)", re.DOTALL)
#: Columns up to this width are not broken, unless what all need fills more than this part of the page.
_NARROW, _CROWDED = 122.0, 0.85
#: The widest that a column may insist on; lines are not filled to their ends.
_LEAST, _RAGGED = 110.0, 1.12
#: Lines of a cell, and points of a line.
_LINES, _LINE = 15, 9.6
#: The width of most letters, in their size.
_LETTER = 0.62


def pieces(text: str, most: int = _LISTED) -> list[str]:
    """The text in parts, between which a line may end besides at blanks; no word in one is longer than `most`."""
    found: list[str] = []
    for number, word in enumerate(text.split(" ")):
        parts = _parts(word, most) if len(word) > min(_WHOLE, most) else [word]
        if number:
            found[-1] += f" {parts[0]}"
            parts = parts[1:]
        found += parts
    return found


def _parts(word: str, most: int) -> list[str]:
    members = _MEMBERS.findall(word)
    listed = len(members) > 1 and max(map(len, members)) <= _LISTED
    parts = members if listed else _BREAKS.findall(word)
    return [part[at : at + most] for part in parts for at in range(0, len(part), most)]


class Layout(NamedTuple):
    """Points for each column, together no more than a page has, and the letters' size as a part of the usual."""

    widths: list[float]
    scale: float


def layout(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Layout:
    """Columns as wide as their widest text, where all fit; else so that cells have as few lines as can be.

    `rows` are the texts to be shown. A table whose rows would be high has smaller letters.
    """
    wishes = [_wish(column, [row[place] for row in rows]) for place, column in enumerate(columns)]
    made = Layout(_widths(wishes), 1.0)
    if rows and _count_lines(columns, made, rows) > _HIGH * len(rows):
        return Layout(_widths([wish.scaled(_SMALLER) for wish in wishes]), _SMALLER)
    return made


class Wish(NamedTuple):
    """What a column needs to break no text, what it needs at least, its weight, and whether it is never broken."""

    whole: float
    least: float
    weight: float
    firm: bool

    def scaled(self, scale: float) -> Wish:
        """The same in letters of another size."""
        whole, least = ((part - FREE) * scale + FREE for part in self[:2])
        return self._replace(whole=whole, least=least)


def _wish(column: Column, texts: list[str]) -> Wish:
    measured = {text: _measure(text, column) for text in set(texts)}
    heading = widest(column.heading.split(" "), bold=True) * SIZE
    whole = max(*measured.values(), heading) + FREE
    # The sum of the squares of all cells' lines is least where columns share by this.
    weight = sum(measured[text] ** 2 for text in texts) ** (1 / 3)
    if column.kind in FIRM:
        return Wish(whole, whole, weight, True)
    words = {word for text in measured for piece in pieces(text) for word in piece.split(" ")}
    longest = max(*(_measure(word, column) for word in words), heading) + FREE
    return Wish(whole, min(longest, whole, _LEAST), weight, False)


def _widths(wishes: list[Wish]) -> list[float]:
    if sum(wish.whole for wish in wishes) <= PAGE:
        return [wish.whole for wish in wishes]
    kept = [wish._replace(least=wish.whole) if wish.whole <= _NARROW else wish for wish in wishes]
    for some in (kept, wishes):
        if sum(wish.least for wish in some) <= PAGE * _CROWDED:
            return _shared(some)
    return _shared(wishes) if sum(wish.least for wish in wishes) <= PAGE else _squeezed(wishes)


def _shared(wishes: list[Wish]) -> list[float]:
    """Shares by weight, none below what a column needs and none above what it can use."""
    low, high = 0.0, PAGE / min(wish.weight for wish in wishes if wish.weight > 0)
    for _ in range(40):
        middle = (low + high) / 2
        total = sum(min(max(wish.weight * middle, wish.least), wish.whole) for wish in wishes)
        low, high = (middle, high) if total <= PAGE else (low, middle)
    return [min(max(wish.weight * low, wish.least), wish.whole) for wish in wishes]


def _squeezed(wishes: list[Wish]) -> list[float]:
    """Columns of text give way alike; where even the others are too wide, all do."""
    firm = sum(wish.least for wish in wishes if wish.firm)
    soft = sum(wish.least for wish in wishes if not wish.firm)
    if firm > PAGE / 2:
        return [wish.least * PAGE / (firm + soft) for wish in wishes]
    return [wish.least if wish.firm else wish.least * (PAGE - firm) / soft for wish in wishes]


def _measure(text: str, column: Column) -> float:
    """The width of a text in the letters of its column."""
    if column.kind == "place":
        return len(text) * _MONO * SIZES["place"] * _SPARE
    around = _AROUND if column.kind == "state" else 0.0
    return width(text, bold=column.kind == "severity") * SIZE * _SPARE + around


def height(columns: Sequence[Column], made: Layout, rows: Sequence[Sequence[str]]) -> float:
    """About how high a table is, in points: no less than it will be for most texts."""
    return _count_lines(columns, made, rows) * _LINE + (len(rows) + 2) * FREE


def _count_lines(columns: Sequence[Column], made: Layout, rows: Sequence[Sequence[str]]) -> int:
    places = [(column, wide / made.scale) for column, wide in zip(columns, made.widths, strict=True)]
    return sum(max(_lines(text, *place) for text, place in zip(row, places, strict=True)) for row in rows)


def _lines(text: str, column: Column, points: float) -> int:
    filled = _measure(text, column) / max(points - FREE, 1.0)
    return 1 + int(filled * _RAGGED) if filled > 1 else 1


def line(column: Column, made: Layout, place: int) -> int:
    """About how many letters a line of a column takes."""
    size = SIZES.get(column.kind, SIZE) * made.scale
    return max(int((made.widths[place] - FREE) / (size * _LETTER)), 1)


def room(letters: int) -> int:
    """How many letters a cell shows, by those of a line: so many that no row becomes as high as a page."""
    return _LINES * letters
