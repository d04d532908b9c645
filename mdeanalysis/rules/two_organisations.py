"""Devices of one site report to different organisations."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import at_fact, of_fleet
from mdeanalysis.rules.rule import Rule, View, hits


def find(view: View) -> pd.DataFrame:
    """Per site, with how many devices each organisation has there."""
    known = view.results[view.results["site"].notna() & view.results["org_id"].notna()]
    rows = known.assign(site=known["site"].astype("str"), org_id=known["org_id"].astype("str"))
    rows = rows[rows.groupby("site")["org_id"].transform("nunique") > 1]
    rows = rows.assign(devices=rows.groupby(["site", "org_id"])["result_id"].transform("size"))
    first = rows.drop_duplicates(["site", "org_id"]).sort_values(["site", "devices"], ascending=[True, False])
    told = first["org_id"] + " (" + first["devices"].astype("str") + " devices)"
    listed = told.groupby(first["site"]).agg(", ".join)
    message = "devices of " + first["site"] + " report to " + first["site"].map(listed)
    return of_fleet(hits(at_fact(view, first, "Organization Id", "Organization ID", "orgId"), first["site"], message))


RULE = Rule(
    "two_organisations",
    "info",
    "Devices of one site report to different organisations",
    "Where that is not meant, offboard the devices of the wrong organisation with its package and onboard them with "
    "the right one.",
    "https://learn.microsoft.com/defender-endpoint/offboard-machines",
    find,
)
