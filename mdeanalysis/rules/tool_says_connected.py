"""The analyzer calls a channel connected, and its own rows do not show that."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_join import amount
from mdeanalysis.rules.evidence_verdicts import answers, verdicts
from mdeanalysis.rules.rule import Rule, View, hits
from mdeanalysis.verdict.channels import channels

_SAID = {"not_tested": "no test stands behind it", "failed": "a URL failed", "cut_off": "the test was cut off"}


def find(view: View) -> pd.DataFrame:
    """A status that the tool counts and the endpoint never gives, its events, and a down-level report's verdicts."""
    return pd.concat([_by_status(view), _by_event(view), _by_channel(view)], ignore_index=True)


def _by_status(view: View) -> pd.DataFrame:
    rows = answers(view, "reached", "failed")
    rows = rows[rows["http_status"].isin([200, 400, 404, 405])]
    status = rows["http_status"].astype("int64").astype("str")
    message = "the analyzer counts " + rows["host"] + " as reached for its status " + status
    return hits(rows, rows["service"], message + "; the service answers " + rows["expected_status"])


def _by_event(view: View) -> pd.DataFrame:
    said = verdicts(view)
    said = said[said["said"] == "none"]
    failed = said[said["failed"] > 0]
    event = "event " + failed["event_id"].astype("object").astype("str")
    many = amount(failed["failed"], "URL")
    message = event + " says that no URL of " + failed["service"] + " failed, but " + many + " did"
    untested = said[(said["tested"] == 0) & said["lacking"]]
    event = "event " + untested["event_id"].astype("object").astype("str")
    nothing = event + " says that no URL of " + untested["service"] + " failed, but none was tested"
    parts = [hits(failed, failed["service"], message), hits(untested, untested["service"], nothing)]
    return pd.concat(parts, ignore_index=True)


def _by_channel(view: View) -> pd.DataFrame:
    said = channels(view.facts, view.urls, view.workspace_hosts)
    wrong = said[(said["tool_state"] == "reached") & said["state"].isin(list(_SAID))]
    why = wrong["state"].astype("object").map(_SAID)
    name = wrong["channel"].astype("object") + " (" + wrong["context"].astype("object") + ")"
    return hits(wrong, wrong["channel"].astype("object"), "the report says of " + name + ": passed, but " + why)


RULE = Rule(
    "tool_says_connected",
    "warning",
    "The analyzer says connected where nothing shows it",
    "Trust the rows, not the analyzer's verdict: it counts 200, 400 and 404 as reached at any URL, whoever gave them "
    "(a proxy's error page too), and calls a channel connected of which it tested nothing. Open the URL on the "
    "device to see who answers; where nothing was tested, run the newest analyzer again from its whole folder.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
