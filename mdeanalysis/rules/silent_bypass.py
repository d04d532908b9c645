"""The proxy by policy does not answer, and the sensor goes past it without a word."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_ways import UNANSWERED, few, judging, listed, number_of_urls, works_by
from mdeanalysis.rules.rule import Rule, View, hits

_TEXT = {"result_id": "str", "url": "str", "proxy_address": "str", "reason": "str"}


def find(view: View) -> pd.DataFrame:
    """The named proxy gives no answer and the direct way works; one that refuses is not bypassed."""
    tries = view.attempts
    named = tries[
        (tries["method"] == "named_proxy") & tries["reason"].isin(UNANSWERED) & (tries["context"] == "system")
    ]
    urls = view.system_urls
    urls = judging(urls[urls["result_id"].isin(named["result_id"])])
    urls = urls[works_by(urls, "direct")][["result_id", "url"]].astype("str")
    past = named[["result_id", "url", "proxy_address", "reason", "source", "line"]].astype(_TEXT)
    past = past.merge(urls, on=["result_id", "url"])
    past["message"] = "TelemetryProxyServer " + past["proxy_address"] + " does not answer for "
    past["message"] += number_of_urls(past, "result_id") + " that the direct way reaches: "
    past["message"] += listed(past, "reason", "result_id")
    past = few(past, "result_id")
    both = pd.concat([past, _direct(tries[tries["result_id"].isin(past["result_id"])], past)])
    both = both.sort_index(kind="stable")
    return hits(both, both["proxy_address"], both["message"])


def _direct(tries: pd.DataFrame, past: pd.DataFrame) -> pd.DataFrame:
    """The direct tries of the same URLs, under the same index."""
    direct = tries[(tries["method"] == "direct") & (tries["context"] == "system") & tries["reached"]]
    places = direct[["result_id", "url", "source", "line"]].astype({"result_id": "str", "url": "str"})
    kept = past.drop(columns=["source", "line"]).reset_index()
    return kept.merge(places, on=["result_id", "url"]).set_index("index")


RULE = Rule(
    "silent_bypass",
    "warning",
    "The proxy by policy is bypassed in silence",
    "Mend the proxy, or set the right one in HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection, value "
    "TelemetryProxyServer (REG_SZ, host:port), or delete the value where the direct way is meant: the sensor falls "
    "back to direct where it cannot reach this proxy, and is cut off on the day direct access is closed.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
