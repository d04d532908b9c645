"""How many devices are in which state, and how many of the expected ones came."""

from __future__ import annotations

from mdeanalysis.report import coverage, states
from mdeanalysis.report.breakdown import NOT_STATED
from mdeanalysis.report.part import Basis, Content, Part, StateBars
from mdeanalysis.report.section import ANY, Link, Section
from mdeanalysis.vocabulary import STATES


def build(basis: Basis) -> Content:
    """States of all devices with a picture; with an inventory the funnel by site and the lists behind it."""
    devices = basis.tables["devices"]
    found = coverage.build(basis.tables, basis.as_of)
    if not len(devices) and not found:
        return Content(nothing=basis.words("nothing.headline"))
    table = states.build(basis.tables)
    table.title = basis.words("table.states")
    _link_states(table)
    for section in found:
        section.title, section.short = basis.words(f"table.{section.name}"), None
    for section in found[:1]:
        _link(section, found[1:])
    return Content(basis.words("lead.headline"), tables=[table, *found], pictures=[_picture(basis)])


def _link_states(table: Section) -> None:
    """Each count to its devices; those that left services untested stand apart in the last row of them."""
    for row in table.rows:
        plain, _, untested = str(row["state"]).partition(",")
        row["is"] = plain
        if plain == "reached":
            row["untested"] = ANY if untested else ""
    table.links = {"devices": Link("devices", {"state": "is", "services_untested": "untested"})}


def _link(funnel: Section, lists: list[Section]) -> None:
    """Numbers of one site to that site's list, where there is one."""
    named = {section.name for section in lists} & set(funnel.columns)
    for row in funnel.rows[1:]:
        row["at"] = "" if row["site"] == NOT_STATED else row["site"]
    funnel.links = {name: Link(name, {"site": "at"}) for name in named}


def _picture(basis: Basis) -> StateBars:
    counts = basis.tables["devices"]["state"].astype("str").value_counts()
    row = {state: int(counts.get(state, 0)) for state in STATES}
    of = row["reached"] + row["failed"]
    label = basis.words.column("devices")
    return StateBars("states", "", [{"label": label, "devices": sum(row.values()), "of": of, **row}])


PART = Part("headline", 10, build)
