"""The plan on a page: changes first, then the devices that must be tested again, then what to ask for."""

from __future__ import annotations

import json
from typing import Any

from mdeanalysis.plan import Plan
from mdeanalysis.report.printable import json_safe
from mdeanalysis.report.section import Row, Section, counted, share

#: Keys that the contract fixes, then ours.
_JSON = (
    *("rank", "kind", "target", "hosts", "devices_freed", "cumulative", "devices", "evidence"),
    *("egress", "port_80_hosts", "needed_by", "ask"),
)
_AGAIN = "rerun_test"
#: Rows of each section on a page.
ROWS = 20


def headline(plan: Plan) -> str:
    """How many devices fail, and how many of them the changes free."""
    if not plan.failed:
        return _without_failures(plan)
    number = int((plan.changes["kind"] != _AGAIN).sum())
    frees = f"{counted(number, 'change')} {'frees' if number == 1 else 'free'} {plan.freed:,} of them"
    said = f"{counted(plan.failed, 'device')} failed; {frees}"
    left = plan.failed - plan.freed
    said += f"; {left:,} must be tested again before anybody can tell" if left else ""
    return said + (f"; {plan.blind:,} of unknown region or build judged by all they tested" if plan.blind else "")


def _without_failures(plan: Plan) -> str:
    again = int(plan.changes.loc[plan.changes["kind"] == _AGAIN, "needed_by"].sum())
    untested = f"{counted(again, 'device')} must be tested again before anybody can tell" if again else ""
    if not plan.tested:
        return f"no device was tested: {untested}" if again else "no device: none was read, or none chosen"
    return f"no device failed; {untested}" if untested else "no device failed: nothing to change"


def build(plan: Plan) -> list[Section]:
    """Sections in reading order."""
    rows = _rows(plan)
    return [_changes(rows, plan.failed), _again(rows), _words(rows)]


def whole(plan: Plan) -> list[Section]:
    """One row a change, for other tools; lists are joined by blanks."""
    rows = [{name: " ".join(v) if isinstance(v, list) else v for name, v in row.items()} for row in _rows(plan)]
    return [Section("plan", "Plan", _JSON, rows)]


def to_json(plan: Plan) -> str:
    """The contract's object, with the headline and its numbers beside the changes."""
    made = {
        "headline": headline(plan),
        "failed_devices": plan.failed,
        "freed_devices": plan.freed,
        "changes": _rows(plan),
    }
    return json_safe(json.dumps(made, ensure_ascii=False, indent=2, allow_nan=False)) + "\n"


def _rows(plan: Plan) -> list[Row]:
    return [{name: row[name] for name in _JSON} for row in plan.changes.to_dict("records")]


def _changes(rows: list[Row], failed: int) -> Section:
    columns = ("rank", "change", "target", "hosts", "devices_freed", "cumulative", "of", "share", "evidence")
    section = Section("changes", "Changes, the one that frees most first", columns)
    for row in rows:
        if row["kind"] != _AGAIN:
            counts: dict[str, Any] = {"of": failed, "share": share(row["cumulative"], failed)}
            section.rows.append(row | counts | {"change": row["kind"], "hosts": len(row["hosts"]), **_first(row)})
    return section.shorten(ROWS, "changes")


def _again(rows: list[Row]) -> Section:
    section = Section(
        "again", "Test again: nothing here tells what these devices need", ("why", "devices", "evidence")
    )
    for row in rows:
        if row["kind"] == _AGAIN:
            section.rows.append({"why": row["target"], "devices": row["needed_by"], **_first(row)})
    return section


def _words(rows: list[Row]) -> Section:
    section = Section("ask", "What to ask for", ("change", "ask"), prose=True)
    asked = [row for row in rows if row["kind"] != _AGAIN]
    section.rows = [{"change": f"{row['kind']}: {row['target']}", "ask": row["ask"]} for row in asked]
    return section.shorten(ROWS, "changes")


def _first(row: Row) -> Row:
    return {"evidence": row["evidence"][0] if row["evidence"] else ""}
