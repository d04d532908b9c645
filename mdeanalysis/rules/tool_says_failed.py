"""The analyzer calls a channel failed, and its own rows show otherwise."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount
from mdeanalysis.rules.evidence_verdicts import answers, verdicts
from mdeanalysis.rules.rule import Rule, View, hits
from mdeanalysis.verdict.channels import channels


def find(view: View) -> pd.DataFrame:
    """A status that the tool does not count, its events, and a down-level report's verdicts."""
    return pd.concat([_by_status(view), _by_event(view), _by_channel(view)], ignore_index=True)


def _by_status(view: View) -> pd.DataFrame:
    rows = answers(view, "failed", "reached")
    rows = rows[rows["reached"].fillna(False).astype(bool)]
    status = rows["http_status"].astype("int64").astype("str")
    message = "the analyzer counts " + rows["host"] + " as failed, but " + status + " is what the service answers"
    return hits(rows, rows["service"], message)


def _by_event(view: View) -> pd.DataFrame:
    said = verdicts(view)
    said = said[(said["said"] != "none") & (said["tested"] > 0)]
    said = said.assign(which=said["said"].map({"one": "one URL", "all": "all URLs"}))
    nothing = said["failed"] == 0
    none, killed = nothing & (said["cut_off"] == 0), nothing & (said["cut_off"] > 0)
    some = (said["said"] == "all") & ~nothing & (said["reached"] > 0)
    answer = ", but " + amount(said["reached"], "URL") + " of " + said["tested"].astype("str") + " answered"
    answer = answer.mask(none, ", but each that was tested answered")
    answer = answer.mask(killed, ", but its test was cut off, which is no failure")
    rows = said[none | killed | some]
    event = "event " + rows["event_id"].astype("object").astype("str") + " says that "
    return hits(
        rows, rows["service"], event + rows["which"] + " of " + rows["service"] + " failed" + answer[rows.index]
    )


def _by_channel(view: View) -> pd.DataFrame:
    said = channels(view.facts, view.urls, view.workspace_hosts)
    wrong = said[(said["tool_state"] == "failed") & (said["state"] == "reached")]
    name = wrong["channel"].astype("object") + " (" + wrong["context"].astype("object") + ")"
    return hits(wrong, wrong["channel"].astype("object"), "the report says of " + name + ": failed, but all answer")


RULE = Rule(
    "tool_says_failed",
    "info",
    "The analyzer says failed where the service answers",
    "Nothing to mend at the URLs that answer. The analyzer says that all URLs of a channel failed as soon as two "
    "did, counted 405 as a failure before 2024, and takes a URL at which its test was cut off for a failed one.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
