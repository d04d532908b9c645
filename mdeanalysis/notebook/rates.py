"""How many devices fail, of how many that tested, by two dimensions."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.causes.contrasts import wilson
from mdeanalysis.errors import SelectionError
from mdeanalysis.report.selection import judging_urls, known_column

Tables = Mapping[str, pd.DataFrame]
#: Columns of `urls`; by these a device counts once for each value that it tested.
OF_URLS = ("service", "host")


def failure_rates(tables: Tables, rows: str, columns: str, most: int = 10) -> pd.DataFrame:
    """One row a pair of values: `devices`, `failed` of how many `tested`, `rate`, and its interval `low` to `high`.

    The interval is Wilson's for 95 %; the three are <NA> where no device was tested.
    Both are columns of `devices`, or `service` or `host`. Devices that were cut off, not tested or are unknown are
    in no rate. Of more than `most` values of a dimension, those with the fewest failures are counted together.
    """
    if rows == columns:
        raise SelectionError(f"two different dimensions are needed, not {rows} twice")
    names = [rows, columns]
    units = placed(tables, names, most).groupby(["device_key", *names], as_index=False)[["failed", "tested"]].any()
    counts = units.groupby(names).agg(
        devices=("device_key", "size"), failed=("failed", "sum"), tested=("tested", "sum")
    )
    places = [pd.Index(_ranked(units, name)) for name in names]
    return _rated(counts.astype("Int64")).reindex(_pairs(counts, places)).reset_index()


def placed(tables: Tables, names: list[str], most: int = 10) -> pd.DataFrame:
    """What `failure_rates` counts: one row a device or a URL of it, with its key, values, `failed` and `tested`."""
    units = _units(tables, names)
    for name in names:
        units[name] = units[name].map(_together(_ranked(units, name), most))
    return units


def _rated(counts: pd.DataFrame) -> pd.DataFrame:
    tested = counts["tested"] > 0
    counts["rate"] = counts["failed"].astype("Float64") / counts["tested"].where(tested)
    low, high = wilson(counts["failed"].to_numpy(dtype="int64"), counts["tested"].to_numpy(dtype="int64"))
    for name, bound in (("low", low), ("high", high)):
        counts[name] = pd.Series(bound, index=counts.index, dtype="Float64").where(tested)
    return counts


def _units(tables: Tables, names: list[str]) -> pd.DataFrame:
    """What is counted: devices, or the services or hosts that each of them tried, with their two dimensions."""
    judged = judging_urls(tables) if set(names) & set(OF_URLS) else tables["devices"]
    state = judged["state"].astype("string")
    units = pd.DataFrame({"device_key": judged["device_key"].astype("string")})
    units["failed"] = state.eq("failed").astype(bool)
    units["tested"] = state.isin(["failed", "reached"]).astype(bool)
    devices = tables["devices"].set_index(tables["devices"]["device_key"].astype("string"))
    for name in names:
        of_device = None if name in OF_URLS else _named(known_column(devices, name))
        units[name] = _named(judged[name]) if of_device is None else units["device_key"].map(of_device)
    return units


def _named(values: pd.Series[str]) -> pd.Series[str]:
    """Values as text; a tool may itself say "unknown", which is not the same as saying nothing."""
    text = values.astype("string")
    return text.fillna("unknown (not stated)" if (text == "unknown").any() else "unknown")


def _ranked(units: pd.DataFrame, name: str) -> list[str]:
    """A dimension's values, those with the most failing devices first; what others were added up to stands last."""
    devices = units.groupby([name, "device_key"])[["failed"]].any().groupby(level=0)["failed"].agg(["sum", "size"])
    found = zip(devices.index, devices["sum"], devices["size"], strict=True)
    return [value for value, _, _ in sorted(found, key=lambda one: (_is_rest(one[0]), -one[1], -one[2], one[0]))]


def _together(ranked: list[str], most: int) -> dict[str, str]:
    rest = ranked[most - 1 :] if len(ranked) > most else []
    return {value: value for value in ranked} | dict.fromkeys(rest, f"({len(rest):,} others)")


def _is_rest(value: str) -> bool:
    return value.startswith("(") and value.endswith(" others)")


def _pairs(counts: pd.DataFrame, places: list[pd.Index[str]]) -> pd.MultiIndex:
    """The pairs that there are, in the order of their values."""
    every = pd.MultiIndex.from_product(places, names=counts.index.names)
    return every[every.isin(counts.index)]
