"""A device id, and no onboarding information in the policy."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import Rule, View, hits

_DEVICE_ID = r"\b[0-9a-fA-F]{40}\b"


def find(view: View) -> pd.DataFrame:
    """The tool's note about it on a device that is known to the service; it may have been offboarded."""
    notes = view.facts[view.facts["name"] == "OnboardingInfo"]
    stated = view.stated("Device ID", "Device is")
    ids = stated[stated["value"].astype("str").str.contains(_DEVICE_ID)]["result_id"]
    outside = stated[stated["value"] == "not onboarded"]["result_id"]
    notes = notes[notes["result_id"].isin(ids) & ~notes["result_id"].isin(outside)]
    message = (
        "it has a device id, but no onboarding information: offboarded, or onboarded by Defender for Cloud alone"
    )
    return hits(notes, "OnboardingInfo", message)


RULE = Rule(
    "onboarding_info_missing",
    "warning",
    "The policy holds no onboarding information",
    "See in the Microsoft Defender portal whether the device still reports. If it should, onboard it again: the "
    "package writes HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection, value OnboardingInfo "
    "(REG_SZ).",
    "https://learn.microsoft.com/defender-endpoint/troubleshoot-onboarding",
    find,
)
