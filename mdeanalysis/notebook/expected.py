"""A fleet as its plan expects it after some changes: what to hold a second collection against."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mdeanalysis.loading import Fleet
from mdeanalysis.plan import make_plan


def expected(before: Fleet, changes: int = 1) -> Fleet:
    """The fleet after the first changes of its plan, if they do what they promise: a forecast, and no measurement.

    URLs that nothing else holds up are reached, and with all its URLs a device. Everything else stays as it was.
    """
    needs = make_plan(before.tables).needs
    real = needs[(needs["kind"] != "rerun_test") & needs["url"].notna()]
    last = real.groupby(["device_key", "url"])["rank"].max()
    open_urls = pd.MultiIndex.from_tuples(last[last <= changes].index, names=["device_key", "url"])
    freed = set(needs.loc[(needs["freed_by"] <= changes).fillna(False).astype(bool), "device_key"])
    urls, devices = before.urls, before.devices
    pairs = pd.MultiIndex.from_arrays([urls["device_key"].astype("object"), urls["url"].astype("object")])
    tables = dict(before.tables)
    tables["urls"] = _reached(urls, pairs.isin(open_urls) & (urls["context"] == "system").to_numpy())
    done = _reached(devices, devices["device_key"].astype("object").isin(freed).to_numpy())
    done.loc[devices["device_key"].isin(freed), "failed_urls"] = 0
    done.loc[devices["device_key"].isin(freed), "services_failed"] = None
    tables["devices"] = done
    return Fleet(tables, before.ledger, before.side_files)


def _reached(frame: pd.DataFrame, rows: Any) -> pd.DataFrame:
    """A copy in which these rows are reached, for no reason any more."""
    found = frame.copy()
    for name, value in (("state", "reached"), ("reason", None)):
        column = found[name].astype("object")
        column[rows] = value
        found[name] = column.astype(frame[name].dtype)
    return found
