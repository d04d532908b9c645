"""A PATH -> Fleet: the whole way from files to DataFrames."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from mdeanalysis.assembly import assemble, problem_rows
from mdeanalysis.causes import Explanation, explain
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.inventory.coverage import coverage
from mdeanalysis.inventory.joining import join
from mdeanalysis.inventory.reading import read_inventory
from mdeanalysis.parts import shifted
from mdeanalysis.pipeline import Tables
from mdeanalysis.plan import make_plan
from mdeanalysis.reading.aside import read_aside
from mdeanalysis.reading.choose import Effort, peek
from mdeanalysis.reading.places import STDIN, Place, pieces, places_of
from mdeanalysis.reading.read import Work
from mdeanalysis.reading.shown import shown
from mdeanalysis.reading.units import Task, Unit, number, tasks, units_of
from mdeanalysis.rules import Rule, day_of, findings, from_folder, from_packages, rules
from mdeanalysis.store.manifest import is_store
from mdeanalysis.store.opening import Opened
from mdeanalysis.tables import concat

#: Documents read before their rows become tables.
BATCH_DOCUMENTS = 2_000


@dataclass
class Fleet:
    """All tables of `schema.TABLES` as attributes, such as `fleet.urls`; `ledger` counts the inputs."""

    tables: Tables
    ledger: Ledger = field(default_factory=Ledger)
    #: Files beside a report that no format claims.
    side_files: int = 0
    #: Whether `findings` and `coverage` are filled.
    judged: bool = False
    #: The rules that were asked.
    rules: list[Rule] = field(default_factory=list)

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in ("findings", "coverage") and not self.__dict__.get("judged", True):
            self.judge()
        if name in tables:
            found: pd.DataFrame = tables[name]
            return found
        raise AttributeError(f"a fleet has no table {name!r}; it has {', '.join(tables)}")

    def judge(self, as_of: datetime | None = None, folder: Path | None = None) -> Fleet:
        """Fills `findings` by all rules, and `coverage`, with ages on the day `as_of` (now, where none is given).

        Rules of installed packages and of a `folder` of the user's own (whose code is run) count too. One that breaks
        down is a row of `problems`. Without a call, `fleet.findings` does the same at its first use. Raises
        `InputError` where the folder does not exist.
        """
        own, problems = from_packages()
        more, others = from_folder(folder) if folder else ([], [])
        self.rules = [*rules(), *own, *more]
        found, broken = findings(self.tables, as_of, self.rules)
        self.tables["findings"] = found
        self.tables["coverage"] = coverage(self.tables, day_of(as_of))
        told = problem_rows([*problems, *others, *broken])
        self.tables["problems"] = concat("problems", [self.tables["problems"], told])
        self.judged = True
        return self

    def plan(self) -> pd.DataFrame:
        """The smallest set of changes that frees the failed devices, the one that frees most first.

        One row a change: `rank`, `kind`, `target`, `egress`, `hosts`, `port_80_hosts`, `devices_freed`, `cumulative`,
        `needed_by`, `devices` (those that it frees), `ask` (in words) and `evidence`.
        """
        return make_plan(self.tables).changes

    def explain(self, extra: pd.DataFrame | None = None) -> Explanation:
        """The causes of the failures; `extra` has further dimensions, one row a device, by `device_key`."""
        return explain(self.tables, extra)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} {len(frame):,}" for name, frame in self.tables.items() if len(frame))
        return f"Fleet({rows or 'empty'})"


def load(
    *paths: str | Path,
    ledger: Ledger | None = None,
    stdin: BinaryIO | None = None,
    inventory: str | Path | None = None,
    jobs: int | None = 1,
    file_timeout: float | None = None,
) -> Fleet:
    """Reads analyzer results from files, folders, zips, `.gz`, `-` (standard input), or a store that `ingest` filled.

    `inventory` is a list of the devices that are expected (CSV or .xlsx), such as the portal's export: it fills the
    table `inventory`, and site, owner and ring of the devices.

    `jobs` processes read where there is much (None: as many as the machine bears); as they start fresh, the caller's
    own script must keep to `if __name__ == "__main__":` then. A file that takes more than `file_timeout` seconds to
    read is left and named.

    Gives a `Fleet` whose tables are those of the README's dictionary. Input that cannot be read becomes a row of
    `problems` and never costs another its rows. Raises `InputError` where a PATH does not exist, or the inventory is
    none.
    """
    listed = read_inventory(inventory) if inventory is not None else None
    ledger = Ledger() if ledger is None else ledger
    with _no_collection():
        fleet = _load(paths, ledger, stdin, Effort(jobs, file_timeout))
        if listed is not None:
            join(fleet.tables, listed)
        return fleet


@contextmanager
def _no_collection() -> Iterator[None]:
    """Rows refer to nothing in circles; looking through them again and again would take a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _load(paths: Sequence[str | Path], ledger: Ledger, stdin: BinaryIO | None, effort: Effort) -> Fleet:
    places = places_of(list(dict.fromkeys(map(str, paths))))
    tables, side = assemble(list(_parts(places, ledger, stdin or sys.stdin.buffer, effort)))
    return Fleet(tables, ledger, side)


def _parts(places: Sequence[Place], ledger: Ledger, stdin: BinaryIO, effort: Effort) -> Iterator[Tables]:
    """Raw tables in the order of the places; no two units of them have one number."""
    stores = {place.path: Opened(Path(place.path)) for place in places if is_store(place.path)}
    paths = sum(stores[place.path].paths if place.path in stores else place.paths for place in places)
    numbers = count(sum(store.units for store in stores.values()))
    base = 0
    for place in places:
        store = stores.get(place.path)
        if store is None:
            units = ((0, unit) for unit in _units(place, ledger, stdin, numbers))
            for raw in _read(tasks(units, BATCH_DOCUMENTS), ledger, Effort(1) if place.path == STDIN else effort):
                yield shown(raw, place, paths)
        else:
            for own, raw in store.parts():
                yield shown(shifted(raw, base), own, paths)
            base += store.units


def _read(tasks: Iterator[Task], ledger: Ledger, effort: Effort) -> Iterator[Tables]:
    """Raw tables of tasks, from here or from other processes, in the tasks' order."""
    number, all_of_them = peek(tasks)
    if effort.needs_workers(number):
        yield from read_aside(all_of_them, ledger, effort)
        return
    for task in all_of_them:
        work = Work(task, ledger=ledger)
        for raw in work.raw():
            ledger.states.update(work.done.states)
            work.done.states.clear()
            yield raw


def _units(place: Place, ledger: Ledger, stdin: BinaryIO, numbers: Iterator[int]) -> Iterator[Unit]:
    for piece in pieces(place, ledger, stdin):
        rows, ledger.rows = ledger.rows, []
        yield from number(units_of(piece, rows), numbers)
        if place.files is None and place.path != STDIN:
            ledger.step()
