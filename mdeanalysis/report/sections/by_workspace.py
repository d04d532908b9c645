"""Devices by Log Analytics workspace, with a picture; one with several workspaces counts in each."""

from __future__ import annotations

from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.sections._tables import by_dimension


def build(basis: Basis) -> Content:
    """States by member of `workspace_ids`, of the devices that have one."""
    devices = basis.tables["devices"]
    members = devices.assign(workspace_ids=devices["workspace_ids"].astype("str").str.split(","))
    members = members.explode("workspace_ids").dropna(subset="workspace_ids")
    if not len(members):
        return Content(nothing=basis.words("nothing.workspaces"))
    return by_dimension(basis, "by_workspace", "workspace_ids", members)


PART = Part("by_workspace", 62, build)
