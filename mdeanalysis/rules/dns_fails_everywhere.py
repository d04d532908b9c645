"""Names that resolve by no method."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount, counted, listed, tries_of
from mdeanalysis.rules.rule import Rule, View, hits

#: No WPAD in the network says nothing about names.
_OF_DNS = ("dns", "wpad_not_found")


def find(view: View) -> pd.DataFrame:
    """URLs that failed and of which no try got further than the name; one finding a device."""
    judged = view.system_urls
    judged = judged[judged["required"].fillna(True).astype(bool)]
    urls = judged[judged["reason"] == "dns"]
    tries, at = tries_of(view.attempts, urls)
    made = ~tries["outcome"].isin(["not_configured"])
    further = at[(made & ~tries["reason"].isin(_OF_DNS)).to_numpy()]
    of_dns = (tries["reason"] == "dns").to_numpy() & ~pd.Series(at).isin(further).to_numpy()
    rows = tries[of_dns].assign(host=urls["host"].array[at[of_dns]])
    rows = rows[~pd.Series(at[of_dns]).duplicated().to_numpy()]
    result = rows["result_id"].astype("object")
    tested = judged[judged["result_id"].isin(result.unique())]
    all_hosts = result.map(counted(tested["result_id"], tested["host"]))
    failing = result.map(counted(result, rows["host"]))
    shown = failing.astype("object").astype("str") + " of " + amount(all_hosts, "name")
    message = (
        shown + " cannot be resolved by any method: " + result.map(listed(result, rows["host"])).astype("object")
    )
    return hits(rows, "name resolution", message)


RULE = Rule(
    "dns_fails_everywhere",
    "error",
    "Names of the service cannot be resolved",
    "Let the DNS servers of the device resolve the names listed (test with Resolve-DnsName NAME on the device), or "
    "give the device a proxy, which resolves them itself: then the proxy's own name must resolve, or be given as an "
    "address. Where every name fails, the device may be off the network.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
