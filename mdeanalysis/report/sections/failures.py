"""The rows behind the numbers: every required URL that failed, with its line."""

from __future__ import annotations

from mdeanalysis.report import failures as counts
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Link, Section
from mdeanalysis.report.selection import records

_COLUMNS = ("device_name", "service", "host", "reason", "statuses", "url", "evidence")


def build(basis: Basis) -> Content:
    """Counts by service and reason, then one row a device and URL."""
    failed = basis.judging[basis.judging["state"] == "failed"]
    if not len(failed):
        return Content(nothing=basis.words("nothing.failures"))
    summed = counts.build(basis.judging)
    summed.name, summed.title, summed.short = "failed_services", basis.words("table.failed_services"), None
    summed.links = {"devices": Link("failures", {"service": "service", "reason": "reason"})}
    rows = failed.assign(
        service=failed["service"].astype("str").fillna(counts.NO_SERVICE),
        evidence=failed["source"].astype("str") + ":" + failed["line"].astype("str"),
    )
    section = Section("failures", basis.words("table.failures"), _COLUMNS, records(rows, _COLUMNS))
    return Content(basis.words("lead.failures"), tables=[summed, section])


PART = Part("failures", 110, build)
