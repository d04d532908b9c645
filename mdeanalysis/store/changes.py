"""What of a store's inputs is new, changed, unchanged or gone: by size and time, then by content."""

from __future__ import annotations

import hashlib
import io
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from mdeanalysis.intake.find import Piece
from mdeanalysis.intake.gather import Item
from mdeanalysis.intake.names import left_by_name
from mdeanalysis.reading.units import Unit, archives_of, listing_of, loose_of, loose_units, may_stand_alone
from mdeanalysis.records import Input
from mdeanalysis.store.manifest import ALONE, ARCHIVE, FOLDER, LISTING, Entry

AGAIN = "again"


@dataclass
class Slot:
    """A place in the order of units: the entries that count, and the units that are to replace them."""

    entries: list[Entry]
    piece: Piece | None = None
    waiting: int = 0
    #: Entries that stay beside those that are read.
    kept: list[Entry] = field(default_factory=list)
    read: list[Entry] = field(default_factory=list)
    #: Where files that are read anew have to stand alone, as those that are kept do: which of these are gone.
    gone: list[Entry] | None = None
    #: Whether one of these turned out not to.
    joined: bool = False

    def settle(self) -> bool:
        """Lets the new entries count once all are read; False where the folder has to be read as a whole."""
        if self.gone is not None and self.joined:
            return False
        self.entries = in_order([*self.kept, *self.read]) if self.kept else self.read
        return True


@dataclass
class Counts:
    """Files of a run."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0


class Old:
    """The entries of a store before a run, found by what they are of; those that are met are taken out."""

    def __init__(self, entries: Iterable[Entry], current: bool) -> None:
        self.current = current
        self.groups: dict[tuple[int, str, str], list[Entry]] = defaultdict(list)
        for entry in entries:
            self.groups[key_of(entry)].append(entry)

    def take(self, place: int, kind: str, name: str) -> list[Entry]:
        """The entries of an archive by its source, or of a folder's files."""
        return self.groups.pop((place, kind, name), [])

    def left(self) -> dict[tuple[int, str, str], list[Entry]]:
        """What was not met."""
        return self.groups


def key_of(entry: Entry) -> tuple[int, str, str]:
    if entry.kind == ARCHIVE:
        return entry.place, ARCHIVE, entry.source
    return entry.place, (LISTING if entry.kind == LISTING else FOLDER), entry.folder


def state_of(item: Item) -> tuple[int, int]:
    """Size and time of change of a file; -1 for what cannot be asked."""
    try:
        found = os.stat(item.path)  # noqa: PTH116 - a Path costs as much as asking
    except OSError:
        return -1, -1
    return found.st_size, found.st_mtime_ns


