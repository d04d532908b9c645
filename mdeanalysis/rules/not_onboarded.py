"""The device is not onboarded."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits

_DEVICE_ID = r"\b[0-9a-fA-F]{40}\b"
#: What the facts tell, the plainest first.
_WORDS = {
    "Device is": "the report says that it is not onboarded",
    "Device ID": "it has no device id",
    "OnboardingInfo": "the registry holds no onboarding information",
}


def find(view: View) -> pd.DataFrame:
    """It has no device id, or the tool says so; missing onboarding information alone is another matter."""
    outside = view.results[~view.results["onboarded"].fillna(True).astype(bool)]["result_id"]
    facts = view.facts[view.facts["name"].isin(list(_WORDS)) & view.facts["result_id"].isin(outside)]
    told = (facts["name"] == "Device is") & (facts["value"] == "not onboarded")
    none = (facts["name"] == "Device ID") & ~facts["value"].astype("str").str.contains(_DEVICE_ID)
    identified = facts[(facts["name"] == "Device ID") & ~none]["result_id"]
    none &= ~facts["result_id"].isin(identified)
    sure = facts[told | none]["result_id"]
    rows = facts[told | none | ((facts["name"] == "OnboardingInfo") & facts["result_id"].isin(sure))]
    rows = rows.assign(name=rows["name"].astype("str"))
    rows = rows.sort_values("name", key=lambda names: names.map(list(_WORDS).index), kind="stable")
    return hits(rows, "onboarding", "the device is not onboarded: " + rows["name"].map(_WORDS))


RULE = Rule(
    "not_onboarded",
    "error",
    "The device is not onboarded",
    "Onboard it with the package of the Microsoft Defender portal (Settings, Endpoints, Onboarding), by Intune, "
    "Configuration Manager, group policy or script; a test before a roll-out may leave this as it is.",
    "https://learn.microsoft.com/defender-endpoint/onboard-configure",
    find,
)
