"""A store as raw tables: what `load` reads in place of the inputs themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from mdeanalysis.errors import InputError
from mdeanalysis.parts import RAW, UNIT
from mdeanalysis.pipeline import Tables
from mdeanalysis.reading.files import read_tables
from mdeanalysis.reading.places import Place
from mdeanalysis.store.compact import living
from mdeanalysis.store.manifest import ANEW, Entry, Manifest, check_readable, read_index, read_manifest

#: Times that a state is read anew, where another run replaces it meanwhile.
_TRIES = 5


class Opened:
    """One state of a store, whole in memory. Raises `InputError` where it cannot be read as it is."""

    def __init__(self, store: Path) -> None:
        self.store = store
        for left in reversed(range(_TRIES)):
            self.manifest = read_manifest(store)
            check_readable(store, self.manifest)
            try:
                self.entries = read_index(store, self.manifest)
                self._raw = list(_read(store, self.manifest, self.entries))
                break
            except FileNotFoundError as error:
                if not left:
                    raise InputError(f"{error.filename or store} is missing: {ANEW}") from error

    @property
    def paths(self) -> int:
        """How many PATHs it was made from."""
        return sum(place.paths for place in self.manifest.places)

    @property
    def units(self) -> int:
        """No unit has this number or a higher one."""
        return self.manifest.units

    def parts(self) -> list[tuple[Place, Tables]]:
        """The raw tables of each place, folders first, in the order in which its inputs would be read."""
        return sorted(self._raw, key=lambda found: found[0].files is not None)


def _read(store: Path, manifest: Manifest, entries: Sequence[Entry]) -> Iterator[tuple[Place, Tables]]:
    order: dict[int, dict[int, int]] = {}
    for entry in entries:
        units = order.setdefault(entry.place, {})
        units.setdefault(entry.unit, len(units))
    for number, place in enumerate(manifest.places):
        yield place, {table: _table(store, table, manifest, number, order.get(number, {})) for table in RAW}


def _table(store: Path, table: str, manifest: Manifest, place: int, order: dict[int, int]) -> pd.DataFrame:
    """The rows of one place in one table, unit by unit in their order."""
    import pyarrow as pa

    from mdeanalysis.parts import joined
    from mdeanalysis.reading.columns import from_arrow

    names = [name for name, part in manifest.parts.items() if part.place == place and table in part.rows]
    live = set(order)
    try:
        parts = [living(part, live) for part in read_tables(store, table, names)]
    except pa.ArrowException as error:
        reason = str(error).splitlines()[0]
        raise InputError(f"{store}: a part of {table} cannot be read ({reason}): {ANEW}") from error
    parts = [part for part in parts if len(part)]
    if not parts:
        return joined(table, [])
    frame = from_arrow(table, parts)
    position = np.zeros(max(live) + 1, dtype=np.int64)
    position[list(order)] = list(order.values())
    places = position[frame[UNIT].to_numpy()]
    if (places[1:] < places[:-1]).any():
        frame = frame.take(np.argsort(places, kind="stable")).reset_index(drop=True)
    return frame
