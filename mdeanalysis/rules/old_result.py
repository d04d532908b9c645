"""The newest result of a device is old."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact
from mdeanalysis.rules.rule import Rule, View, hits

_DAYS = 30
_CLOCK = "%Y-%m-%d %H:%M:%S"


def find(view: View) -> pd.DataFrame:
    """More than 30 days before the day of judgement; by the device's own clock where the run states no zone."""
    results = view.results
    printed = pd.to_datetime(results["run_at_local"], format=_CLOCK, errors="coerce").dt.tz_localize("UTC")
    ran = results["run_at"].fillna(printed.astype("datetime64[us, UTC]"))
    days = (view.as_of - ran).dt.days
    rows = results[(days > _DAYS).fillna(False)]
    age = days[rows.index].astype("int").astype("str")
    message = "it ran on " + ran[rows.index].dt.strftime("%Y-%m-%d") + ", " + age + " days before"
    return hits(at_fact(view, rows, "Script RunTime", "script_run_time"), "age", message)


RULE = Rule(
    "old_result",
    "info",
    "The newest result of a device is old",
    "Run the analyzer again before acting on this result: network and device may have changed.",
    "https://learn.microsoft.com/defender-endpoint/run-analyzer-windows",
    find,
)
