"""The test was ended before it was through its list."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount
from mdeanalysis.rules.evidence_testing import last_urls
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """The test ends before its list does; the last URL stands for the rest, which nobody tested."""
    cut = view.results[view.results["test_state"] == "cut_off"]
    rows = last_urls(view, cut)
    urls = view.system_urls
    tested = urls[urls["result_id"].isin(cut["result_id"].unique())]["result_id"].astype("object").value_counts()
    many = amount(rows["result_id"].map(tested), "URL")
    return hits(rows, "test cut off", "the test ends after " + many + "; what comes behind is not known")


RULE = Rule(
    "run_cut_off",
    "warning",
    "The connectivity test was cut off",
    "Run the analyzer again and let it end by itself, and send the whole result zip rather than a paste or a cut "
    "copy. It stops its checker after a few minutes: where packets are dropped silently, every try lasts until its "
    "timeout, so mend the timeouts among the URLs tested first.",
    "https://learn.microsoft.com/defender-endpoint/run-analyzer-windows",
    find,
)
