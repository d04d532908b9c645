"""A proxy asks SYSTEM for a sign-in, and no other way reaches the URL."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_answers import answers, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Status 407, or WinHTTP's own word for it."""
    return told(answers(view, "proxy_auth", "failed"), "asks SYSTEM for a sign-in", "failed")


RULE = Rule(
    "proxy_wants_authentication",
    "error",
    "A proxy wants a sign-in that SYSTEM cannot give",
    "Let these hosts pass the proxy without sign-in: the sensor connects as SYSTEM and does not sign in to a proxy. "
    "For a proxy by policy also set HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\DataCollection, value "
    "DisableEnterpriseAuthProxy (REG_DWORD), to 1.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
