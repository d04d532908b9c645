"""A server that could have the unified agent still runs the monitoring agent."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact, together
from mdeanalysis.rules.rule import Rule, View, hits

#: What can have the unified agent, and does not come with it.
SERVERS = ("Windows Server 2012 R2", "Windows Server 2016")
_LACKS = 121020


def find(view: View) -> pd.DataFrame:
    """Windows Server 2012 R2 or 2016 by its agent, or the tool's event; older ones cannot have the unified agent."""
    results = view.results[view.results["os_release"].isin(SERVERS) & (view.results["agent"] != "unified")]
    message = results["os_release"].astype("str") + " without the unified agent"
    old = results["agent"] == "mma"
    item = "Unified agent for downlevel servers installed"
    found = hits(at_fact(view, results[old], item), "unified agent", message[old])
    events = view.events[view.events["event_id"] == _LACKS]
    events = events[events["result_id"].isin(results["result_id"])]
    by_result = message.set_axis(results["result_id"].astype("object"))
    told = hits(events, "unified agent", events["result_id"].astype("object").map(by_result))
    return together(found, told)


RULE = Rule(
    "no_unified_agent",
    "warning",
    "A server still runs the retired monitoring agent",
    "Install the unified agent (md4ws.msi from the onboarding page of the Microsoft Defender portal), onboard the "
    "server with its package, and take the Defender workspace out of the monitoring agent, which Microsoft retired "
    "on 31 August 2024.",
    "https://learn.microsoft.com/defender-endpoint/onboard-server",
    find,
)
