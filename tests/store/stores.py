"""Stores for tests: filled in this process, and compared with a load of the inputs themselves."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from mdeanalysis.loading import Fleet, load
from mdeanalysis.reading.engine import OneProcess
from mdeanalysis.schema import TABLES
from mdeanalysis.store import ingest as module
from mdeanalysis.store.ingest import Report


def ingest(store: Path, *paths: Path | str, **options: Any) -> Report:
    """Fills a store, one task after the other."""
    return module.ingest(store, [str(path) for path in paths], OneProcess, **options)


def files(report: Report) -> tuple[int, int, int, int]:
    """How many files were new, changed, unchanged and gone."""
    counts = report.counts
    return counts.new, counts.changed, counts.unchanged, counts.gone


def assert_same(one: Fleet, other: Fleet) -> None:
    """All tables are alike, row for row."""
    for name in TABLES:
        pd.testing.assert_frame_equal(one.tables[name], other.tables[name], check_categorical=False, obj=name)
    assert one.side_files == other.side_files


def assert_as_loaded(store: Path, *paths: Path | str) -> None:
    """The store gives what its inputs give."""
    assert_same(load(store), load(*paths))
