"""The hosts of Log Analytics workspaces: who reaches them, and who does not."""

from __future__ import annotations

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import records

_COLUMNS = ("workspace_id", "host", "port", "outcome", "reason", "devices", "evidence")


def build(basis: Basis) -> Content:
    """One row a workspace, host and outcome."""
    rows = basis.view.workspace_hosts
    if not len(rows):
        return Content(nothing=basis.words("nothing.workspaces"))
    keys = list(_COLUMNS[:5])
    rows = rows.astype({name: "str" for name in keys if name != "port"})
    rows["evidence"] = rows["source"].astype("str") + ":" + rows["line"].astype("str")
    counts = rows.groupby(keys, dropna=False, as_index=False).agg(
        devices=("device_key", "nunique"), evidence=("evidence", "first")
    )
    section = Section("workspaces", basis.words("table.workspaces"), _COLUMNS, records(counts, _COLUMNS))
    return Content(basis.words("lead.workspaces"), tables=[section])


PART = Part("workspaces", 90, build)
