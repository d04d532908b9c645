"""The service that carries the sensor does not run."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_result
from mdeanalysis.rules.evidence_services import stopped
from mdeanalysis.rules.rule import Rule, View, hits

_SENSE = "Sense service Status"
_MMA = "Microsoft Monitoring Agent service"


def find(view: View) -> pd.DataFrame:
    """Sense on an onboarded device (before, it never runs), the monitoring agent where that is the sensor."""
    rows = stopped(view, _SENSE, _MMA)
    onboarded = of_result(view, "onboarded", rows).fillna(True).astype(bool)
    old = of_result(view, "agent", rows) == "mma"
    rows = rows[((rows["name"] == _SENSE) & onboarded) | ((rows["name"] == _MMA) & old)]
    service = rows["name"].astype("str").map({_SENSE: "Sense", _MMA: "Microsoft Monitoring Agent"})
    return hits(rows, service, "the service " + service + " is " + rows["value"].astype("str"))


RULE = Rule(
    "sensor_stopped",
    "error",
    "The sensor's service does not run",
    "Start it as an administrator: `sc.exe start sense`, with the monitoring agent `sc.exe start HealthService`. "
    "If it does not stay up, the event log Microsoft-Windows-SENSE/Operational says why.",
    "https://learn.microsoft.com/defender-endpoint/troubleshoot-onboarding",
    find,
)
