"""A task -> raw tables: what every engine runs, in whichever process."""

from __future__ import annotations

import gc
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO

from mdeanalysis.errors import UnsafeInput
from mdeanalysis.intake.archive import Budget
from mdeanalysis.intake.gather import Item, Reader
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.parts import Seen, UnitOf, raw_tables
from mdeanalysis.pipeline import Batch, Tables
from mdeanalysis.reading.units import Task, Unit
from mdeanalysis.vocabulary import NOT_READ

Begin = Callable[[int], None]


@dataclass
class WrittenPart:
    """A part on the disk: rows of each table, and the units that it has rows of."""

    name: str
    rows: dict[str, int]
    units: list[int]


@dataclass
class Done:
    """What became of a task: whether the files of each unit stand alone, and each item's hash (none where unread)."""

    number: int
    alone: list[bool] = field(default_factory=list)
    hashes: list[bytes | None] = field(default_factory=list)
    ledger: Ledger = field(default_factory=Ledger)
    states: Counter[str] = field(default_factory=Counter)
    #: Problems of inputs that were not read, or not in full.
    unread: int = 0
    parts: list[WrittenPart] = field(default_factory=list)


class _Units:
    """The unit of every source of a task."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def add(self, unit: Unit, alone: bool) -> None:
        """Takes the unit's sources in."""
        items = unit.piece.items
        numbers = unit.numbers if alone else [unit.numbers[0]] * len(items)
        self.known |= {item.source: own for item, own in zip(items, numbers, strict=True)}
        told = [row.source for row in unit.rows] + [problem.source for problem in unit.piece.problems]
        for source in told:
            self.known.setdefault(source, unit.numbers[0])

    def __call__(self, source: str) -> int:
        """The unit of a file or of an archive's member; names of files may hold `!` themselves."""
        while source not in self.known:
            source, mark, _ = source.rpartition("!")
            if not mark:
                raise KeyError(source)
        return self.known[source]


class _Hashed:
    """Opens an item, and keeps the hash of its bytes."""

    def __init__(self, item: Item, hashes: list[bytes | None], place: int) -> None:
        self._open, self._hashes, self._place = item.open, hashes, place

    def __call__(self) -> BinaryIO:
        stream = self._open()
        with suppress(OSError):  # what cannot be read is told by whoever reads it
            self._hashes[self._place] = hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]
        stream.seek(0)
        return stream


def _refuse(why: str) -> BinaryIO:
    raise UnsafeInput("unreadable", why)


@dataclass
class Work:
    """Reads one task into `done`; `begin` is called with each item's place before it is opened."""

    task: Task
    begin: Begin | None = None
    hashed: bool = False
    ledger: Ledger = field(default_factory=Ledger)
    done: Done = field(init=False)

    def __post_init__(self) -> None:
        self.done = Done(self.task.number, hashes=[None] * len(self.task.items), ledger=self.ledger)

    def raw(self) -> Iterator[Tables]:
        """Raw tables of about `task.size` documents each; `done` is whole when they end."""
        reader = Reader(self.done.ledger, Budget())
        batch, units, seen = Batch(), _Units(), Seen()
        first = 0
        for unit in self.task.units:
            piece, alone = unit.piece, unit.may_part
            single = len(unit.numbers) == 1
            if single:
                units.add(unit, False)
            for group in reader.groups(piece.root, self._items(unit, first), piece.given, list(piece.problems)):
                own = batch.add(group)
                alone &= own or group.root != piece.root
                if single and batch.documents >= self.task.size:
                    yield self._tables(batch, units, seen)
                    batch = Batch()
            first += len(unit.piece.items)
            self.done.alone.append(alone)
            units.add(unit, alone)
            self.done.ledger.rows += unit.rows
            if batch.documents >= self.task.size:
                yield self._tables(batch, units, seen)
                batch = Batch()
        yield self._tables(batch, units, seen)

    def _items(self, unit: Unit, first: int) -> Iterator[Item]:
        for place, item in enumerate(unit.piece.items, first):
            if self.begin:
                self.begin(place)
            if place in self.task.left:
                yield item._replace(open=partial(_refuse, self.task.left[place]))
            elif self.hashed:
                yield item._replace(open=_Hashed(item, self.done.hashes, place))
            else:
                yield item
            self.ledger.step()

    def _tables(self, batch: Batch, units: UnitOf, seen: Seen) -> Tables:
        if self.begin:
            self.begin(-1)  # no item: what takes long now is no file's fault
        batch.rows += self.done.ledger.rows
        self.done.ledger.rows.clear()
        raw = raw_tables(batch, units, seen)
        self.done.states.update(raw["devices"]["state"].astype("object"))
        self.done.unread += int(raw["problems"]["kind"].isin(NOT_READ).sum())
        gc.collect(0)  # archives and XML parsers do refer to themselves: a batch's worth goes at once
        return raw
