"""TLS inspection keeps the sensor from a service."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_inspection import inspected, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Foreign certificates at a URL that failed as SYSTEM, with whatever else shows them on the same way."""
    rows = inspected(view)
    return told(rows[rows["blocked"] & (rows["context"] == "system")])


RULE = Rule(
    "tls_inspection",
    "error",
    "TLS inspection keeps the sensor from its services",
    "Exempt the hosts from TLS inspection on the proxy or firewall named: for *.endpoint.security.microsoft.com, "
    "*.events.data.microsoft.com, winatp-gw-*.microsoft.com and the storage accounts of the list in use, pass the "
    "connection on unopened. The sensor accepts no certificate but Microsoft's own; adding the proxy's root to the "
    "device does not help.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
