"""How many devices fail, of how many tested, by two dimensions: counted, then drawn."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook.colours import STATE_COLOURS
from mdeanalysis.notebook.fonts import drawable, families
from mdeanalysis.report.selection import judging_urls, known_column

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Tables = Mapping[str, pd.DataFrame]
#: Columns of `urls`: by these, a device counts once for each value that it tested.
OF_URLS = ("service", "host")
_LONGEST = 26


def failure_rates(tables: Tables, rows: str, columns: str, most: int = 10) -> pd.DataFrame:
    """One row a pair of values: devices, how many failed, of how many tested, and the rate; <NA> where none was.

    Both are columns of `devices`, or `service` or `host`. Tested are devices (or their services) that reached or
    failed. Beyond `most` values of a dimension, those of the fewest failures are added up.
    """
    if rows == columns:
        raise SelectionError(f"a heat map needs two dimensions, not {rows!r} twice")
    units = _units(tables, [rows, columns])
    for name in (rows, columns):
        units[name] = _fewer(units, name, most)
    counts = units.groupby([rows, columns], sort=False)[["failed", "tested"]].sum().astype("Int64")
    counts.insert(0, "devices", units.groupby([rows, columns])["device_key"].nunique().astype("Int64"))
    counts["rate"] = counts["failed"].astype("Float64") / counts["tested"].where(counts["tested"] > 0)
    order = {name: _order(units, name) for name in (rows, columns)}
    return counts.reset_index().sort_values([rows, columns], key=lambda c: c.map(order[str(c.name)].get)).reset_index(
        drop=True
    )
