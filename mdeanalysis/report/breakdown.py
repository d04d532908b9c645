"""Devices by one dimension or several, with their states."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from mdeanalysis.report.section import Row, Section, share
from mdeanalysis.report.selection import known_column
from mdeanalysis.vocabulary import STATES

_COUNTS = ("devices", *STATES)
#: The rate stands beside what it is of: the devices that reached or failed.
_NUMBERS = ("devices", "failed", "of", "share", *(state for state in STATES if state != "failed"))
#: The dimensions that matter most to whoever has to free devices.
USUAL = ("proxy_method", "region", "os_release")
#: Apart from the word `unknown`, which a tool may state.
NOT_STATED = "(not stated)"


def usual(tables: Mapping[str, pd.DataFrame], most: int = 3) -> Section:
    """The usual dimensions one below the other, each with at most `most` rows on a short page."""
    section = Section("by", "By", ("dimension", "value", *_NUMBERS), short=[], bare=True)
    for name in USUAL:
        rows = [{"dimension": name, "value": row.pop(name)} | row for row in _rows(tables["devices"], [name])]
        section.rows += rows
        section.short = [*(section.short or []), *_shortened(rows, most, "value")]
    return section


def build(tables: Mapping[str, pd.DataFrame], by: Sequence[str], most: int = 9) -> Section:
    """One row a combination of values, the most failing devices first; the rate is of reached and failed alone.

    Raises `SelectionError` for a column that `devices` does not have.
    """
    section = Section("by", "By " + ", ".join(by), (*by, *_NUMBERS), bare=True)
    section.rows = _rows(tables["devices"], by)
    section.short = _shortened(section.rows, most, by[-1])
    return section


def _rows(devices: pd.DataFrame, by: Sequence[str]) -> list[Row]:
    values = [known_column(devices, name).astype("str").fillna(NOT_STATED) for name in by]
    counted = pd.crosstab(values, devices["state"].astype("str")) if len(devices) else pd.DataFrame()
    rows = []
    for key, numbers in counted.iterrows():
        found = key if isinstance(key, tuple) else (key,)
        states = {state: int(numbers.get(state, 0)) for state in STATES}
        rows.append(_rated(dict(zip(by, found, strict=True)) | {"devices": sum(states.values())} | states))
    return sorted(rows, key=lambda row: (-row["failed"], -row["devices"], *(str(row[name]) for name in by)))


def _rated(row: Row) -> Row:
    of = row["failed"] + row["reached"]
    return row | {"of": of, "share": share(row["failed"], of)}


def _shortened(rows: list[Row], most: int, label: str) -> list[Row]:
    """All rows, or the first and one that adds up the others."""
    if len(rows) <= most:
        return rows
    rest = rows[most - 1 :]
    summed: Row = {name: sum(row[name] for row in rest) for name in _COUNTS}
    names = {name: "" for name in rest[0] if name not in _NUMBERS}
    return [*rows[: most - 1], _rated(names | {"dimension": rows[0].get("dimension"), label: _others(rest)} | summed)]


def _others(rest: list[Row]) -> str:
    return f"{len(rest):,} others"
