"""Choosing devices by `--where COLUMN=VALUE`, and the columns that `--by` may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from mdeanalysis.errors import SelectionError

Tables = Mapping[str, pd.DataFrame]


def select(tables: Tables, where: Sequence[tuple[str, str]]) -> dict[str, pd.DataFrame]:
    """The tables reduced to the devices that fit every condition; an empty VALUE means unknown.

    Of `inventory` the lines that joined no device stay where they fit themselves; `coverage` is to be counted anew.

    Raises `SelectionError` for a column that `devices` does not have.
    """
    devices = fitting(tables["devices"], where)
    chosen = {name: frame for name, frame in tables.items() if name != "devices"} if where else dict(tables)
    if where:
        for name, frame in chosen.items():
            if "device_key" in frame:
                chosen[name] = frame[frame["device_key"].isin(devices["device_key"])]
        chosen["inventory"] = _listed(tables["inventory"], devices, where)
        chosen["devices"] = devices
    return chosen


def _listed(inventory: pd.DataFrame, devices: pd.DataFrame, where: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """The lines of the chosen devices, and of those that joined none the ones that fit by what the list says.

    What only a result tells, such as a state, fits no device without one.
    """
    own = inventory["device_key"].isin(devices["device_key"])
    alone = inventory[inventory["device_key"].isna()]
    alone = fitting(alone, where, "inventory") if all(column in inventory for column, _ in where) else alone[:0]
    return inventory[own | inventory.index.isin(alone.index)]


def fitting(rows: pd.DataFrame, where: Sequence[tuple[str, str]], what: str = "devices") -> pd.DataFrame:
    """The rows (of `what`, in words) that fit every condition; an empty VALUE means unknown."""
    for column, value in where:
        rows = rows[_fits(known_column(rows, column, what), value)]
    return rows


def _fits(column: pd.Series[str], value: str) -> pd.Series[bool]:
    if not value:
        return column.isna()
    return column.astype("str").str.lower() == value.lower()


def known_column(rows: pd.DataFrame, name: str, what: str = "devices") -> pd.Series[str]:
    """The column, or an error that names those there are."""
    if name not in rows:
        raise SelectionError(f"{what} have no column {name!r}; they have: {', '.join(rows.columns)}")
    column: pd.Series[str] = rows[name]
    return column


def records(frame: pd.DataFrame, names: Sequence[str]) -> list[dict[str, Any]]:
    """Rows as plain Python values, None for unknown."""
    columns = [
        [None if missing else getattr(value, "item", lambda value=value: value)() for value, missing in
         zip(frame[name], frame[name].isna(), strict=True)]
        for name in names
    ]  # fmt: skip
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def judging_urls(tables: Tables) -> pd.DataFrame:
    """The URL rows that decide about each device: of its newest result, tried as SYSTEM, required where known."""
    urls, devices = tables["urls"], tables["devices"]
    needed = urls["required"].fillna(True).astype(bool)
    current = urls["result_id"].isin(devices["result_id"])
    return urls[needed & current & (urls["context"] == "system")]
