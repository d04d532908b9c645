"""TLS inspection was seen, though not where it would keep the sensor from a service."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_inspection import inspected, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Foreign certificates where no URL is known to be lost by them, or where the user's account alone tested."""
    rows = inspected(view)
    system = rows["context"] == "system"
    users_alone = ~system & ~rows["result_id"].isin(view.system_urls["result_id"].unique())
    spared = told(rows[system & ~rows["blocked"]])
    return pd.concat([spared, told(rows[users_alone], " (as the signed-in user)")], ignore_index=True)


RULE = Rule(
    "tls_inspection_elsewhere",
    "warning",
    "TLS inspection on some way, where the sensor may still get through",
    "Exempt the hosts from TLS inspection on the proxy or firewall named, or take that proxy from the device: the "
    "services are reached by another way or without certificate pinning today, and are lost when that changes.",
    "https://learn.microsoft.com/defender-endpoint/configure-device-connectivity",
    find,
)
