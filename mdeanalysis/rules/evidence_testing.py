"""Lines that show how a test was started, and where it ended."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.rule import View

#: The event, the sentence about the ASR rule, PsExec's refusal, and the line above the test's output.
_NO_TEST_EVENT = 131001
_FACTS = ("ASR rule for PSExec and WMI", "PsExec", "Connectivity output")
#: What PsExec says where it runs.
_RAN = ("started the test", "ended the test")


def lines_of_missing_tests(view: View, results: pd.DataFrame) -> pd.DataFrame:
    """Lines of these results that show a missing test, the most telling first; else the carrier alone."""
    own = results["result_id"].unique()
    facts, events = view.facts, view.events
    told = facts["result_id"].isin(own) & ~((facts["name"] == "PsExec") & facts["value"].isin(_RAN))
    shown = [facts[told & (facts["name"] == name)] for name in _FACTS]
    shown.insert(0, events[(events["event_id"] == _NO_TEST_EVENT) & events["result_id"].isin(own)])
    lines = pd.concat([part[["result_id", "source", "line"]].astype({"source": "object"}) for part in shown])
    lacking = results[~results["result_id"].isin(lines["result_id"].unique())]
    bare = lacking[["result_id", "source"]].astype({"source": "object"})
    return pd.concat([lines, bare.assign(line=pd.array([pd.NA] * len(bare), dtype="Int64"))], ignore_index=True)


def last_urls(view: View, results: pd.DataFrame) -> pd.DataFrame:
    """The last URL that each of these results tested; else the carrier alone."""
    urls = view.system_urls
    own = urls[urls["result_id"].isin(results["result_id"].unique())]
    last = own[~own["result_id"].duplicated(keep="last")][["result_id", "source", "line"]]
    lacking = results[~results["result_id"].isin(last["result_id"].unique())][["result_id", "source"]]
    bare = lacking.assign(line=pd.array([pd.NA] * len(lacking), dtype="Int64"))
    parts = [part.astype({"result_id": "object", "source": "object"}) for part in (last, bare)]
    return pd.concat(parts, ignore_index=True)
