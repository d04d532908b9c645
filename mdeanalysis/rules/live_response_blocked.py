"""The notification hosts that Live Response wakes a device by were not reached."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """A host that the tool cannot connect to without a proxy, where Defender's own hosts are reached so."""
    names = view.facts["name"].cat.categories.astype("str")
    facts = view.stated(*names[names.str.startswith("Live Response ")])
    failed = facts[facts["value"] == "Could not connect"]
    urls = view.system_urls
    ways = urls["working_methods"].cat.categories.astype("str")
    direct = ways[("," + ways + ",").str.contains(",direct,")]
    secure = urls[urls["working_methods"].isin(direct) & urls["url"].astype("object").isin(_https(urls))]
    rows = failed[failed["result_id"].isin(secure["result_id"])]
    host = rows["name"].astype("str").str.removeprefix("Live Response ")
    return hits(rows, host, host + " could not be connected to directly, though Defender's hosts were")


def _https(urls: pd.DataFrame) -> pd.Index[str]:
    distinct = urls["url"].cat.categories.astype("str")
    return distinct[distinct.str.startswith("https:")]


RULE = Rule(
    "live_response_blocked",
    "warning",
    "A notification host of Live Response is blocked",
    "Let the device reach *.wns.windows.com and *.notify.windows.com on port 443: the Windows Push Notification "
    "service wakes it for Live Response sessions.",
    "https://learn.microsoft.com/defender-endpoint/live-response",
    find,
)
