"""Services of which only URLs were reached that the tool does not pin: their inspection cannot be told."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """One finding of the whole fleet a service, as most devices have it: blobs are never pinned."""
    urls = view.system_urls
    inspected = urls[urls["inspection"] == "intercepted"]["result_id"].unique()
    reached = urls[(urls["state"] == "reached") & (urls["service"] != "ctl_crl") & ~urls["result_id"].isin(inspected)]
    pair = reached["result_id"].cat.codes.astype("int64") * len(reached["service"].cat.categories)
    pair += reached["service"].cat.codes
    told = pair[reached["inspection"] == "clean"].unique()
    silent = ~pair.isin(told)
    first = reached[silent & reached["service"].notna() & ~pair.duplicated()]
    counts = first.groupby("service", observed=True).size()
    shown = first[first.groupby("service", observed=True).cumcount() < _SHOWN]
    service = shown["service"].astype("object")
    many = amount(service.map(counts), "device")
    message = (
        "of " + service + ", " + many + " reached only URLs that the tool does not pin: inspection would not show"
    )
    return hits(shown.drop(columns="result_id"), service, message)


#: Devices whose line stands for the others.
_SHOWN = 5
RULE = Rule(
    "tls_inspection_unknown",
    "info",
    "TLS inspection of a service cannot be told",
    "Ask the proxy team whether these hosts are exempt from TLS inspection: the analyzer accepts any certificate "
    "there, so that an answer proves nothing. An analyzer of 2024 or later lists the issuers in its section MDE "
    "certificate chain validation.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
