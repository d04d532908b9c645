"""Pieces of the inputs -> tasks: what one process reads at a time, with a number for every unit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count

from mdeanalysis.identity.gather import unlike
from mdeanalysis.intake.find import Piece
from mdeanalysis.intake.gather import GROUP_DOCUMENTS, Item, same_stem
from mdeanalysis.records import Input

#: An archive is as much work as so many loose files.
_ARCHIVE_WEIGHT = 4


@dataclass
class Unit:
    """Files that are read as a whole, and what their folder's listing told of them.

    `numbers` has a number for each item (one, where there are no items): where the files turn out to stand alone,
    each is a unit of its own; else all are the unit of the first number.
    """

    piece: Piece
    rows: list[Input]
    numbers: list[int] = field(default_factory=list)
    #: Whether its names allow that its files stand alone.
    may_part: bool = False

    @property
    def is_archive(self) -> bool:
        """Whether it is an archive by its name, and so independent of what lies beside it."""
        return len(self.piece.items) == 1 and is_archive(self.piece.items[0])

    @property
    def weight(self) -> int:
        """What it costs to read, in loose files."""
        return max(1, len(self.piece.items)) * (_ARCHIVE_WEIGHT if self.is_archive else 1)


@dataclass
class Task:
    """Units of one place that are read one after the other; `size` is when its rows become tables."""

    place: int
    units: list[Unit]
    size: int
    number: int = 0
    #: Items, by their place in the task, that are left, and why.
    left: dict[int, str] = field(default_factory=dict)

    @property
    def items(self) -> list[Item]:
        """All items in order."""
        return [item for unit in self.units for item in unit.piece.items]


def is_archive(item: Item) -> bool:
    """Whether a file of this name is an archive or unreadable, and never a document of its folder."""
    return item.name.lower().endswith(".zip")


def units_of(piece: Piece, rows: list[Input]) -> list[Unit]:
    """Each archive, what the listing told, and the loose files; not numbered yet."""
    told = listing_of(piece, rows)
    loose = loose_of(piece)
    return [*archives_of(piece), *([told] if told else []), *loose_units(piece, loose, may_stand_alone(piece, loose))]


def archives_of(piece: Piece) -> list[Unit]:
    """A unit for each archive of a folder."""
    found = (item for item in piece.items if is_archive(item))
    return [Unit(Piece(piece.root, [item], piece.given, []), []) for item in found]


def listing_of(piece: Piece, rows: list[Input]) -> Unit | None:
    """What the listing of a folder told, apart from its files."""
    if not piece.problems and not rows:
        return None
    return Unit(Piece(piece.root, [], piece.given, piece.problems), rows)


def loose_of(piece: Piece) -> list[Item]:
    """The files of a folder that are read together."""
    return [item for item in piece.items if not is_archive(item)]


def loose_units(piece: Piece, items: list[Item], alone: bool) -> list[Unit]:
    """Loose files in groups that are not too large; `alone` where names allow that each stands for itself."""
    return [Unit(Piece(piece.root, chunk, piece.given, []), [], may_part=alone) for chunk in _chunks(items)]


def may_stand_alone(piece: Piece, items: list[Item]) -> bool:
    """Whether nothing but the files' texts can make results of several of them."""
    flat = all("/" not in item.source[len(piece.root) :].lstrip("/") for item in items)
    return flat and unlike(item.name for item in items)


def _chunks(items: list[Item]) -> Iterator[list[Item]]:
    """Groups of `GROUP_DOCUMENTS` files; files of one name stay together while that is possible."""
    chunk: list[Item] = []
    for item in items:
        if len(chunk) >= GROUP_DOCUMENTS and (
            len(chunk) >= 2 * GROUP_DOCUMENTS or not same_stem(item.source, chunk[-1].source)
        ):
            yield chunk
            chunk = []
        chunk.append(item)
    if chunk:
        yield chunk


def number(units: Iterable[Unit], numbers: Iterator[int]) -> Iterator[Unit]:
    """Gives each unit its numbers."""
    for unit in units:
        unit.numbers = [next(numbers) for _ in unit.piece.items or (None,)]
        yield unit


def tasks(units: Iterable[tuple[int, Unit]], size: int) -> Iterator[Task]:
    """Tasks of about `size` documents from (place, unit); none spans two places."""
    numbers = count()
    task: Task | None = None
    weight = 0
    for place, unit in units:
        if task and (task.place != place or weight >= size):
            yield task
            task = None
        if task is None:
            task, weight = Task(place, [], size, next(numbers)), 0
        task.units.append(unit)
        weight += unit.weight
    if task:
        yield task
