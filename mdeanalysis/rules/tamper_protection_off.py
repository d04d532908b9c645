"""Tamper protection is off."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Printed as `False`, which elsewhere means that nothing is known; here only where antivirus tells its source."""
    rows = view.facts[(view.facts["name"] == "Defender Is Tamper Protected")]
    told = view.stated("Defender Tamper Protection Source")["result_id"]
    stated = rows[rows["value"].notna()]["result_id"]
    rows = rows[rows["value"].isna() & rows["result_id"].isin(told) & ~rows["result_id"].isin(stated)]
    return hits(rows, "tamper protection", "tamper protection is off")


RULE = Rule(
    "tamper_protection_off",
    "info",
    "Tamper protection is off",
    "Turn it on in the Microsoft Defender portal (Settings, Endpoints, Advanced features, Tamper protection) or by "
    "an antivirus policy of Intune.",
    "https://learn.microsoft.com/defender-endpoint/prevent-changes-to-security-settings-with-tamper-protection",
    find,
)
