"""The devices that most is wrong with."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import records

ROWS = 2


def build(tables: Mapping[str, pd.DataFrame], judging: pd.DataFrame) -> Section:
    """Failed devices, those with the most failed URLs first, each with one line as evidence."""
    columns = ("device_name", "failed_urls", "of", "reason", "services_failed", "evidence")
    section = Section("worst", "Worst devices", columns)
    devices = tables["devices"]
    failed = devices[devices["state"] == "failed"].sort_values(
        ["failed_urls", "device_name"], ascending=[False, True], key=_as_text
    )
    rows = judging[judging["state"] == "failed"]
    names = ("device_name", "failed_urls", "reached_urls", "reason", "services_failed", "result_id")
    first = rows.drop_duplicates("result_id")
    evidence = first["source"].astype("str") + ":" + first["line"].astype("str")
    found = dict(zip(first["result_id"], evidence, strict=True))
    for device in records(failed, names):
        device["of"] = device["failed_urls"] + device["reached_urls"]
        device["evidence"] = found[device["result_id"]]
        section.rows.append({name: device[name] for name in columns})
    section.note = "" if len(failed) else "none failed"
    return section.shorten(ROWS, "failed devices")


def _as_text(values: pd.Series[str]) -> pd.Series[str]:
    return values.astype("str") if isinstance(values.dtype, pd.CategoricalDtype) else values
