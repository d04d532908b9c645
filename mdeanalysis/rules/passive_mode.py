"""Defender Antivirus runs beside another product."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import together
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """What the report states of antivirus, on Windows, Linux and macOS."""
    modes = view.stated("Defender AV mode")
    modes = modes[modes["value"].isin(["Passive", "Passive (Forced)"])]
    told = "Defender Antivirus is in mode " + modes["value"].astype("str")
    switches = view.stated("Passive Mode Enabled")
    switches = switches[switches["value"].isin(["True", "true"])]
    return together(hits(modes, "antivirus", told), hits(switches, "antivirus", "antivirus is in passive mode"))


RULE = Rule(
    "passive_mode",
    "info",
    "Defender Antivirus is passive",
    "Nothing, where another antivirus protects the device. Else see on a server that "
    "HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows Advanced Threat Protection, value ForceDefenderPassiveMode "
    "(REG_DWORD) is 0 or absent; on Linux and macOS set enforcementLevel to real_time.",
    "https://learn.microsoft.com/defender-endpoint/microsoft-defender-antivirus-compatibility",
    find,
)
