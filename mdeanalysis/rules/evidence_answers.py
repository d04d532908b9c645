"""Answers that a proxy gives in the service's place, beside what else becomes of their URLs."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_proxies import proxy_of
from mdeanalysis.rules.evidence_ways import judging, listed, number_of_urls
from mdeanalysis.rules.rule import View, hits

_TEXT = {"result_id": "str", "url": "str"}
#: State of a URL -> what its proxy's answer means for it.
_MEANING = {"failed": " that nothing else reaches", "reached": "; another way reaches the same"}


def answers(view: View, reason: str, state: str) -> pd.DataFrame:
    """SYSTEM's tries by a proxy that end so, for judging URLs of that state: the tries' columns, and `proxy`.

    Where the direct way is refused too, nothing tells a proxy from the service itself or from what stands before
    both; only proxies ask for a proxy's sign-in.
    """
    tries = view.attempts
    tries = tries[(tries["reason"] == reason) & (tries["context"] == "system")]
    urls = view.system_urls
    urls = judging(urls[urls["result_id"].isin(tries["result_id"]) & (urls["state"] == state)])
    tries = tries[tries["result_id"].isin(urls["result_id"])]
    columns = ["result_id", "url", "method", "proxy_address", "http_status", "error_code", "source", "line"]
    direct = tries[tries["method"] == "direct"][["result_id", "url"]].astype(_TEXT)
    found = tries[tries["method"] != "direct"][columns].astype(_TEXT)
    found = found.merge(urls[["result_id", "url"]].astype(_TEXT), on=["result_id", "url"])
    if reason != "proxy_auth":
        found = found.merge(direct, on=["result_id", "url"], how="left", indicator="also")
        found = found[found["also"] == "left_only"].drop(columns="also")
    found["proxy"] = proxy_of(view, found).fillna(found["method"].astype("string"))
    return found


def told(found: pd.DataFrame, verb: str, state: str) -> pd.DataFrame:
    """The answers as hits, one finding a proxy, with the numbers that it answers with."""
    number = found["http_status"].fillna(found["error_code"]).astype("Int64")
    numbers = listed(found.assign(number=number), "number", "result_id", "proxy")
    words = number_of_urls(found, "result_id", "proxy")
    message = found["proxy"] + f" {verb} (" + numbers + ") for " + words + _MEANING[state]
    return hits(found, found["proxy"], message)
