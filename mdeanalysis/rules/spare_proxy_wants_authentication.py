"""A proxy asks SYSTEM for a sign-in; another way still reaches the URL."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_answers import answers, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Status 407, or WinHTTP's own word for it."""
    return told(answers(view, "proxy_auth", "reached"), "asks SYSTEM for a sign-in", "reached")


RULE = Rule(
    "spare_proxy_wants_authentication",
    "warning",
    "A proxy wants a sign-in; the device lives by another way",
    "Let these hosts pass the proxy without sign-in, before the other way is closed: the sensor connects as SYSTEM "
    "and does not sign in to a proxy.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
