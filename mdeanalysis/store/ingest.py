"""Takes what is new in the inputs into a store. Until a state is committed, the store is what it was before."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from mdeanalysis.errors import InputError, OutputError
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.intake.names import STORE_FILE
from mdeanalysis.parts import RAW
from mdeanalysis.reading.choose import TASK_DOCUMENTS
from mdeanalysis.reading.engine import Engine, Job, ToFolder
from mdeanalysis.reading.files import clean, make_folders
from mdeanalysis.reading.places import STDIN, Place, pieces, places_of
from mdeanalysis.reading.read import Done
from mdeanalysis.reading.units import Task, Unit, number, tasks
from mdeanalysis.store.changes import Comparison, Counts, Old, Slot, key_of
from mdeanalysis.store.compact import compact
from mdeanalysis.store.lock import LOCK_FILE, locked
from mdeanalysis.store.manifest import (
    ANEW,
    FORMAT,
    Entry,
    Manifest,
    Part,
    columns_digest,
    commit,
    endpoints_digest,
    is_current,
    is_store,
    read_index,
    read_manifest,
)
from mdeanalysis.version import __version__

#: A run that lasts is committed so often, so that one that is killed has not read in vain.
COMMIT_SECONDS = 30.0

MakeEngine = Callable[[Job], Engine]


@dataclass
class Report:
    """What a run did: files by what became of them, and results by their device's state."""

    counts: Counts
    ledger: Ledger
    results: int = 0
    #: Problems of inputs that were not read, or not in full.
    unread: int = 0
    #: Files that were given up, with why.
    left: dict[str, str] = field(default_factory=dict)


def ingest(
    store: Path,
    names: Sequence[str],
    engine: MakeEngine,
    prune: bool = False,
    ledger: Ledger | None = None,
) -> Report:
    """Reads what is new or changed in the PATHs (none: in all that the store knows) into the store.

    `prune` forgets files that are gone; else they stay as they were read. Raises `InputError` where a PATH or the
    store cannot be read, `OutputError` where another run is changing the store, or the folder is something else.
    """
    if STDIN in names:
        raise InputError("-: a store takes files and folders, which it can look at again")
    places = places_of(list(dict.fromkeys(names)))
    for name in names:
        if is_store(name):
            raise InputError(f"{name} is a store itself; every other command takes it as PATH")
    _prepare(store)
    try:
        with locked(store):
            if not is_store(store):
                make_folders(store)
                commit(store, _renewed(Manifest()), [])
            manifest = read_manifest(store)
            run = _Run(store, manifest, engine, prune, ledger or Ledger())
            return run.all(places if names else manifest.places)
    except OSError as error:  # inputs that cannot be read are told as problems
        raise OutputError(f"{store} cannot be written: {error.strerror or error}; what it had is kept") from error


def _prepare(store: Path) -> None:
    """The folder, if it is or may become a store."""
    if store.exists() and not store.is_dir():
        raise OutputError(f"{store} is a file; a store is a folder")
    if store.is_dir() and not is_store(store):
        own = {LOCK_FILE, *RAW}
        strange = [name.name for name in store.iterdir() if name.name not in own and not _is_own(name.name)]
        if strange:
            raise OutputError(f"{store} is no store, and not empty: give an empty or a new folder")
    try:
        store.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"{store} cannot be made: {error.strerror or error}") from error


def _is_own(name: str) -> bool:
    return name.startswith(("index-", ".index-", f".{STORE_FILE}"))


def _renewed(manifest: Manifest) -> Manifest:
    manifest.format, manifest.columns = FORMAT, columns_digest()
    manifest.endpoints, manifest.version = endpoints_digest(), __version__
    return manifest


