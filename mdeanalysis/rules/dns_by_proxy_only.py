"""Names that the device cannot resolve, but its proxy does."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount, counted, listed, tries_of
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """URLs that are reached although the direct way does not get as far as the name; one finding a device."""
    tries = view.attempts
    tries = tries[(tries["reason"] == "dns") & (tries["method"] == "direct") & (tries["context"] == "system")]
    system = view.system_urls
    urls = system[(system["state"] == "reached") & system["result_id"].isin(tries["result_id"].unique())]
    rows, at = tries_of(tries, urls)
    rows = rows.assign(host=urls["host"].array[at], by=urls["working_methods"].array[at])
    result = rows["result_id"].astype("object")
    ways = rows.assign(by=rows["by"].astype("object").str.split(",")).explode("by")
    methods = result.map(listed(ways["result_id"], ways["by"], 9)).astype("object")
    many = amount(result.map(counted(result, rows["host"])), "name")
    message = many + " cannot be resolved on the device, but are reached by " + methods.str.replace("_", " ")
    return hits(rows, "name resolution", message)


RULE = Rule(
    "dns_by_proxy_only",
    "info",
    "Only the proxy resolves the services' names",
    "Nothing to mend where devices are meant to go by the proxy. Keep in mind that without it nothing is reached, "
    "and that whatever does not use it (Windows itself, where the proxy is set for the sensor alone) stays offline.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
