"""The portal calls a device active that cannot reach all it needs."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.inventory.coverage import active_failing, device_of
from mdeanalysis.rules.evidence_parts import together
from mdeanalysis.rules.rule import Rule, View, hits

_SUBJECT = "portal"


def find(view: View) -> pd.DataFrame:
    """The line of the list and the first URL that failed are the evidence."""
    devices = device_of(view.inventory, view.devices)
    failing = active_failing(view.inventory, devices)
    lines, of_line = view.inventory[failing], devices[failing]
    ran = (" of " + of_line["ran"].dt.strftime("%Y-%m-%d").astype("object")).fillna("")
    reason = (" (" + of_line["reason"] + ")").fillna("")
    message = "the portal calls it active, but its newest result" + ran + " failed" + reason
    urls = view.system_urls[view.system_urls["state"] == "failed"].drop_duplicates("result_id")
    urls = urls[urls["result_id"].isin(of_line["result_id"])]
    told = hits(lines.assign(result_id=of_line["result_id"]), _SUBJECT, message.astype("object"))
    return together(told, hits(urls, _SUBJECT, ""))


RULE = Rule(
    "portal_active_but_failing",
    "warning",
    "The portal calls a device active that fails here",
    "Do not wait for the portal: its health status tells of the sensor's reports alone, while other services of the "
    "device may be cut off. `mdeanalysis show` says which; free them as their own findings advise.",
    "https://learn.microsoft.com/defender-endpoint/fix-unhealthy-sensors",
    find,
)
