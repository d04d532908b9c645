"""What several sections need: findings as rows, and devices by one dimension with a picture."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.report import breakdown
from mdeanalysis.report.part import Basis, Content, StateBars
from mdeanalysis.report.places import places
from mdeanalysis.report.section import Link, Row, Section
from mdeanalysis.report.selection import records
from mdeanalysis.report.words import Words
from mdeanalysis.vocabulary import STATES

_FINDING = ("severity", "rule", "device_name", "subject", "message", "evidence")
#: Bars of a picture; what is left is added up in the last.
_BARS = 12


def findings(basis: Basis, name: str, found: pd.DataFrame) -> Section:
    """Findings, a row each, with the first line that shows them."""
    rows = records(found, _FINDING)
    for row in rows:
        row["evidence"] = next(iter(places(row["evidence"])), "")
    return Section(name, basis.words(f"table.{name}"), _FINDING, rows)


def of_rules(basis: Basis, *names: str) -> pd.DataFrame:
    """The findings of these rules."""
    found = basis.tables["findings"]
    return found[found["rule"].isin(names)]


def by_dimension(basis: Basis, name: str, column: str, devices: pd.DataFrame | None = None) -> Content:
    """Devices by a column of `devices`, as a table and a picture. `devices` may have a row a member of a list."""
    counted = basis.tables["devices"] if devices is None else devices
    if not len(counted):
        return Content(nothing=basis.words("nothing.of_devices"))
    section = breakdown.build({"devices": counted}, [column], most=_BARS)
    section.name, section.title = name, basis.words(f"table.{name}")
    section.links = state_links({column: column})
    bars = StateBars(
        name, basis.words.column(column), [_bar(row, column, basis.words) for row in section.short or section.rows]
    )
    section.short = None
    return Content(basis.words("lead.of_devices"), tables=[section], pictures=[bars])


def state_links(where: dict[str, str]) -> dict[str, Link]:
    """Each state's number, and that of all devices, to their devices."""
    links = {state: Link("devices", where, {"state": state}) for state in STATES}
    return links | {"devices": Link("devices", where)}


def _bar(row: Row, column: str, words: Words) -> Row:
    return {"label": words.sentence(str(row[column]))} | {name: row[name] for name in ("devices", "of", *STATES)}
