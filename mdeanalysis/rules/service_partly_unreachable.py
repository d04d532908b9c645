"""Some URLs of a service could not be reached by any method, while others were."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Failed URLs that the device requires, of a service whose URLs did not all fail, or of no known service."""
    urls = view.system_urls
    urls = urls[urls["required"].fillna(True).astype(bool)]
    if not len(urls):
        return hits(urls, "", "")
    keys = [urls["result_id"].cat.codes, urls["service"].cat.codes]
    whole = (urls["state"] == "failed").groupby(keys).transform("all").astype(bool) & urls["service"].notna()
    found = urls[(urls["state"] == "failed") & ~whole]
    service, reason = found["service"].astype("object").fillna("unknown service"), found["reason"].astype("object")
    message = found["host"].astype("object") + " was not reached by any method: " + reason.fillna("no reason told")
    return hits(found, service, message)


RULE = Rule(
    "service_partly_unreachable",
    "error",
    "Some hosts of a service cannot be reached",
    "Let the device reach these hosts on port 443 too, by the proxy it uses or directly: a service that answers "
    "today from one host may answer from another tomorrow.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
