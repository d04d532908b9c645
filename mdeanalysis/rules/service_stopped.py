"""A service beside the sensor does not run: antivirus, its network inspection, or telemetry."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_result, together
from mdeanalysis.rules.evidence_services import stopped
from mdeanalysis.rules.rule import Rule, View, hits

_ANTIVIRUS = "Defender AV Service Status"
_INSPECTION = "Defender Network Inspection Service"
_TELEMETRY = "DiagTrack (UTC) Service Status"
#: From 1809 on the sensor uploads by itself.
_LAST_BUILD_WITH_TELEMETRY = 17134
_TELEMETRY_OFF = 141001


def find(view: View) -> pd.DataFrame:
    """Of onboarded devices; network inspection counts only where antivirus is active, telemetry only before 1809."""
    rows = stopped(view, _ANTIVIRUS, _INSPECTION, _TELEMETRY)
    rows = rows[of_result(view, "onboarded", rows).fillna(True).astype(bool)]
    active = view.facts[(view.facts["name"] == "Defender AV mode") & (view.facts["value"] == "Active")]["result_id"]
    fits = (rows["name"] == _ANTIVIRUS) | ((rows["name"] == _INSPECTION) & rows["result_id"].isin(active))
    rows = rows[fits | ((rows["name"] == _TELEMETRY) & _uploads_by_telemetry(view, rows))]
    service = (
        rows["name"].astype("str").map({_ANTIVIRUS: "WinDefend", _INSPECTION: "WdNisSvc", _TELEMETRY: "DiagTrack"})
    )
    off = view.events[view.events["event_id"] == _TELEMETRY_OFF]
    off = off[_uploads_by_telemetry(view, off)]
    told = hits(off, "DiagTrack", "the service DiagTrack is disabled, and the sensor uploads by it")
    return together(hits(rows, service, "the service " + service + " is " + rows["value"].astype("str")), told)


def _uploads_by_telemetry(view: View, rows: pd.DataFrame) -> pd.Series[bool]:
    """The unified agent brings an upload of its own to any build."""
    old = (of_result(view, "os_build", rows) <= _LAST_BUILD_WITH_TELEMETRY).fillna(False).astype(bool)
    return old & (of_result(view, "agent", rows) == "built_in")


RULE = Rule(
    "service_stopped",
    "warning",
    "A service that Defender needs does not run",
    "Start it as an administrator: `sc.exe start DiagTrack` after `sc.exe config DiagTrack start=auto`; WinDefend "
    "and WdNisSvc start with Defender Antivirus, which a policy (Turn off Microsoft Defender Antivirus) or another "
    "product may keep off.",
    "https://learn.microsoft.com/defender-endpoint/troubleshoot-onboarding",
    find,
)
