"""A PATH -> Fleet: the whole way from files to DataFrames."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import pandas as pd

from mdeanalysis.causes import Explanation, explain
from mdeanalysis.intake.find import Ledger, documents
from mdeanalysis.intake.gather import printable
from mdeanalysis.inventory.coverage import coverage
from mdeanalysis.inventory.joining import join
from mdeanalysis.inventory.reading import read_inventory
from mdeanalysis.pipeline import Batch, Roots, Tables, Unclaimed, judge_unclaimed, told_together
from mdeanalysis.plan import make_plan
from mdeanalysis.records import Problem
from mdeanalysis.rules import Rule, day_of, findings, from_folder, from_packages, rules
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat, settle, to_frame
from mdeanalysis.tables.typed import booleans, categorical, codes_of
from mdeanalysis.verdict.names import with_names
from mdeanalysis.verdict.newest import newest
from mdeanalysis.vocabulary import NOT_READ

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
        told = _problems([*problems, *others, *broken])
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
) -> Fleet:
    """Reads analyzer results from files, folders, zips, `.gz` or `-` (standard input).

    `inventory` is a list of the devices that are expected (CSV or .xlsx), such as the portal's export: it fills the
    table `inventory`, and site, owner and ring of the devices.

    Gives a `Fleet` whose tables are those of the README's dictionary. Input that cannot be read becomes a row of
    `problems` and never costs another its rows. Raises `InputError` where a PATH does not exist, or the inventory is
    none.
    """
    listed = read_inventory(inventory) if inventory is not None else None
    ledger = Ledger() if ledger is None else ledger
    with _no_collection():
        fleet = _load(paths, ledger, stdin)
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


def _load(paths: Sequence[str | Path], ledger: Ledger, stdin: BinaryIO | None) -> Fleet:
    parts, roots, unclaimed = _read(paths, ledger, stdin)
    tables = {name: concat(name, [part[name] for part in parts]) for name in TABLES}
    more, side = judge_unclaimed(unclaimed, tables["results"], roots)
    told = set(tables["problems"]["source"])
    more = [problem for problem in more if problem.source not in told]  # a broken archive is said once
    problems = concat("problems", [tables["problems"], _problems(more)])
    tables["inputs"] = settle(tables["inputs"], side, _reasons(problems))
    tables["problems"] = told_together(problems)
    return Fleet(_identified(tables), ledger, len(side))


def _reasons(problems: pd.DataFrame) -> dict[str, str]:
    """Why each source was not read, or not in full."""
    told = problems[problems["kind"].isin(NOT_READ)].drop_duplicates("source")
    return dict(zip(told["source"], told["reason"], strict=True))


def _read(
    paths: Sequence[str | Path], ledger: Ledger, stdin: BinaryIO | None
) -> tuple[list[Tables], Roots, list[Unclaimed]]:
    parts: list[Tables] = []
    roots = Roots(set(), set())
    unclaimed: list[Unclaimed] = []
    seen: dict[str, str] = {}
    inputs = _inputs(paths)
    batch = Batch(inputs)

    def flush() -> None:
        roots.filled.update(result.root for result in batch.results if result.source == (result.root or "."))
        roots.all.update(result.root for result in batch.results)
        unclaimed.extend(batch.unclaimed)
        batch.rows += ledger.rows
        ledger.rows.clear()
        _drop_duplicates(batch, seen)
        parts.append(batch.tables())

    for group in documents(paths, ledger, stdin or sys.stdin.buffer):
        batch.add(group)
        if batch.documents >= BATCH_DOCUMENTS:
            flush()
            batch = Batch(inputs)
            gc.collect(0)  # archives and XML parsers do refer to themselves: a batch's worth goes at once
    flush()
    return parts, roots, unclaimed


def _inputs(paths: Sequence[str | Path]) -> list[str]:
    """What the sources of several PATHs begin with: a folder as given, or the folder of a file."""
    names = list(dict.fromkeys(map(str, paths)))
    shown = [printable(name).replace("\\", "/").rstrip("/") for name in names]
    folders = [
        text if Path(name).is_dir() else text.rpartition("/")[0] for name, text in zip(names, shown, strict=True)
    ]
    return folders if len(names) > 1 else []


def _drop_duplicates(batch: Batch, seen: dict[str, str]) -> None:
    """One run under two names is one result: the first keeps its rows."""
    kept = []
    twice: dict[tuple[str, str | None], str] = {}
    for result in batch.results:
        # A carrier of several results would name two of them alike.
        place = result.source if result.whole_root else result.readings[0].document.source
        if result.result_id not in seen:
            seen[result.result_id] = place
            kept.append(result)
            continue
        reason = f"the same result as {seen[result.result_id]}"
        batch.problems.append(Problem(place, None, "duplicate", reason))
        own = {reading.document.source for reading in result.readings}
        batch.problems = [p for p in batch.problems if p.source not in own or p.kind == "duplicate"]
        twice |= {(source, result.result_id): reason for source in own}
    batch.results = kept
    if twice:
        batch.rows = [row._replace(why=twice.get((row.source, row.result_id), row.why)) for row in batch.rows]


def _problems(problems: list[Problem]) -> pd.DataFrame:
    columns = {name: [getattr(problem, name) for problem in problems] for name in Problem._fields}
    return to_frame("problems", columns, len(problems))


def _identified(tables: Tables) -> Tables:
    """Names for nameless devices, the device of every row, what is superseded, and the devices."""
    results = tables["results"]
    results["device_name"] = _names(results)
    stands, superseded = newest(results, tables["events"])
    results["superseded"] = booleans(superseded)
    keys, names = results["device_key"].array, results["device_name"].array
    for name, frame in tables.items():
        if name != "results" and "result_id" in frame:
            _add_device(frame, results, keys, names)
    tables["devices"] = with_names(tables["devices"][stands].reset_index(drop=True), results)
    return tables


def _names(results: pd.DataFrame) -> Any:
    nameless = results["device_name"].isna().to_numpy()
    numbers = np.cumsum(nameless)
    names = [
        f"(unnamed {number})" if missing else name
        for name, missing, number in zip(results["device_name"], nameless.tolist(), numbers.tolist(), strict=True)
    ]
    return categorical(*codes_of(names))


def _add_device(frame: pd.DataFrame, results: pd.DataFrame, keys: Any, names: Any) -> None:
    """Sets `device_key` and `device_name` by the row's result."""
    where = pd.Index(results["result_id"].astype("str")).get_indexer(frame["result_id"].cat.categories.astype("str"))
    row = np.append(where, -1)[frame["result_id"].cat.codes.to_numpy()]
    for column, values in (("device_key", keys), ("device_name", names)):
        codes = np.append(np.asarray(values.codes), -1)[row]
        frame[column] = categorical(codes, list(values.categories))
