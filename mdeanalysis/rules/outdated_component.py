"""The tool says that a component is out of date."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import together
from mdeanalysis.rules.rule import Rule, View, hits

_ITEMS = {
    "Defender AV Platform Version": "antivirus platform",
    "Defender AV engine Version": "antivirus engine",
    "Defender AV Security Intelligence Version": "security intelligence",
    "Sense version": "sensor",
}
_EVENTS = {
    121012: "security intelligence",
    122002: "monitoring agent",
    122008: "System Center Endpoint Protection",
    122010: "antivirus platform",
    122011: "antivirus engine",
    122038: "sensor",
}


def find(view: View) -> pd.DataFrame:
    """The colour of the version in the XML report, or the tool's event."""
    facts = view.stated(*_ITEMS)
    facts = facts[facts["alert"].isin(["High", "Medium"])]
    part = facts["name"].astype("str").map(_ITEMS)
    coloured = hits(facts, part, part + " " + facts["value"].astype("str") + " is out of date")
    events = view.events[view.events["event_id"].isin(list(_EVENTS))]
    told = events["event_id"].map(_EVENTS).astype("object")
    number = " (event " + events["event_id"].astype("str") + ")"
    return together(coloured, hits(events, told, told + " is out of date" + number))


RULE = Rule(
    "outdated_component",
    "warning",
    "A component of Defender is out of date",
    "Update antivirus with `Update-MpSignature` in PowerShell; platform (KB4052623) and sensor come by Windows "
    "Update, the unified agent's sensor by KB5005292. Where updates come from WSUS or a share, look there first.",
    "https://learn.microsoft.com/defender-endpoint/microsoft-defender-antivirus-updates",
    find,
)
