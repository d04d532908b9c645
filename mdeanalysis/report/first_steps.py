"""What to do first: the largest groups of devices that one action may free."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE, REASON_ADVICE
from mdeanalysis.report.section import Section

ROWS = 3
#: A proxy is named where at least this share of the group discovered it.
_COMMON = 0.8


def build(tables: Mapping[str, pd.DataFrame], judging: pd.DataFrame, most: int = ROWS) -> Section:
    """One row an action; a device may stand in several, so the counts do not add up."""
    steps = [*_failed(tables, judging), *_untested(tables["devices"])]
    steps.sort(key=lambda step: (-step["devices"], step["what"]))
    section = Section("first", "What to do first", ("devices", "what", "advice"), steps, prose=True)
    section.note = "" if steps else _nothing(tables["devices"]["state"])
    return section.shorten(most, "steps")


def _nothing(states: pd.Series[str]) -> str:
    if states.empty:
        return "no device: none was read, or none chosen"
    tested = ", and all were tested" if states.isin(["reached"]).all() else ""
    return f"nothing: no device failed{tested}"


def _failed(tables: Mapping[str, pd.DataFrame], judging: pd.DataFrame) -> list[dict[str, Any]]:
    failed = judging[judging["state"] == "failed"]
    proxies = tables["devices"].set_index("result_id")["proxy_address"]
    steps = []
    for reason, rows in failed.groupby("reason", observed=True):
        results = rows["result_id"].unique()
        advice = REASON_ADVICE[str(reason)]
        steps.append({"devices": len(results), "what": advice.title + _of(rows, proxies), "advice": advice.advice})
    return steps


def _of(rows: pd.DataFrame, proxies: pd.Series[str]) -> str:
    services = rows["service"].dropna().astype("str").unique().tolist()
    hosts = rows["host"].nunique()
    what = services[0] if len(services) == 1 else f"{len(services)} services" if services else "no known service"
    found = proxies.reindex(rows["result_id"].unique()).astype("str").fillna("")
    common = found.value_counts(normalize=True)
    shared = common.index[0] if len(common) and common.iloc[0] >= _COMMON and common.index[0] else None
    nearly = "" if len(common) and common.iloc[0] == 1 else "nearly all "
    via = f", {nearly}behind {shared}" if shared else ""
    return f": {what}, {hosts} host{'s' if hosts != 1 else ''}{via}"


def _untested(devices: pd.DataFrame) -> list[dict[str, Any]]:
    steps = []
    untested = devices[devices["state"] == "not_tested"]
    for reason, rows in untested.groupby("not_tested_reason", observed=True):
        advice = NOT_TESTED_ADVICE[str(reason)]
        steps.append({"devices": len(rows), "what": advice.title, "advice": advice.advice})
    cut = int((devices["state"] == "cut_off").sum())
    if cut:
        what, advice_text = "Run cut off", "Run the analyzer again on these devices and let it end: it was stopped."
        steps.append({"devices": cut, "what": what, "advice": advice_text})
    return steps
