"""No URL of a service could be reached by any method."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """A service of which every required URL in the run failed; one that is half reached is another matter."""
    urls = view.system_urls
    urls = urls[urls["required"].fillna(True).astype(bool) & urls["service"].notna()]
    pair = urls["result_id"].cat.codes.astype("int64") * len(urls["service"].cat.categories)
    pair += urls["service"].cat.codes
    failed = urls["state"] == "failed"
    down = urls[failed & ~pair.isin(pair[~failed].unique())]
    service, reason = down["service"].astype("str"), down["reason"].astype("str")
    return hits(down, service, "no URL of " + service + " was reached by any method: " + reason)


RULE = Rule(
    "service_unreachable",
    "error",
    "A service cannot be reached at all",
    "Let the device reach the hosts named on port 443, by the proxy it uses or directly; "
    "`mdeanalysis show DEVICE PATH` has every URL and method.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
