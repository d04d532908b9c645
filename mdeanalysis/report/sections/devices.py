"""Every device, worst first."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report.breakdown import NOT_STATED
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import records

#: A dash of these would be taken for a value: what is not stated is said, and can be filtered by.
_STATED = ("site", "region", "os_release", "workspace_ids", "proxy_method", "proxy_address")
_COLUMNS = (
    "device_name", "state", "reason", "failed_urls", "reached_urls", "services_failed", "services_untested",
    "working_methods", *_STATED, "run_at", "evidence",
)  # fmt: skip
_WORST = {"failed": 0, "cut_off": 1, "not_tested": 2, "unknown": 3, "reached": 4}


def build(basis: Basis) -> Content:
    """One row a device: failed ones first, those with most failed URLs before the others."""
    devices = basis.tables["devices"]
    if not len(devices):
        return Content(nothing=basis.words("nothing.devices"))
    shown = devices.assign(
        rank=devices["state"].astype("str").map(_WORST),
        evidence=_evidence(basis),
        run_at=devices["run_at"].dt.strftime("%Y-%m-%d"),
        **{name: devices[name].astype("str").fillna(NOT_STATED) for name in _STATED},
    )
    shown["device_name"] = shown["device_name"].astype("str")
    shown = shown.sort_values(["rank", "failed_urls", "device_name"], ascending=[True, False, True], kind="stable")
    section = Section("devices", basis.words("table.devices"), _COLUMNS, records(shown, _COLUMNS))
    return Content(basis.words("lead.devices"), tables=[section])


def _evidence(basis: Basis) -> pd.Series[str]:
    failed = basis.judging[basis.judging["state"] == "failed"].drop_duplicates("result_id")
    place = failed["source"].astype("str") + ":" + failed["line"].astype("str")
    devices = basis.tables["devices"]
    found = devices["result_id"].astype("str").map(dict(zip(failed["result_id"].astype("str"), place, strict=True)))
    return found.fillna(devices["source"].astype("str"))


PART = Part("devices", 100, build)
