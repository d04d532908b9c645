"""The events table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from mdeanalysis.records import Result
from mdeanalysis.tables.merge import events_of, parted
from mdeanalysis.tables.shared import Run, Shared, runs_of
from mdeanalysis.tables.typed import integers, to_frame

_SHARED = ("severity", "category", "check", "text", "guidance", "urls")


def events_frame(results: Sequence[Result]) -> pd.DataFrame:
    """The events of the results; those that text and XML both state once."""
    shared = Shared([run for position, result in enumerate(results) for run in _runs(position, result)])
    columns = {name: shared.column(name) for name in _SHARED} | shared.place(results)
    columns["event_id"] = integers(shared.numbers("event_id"), np.ones(len(shared), dtype=bool))
    return to_frame("events", columns | {"at_local": shared.own}, len(shared))


def _runs(position: int, result: Result) -> Iterator[Run]:
    reading = parted(result)
    if reading is None:
        yield from runs_of(position, events_of(result.readings), "at_local")
        return
    source = reading.document.source
    for part, start in zip(reading.parts, reading.starts, strict=True):
        if part.passage.events:
            yield Run(position, source, part.passage.events, start, part.stamps)
