"""How many devices are in each state, and what was read."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.report.section import Section, counted, share
from mdeanalysis.vocabulary import STATES

#: Days after which a result tells little of today.
STALE_DAYS = 30


def headline(tables: Mapping[str, pd.DataFrame], as_of: pd.Timestamp | None) -> str:
    """What was read, in one line."""
    results, devices = tables["results"], tables["devices"]
    parts = [f"{counted(len(devices), 'device')} in {counted(len(results), 'result')}"]
    runs = devices["run_at"].dropna()
    if len(runs):
        first, last = f"{runs.min():%Y-%m-%d}", f"{runs.max():%Y-%m-%d}"
        parts.append(f"run on {first}" if first == last else f"run {first} to {last}")
        stale = int((runs < as_of - pd.Timedelta(days=STALE_DAYS)).sum()) if as_of is not None else 0
        parts += [f"{stale:,} over {STALE_DAYS} days old"] if stale else []
    return ", ".join(parts)


def build(tables: Mapping[str, pd.DataFrame]) -> Section:
    """One row a state; devices that are reached as far as tested stand apart from those fully tested."""
    devices = tables["devices"]
    count = len(devices)
    untested = (devices["state"] == "reached") & devices["services_untested"].notna()
    section = Section("states", "Devices", ("state", "devices", "of", "share", "detail"), bare=True)
    for state in STATES:
        found = devices[(devices["state"] == state) & ~untested]
        section.rows.append(_row(state, found, count))
        if state == "reached":
            section.rows.append(_row("reached, services never tested", devices[untested], count))
    return section


def _row(state: str, found: pd.DataFrame, count: int) -> dict[str, object]:
    return {
        "state": state,
        "devices": len(found),
        "of": count,
        "share": share(len(found), count),
        "detail": _detail(state, found),
    }


def _detail(state: str, found: pd.DataFrame) -> str:
    if not len(found):
        return ""
    if state == "not_tested":
        return _counts(found["not_tested_reason"])
    if state == "failed":
        return _counts(found["reason"])
    if state == "reached, services never tested":
        lists = found["services_untested"].astype("str").str.split(",").explode()
        return _counts(lists)
    if state == "reached":
        bypass = int(found["direct_bypass"].sum())
        blind = int(found["required_urls"].isna().sum())
        said = [f"{bypass:,} past their named proxy"] if bypass else []
        return ", ".join([*said, f"{blind:,} of unknown region or build"] if blind else said)
    return ""


def _counts(values: pd.Series[str]) -> str:
    counted = values.dropna().astype("str").value_counts()
    names = sorted(counted.items(), key=lambda item: (-item[1], str(item[0])))
    return ", ".join(f"{name} {number:,}" for name, number in names)
