"""A host that a workspace's agent needs was not reached."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_result
from mdeanalysis.rules.rule import Rule, View, hits

#: Hosts of Azure Automation, which Defender can do without.
_OPTIONAL = ".agentsvc.azure-automation.net"
_KEY = ["result_id", "workspace_id", "host", "port"]


def find(view: View) -> pd.DataFrame:
    """It failed, and no other document of the result says otherwise; the unified agent needs no workspace."""
    hosts = view.workspace_hosts
    hosts = hosts[~hosts["host"].astype("str").str.endswith(_OPTIONAL)]
    hosts = hosts[of_result(view, "agent", hosts) != "unified"]
    good = hosts[hosts["outcome"] == "succeeded"][_KEY].drop_duplicates().assign(good=True)
    rows = hosts[hosts["outcome"] == "failed"].astype(dict.fromkeys(_KEY[:3], "object"))
    rows = rows.merge(good.astype(dict.fromkeys(_KEY[:3], "object")), "left", _KEY)
    rows = rows[rows["good"].isna()]
    message = rows["host"].astype("str") + " failed" + _worded(" for workspace ", rows["workspace_id"])
    return hits(rows, rows["host"], message + _worded(": ", rows["reason"]))


def _worded(before: str, values: pd.Series[str]) -> pd.Series[str]:
    return (before + values.astype("str")).where(values.notna(), "")


RULE = Rule(
    "workspace_host_unreachable",
    "error",
    "A host of a Log Analytics workspace cannot be reached",
    "Allow the named host on port 443, without TLS inspection, or set the agent's proxy: Control Panel, Microsoft "
    "Monitoring Agent, Proxy Settings.",
    "https://learn.microsoft.com/defender-endpoint/onboard-downlevel",
    find,
)
