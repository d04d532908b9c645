"""Puts small parts together, and leaves out rows of units that were replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mdeanalysis.parts import RAW, UNIT
from mdeanalysis.reading.files import part_file, read_tables, write_table
from mdeanalysis.store.manifest import Entry, Manifest, Part, commit

if TYPE_CHECKING:
    import pyarrow as pa

#: A part of fewer units is small; so many small ones are put together.
SMALL_UNITS, MANY = 500, 8
#: No part becomes larger by it.
MOST_UNITS = 4_000


def compact(store: Path, manifest: Manifest, entries: Sequence[Entry], run: str) -> bool:
    """Rewrites the parts that are worth it, and commits; whether there were any."""
    live = {entry.unit for entry in entries}
    groups = list(_groups(manifest, live))
    for number, (place, names) in enumerate(groups):
        name = f"{run}-c{number:05}-00"
        rows = {table: _rewrite(store, table, names, manifest, name, live) for table in RAW}
        units = sorted(live & {unit for old in names for unit in manifest.parts[old].units})
        for old in names:
            del manifest.parts[old]
        manifest.parts[name] = Part(place, {table: count for table, count in rows.items() if count}, units)
    if groups:
        commit(store, manifest, entries)
    return bool(groups)


def _groups(manifest: Manifest, live: set[int]) -> Iterator[tuple[int, list[str]]]:
    """The parts of one place that are to become one."""
    small: dict[int, list[str]] = defaultdict(list)
    for name, part in manifest.parts.items():
        alive = len(live.intersection(part.units))
        if alive < SMALL_UNITS or 2 * alive < len(part.units):
            small[part.place].append(name)
    for place, names in small.items():
        wasted = any(
            2 * len(live.intersection(manifest.parts[n].units)) < len(manifest.parts[n].units) for n in names
        )
        if len(names) >= MANY or wasted:
            yield from ((place, group) for group in _packed(names, manifest, live) if len(group) > 1 or wasted)


def _packed(names: Iterable[str], manifest: Manifest, live: set[int]) -> Iterator[list[str]]:
    group: list[str] = []
    units = 0
    for name in names:
        alive = len(live.intersection(manifest.parts[name].units))
        if group and units + alive > MOST_UNITS:
            yield group
            group, units = [], 0
        group.append(name)
        units += alive
    if group:
        yield group


def _rewrite(store: Path, table: str, names: Sequence[str], manifest: Manifest, name: str, live: set[int]) -> int:
    """Writes the live rows of some parts of a table as one; gives how many."""
    from mdeanalysis.reading.columns import from_arrow, to_arrow

    having = [old for old in names if table in manifest.parts[old].rows]
    parts = [part for part in (living(part, live) for part in read_tables(store, table, having)) if len(part)]
    if not parts:
        return 0
    frame = from_arrow(table, parts)
    write_table(part_file(store, table, name), to_arrow(table, frame))
    return len(frame)


def living(part: pa.Table, live: set[int]) -> pa.Table:
    """The rows of units that count."""
    import pyarrow as pa
    import pyarrow.compute as pc

    present = set(pc.unique(part[UNIT]).to_pylist())
    if present <= live:
        return part
    wanted = pa.array(sorted(present & live), pa.int32())
    return part.filter(pc.is_in(part[UNIT], value_set=wanted))
