"""Rows that many results have alike are kept once; a batch's table is expanded from the distinct ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.records import Result
from mdeanalysis.tables.typed import categorical, codes_of, integers

Ints = npt.NDArray[np.int64]


class Run(NamedTuple):
    """Rows of a result that stand together; their lines count from `start`, `own` is what only this result has."""

    result: int
    source: str
    rows: tuple[Any, ...]
    start: int
    own: Sequence[str | None]


def runs_of(position: int, rows: Iterable[tuple[str, Any]], own: str | None = None) -> Iterator[Run]:
    """Runs of (source, row) pairs that only one result has, with the column `own` of each row."""
    for source, found in groupby(rows, key=lambda row: row[0]):
        alone = tuple(row for _, row in found)
        yield Run(position, source, alone, 0, [getattr(row, own) for row in alone] if own else ())


def expand(thing: npt.NDArray[Any], sizes: Ints) -> tuple[Ints, Ints]:
    """From the thing of each occurrence and the number of rows of each thing: for each row of the expanded table its
    occurrence, and its place among the rows of all things one after the other.
    """
    size = sizes[thing]
    shift = np.cumsum(sizes)[thing] - np.cumsum(size)  # both ends lie as far apart as both beginnings
    occurrence = np.repeat(np.arange(len(thing), dtype=np.int64), size)
    return occurrence, np.arange(len(occurrence), dtype=np.int64) + shift[occurrence]


class Shared:
    """The runs of a batch as columns. `rows` are the distinct rows; `row` and `run` are those of each table row."""

    def __init__(self, runs: Sequence[Run]) -> None:
        results, sources, rows, starts, own = zip(*runs, strict=True) if runs else ((),) * 5
        self._results: tuple[int, ...] = results
        self._sources: tuple[str, ...] = sources
        self._starts: tuple[int, ...] = starts
        # Told by identity: equal rows of different objects would cost more to find than they save.
        thing, _ = codes_of(list(map(id, rows)))
        distinct = dict(zip(map(id, rows), rows, strict=True)).values()
        sizes = np.asarray([len(rows) for rows in distinct], dtype=np.int64)
        self.run, self.row = expand(thing, sizes)
        self.rows = list(chain.from_iterable(distinct))
        self.own = list(chain.from_iterable(own))

    def __len__(self) -> int:
        return len(self.row)

    def keep(self, kept: npt.NDArray[np.bool_]) -> None:
        """Leaves out the other table rows."""
        self.row, self.run = self.row[kept], self.run[kept]

    def codes(self, name: str) -> tuple[npt.NDArray[Any], list[Any]]:
        """Codes of each table row in a column of text that rows share, and its values; no text is unknown."""
        codes, values = codes_of([getattr(row, name) or None for row in self.rows])
        return codes[self.row], values

    def column(self, name: str) -> pd.Categorical:
        """A column that rows share, as categories."""
        return categorical(*self.codes(name))

    def numbers(self, name: str) -> Ints:
        """A column of whole numbers that rows share."""
        return np.asarray([getattr(row, name) for row in self.rows], dtype=np.int64)[self.row]

    def result(self) -> Ints:
        """The position of each table row's result."""
        return np.asarray(self._results, dtype=np.int64)[self.run]

    def place(self, results: Sequence[Result]) -> dict[str, Any]:
        """The columns `result_id`, `source` and `line`."""
        sources, names = codes_of(list(self._sources))
        line = np.asarray(self._starts, dtype=np.int64)[self.run] + self.numbers("line")
        return {
            "result_id": categorical(self.result(), [result.result_id for result in results]),
            "source": categorical(sources[self.run], names),
            "line": integers(line, np.ones(len(line), dtype=bool)),
        }
