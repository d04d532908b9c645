"""Workspaces of the monitoring agent that cannot be reached: a new agent needs none, an old system has no other."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mdeanalysis.plan.egress import egresses
from mdeanalysis.plan.hosts import is_listed
from mdeanalysis.plan.needs import COLUMNS, UNLISTED
from mdeanalysis.rules.no_unified_agent import SERVERS
from mdeanalysis.rules.rule import View


def workspace_needs(view: View) -> pd.DataFrame:
    """One row a workspace host that failed, in the columns of `needs`.

    The unified agent is asked for where the system can have it, for the monitoring agent is out of support; elsewhere
    the host is to be allowed. Workspaces decide no device's state, so these changes free nobody by themselves.
    """
    hosts = view.workspace_hosts
    rows = hosts[(hosts["outcome"] == "failed") & hosts["host"].notna()].reset_index(drop=True)
    found = rows[["device_key", "device_name", "result_id", "source", "line", "port"]].copy()
    found["host"] = rows["host"].astype("object").str.lower()
    owner = rows["result_id"].astype("str")
    found["egress"] = owner.map(egresses(view)).astype("object")
    release = owner.map(_old_servers(view)).astype("object")
    listed = found["host"].map({host: is_listed(host) for host in found["host"].unique()}).astype(bool)
    new = release.notna()
    found["kind"] = np.select([new, ~listed], ["install_agent", "other"], "allow_host")
    odd = (UNLISTED + found["egress"]).where(~listed, found["egress"])
    found["target"] = ("unified agent, " + release).where(new, odd)
    return found.assign(single=new, service="mma", url=None, why=rows["reason"], answer=None)[list(COLUMNS)]


def _old_servers(view: View) -> pd.Series[str]:
    """The release of each server that could have the unified agent and has the old one, by `result_id`."""
    results = view.results
    old = results[results["os_release"].isin(SERVERS) & (results["agent"] == "mma")]
    return old["os_release"].astype("str").set_axis(old["result_id"].astype("str"))
