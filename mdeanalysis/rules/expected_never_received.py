"""A device of the inventory, of which nothing was given."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.inventory.coverage import never_received
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The line of the list is the evidence. A name that fits several devices is not told: one of them may be it."""
    lines = never_received(view.inventory)
    message = "expected" + _told(lines["site"], " at ") + _told(lines["ring"], ", ring ")
    message += _told(lines["owner"], ", owner ") + ", and no result of it was given"
    return hits(lines, lines["listed_name"].astype("object"), message.astype("object"))


def _told(values: pd.Series[str], words: str) -> pd.Series[str]:
    return (words + values.astype("object")).fillna("").astype("object")


RULE = Rule(
    "expected_never_received",
    "warning",
    "An expected device never sent a result",
    "Run MDEClientAnalyzer.cmd on it as SYSTEM (scheduled task, Intune, Configuration Manager or live response) and "
    "collect the result zip; a device that is switched off or gone for good belongs off the list.",
    "https://learn.microsoft.com/defender-endpoint/run-analyzer-windows",
    find,
)
