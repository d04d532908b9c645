"""The checker ran without a list of URLs."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_testing import lines_of_missing_tests
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The tool was started, and found nothing to test."""
    results = view.results
    empty = results[(results["test_state"] == "not_tested") & (results["not_tested_reason"] == "no_endpoints")]
    rows = lines_of_missing_tests(view, empty)
    return hits(rows, "list of URLs", "no URL was tested: the checker found no list of URLs beside it")


RULE = Rule(
    "no_endpoints_tested",
    "warning",
    "The analyzer found no list of URLs",
    "Unpack the whole MDEClientAnalyzer.zip into a fresh folder and start MDEClientAnalyzer.cmd there as an "
    "administrator: the list endpoints.txt must lie beside the checker. Copies of single files do not suffice.",
    "https://learn.microsoft.com/defender-endpoint/run-analyzer-windows",
    find,
)
