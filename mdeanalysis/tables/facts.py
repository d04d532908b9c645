"""The facts table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.passages import IN_LINE
from mdeanalysis.records import Result
from mdeanalysis.tables.merge import facts_of, parted
from mdeanalysis.tables.shared import Ints, Run, Shared, runs_of
from mdeanalysis.tables.typed import categorical, codes_of, to_frame


def facts_frame(results: Sequence[Result]) -> pd.DataFrame:
    """The facts of the results; each name and value of a result once, also where text and XML both state them."""
    shared = Shared([run for position, result in enumerate(results) for run in _runs(position, result)])
    values, distinct = _values(shared)
    kept = _firsts(results, shared, values)
    shared.keep(kept)
    columns = {name: shared.column(name) for name in ("section", "name", "alert")}
    columns |= shared.place(results) | {"value": categorical(values[kept], distinct)}
    return to_frame("facts", columns, len(shared))


def _runs(position: int, result: Result) -> Iterator[Run]:
    reading = parted(result)
    if reading is None:
        yield from runs_of(position, facts_of(result.readings))
        return
    source = reading.document.source
    for part, start in zip(reading.parts, reading.starts, strict=True):
        if part.passage.facts:
            yield Run(position, source, part.passage.facts, start, part.values)


def _values(shared: Shared) -> tuple[Ints, list[str]]:
    """Codes of each table row's value, and the values: those that rows share, and those that lines alone state."""
    open_ = np.asarray([row.value is IN_LINE for row in shared.rows], dtype=bool)[shared.row]
    codes, distinct = codes_of(chain((row.value for row in shared.rows), shared.own))
    values = codes[: len(shared.rows)][shared.row].astype(np.int64)
    values[open_] = codes[len(shared.rows) :]
    return values, distinct


def _firsts(results: Sequence[Result], shared: Shared, values: Ints) -> npt.NDArray[np.bool_]:
    """Which rows do not repeat a name and value; where several documents make a result that is settled already."""
    kept = np.ones(len(shared), dtype=bool)
    names, distinct = shared.codes("name")
    result = shared.result()
    named = result * (len(distinct) + 1) + names
    ordered = np.sort(named)
    twice = np.zeros(len(results), dtype=bool)
    twice[ordered[1:][ordered[1:] == ordered[:-1]] // (len(distinct) + 1)] = True
    twice &= np.asarray([parted(result) is not None for result in results], dtype=bool)
    rows = np.flatnonzero(twice[result])
    if len(rows):
        both = np.stack([named[rows], values[rows]])
        _, first = np.unique(both, axis=1, return_index=True)
        kept[rows] = False
        kept[rows[first]] = True
    return kept
