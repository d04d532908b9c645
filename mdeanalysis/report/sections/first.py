"""What to do first: the plan."""

from __future__ import annotations

from mdeanalysis.report import plan as pages
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Link, Section
from mdeanalysis.report.selection import records

_DEVICE = ("rank", "change", "device_name", "host", "evidence")


def build(basis: Basis) -> Content:
    """Changes with what they free, what to ask for, what to test again, and the devices that need each."""
    changes, again, ask = pages.build(basis.plan)
    said = basis.words("say.plan_headline", text=pages.headline(basis.plan))
    if not changes.rows and not again.rows:
        all_tested = basis.plan.tested == len(basis.tables["devices"]) > 0
        return Content(
            notes=[] if all_tested else [said], nothing=basis.words("nothing.first") if all_tested else said
        )
    found = [table for table in (changes, ask, again) if table.rows]
    for table in found:
        table.title, table.short = basis.words(f"table.{table.name}"), None
    changes.links = {"devices_freed": Link("plan_devices", {"rank": "rank"}, {"frees": "yes"})}
    changes.links["hosts"] = Link("plan_devices", {"rank": "rank"})
    return Content(basis.words("lead.first"), [said], [*found, _devices(basis)])


def _devices(basis: Basis) -> Section:
    """Who needs which host by which change, with the line that shows it."""
    needs = basis.plan.needs.sort_values(["rank", "device_name", "host"], kind="stable")
    names = ("rank", "kind", "target", "device_name", "host", "freed_by", "source", "line")
    section = Section("plan_devices", basis.words("table.plan_devices"), (*_DEVICE[:4], "frees", _DEVICE[4]))
    for row in records(needs, names):
        place = f"{row['source']}:{row['line']}" if row["line"] else row["source"]
        told = {"change": f"{row['kind']}: {row['target']}", "evidence": place or ""}
        told["frees"] = "yes" if row["freed_by"] == row["rank"] else "no"
        section.rows.append({name: row.get(name) for name in ("rank", "device_name", "host")} | told)
    return section


PART = Part("first", 20, build)
