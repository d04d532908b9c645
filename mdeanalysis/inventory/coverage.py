"""How far the listed devices came, site by site: expected, received, readable, fresh, tested, healthy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mdeanalysis.schema import TABLES
from mdeanalysis.tables.typed import categorical, codes_of, column, empty, to_frame

Tables = Mapping[str, pd.DataFrame]
FRESH = pd.Timedelta(days=30)
ALL_SITES = "(all sites)"
ACTIVE = "active"
#: The portal's words that are none.
_UNKNOWN_HEALTH = ("unknown", "other")
_CLOCK = "%Y-%m-%d %H:%M:%S"


def coverage(tables: Tables, as_of: pd.Timestamp) -> pd.DataFrame:
    """The table `coverage` of a fleet that was loaded with an inventory, else empty.

    A device counts at a stage if it came through all before. `received` is also a device whose name stands in that of
    an input that could not be read. `fresh` goes by the run's time (where it states no zone, by its own clock); a run
    of unknown time is not fresh. `tested` are devices in state reached or failed, as in every other rate; `healthy`
    are those reached of which no required service is known to be untested. A device's site is the inventory's, else
    the folder's.
    """
    inventory, devices = tables["inventory"], tables["devices"]
    if not len(inventory) and devices["listed"].isna().all():
        return empty("coverage")
    found = pd.concat([_lines(inventory, devices, as_of), _unlisted(devices)], ignore_index=True)
    site = found.pop("site")
    names = list(found.columns)
    sums = found.groupby(site, sort=False, dropna=False)[names].sum().reset_index()
    sums = sums.assign(gap=sums["expected"] - sums["healthy"], name=sums["site"].astype("object").fillna("~"))
    sums = sums.sort_values(["gap", "expected", "name"], ascending=[False, False, True])
    total = pd.DataFrame([found.sum().to_dict() | {"site": ALL_SITES}])
    rows = pd.concat([total, sums], ignore_index=True)
    columns: dict[str, Any] = {name: column("int", [int(value) for value in rows[name]]) for name in names}
    sites = rows["site"].astype("object")
    columns["site"] = categorical(*codes_of(sites.where(sites.notna(), None).tolist()))
    return to_frame("coverage", columns, len(rows))


def _lines(inventory: pd.DataFrame, devices: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    """For each line of the list, whether it counts in each column, and its site."""
    of_line = device_of(inventory, devices)
    stage = counts(inventory)
    read = inventory["device_key"].notna()
    made = {"expected": stage}
    for name, through in (
        ("received", inventory["arrived"].fillna(False).astype(bool)),
        ("readable", read),
        ("fresh", of_line["ran"] >= as_of - FRESH),
        ("tested", of_line["state"].isin(["reached", "failed"])),
        ("healthy", of_line["healthy"]),
    ):
        stage = stage & through
        made[name] = stage
    made["never_received"] = counts(inventory) & _is(inventory["arrived"], False)
    made["ambiguous"] = counts(inventory) & inventory["arrived"].isna()
    made["undated"] = made["readable"] & of_line["ran"].isna()
    made["unexpected"] = pd.Series(False, inventory.index)
    made["portal_active_failing"] = active_failing(inventory, of_line)
    made["portal_inactive_healthy"] = inactive_healthy(inventory, of_line)
    site = of_line["site"].where(read, inventory["site"].astype("object"))
    return pd.DataFrame(made).assign(site=site.astype("object"))


def _unlisted(devices: pd.DataFrame) -> pd.DataFrame:
    """The devices that the list lacks, each counted as that alone."""
    sites = unexpected(devices)["site"].astype("object")
    names = [name for name in TABLES["coverage"].names if name != "site"]
    made = {name: pd.Series(name == "unexpected", sites.index, dtype="bool") for name in names}
    return pd.DataFrame(made).assign(site=sites)


def device_of(inventory: pd.DataFrame, devices: pd.DataFrame) -> pd.DataFrame:
    """Of each line's device, in the order of lines: `site`, `state`, `reason`, `result_id`, `ran` and `healthy`."""
    names = ["site", "state", "reason", "result_id"]
    found = devices[names].astype("object").assign(ran=ran(devices), healthy=healthy(devices))
    found.index = pd.Index(devices["device_key"].astype("object"))
    rows = found.reindex(inventory["device_key"].astype("object").to_numpy())
    rows = rows.assign(healthy=rows["healthy"].fillna(False).astype(bool))
    return rows.set_axis(inventory.index)


def ran(devices: pd.DataFrame) -> pd.Series[Any]:
    """When each device's newest result ran; by its own clock where it states no zone."""
    printed = pd.to_datetime(devices["run_at_local"], format=_CLOCK, errors="coerce").dt.tz_localize("UTC")
    time: pd.Series[Any] = devices["run_at"].fillna(printed.astype("datetime64[us, UTC]"))
    return time


def healthy(devices: pd.DataFrame) -> pd.Series[bool]:
    """All that the device needs was tested and reached."""
    return (devices["state"] == "reached") & devices["services_untested"].isna()


def counts(inventory: pd.DataFrame) -> pd.Series[bool]:
    """The lines by which a device is expected."""
    return _is(inventory["counted"], True)


def never_received(inventory: pd.DataFrame) -> pd.DataFrame:
    """The lines of expected devices of which nothing was given."""
    return inventory[counts(inventory) & _is(inventory["arrived"], False)]


def unexpected(devices: pd.DataFrame) -> pd.DataFrame:
    """The devices that an inventory does not list."""
    return devices[_is(devices["listed"], False)]


def active_failing(inventory: pd.DataFrame, of_line: pd.DataFrame) -> pd.Series[bool]:
    """Lines whose device the portal calls active, and whose newest result failed."""
    return (inventory["portal_health"] == ACTIVE) & (of_line["state"] == "failed")


def inactive_healthy(inventory: pd.DataFrame, of_line: pd.DataFrame) -> pd.Series[bool]:
    """Lines whose device the portal calls anything else that is known, and whose newest result is healthy."""
    health = inventory["portal_health"]
    told = health.notna() & (health != ACTIVE) & ~health.isin(_UNKNOWN_HEALTH)
    return told & of_line["healthy"]


def _is(values: pd.Series[Any], wanted: bool) -> pd.Series[bool]:
    """Where a column of yes, no and unknown is just that."""
    same: pd.Series[bool] = values.notna() & (values.fillna(not wanted).astype(bool) == wanted)
    return same
