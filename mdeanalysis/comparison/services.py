"""A service of a device before and after: only what both runs tested can be fixed or broken."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.catalogue.endpoints import lookup
from mdeanalysis.rules.evidence_ways import judging
from mdeanalysis.rules.rule import View
from mdeanalysis.verdict.profiles import Profiles

#: Of a service the first that any of its URLs has.
_STATES = ("failed", "not_tested", "reached")
_KEYS = ["device_key", "service"]
NO_SERVICE = "(no known service)"


def services(before: View, after: View) -> pd.DataFrame:
    """One row a device of both sides and service: `device_key`, `service`, `before`, `after`, `reason`, `change`.

    A state is `failed`, `reached`, `not_tested`, or `<NA>` where the device does not require the service there.
    """
    sides = [_urls(view) for view in (before, after)]
    both = set(sides[0]["device_key"]) & set(sides[1]["device_key"])
    sides = [side[side["device_key"].isin(both)] for side in sides]
    first, last = (_states(side) for side in sides)
    rows = first.add_suffix("_before").join(last.add_suffix("_after"), how="outer")
    _mark(rows, "state_after", "state_before", _lacking(sides[0], sides[1], after))
    _mark(rows, "state_before", "state_after", _lacking(sides[1], sides[0], before))
    rows["state_after"] = rows["state_after"].fillna(_untested(after, rows.index))
    rows["state_before"] = rows["state_before"].fillna(_untested(before, rows.index))
    rows["reason"] = rows["reason_after"].fillna(rows["reason_before"])
    rows = rows.rename(columns={"state_before": "before", "state_after": "after"}).reset_index()
    return rows.assign(change=change_of(rows["before"], rows["after"]))[
        [*_KEYS, "before", "after", "reason", "change"]
    ]


def change_of(before: pd.Series[Any], after: pd.Series[Any]) -> Any:
    """The word for each pair of states."""
    rules = [
        ((before == "not_tested") | (after == "not_tested"), "not_tested"),
        (before.isna() & after.notna(), "new"),
        (before.notna() & after.isna(), "gone"),
        ((before == "failed") & (after == "reached"), "fixed"),
        ((before == "reached") & (after == "failed"), "broken"),
        ((before == "failed") & (after == "failed"), "still_failing"),
    ]
    return np.select([np.asarray(rule.fillna(False), dtype=bool) for rule, _ in rules], [w for _, w in rules], "same")


def _urls(view: View) -> pd.DataFrame:
    """The URLs that judge devices, as plain text."""
    urls = judging(view.system_urls)
    rows = urls[["device_key", "service", "url", "state", "reason"]].astype("object")
    rows["service"] = rows["service"].fillna(NO_SERVICE)
    return rows.assign(state=rows["state"].where(rows["state"].isin(["failed", "reached"]), "not_tested"))


def _states(urls: pd.DataFrame) -> pd.DataFrame:
    rank = urls["state"].map({name: rank for rank, name in enumerate(_STATES)}).astype("int64")
    ordered = urls.assign(rank=rank).sort_values([*_KEYS, "rank"], kind="stable")
    return ordered.drop_duplicates(_KEYS).set_index(_KEYS)[["state", "reason"]]


def _mark(rows: pd.DataFrame, side: str, other: str, lacking: pd.MultiIndex) -> None:
    """Where what failed on the other side was not tried on this one, that it is reached proves nothing."""
    doubtful = (rows[side] == "reached") & (rows[other] == "failed") & np.asarray(rows.index.isin(lacking))
    rows.loc[doubtful, side] = "not_tested"


def _lacking(urls: pd.DataFrame, others: pd.DataFrame, view: View) -> pd.MultiIndex:
    """(device, service) of which every URL that failed is missing on the other side, or any that it still requires.

    A URL that the device no longer requires (it moved to streamlined hosts, say) is no longer missed.
    """
    failed = urls[urls["state"] == "failed"]
    there = pd.MultiIndex.from_frame(others[["device_key", "url"]])
    missing = failed[~pd.MultiIndex.from_frame(failed[["device_key", "url"]]).isin(there)]
    profiles = Profiles.of(view.devices)
    number = dict(zip(view.devices["device_key"].astype("str"), profiles.of_result.tolist(), strict=True))
    pairs = missing.assign(profile=missing["device_key"].map(number))
    distinct = pairs[["url", "profile"]].drop_duplicates()
    known = {
        (url, profile): lookup(url, profiles.values[profile]).required is not False
        for url, profile in distinct.itertuples(index=False)
    }
    needed = [known[pair] for pair in zip(pairs["url"], pairs["profile"], strict=True)]
    return pd.MultiIndex.from_frame(pairs[np.asarray(needed, dtype=bool)][_KEYS])


def _untested(view: View, index: pd.Index[Any]) -> pd.Series[Any]:
    """`not_tested` for services that a device requires and its run lacks, or may require where that is not known."""
    lists = view.devices[["device_key", "services_untested"]].astype("object").dropna()
    pairs = lists.assign(service=lists["services_untested"].str.split(",")).explode("service")
    unknown = view.devices[view.devices["required_urls"].isna()]["device_key"]
    wanted = index.isin(pd.MultiIndex.from_frame(pairs[_KEYS])) | index.get_level_values(0).isin(unknown)
    return pd.Series("not_tested", index, dtype="object").where(np.asarray(wanted))
