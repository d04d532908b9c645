"""The Log Analytics agent reports to several workspaces."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import together
from mdeanalysis.rules.rule import Rule, View, hits

_SEVERAL = 121001
_SUBJECT = "workspaces"


def find(view: View) -> pd.DataFrame:
    """The tool's event, or several ids in the result; the unified agent uses no workspace."""
    results = view.results[(view.results["agent"] != "unified") & view.results["workspace_ids"].notna()]
    ids = results["workspace_ids"].astype("str")
    several = results[ids.str.contains(",")]
    named = hits(
        several, _SUBJECT, "the agent reports to several workspaces: " + ids[several.index].str.replace(",", ", ")
    )
    other = view.results[view.results["agent"] == "unified"]["result_id"]
    events = view.events[(view.events["event_id"] == _SEVERAL) & ~view.events["result_id"].isin(other)]
    hosts = view.workspace_hosts[view.workspace_hosts["result_id"].isin(several["result_id"])]
    hosts = hosts[hosts["workspace_id"].notna()].drop_duplicates(["result_id", "workspace_id"])
    lines = together(
        hits(events, _SUBJECT, "the agent reports to several workspaces (event 121001)"), hits(hosts, _SUBJECT, "")
    )
    message = lines["result_id"].map(named.set_index(named["result_id"].astype("object"))["message"])
    lines["message"] = message.where(message.notna(), lines["message"])
    return together(lines, named[~named["result_id"].isin(lines["result_id"])])


RULE = Rule(
    "several_workspaces",
    "warning",
    "The monitoring agent reports to several workspaces",
    "Keep the workspace that onboards to Defender and remove the others: Control Panel, Microsoft Monitoring Agent, "
    "Azure Log Analytics, Remove; or RemoveCloudWorkspace of the agent's object AgentConfigManager.MgmtSvcCfg.",
    "https://learn.microsoft.com/azure/azure-monitor/agents/agent-manage",
    find,
)
