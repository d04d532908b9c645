"""The run tested no URL, for a reason that has no rule of its own."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.catalogue.advice import NOT_TESTED_ADVICE
from mdeanalysis.rules.evidence_testing import lines_of_missing_tests
from mdeanalysis.rules.rule import Rule, View, hits

_OTHER_RULES = ("asr_rule", "no_endpoints", "tls12_missing")


def _words(title: str, advice: str) -> str:
    return f"no URL was tested. {title}: {advice[0].lower()}{advice[1:].removesuffix('.')}"


_MESSAGES = {reason: _words(*advice) for reason, advice in NOT_TESTED_ADVICE.items()}


def find(view: View) -> pd.DataFrame:
    """Runs without a tested URL; the subject is `not_tested_reason`, and the message has the advice that mends it."""
    results = view.results
    results = results[(results["test_state"] == "not_tested") & ~results["not_tested_reason"].isin(_OTHER_RULES)]
    reason = results["not_tested_reason"].astype("object").fillna("unknown")
    by_result = pd.Series(reason.array, results["result_id"].astype("object").array)
    rows = lines_of_missing_tests(view, results)
    subject = rows["result_id"].astype("object").map(by_result).astype("object")
    return hits(rows, subject, subject.map(_MESSAGES).fillna(_MESSAGES["unknown"]))


RULE = Rule(
    "not_tested",
    "warning",
    "No URL was tested",
    "Run the analyzer again so that it can test; the message says what was in the way. As SYSTEM (a scheduled task "
    "of SYSTEM, Intune, Configuration Manager or live response) it needs neither PsExec nor anyone to accept licence "
    "terms. Until then nothing is known of this device's connectivity.",
    "https://learn.microsoft.com/defender-endpoint/run-analyzer-windows",
    find,
)
