"""Two collections of one fleet: what was fixed, what broke, what still fails, who is new and who is gone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.comparison.causes import of_causes
from mdeanalysis.comparison.services import services
from mdeanalysis.loading import Fleet, load
from mdeanalysis.rules.rule import View

#: In the order of a page; `same` is reached before and after, `not_tested` what one side cannot tell.
CHANGES = ("fixed", "broken", "still_failing", "not_tested", "new", "gone", "same")
_SHOWN = ["device_name", "site", "state", "reason", "services_failed", "source"]
_WITHOUT_VERDICT = ("not_tested", "cut_off", "unknown")


@dataclass
class Comparison:
    """`devices` and `services` have a row each; `by_service`, `by_reason`, `by_cause` and `by_site` count devices by
    CHANGES.
    """

    devices: pd.DataFrame
    services: pd.DataFrame
    by_service: pd.DataFrame
    by_reason: pd.DataFrame
    by_cause: pd.DataFrame
    by_site: pd.DataFrame

    @property
    def regressions(self) -> int:
        """Devices of which a service was reached before and fails now."""
        return int(self.services[self.services["change"] == "broken"]["device_key"].nunique())


def compare(before: Fleet | str | Path, after: Fleet | str | Path) -> Comparison:
    """Compares two fleets, or what two paths hold, device by device; `device_key` tells which is which.

    A device is `fixed` where every service that failed is reached now, and `broken` where one that was reached fails
    now; what either run did not test counts as neither.
    """
    first, last = (View(_fleet(one).tables, pd.Timestamp(0, tz="UTC")) for one in (before, after))
    found = services(first, last)
    devices = _devices(first.devices, last.devices, found)
    keys = devices.set_index("device_key")[["site"]]
    told = found[found["change"] != "same"]
    return Comparison(
        devices,
        found.join(keys, on="device_key"),
        _counted(found, "service"),
        _counted(_with_reasons(devices, told), "reason"),
        _counted(of_causes(first.tables, last.tables, devices, found), "cause"),
        _counted(devices.assign(site=devices["site"].fillna("(not stated)")), "site"),
    )


def _fleet(one: Fleet | str | Path) -> Fleet:
    return one if isinstance(one, Fleet) else load(one)


def _devices(before: pd.DataFrame, after: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """One row a device: both states, the change, and which services were fixed, broke or were not tested."""
    old, new = (
        side.set_index(side["device_key"].astype("object"))[_SHOWN].astype("object") for side in (before, after)
    )
    rows = old.add_suffix("_before").join(new.add_suffix("_after"), how="outer")
    for name in ("device_name", "site"):
        rows[name] = rows[f"{name}_after"].fillna(rows[f"{name}_before"])
    renamed = rows["device_name_before"].notna() & (rows["device_name_before"] != rows["device_name"])
    rows["name_before"] = rows["device_name_before"].where(renamed)
    for change in ("fixed", "broken", "not_tested"):
        own = found[found["change"] == change].groupby("device_key")["service"].agg(",".join)
        rows[f"services_{change}"] = own.reindex(rows.index)
    rows["change"] = _changes(rows, found)
    order = rows["change"].map({name: rank for rank, name in enumerate(CHANGES)})
    rows = rows.assign(order=order).sort_values(["order", "device_name"], kind="stable")
    names = ["device_name", "name_before", "site", "change", "state_before", "state_after"]
    names += ["reason_before", "reason_after", "services_fixed", "services_broken", "services_not_tested"]
    return rows.rename_axis("device_key").reset_index()[["device_key", *names, "source_before", "source_after"]]


def _changes(rows: pd.DataFrame, found: pd.DataFrame) -> Any:
    """The change of each device: by its states, as far as the services bear it out."""
    before, after = rows["state_before"], rows["state_after"]
    lost = found[(found["before"] == "failed") & (found["after"] == "not_tested")]["device_key"]
    broken = rows.index.isin(found[found["change"] == "broken"]["device_key"])
    failing = after == "failed"
    rules = [
        (before.isna(), "new"),
        (after.isna(), "gone"),
        (before.isin(_WITHOUT_VERDICT) | after.isin(_WITHOUT_VERDICT), "not_tested"),
        ((before == "failed") & failing, "still_failing"),
        ((before == "failed") & rows.index.isin(lost), "not_tested"),
        (before == "failed", "fixed"),
        (failing & broken, "broken"),
        (failing, "not_tested"),
    ]
    return np.select([np.asarray(rule, dtype=bool) for rule, _ in rules], [word for _, word in rules], "same")


def _with_reasons(devices: pd.DataFrame, told: pd.DataFrame) -> pd.DataFrame:
    """Devices with the reason that counts: why it fails, else why it failed."""
    own = devices.assign(reason=devices["reason_after"].fillna(devices["reason_before"]))
    first = told.dropna(subset="reason").drop_duplicates("device_key").set_index("device_key")["reason"]
    return own.assign(reason=own["reason"].fillna(own["device_key"].map(first))).dropna(subset="reason")


def _counted(rows: pd.DataFrame, name: str) -> pd.DataFrame:
    """How many devices of each value have which change; the most fixed and broken first."""
    pairs = rows[["device_key", name, "change"]].drop_duplicates()
    counts = pairs.groupby([name, "change"]).size().unstack(fill_value=0).reindex(columns=list(CHANGES), fill_value=0)
    moved = -(counts["fixed"] + counts["broken"] + counts["still_failing"])
    ordered = counts.assign(moved=moved, name=counts.index).sort_values(["moved", "name"], kind="stable")
    return ordered[list(CHANGES)].rename_axis(columns=None).reset_index()
