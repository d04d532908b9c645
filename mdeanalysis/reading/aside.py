"""Reads in other processes, with a folder between them and this one that is removed at the end."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.parts import RAW, joined
from mdeanalysis.pipeline import Tables
from mdeanalysis.reading.choose import Chosen, Effort
from mdeanalysis.reading.engine import Job, ToFolder
from mdeanalysis.reading.files import make_folders, read_tables
from mdeanalysis.reading.units import Task


def read_aside(tasks: Iterator[Task], ledger: Ledger, effort: Effort) -> Iterator[Tables]:
    """The raw tables of the tasks, in the tasks' order; counts go into the ledger as tasks are done."""
    with tempfile.TemporaryDirectory(prefix="mdeanalysis-") as name:
        folder = Path(name)
        make_folders(folder)
        parts: dict[str, dict[str, int]] = {}
        for _, done in Chosen(Job(ToFolder(folder, lasting=False), "read", hashed=False), effort).run(tasks):
            parts |= {part.name: part.rows for part in done.parts}
            ledger.states.update(done.states)
            ledger.add(done.ledger)
        yield {table: _table(folder, table, sorted(parts), parts) for table in RAW}


def _table(folder: Path, table: str, names: list[str], parts: dict[str, dict[str, int]]) -> pd.DataFrame:
    from mdeanalysis.reading.columns import from_arrow

    having = [name for name in names if table in parts[name]]
    return from_arrow(table, read_tables(folder, table, having)) if having else joined(table, [])
