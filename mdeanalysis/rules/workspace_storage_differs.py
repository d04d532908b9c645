"""Workspaces of the fleet use different storage accounts."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules.evidence_parts import of_fleet, together
from mdeanalysis.rules.rule import Rule, View, hits

_RULE = "*.blob.core.windows.net"


def find(view: View) -> pd.DataFrame:
    """All their names in one finding, and those that not every workspace has in one per workspace."""
    hosts = view.workspace_hosts
    rows = hosts[(hosts["rule"] == _RULE) & hosts["workspace_id"].notna()]
    rows = rows.assign(host=rows["host"].astype("str"), workspace=rows["workspace_id"].astype("str"))
    rows = rows.drop_duplicates(["workspace", "host"])
    shared = rows.groupby("host")["workspace"].transform("nunique") == rows["workspace"].nunique()
    own = rows[~shared]
    if own.empty:
        return together()
    union = ", ".join(sorted(set(rows["host"])))
    all_of = hits(rows.drop_duplicates("host"), _RULE, "the workspaces of this fleet use different storage: " + union)
    names = own.groupby("workspace")["host"].agg(lambda host: ", ".join(sorted(host)))
    message = "workspace " + own["workspace"] + " uses what others do not: " + own["workspace"].map(names)
    return of_fleet(together(all_of, hits(own, own["workspace"], message)))


RULE = Rule(
    "workspace_storage_differs",
    "info",
    "Workspaces use different storage accounts",
    "Allow each of the named hosts on port 443 where firewalls know no wildcard; a list that was made for one "
    "workspace lacks those of the others.",
    "https://learn.microsoft.com/defender-endpoint/verify-connectivity",
    find,
)
