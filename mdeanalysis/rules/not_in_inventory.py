"""A device that sent a result, and that the inventory does not list."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.inventory.coverage import unexpected
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Neither its id nor its name is in the list; without a list nothing is told."""
    devices = unexpected(view.devices)
    message = "a result of it was read, but no line of the inventory has its id or name"
    return hits(devices.assign(line=pd.Series(pd.NA, devices.index, dtype="Int64")), "inventory", message)


RULE = Rule(
    "not_in_inventory",
    "info",
    "A device is not in the inventory",
    "Find out whose it is, and add it to the list, or take a newer export: it may be new, renamed, or of another "
    "organisation.",
    "https://learn.microsoft.com/defender-endpoint/machines-view-overview",
    find,
)
