"""The portal does not call a device active that reaches all it needs."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.inventory.coverage import device_of, inactive_healthy
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The line of the list is the evidence; health that the portal does not know tells nothing."""
    devices = device_of(view.inventory, view.devices)
    odd = inactive_healthy(view.inventory, devices)
    lines, of_line = view.inventory[odd], devices[odd]
    ran = (" of " + of_line["ran"].dt.strftime("%Y-%m-%d").astype("object")).fillna("")
    health = lines["portal_health"].astype("object").str.replace("_", " ")
    message = "the portal calls it " + health + ", but its newest result" + ran + " reaches all that it needs"
    return hits(lines.assign(result_id=of_line["result_id"]), "portal", message.astype("object"))


RULE = Rule(
    "portal_inactive_but_healthy",
    "warning",
    "The portal does not call a device active that is healthy here",
    "The network is not what is wrong. See whether the sensor runs (`sc query sense`), whether the device was "
    "offboarded, reinstalled or renamed since, or reports under another device id, and whether it is switched on.",
    "https://learn.microsoft.com/defender-endpoint/fix-unhealthy-sensors",
    find,
)
