"""What a device requires cannot be told, as its region or build is not known."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import last_urls
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Devices with URLs that are judged over all that were tested, for want of a region."""
    devices = view.devices
    tested = devices["result_id"].isin(view.system_urls["result_id"].unique())
    blind = devices[devices["required_urls"].isna() & tested]
    rows = last_urls(view, blind)
    own = blind.set_index(blind["result_id"].astype("object"))
    region = rows["result_id"].map(own["region"].astype("object")).astype("object")
    unlisted = "the catalogue has no gateways of region " + region.astype("str")
    build = pd.Series("the build of the system is unknown", rows.index, dtype="object")
    no_build = rows["result_id"].map(own["os_build"].isna() & ~own["platform"].isin(["linux", "macos"])).astype(bool)
    why = build.where(region.notna() & no_build, unlisted).where(region.notna(), "the region is unknown")
    subject = pd.Series("build", rows.index, dtype="object").where(region.notna() & no_build, "region")
    return hits(rows, subject, why + ": judged by all URLs tested, not by those that the device requires")


RULE = Rule(
    "region_unknown",
    "info",
    "What the device requires is unknown",
    "Send the whole result zip: its RegOnboardedInfoCurrent.Json has the region. A device that is not onboarded has "
    "none; run MDEClientAnalyzer.cmd -o PATH with the onboarding script, or -g GW_US, GW_EU or GW_UK, to test what "
    "it will require.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
