"""A proxy refuses, or cannot get through, and no other way reaches the URL."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_answers import answers, told
from mdeanalysis.rules.rule import Rule, View


def find(view: View) -> pd.DataFrame:
    """Status 403, 502, 503 or 504 where the service gives another."""
    return told(answers(view, "proxy_refused", "failed"), "answers in the service's place", "failed")


RULE = Rule(
    "proxy_answers_instead",
    "error",
    "A proxy answers in the service's place",
    "Let the proxy pass these hosts for anonymous requests of computers: 403 is its own rules' refusal, while with "
    "502, 503 or 504 it did not get through, and its own way out, name resolution or load is at fault.",
    "https://learn.microsoft.com/defender-endpoint/configure-environment",
    find,
)
