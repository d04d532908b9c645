"""How far the expected devices came, site by site, and which are missing or contradict the portal."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mdeanalysis.inventory.coverage import (
    active_failing,
    counts,
    coverage,
    device_of,
    inactive_healthy,
    never_received,
    unexpected,
)
from mdeanalysis.report.section import Row, Section, counted
from mdeanalysis.report.selection import records
from mdeanalysis.schema import TABLES

Tables = Mapping[str, pd.DataFrame]
#: Rows on a short page: all sites, and those of which most is missing.
ROWS = 3
_LISTED = ("listed_name", "device_id", "site", "owner", "ring", "portal_health", "source", "line")
_READ, _LEFT = ("device_name", "state", "site", "source"), ("listed_name", "why", "source", "line")
_NOTED = ("undated", "portal_active_failing", "portal_inactive_healthy")
_FIRST_PART = r"^([^.]*)"
_NOT_STATED = "(not stated)"


def build(tables: Tables, as_of: pd.Timestamp) -> list[Section]:
    """The funnel by site; behind it, for data formats alone, the lists of devices. Nothing without an inventory."""
    found = coverage(tables, as_of)
    if not len(found):
        return []
    names = tuple(name for name in TABLES["coverage"].names if name not in _NOTED)
    title = f"Coverage of {counted(len(found) - 1, 'site')}"
    section = Section("coverage", title, (*names, *_NOTED), records(found, TABLES["coverage"].names))
    for row in section.rows:
        row["site"] = _NOT_STATED if row["site"] is None else row["site"]
    section.short = [_on_a_page(row) for row in section.rows[:ROWS]]
    section.note = _note(tables["inventory"], section.rows[0])
    return [section, *_lists(tables)]


def _on_a_page(row: Row) -> Row:
    """Without what the note says, and without a column of which there is nothing to say."""
    return {name: value for name, value in row.items() if name not in _NOTED and (name != "ambiguous" or value)}


def _note(inventory: pd.DataFrame, all_sites: Row) -> str:
    """What the columns do not show, what matters most first: a short page may cut the end."""
    undated, active, inactive = (all_sites[name] for name in _NOTED)
    left = int((~counts(inventory)).sum())
    portal = [f"{active:,} active but failing"] if active else []
    portal += [f"{inactive:,} inactive but healthy"] if inactive else []
    said = [f"portal: {', '.join(portal)}"] if portal else []
    said += [f"{undated:,} undated"] if undated else []
    said += [f"{counted(left, 'line')} left out"] if left else []
    return "; ".join(said)


def _lists(tables: Tables) -> list[Section]:
    """The devices behind the funnel's numbers, none of them on a short page."""
    inventory, devices = tables["inventory"], tables["devices"]
    of_line = device_of(inventory, devices)
    left = inventory[inventory["why"].notna()]
    names = ("device_name", "state", *_LISTED)
    active, inactive = inventory[active_failing(inventory, of_line)], inventory[inactive_healthy(inventory, of_line)]
    found = [
        _list("never_received", "Expected, never received", _LISTED, never_received(inventory)),
        _list("unexpected", "Received, not expected", _READ, unexpected(devices)),
        _list("portal_active_failing", "Active in the portal, failing here", names, active),
        _list("portal_inactive_healthy", "Not active in the portal, healthy here", names, inactive),
        _list("lines_left", "Lines of the inventory that need a look", _LEFT, left),
    ]
    return [section for section in found if section.rows]


def _list(name: str, title: str, columns: tuple[str, ...], rows: pd.DataFrame) -> Section:
    return Section(name, title, columns, records(rows, columns), short=[])


def find_listed(tables: Tables, wanted: str) -> pd.DataFrame:
    """The lines of the inventory with this name (with or without its domain) or device id."""
    inventory, text = tables["inventory"], wanted.lower()
    name = inventory["listed_name"].astype("object").str.lower()
    same = (name == text) | (name.str.extract(_FIRST_PART, expand=False) == text)
    same |= inventory["device_id"].astype("object").str.lower() == text
    return inventory[same.fillna(False).astype(bool)]


def absent(lines: pd.DataFrame) -> tuple[str, list[Section]]:
    """The page of a device that is listed, and of which no result was read: a headline and what the list says."""
    first = lines.iloc[0]
    if pd.isna(first["arrived"]):
        said = f"listed, but joined with no result: {first['why']}"
    elif first["arrived"]:
        said = "expected, and something of it was given, but no result could be read"
    else:
        said = "expected, never received" if first["counted"] else f"listed, never received: {first['why']}"
    own = set(TABLES["inventory"].names)
    shown = [*_LISTED[1:6], "portal_onboarding", *(name for name in lines.columns if name not in own)]
    rows = [{"name": name, "value": str(first[name])} for name in shown if not pd.isna(first[name])]
    rows += [
        {"name": "evidence", "value": f"{line['source']}:{line['line']}"}
        for line in records(lines, ("source", "line"))
    ]
    return f"{first['listed_name']}: {said}", [Section("inventory", "Inventory", ("name", "value"), rows)]


def about(tables: Tables, lines: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The tables reduced to what is said of these lines: no device, and the findings that name them."""
    found = tables["findings"]
    own = found["result_id"].isna() & found["subject"].isin(lines["listed_name"])
    return {**tables, "devices": tables["devices"][:0], "findings": found[own]}
