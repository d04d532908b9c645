"""What became of the devices of each cause: of those that were found before, and of those that are there now."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.causes import Cause, explain

#: A device that lost several of a cause's services counts by the first of these that one of them has.
_ORDER = ("broken", "still_failing", "not_tested", "fixed", "new", "gone", "same")
_COLUMNS = ["device_key", "cause", "change"]


def of_causes(
    before: Mapping[str, pd.DataFrame], after: Mapping[str, pd.DataFrame], devices: pd.DataFrame, found: pd.DataFrame
) -> pd.DataFrame:
    """One row a cause and device: `device_key`, `cause`, `change`, over the services that the cause breaks.

    Causes of either side; `devices` and `found` have the changes of devices, and of each device and service. Who is
    new or gone counts by that. Hosts of workspaces are not compared, and so neither are their causes.
    """
    rows = [
        pd.DataFrame({"device_key": cause.device_keys, "cause": in_words(cause), "service": service})
        for side in (before, after)
        for cause in explain(side).causes
        for service in cause.services
    ]
    pairs = pd.concat(rows, ignore_index=True).drop_duplicates() if rows else pd.DataFrame(columns=_COLUMNS)
    if pairs.empty:
        return pairs[_COLUMNS]
    lone = devices[devices["change"].isin(["new", "gone"])].set_index("device_key")["change"]
    known = pairs[pairs["service"].isin(found["service"])]
    known = known.merge(found[["device_key", "service", "change"]], on=["device_key", "service"], how="left")
    known["change"] = known["change"].astype("object")
    known["change"] = known["device_key"].map(lone).astype("object").fillna(known["change"])
    known = known.dropna(subset="change")
    rank = known["change"].map({name: rank for rank, name in enumerate(_ORDER)})
    ordered = known.assign(rank=rank).sort_values(["cause", "device_key", "rank"], kind="stable")
    return ordered.drop_duplicates(["cause", "device_key"])[_COLUMNS].reset_index(drop=True)


def in_words(cause: Cause) -> str:
    """A cause by its reason and its conditions: `proxy_auth: proxy_address=10.0.0.6:8080, region=EU`."""
    conditions = ", ".join(
        f"{name}={'(none)' if value is None else value}" for name, value in cause.conditions.items()
    )
    return f"{cause.reason}: {conditions}"
