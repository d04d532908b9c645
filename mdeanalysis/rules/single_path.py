"""All that a device reaches, it reaches by one method alone."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_ways import in_words, reaching
from mdeanalysis.rules.rule import Rule, View, hits
from mdeanalysis.vocabulary import AGENT_METHODS


def find(view: View) -> pd.DataFrame:
    """Of the ways that the checker tries side by side; an agent's own test knows only one, and one URL is not all."""
    devices = view.devices
    alone = devices[devices["single_path"].fillna(False) & (devices["reached_urls"] > 1)]
    alone = alone[~alone["working_methods"].isin(AGENT_METHODS)]
    method = alone["working_methods"].astype("str")
    words = in_words(alone["reached_urls"].astype("int64"))
    message = "the " + words + " that it reaches, it reaches by " + method + " alone"
    told = pd.DataFrame({"result_id": alone["result_id"].astype("str"), "way": method, "message": message})
    shown = reaching(view, told.set_index("result_id")["way"])[["result_id", "source", "line"]]
    found = shown.astype({"result_id": "str"}).merge(told, on="result_id")
    return hits(found, found["way"], found["message"])


RULE = Rule(
    "single_path",
    "warning",
    "One way alone carries the device",
    "Know that the device is cut off as soon as this one way fails. Where direct access or another proxy is meant to "
    "work as well, mend it: `mdeanalysis show DEVICE PATH` has why each other way fails.",
    "https://learn.microsoft.com/defender-endpoint/configure-proxy-internet",
    find,
)
