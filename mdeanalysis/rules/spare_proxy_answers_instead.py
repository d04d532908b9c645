"""A proxy refuses, or cannot get through; another way still reaches the URL."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_answers import answers, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Status 403, 502, 503 or 504 where the service gives another."""
    return told(answers(view, "proxy_refused", "reached"), "answers in the service's place", "reached")


RULE = Rule(
    "spare_proxy_answers_instead",
    "warning",
    "A proxy answers in the service's place; the device lives by another way",
    "Let the proxy pass these hosts for anonymous requests of computers, before the other way is closed: 403 is its "
    "own rules' refusal, with 502, 503 or 504 it did not get through.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
