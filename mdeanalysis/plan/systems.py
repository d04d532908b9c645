"""TLS that fails whichever way a device goes out: what has to change is the system, not the way."""

from __future__ import annotations

from math import inf

import pandas as pd

from mdeanalysis.rules.rule import View

#: What stands before a target where TLS fails for a reason that is nobody's inspection.
TLS = "TLS, "
#: What stands before the name of a release.
SYSTEMS = "devices with "


def by_system(view: View, found: pd.DataFrame) -> pd.DataFrame:
    """The needs, with those of TLS on a release of Windows instead of a way out where that takes fewer changes."""
    own = found[found["target"].str.startswith(TLS)]
    release = view.devices["os_release"].astype("object").set_axis(view.devices["result_id"].astype("object"))
    rows = own[["result_id", "egress"]].astype("object")
    rows["release"] = rows["result_id"].map(release)
    turn = _turns(rows.drop_duplicates())
    better = rows["release"].map(turn["release"]).fillna(inf) < rows["egress"].map(turn["egress"]).fillna(inf)
    systems = SYSTEMS + rows["release"][better.astype(bool)].astype("str")
    found.loc[systems.index, "egress"] = systems
    found.loc[systems.index, "target"] = TLS + systems
    return found


def _turns(left: pd.DataFrame) -> dict[str, dict[str, float]]:
    """When each way out and each release has its turn, the one of most devices that are left first.

    Of equals a way out goes first.
    """
    turn: dict[str, dict[str, float]] = {"egress": {}, "release": {}}
    while len(left):
        counts = [(name, left.groupby(name)["result_id"].nunique()) for name in ("egress", "release")]
        name, largest = max(((name, found) for name, found in counts if len(found)), key=lambda one: one[1].max())
        value = str(largest.idxmax())
        turn[name][value] = float(sum(map(len, turn.values())))
        left = left[left[name] != value]
    return turn
