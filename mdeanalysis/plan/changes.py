"""The plan: changes in the order in which they free most devices, and which devices each one frees."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.plan.agents import workspace_needs
from mdeanalysis.plan.cover import cover
from mdeanalysis.plan.needs import needs
from mdeanalysis.plan.retests import retests
from mdeanalysis.plan.tries import system_tries
from mdeanalysis.plan.words import ask
from mdeanalysis.rules.rule import View

#: Lines of evidence that a change names, each of another device.
MOST_EVIDENCE = 5
COLUMNS = (
    *("rank", "kind", "target", "egress", "hosts", "port_80_hosts", "devices_freed", "cumulative", "needed_by"),
    *("devices", "ask", "evidence"),
)
_CHANGE = ["kind", "target"]


@dataclass
class Plan:
    """`changes` in COLUMNS, a row a change; `needs` has a row a device, URL and change, with the change's `rank`.

    `freed_by` in `needs` is the rank of the change that frees the device, `<NA>` where none does.

    Of the `tested` devices `failed` fail, of which `freed` are free when all is done; `blind` of them are judged by
    all that they tested, for their region or build is unknown.
    """

    changes: pd.DataFrame
    needs: pd.DataFrame
    failed: int
    freed: int
    blind: int
    tested: int = 0


def make_plan(tables: Mapping[str, pd.DataFrame]) -> Plan:
    """The plan of a fleet's tables, over the newest result of each device."""
    view = View(tables, pd.Timestamp(0, tz="UTC"))
    tries = system_tries(view)
    wanted = pd.concat([needs(view, tries), workspace_needs(view), retests(view)], ignore_index=True)
    failed = view.devices[view.devices["state"] == "failed"]
    wanted["rank"], device_rank = _ranked(wanted, failed["device_key"])
    wanted["freed_by"] = wanted["device_key"].astype("object").map(device_rank).astype("Int64")
    changes = _rows(wanted)
    changes["ask"] = ask(changes, wanted, view, tries)
    blind = int(failed["required_urls"].isna().sum())
    tested = int(view.devices["state"].isin(["failed", "reached"]).sum())
    return Plan(changes, wanted, len(failed), int(changes["devices_freed"].sum()), blind, tested)


def _ranked(wanted: pd.DataFrame, failed: pd.Series[str]) -> tuple[Any, pd.Series[int]]:
    """The rank of each row's change, and of each device that will be free the rank of the change that frees it."""
    change, names = pd.factorize(pd.MultiIndex.from_frame(wanted[_CHANGE].astype("str")), sort=True)
    device, keys = pd.factorize(wanted["device_key"].astype("object"))
    again = (wanted["kind"] == "rerun_test").to_numpy()
    kept = np.isin(device, device[again], invert=True) & np.isin(keys, failed.astype("object"))[device]
    weight = np.zeros(len(keys))
    weight[device[kept]] = 1
    cost = np.ones(len(names))
    single = wanted["single"].to_numpy(dtype=bool)
    alone = pd.Series(device[single]).groupby(change[single]).nunique()
    cost[alone.index.to_numpy(dtype=np.int64)] = alone.to_numpy()
    found = cover(device[~again], change[~again], cost, weight)
    last = pd.Series(device[again]).groupby(change[again]).nunique().sort_values(ascending=False, kind="stable")
    order = [*found.order, *last.index.tolist()]
    rank = np.zeros(len(names), dtype=np.int64)
    rank[order] = np.arange(1, len(order) + 1)
    freed = np.flatnonzero(weight)
    return rank[change], pd.Series(found.freed_at[freed] + 1, keys[freed], dtype="int64")


def _rows(wanted: pd.DataFrame) -> pd.DataFrame:
    """The changes in COLUMNS, but for their words."""
    rows = wanted.sort_values("rank", kind="stable")
    first = rows.drop_duplicates("rank").set_index("rank")
    made = first[[*_CHANGE, "egress"]].astype("str")
    made["hosts"] = _lists(rows, "host")
    made["port_80_hosts"] = _lists(rows[rows["port"] == 80], "host").reindex(made.index)
    freed = rows.drop_duplicates(["rank", "device_key"])
    freed = freed[(freed["rank"] == freed["freed_by"]).fillna(False).astype(bool)]
    made["devices"] = _lists(freed, "device_name", distinct=False).reindex(made.index)
    made["devices_freed"] = freed.groupby("rank").size().reindex(made.index).fillna(0).astype("int64")
    made["cumulative"] = made["devices_freed"].cumsum()
    made["needed_by"] = rows.groupby("rank")["device_key"].nunique()
    made["evidence"] = _evidence(rows).reindex(made.index)
    for name in ("port_80_hosts", "devices", "evidence"):
        made[name] = [value if isinstance(value, list) else [] for value in made[name]]
    return made.reset_index().reindex(columns=list(COLUMNS))


def _lists(rows: pd.DataFrame, column: str, *, distinct: bool = True) -> pd.Series[Any]:
    """The values of each change in order, without repetition where so wanted."""
    known = rows[["rank", column]].astype({column: "object"})
    known = known.drop_duplicates() if distinct else known
    known = known.sort_values(["rank", column], kind="stable")
    return known.groupby("rank")[column].agg(lambda values: [value for value in values if isinstance(value, str)])


def _evidence(rows: pd.DataFrame) -> pd.Series[Any]:
    """`source:line` of the first devices of each change."""
    each = rows[rows["source"].notna()].drop_duplicates(["rank", "device_key"])
    first = each.groupby("rank").head(MOST_EVIDENCE)
    line = first["line"].astype("Int64").astype("string")
    place = first["source"].astype("string") + (":" + line).fillna("")
    return place.groupby(first["rank"]).agg(list)