@dataclass
class Comparison:
    """Compares pieces of a place with what the store has of it."""

    place: int
    old: Old
    prune: bool
    counts: Counts
    #: Size and time of change of each file, asked before it is read.
    states: dict[str, tuple[int, int]] = field(default_factory=dict)

    def slots(self, piece: Piece, rows: list[Input]) -> Iterator[tuple[Slot, list[Unit]]]:
        """The piece's slots, each with the units that have to be read for it."""
        self.states |= {item.source: state_of(item) for item in piece.items}
        for unit in archives_of(piece):
            yield self._archive(unit, piece)
        told = listing_of(piece, rows)
        if found := self._listing(piece, told):
            yield found
        if found := self._loose(piece):
            yield found

    def _archive(self, unit: Unit, piece: Piece) -> tuple[Slot, list[Unit]]:
        (item,) = unit.piece.items
        old = self.old.take(self.place, ARCHIVE, item.source)
        same = self._same(old[0], item) if old else None
        self._count(same is not None, bool(old))
        if same is not None:
            return Slot([same]), []
        return Slot(old, piece), [unit]

    def _listing(self, piece: Piece, told: Unit | None) -> tuple[Slot, list[Unit]] | None:
        old = self.old.take(self.place, LISTING, piece.root)
        if told is None:
            return None
        if old and self.old.current and old[0].told == digest(told):
            return Slot(old), []
        return Slot(old, piece), [told]

    def _loose(self, piece: Piece) -> tuple[Slot, list[Unit]] | None:
        items = loose_of(piece)
        old = self.old.take(self.place, FOLDER, piece.root)
        if not items and not (old and (not self.prune or piece.problems)):
            self.counts.gone += len(old)
            return None
        known = {entry.source: entry for entry in old}
        same = {item.source: self._same(known[item.source], item) for item in items if item.source in known}
        gone = [entry for entry in old if entry.source not in same]
        fresh = [item for item in items if same.get(item.source) is None]
        self._count_loose(items, same, gone)
        kept = [entry for entry in same.values() if entry is not None]
        left = [] if self.prune and not piece.problems else gone
        if not fresh and (len(left) == len(gone) or _alone(old)):
            return Slot(in_order([*kept, *left])), []
        if _alone(old) and old and may_stand_alone(piece, [*items, *map(_as_item, left)]):
            slot = Slot(old, piece, kept=[*kept, *left], gone=left)
            return slot, loose_units(piece, fresh, True)
        return Slot(old, piece, kept=left if _alone(left) else []), self.whole(piece)

    def whole(self, piece: Piece) -> list[Unit]:
        """All loose files of a folder, to be read together."""
        items = loose_of(piece)
        return loose_units(piece, items, may_stand_alone(piece, items))

    def _same(self, entry: Entry, item: Item) -> Entry | None:
        """The entry of a file as it is now, if it holds what it held."""
        size, changed = self.states[item.source]
        if not self.old.current or entry.size != size or size < 0 or entry.told == AGAIN:
            return None
        if entry.changed == changed:
            return entry
        if entry.hash is None or entry.hash != hash_of(item):
            return None
        return entry._replace(changed=changed)

    def _count(self, same: bool, known: bool) -> None:
        if same:
            self.counts.unchanged += 1
        elif known:
            self.counts.changed += 1
        else:
            self.counts.new += 1

    def _count_loose(self, items: list[Item], same: dict[str, Entry | None], gone: list[Entry]) -> None:
        for item in items:
            self._count(same.get(item.source) is not None, item.source in same)
        self.counts.gone += len(gone)

    def entries(self, unit: Unit, alone: bool, hashes: Sequence[bytes | None], left: set[str]) -> list[Entry]:
        """The entries of a unit that was read; files of `left` are to be read again the next time."""
        kind = ALONE if alone and unit.may_part else FOLDER
        if not unit.piece.items:
            return [Entry(self.place, unit.piece.root, "", unit.numbers[0], LISTING, 0, 0, None, digest(unit))]
        numbers = unit.numbers if kind == ALONE else [unit.numbers[0]] * len(unit.piece.items)
        kind = ARCHIVE if unit.is_archive else kind
        return [
            self._entry(unit.piece, item, number, kind, found if item.source not in left else None)
            for item, number, found in zip(unit.piece.items, numbers, hashes, strict=True)
        ]

    def _entry(self, piece: Piece, item: Item, number: int, kind: str, found: bytes | None) -> Entry:
        size, changed = self.states[item.source]
        unread = found is None and (item.given or not left_by_name(item.name))
        told = AGAIN if unread else ""
        return Entry(self.place, piece.root, item.source, number, kind, size, changed, found, told)


def _alone(entries: Sequence[Entry]) -> bool:
    return all(entry.kind == ALONE for entry in entries)


def _as_item(entry: Entry) -> Item:
    """A file that is gone, for its name alone."""
    return Item(entry.source, entry.source.rpartition("/")[2], partial(io.BytesIO, b""))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Entries of one folder in the order of its listing."""
    return sorted(entries, key=lambda entry: entry.source)


def hash_of(item: Item) -> bytes | None:
    """The hash of a file's bytes; None where it cannot be read."""
    try:
        with item.open() as stream:
            return hashlib.file_digest(stream, "sha256").digest()  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001
        return None


def digest(unit: Unit) -> str:
    """Tells what the listing of a folder said."""
    return hashlib.sha256(repr((unit.rows, unit.piece.problems)).encode("utf-8", "backslashreplace")).hexdigest()[:16]
