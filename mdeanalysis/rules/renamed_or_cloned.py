"""One device id under several names, or one name with several ids."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact, together
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """What the devices' own columns say; the results of the other name are evidence too."""
    devices = view.devices
    renamed = devices[devices["other_names"].notna()]
    name = (
        "results of this device name it "
        + renamed["other_names"].astype("str")
        + " too: renamed, or its id was cloned"
    )
    twins = devices[(devices["same_name"] > 0).fillna(False)]
    count = twins["same_name"].astype("str")
    twin = "further device ids of this name: " + count + "; set up anew, or two machines of one name"
    items = ("Device name", "Host Name", "Device Name")
    own = hits(at_fact(view, renamed, *items), "names", name)
    others = hits(_older(view, renamed), "names", "")
    return together(own, others, hits(at_fact(view, twins, *items), "ids", twin))


def _older(view: View, devices: pd.DataFrame) -> pd.DataFrame:
    """The carriers of results under another name, as of the device's newest one."""
    results = view.tables["results"]
    rows = results[results["device_key"].isin(devices["device_key"])][["device_key", "device_name", "source"]]
    now = devices[["device_key", "result_id", "device_name"]].astype("object")
    rows = rows.astype("object").merge(now, "left", "device_key", suffixes=("", "_now"))
    return rows[rows["device_name"] != rows["device_name_now"]]


RULE = Rule(
    "renamed_or_cloned",
    "info",
    "One device id has several names, or one name several ids",
    "If machines were cloned from an onboarded image, offboard them and onboard each one anew; an image must be "
    "sealed before it is onboarded. A renamed or newly set-up device needs nothing.",
    "https://learn.microsoft.com/defender-endpoint/configure-endpoints-vdi",
    find,
)