@dataclass
class _Run:
    """One run over a locked store."""

    store: Path
    manifest: Manifest
    engine: MakeEngine
    prune: bool
    ledger: Ledger

    def __post_init__(self) -> None:
        try:
            self.entries = read_index(self.store, self.manifest)
        except FileNotFoundError as error:
            raise InputError(f"{self.store / self.manifest.index} is missing: {ANEW}") from error
        self.old = Old(self.entries, is_current(self.manifest))
        self.order = {key_of(entry): None for entry in self.entries}
        self.unchanged = repr(self.manifest)
        self.counts = Counts()
        self.report = Report(self.counts, self.ledger)
        self.comparisons: dict[int, Comparison] = {}
        self.slots: list[Slot] = []
        self.unlisted: set[tuple[int, str]] = set()
        self.slot_of: dict[int, Slot] = {}
        self.again: list[Slot] = []
        self.numbers = count(self.manifest.units)
        self.run = secrets.token_hex(4)
        self.committed = time.monotonic()

    def all(self, places: Sequence[Place]) -> Report:
        """Reads, commits, compacts and cleans."""
        clean(self.store, self.manifest.parts, self.manifest.index)
        make_folders(self.store)
        _renewed(self.manifest)
        try:
            self._read(self._scan(self._known(places)))
            while self.again:
                waiting, self.again = self.again, []
                self._read(self._whole(waiting))
            self._commit(final=True)
            compact(self.store, self.manifest, self.entries, self.run)
        finally:
            with suppress(OSError):
                last = read_manifest(self.store)
                clean(self.store, last.parts, last.index)
        return self.report

    def _known(self, places: Sequence[Place]) -> Iterator[tuple[int, Place]]:
        """The numbers of the places, new ones behind those that the store has."""
        for place in places:
            whole = place.files is None
            own = self.manifest.places
            found = next((n for n, p in enumerate(own) if p.path == place.path and (p.files is None) == whole), None)
            if found is None:
                found = len(own)
                own.append(Place(place.path, place.shown, None if whole else []))
            if place.files is not None:
                files = own[found].files or []
                own[found].files = files + [name for name in place.files if name not in files]
            yield found, own[found]

    def _scan(self, places: Iterator[tuple[int, Place]]) -> Iterator[tuple[int, Unit]]:
        for place, where in places:
            comparison = Comparison(place, self.old, self.prune, self.counts)
            self.comparisons[place] = comparison
            for piece in pieces(where, self.ledger):
                rows, self.ledger.rows = self.ledger.rows, []
                if piece.problems:
                    self.unlisted.add((place, piece.root))
                for slot, units in comparison.slots(piece, rows):
                    self.slots.append(slot)
                    yield from self._wait(place, slot, units)
                if where.files is None:
                    self.ledger.step()

    def _wait(self, place: int, slot: Slot, units: list[Unit]) -> Iterator[tuple[int, Unit]]:
        slot.waiting = len(units)
        for unit in number(units, self.numbers):
            self.slot_of[unit.numbers[0]] = slot
            yield place, unit

    def _whole(self, slots: Sequence[Slot]) -> Iterator[tuple[int, Unit]]:
        """The units of folders whose files do not stand alone after all."""
        for slot in slots:
            if slot.piece is not None and slot.entries:
                place = slot.entries[0].place
                slot.read, slot.kept, slot.gone = [], slot.gone or [], None
                yield from self._wait(place, slot, self.comparisons[place].whole(slot.piece))

    def _read(self, units: Iterator[tuple[int, Unit]]) -> None:
        job = Job(ToFolder(self.store), self.run)
        for task, done in self.engine(job).run(tasks(units, TASK_DOCUMENTS)):
            self._take(task, done)
            if time.monotonic() - self.committed > COMMIT_SECONDS:
                self._commit()
        self.run = secrets.token_hex(4)

    def _take(self, task: Task, done: Done) -> None:
        """A task's parts and entries; a slot's entries change when all its units are read."""
        for part in done.parts:
            self.manifest.parts[part.name] = Part(task.place, part.rows, part.units)
        self.report.results += done.states.total()
        self.report.unread += done.unread
        self.ledger.states.update(done.states)
        self.report.left |= {task.items[place].source: why for place, why in task.left.items()}
        first = 0
        for unit, alone in zip(task.units, done.alone, strict=True):
            last = first + len(unit.piece.items)
            slot = self.slot_of.pop(unit.numbers[0])
            left = {task.items[place].source for place in task.left}
            slot.read += self.comparisons[task.place].entries(unit, alone, done.hashes[first:last], left)
            slot.waiting -= 1
            slot.joined |= not alone
            first = last
            if not slot.waiting and not slot.settle():
                self.again.append(slot)
        self.ledger.add(done.ledger)

    def _commit(self, final: bool = False) -> None:
        """Makes what was read so far the store's state; what is to be replaced stays until then."""
        entries, self.entries = self.entries, self._ordered(final)
        if final and self.unchanged == repr(self.manifest) and entries == self.entries:
            return
        live = {entry.unit for entry in self.entries}
        parts = self.manifest.parts
        self.manifest.parts = {name: part for name, part in parts.items() if not live.isdisjoint(part.units)}
        used = (number for part in parts.values() for number in part.units)
        self.manifest.units = max(self.manifest.units, 1 + max(used, default=-1))
        commit(self.store, self.manifest, self.entries)
        self.manifest.parts = self.manifest.parts if final else parts
        self.committed = time.monotonic()

    def _ordered(self, final: bool) -> list[Entry]:
        """All entries: those that were met in the order of the walk, the others behind those that they followed."""
        behind: dict[tuple[int, str, str] | None, list[list[Entry]]] = {}
        met = {key_of(slot.entries[0]) for slot in self.slots if slot.entries}
        last = None
        left = self.old.left()
        for key in self.order:
            if key in met:
                last = key
            elif key in left and not (final and self._is_forgotten(key)):
                behind.setdefault(last, []).append(left[key])
            if final and key in left and key[0] in self.comparisons:
                self.counts.gone += len(left[key])
        made = [*behind.get(None, [])]
        for slot in self.slots:
            if slot.entries:
                made += [slot.entries, *behind.get(key_of(slot.entries[0]), [])]
        return sorted((entry for entries in made for entry in entries), key=lambda entry: entry.place)

    def _is_forgotten(self, key: tuple[int, str, str]) -> bool:
        """Whether what was not met is to be dropped: not where a folder above it could not be listed."""
        place, _, name = key
        if place not in self.comparisons:
            return False
        above = (root for where, root in self.unlisted if where == place)
        lost = not any(root == "" or name == root or name.startswith(f"{root}/") for root in above)
        return self.prune and lost
