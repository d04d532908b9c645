"""A workspace of the fleet whose hosts no run has tested."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_fleet
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Named by a device with the monitoring agent, and no host of it anywhere; words without a host may mean any."""
    results = view.results[view.results["workspace_ids"].notna() & (view.results["agent"] != "unified")]
    rows = results.assign(workspace=results["workspace_ids"].astype("str").str.split(",")).explode("workspace")
    rows["devices"] = rows.groupby("workspace")["result_id"].transform("size")
    statements = view.facts[(view.facts["section"] == "cloud connection") & (view.facts["name"] == "Statement")]
    open_ = set(rows[rows["result_id"].isin(statements["result_id"])]["workspace"])
    tested = set(view.workspace_hosts["workspace_id"].dropna().astype("str")) | open_
    rows = rows[~rows["workspace"].isin(tested)].reset_index(drop=True)
    message = "no run tested a host of workspace " + rows["workspace"] + ", which " + rows["devices"].astype("str")
    return of_fleet(hits(rows, rows["workspace"], message + " devices name"))


RULE = Rule(
    "workspace_untested",
    "info",
    "A workspace was never tested",
    "Run TestCloudConnection.exe as an administrator on a device of the workspace (it stands in "
    "C:\\Program Files\\Microsoft Monitoring Agent\\Agent), and keep what it prints beside the results; analyzers "
    "since 2024 do not keep it.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
