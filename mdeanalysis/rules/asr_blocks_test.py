"""An attack surface reduction rule kept the analyzer from testing."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import lines_of_missing_tests
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The rule blocks what PsExec starts, and the analyzer starts its test by PsExec."""
    blocked = view.results[view.results["not_tested_reason"] == "asr_rule"]
    rows = lines_of_missing_tests(view, blocked)
    return hits(rows, "ASR rule", "no URL was tested: an ASR rule blocks the processes that PsExec starts")


RULE = Rule(
    "asr_blocks_test",
    "warning",
    "An ASR rule blocks the connectivity test",
    "Run the analyzer as SYSTEM (a scheduled task of SYSTEM, Intune, Configuration Manager or live response): it "
    "then needs no PsExec. Else exclude the analyzer's folder from the rule Block process creations originating from "
    "PSExec and WMI commands (d1e49aac-8f56-4280-b9ba-993a6d77406c), or set it to audit while the analyzer runs.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
