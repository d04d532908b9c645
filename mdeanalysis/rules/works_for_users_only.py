"""The user's own test passes where SYSTEM's fails, on the same URL."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_ways import judging, listed, number_of_urls
from mdeanalysis.rules.rule import Rule, View, hits

_COLUMNS = ["result_id", "url", "source", "line"]


def find(view: View) -> pd.DataFrame:
    """URLs that failed as SYSTEM and were reached as the user; only those that both tested can tell."""
    urls = view.urls
    user = urls[(urls["context"] == "user") & (urls["state"] == "reached")]
    user = user[_COLUMNS].astype({"result_id": "str", "url": "str"})
    system = judging(urls[(urls["context"] == "system") & urls["result_id"].isin(user["result_id"])])
    system = system[system["state"] == "failed"]
    named = dict.fromkeys(("result_id", "url", "service", "host", "reason"), "str")
    system = system[[*_COLUMNS, "service", "host", "reason"]].astype(named)
    both = system.merge(user, on=["result_id", "url"], suffixes=("", "_user"))
    both["subject"] = both["service"].fillna(both["host"])
    reasons = listed(both, "reason", "result_id", "subject").fillna("unknown")
    message = number_of_urls(both, "result_id", "subject") + " of " + both["subject"]
    message += ": no way as SYSTEM (" + reasons + "), reached as the user"
    theirs = both.drop(columns=["source", "line"]).rename(columns={"source_user": "source", "line_user": "line"})
    pairs = [hits(part, both["subject"], message) for part in (both, theirs)]
    return pd.concat(pairs).sort_index(kind="stable")


RULE = Rule(
    "works_for_users_only",
    "error",
    "The user reaches what SYSTEM does not",
    "Let SYSTEM out by the same way, for the sensor runs as SYSTEM: allow the computer, not only signed-in users, on "
    "the firewall and the proxy, and give SYSTEM a proxy where only users have one (`netsh winhttp set proxy "
    "HOST:PORT`, or that of the monitoring agent in its Control Panel item).",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
