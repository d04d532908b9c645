"""What the tool itself counts as reached, against what we do."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Link, Section, share
from mdeanalysis.report.sections._tables import findings, of_rules
from mdeanalysis.report.selection import records

_COUNTS = ("tool_state", "state", "urls", "of", "share", "devices", "disagree")
_ROWS = ("device_name", "tool_state", "state", "reason", "statuses", "expected_status", "url", "evidence")


def build(basis: Basis) -> Content:
    """URLs by both verdicts, the rows where they disagree, and what rules say of the tool's own words."""
    rows = basis.view.system_urls
    rows = rows[rows["tool_state"].notna()]
    if not len(rows):
        return Content(nothing=basis.words("nothing.verdicts"))
    rows = rows.astype({"tool_state": "str", "state": "str"})
    counts = rows.groupby(["tool_state", "state"], as_index=False).agg(
        urls=("url", "size"), devices=("device_key", "nunique")
    )
    section = Section("verdicts", basis.words("table.verdicts"), _COUNTS)
    for row in records(counts, ("tool_state", "state", "urls", "devices")):
        differ = row["urls"] if row["tool_state"] != row["state"] else 0
        section.rows.append(row | {"of": len(rows), "share": share(row["urls"], len(rows)), "disagree": differ})
    section.links = {"disagree": Link("disagree", {"tool_state": "tool_state", "state": "state"})}
    told = findings(basis, "tool_says", of_rules(basis, "tool_says_connected", "tool_says_failed"))
    found = [section, _disagree(basis, rows), told]
    return Content(basis.words("lead.verdicts"), tables=[table for table in found if table.rows])


def _disagree(basis: Basis, rows: pd.DataFrame) -> Section:
    differ = rows[rows["tool_state"] != rows["state"]]
    differ = differ.assign(evidence=differ["source"].astype("str") + ":" + differ["line"].astype("str"))
    return Section("disagree", basis.words("table.disagree"), _ROWS, records(differ, _ROWS))


PART = Part("verdicts", 120, build)
