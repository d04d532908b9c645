"""Before and after on a page: counts first, then the devices that broke, were fixed or still fail."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.comparison import CHANGES, Comparison
from mdeanalysis.report.section import Section, counted
from mdeanalysis.report.selection import records

#: Rows of each section on a page.
ROWS = 10
_DEVICES = ("device_name", "name_before", "site", "before", "after", "reason", "services", "evidence")
_TITLES = {
    "broken": "Broken: reached before, fails now",
    "fixed": "Fixed: failed before, reached now",
    "still_failing": "Still failing",
    "not_tested": "Not to be told: one side did not test it",
    "new": "New: not among the results before",
    "gone": "Gone: no result now",
}


def headline(found: Comparison) -> str:
    """How many devices have which change."""
    counts = found.devices["change"].value_counts()
    said = [f"{int(counts.get(name, 0)):,} {name.replace('_', ' ')}" for name in CHANGES[:-1]]
    same = int(counts.get("same", 0))
    return f"{counted(len(found.devices), 'device')}: {', '.join(said)}, {same:,} reached before and after"


def build(found: Comparison) -> list[Section]:
    """Sections in reading order."""
    sections = [_devices(found, change) for change in ("broken", "fixed", "still_failing")]
    by = (
        ("service", found.by_service),
        ("reason", found.by_reason),
        ("cause", found.by_cause),
        ("site", found.by_site),
    )
    sections += [_counts(f"by_{name}", f"By {name}", name, frame) for name, frame in by]
    return sections + [_devices(found, change) for change in ("not_tested", "new", "gone")]


def whole(found: Comparison) -> list[Section]:
    """The tables as they are, for other tools."""
    frames = vars(found)
    return [
        Section(name, name.replace("_", " ").capitalize(), tuple(frame.columns), records(frame, list(frame.columns)))
        for name, frame in frames.items()
    ]


def _devices(found: Comparison, change: str) -> Section:
    rows = found.devices[found.devices["change"] == change]
    section = Section(
        change, _TITLES[change], _DEVICES, note="none" if not len(rows) else counted(len(rows), "device")
    )
    shown = rows.assign(
        before=rows["state_before"],
        after=rows["state_after"],
        reason=rows["reason_after"].fillna(rows["reason_before"]),
        services=rows[_services(change)],
        evidence=rows["source_after"].fillna(rows["source_before"]),
    )
    section.rows = records(shown, _DEVICES)
    return section.shorten(ROWS, "devices")


def _services(change: str) -> str:
    return {"fixed": "services_fixed", "not_tested": "services_not_tested"}.get(change, "services_broken")


def _counts(name: str, title: str, column: str, frame: pd.DataFrame) -> Section:
    section = Section(name, title, (column, *CHANGES), records(frame, [column, *CHANGES]))
    return section.shorten(ROWS, "rows")
