"""The ledger on a page: what was not read or not understood first, then what was read, and what was left."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from mdeanalysis.report.section import Row, Section, counted
from mdeanalysis.report.selection import records
from mdeanalysis.schema import TABLES
from mdeanalysis.tables.inputs import BETWEEN
from mdeanalysis.vocabulary import NO_FORMAT

#: Up to so many inputs, a page has a row for each.
FEW = 20
#: Rows of the first sections on a page that sums up.
ROWS = 10
_NOT_READ = ("failed", "unknown")
_LEFT = ("collected", "side", "foreign")
_LINES = ("lines", "blank", "understood", "unknown", "skipped")


def build(inputs: pd.DataFrame, *, each: bool) -> tuple[str, list[Section]]:
    """The headline and the sections of a page; `each` gives every input a row, else kinds have an example."""
    rows = records(inputs, TABLES["inputs"].names)
    read = [row for row in rows if row["taken_for"] not in NO_FORMAT]
    missing = [row for row in rows if row["taken_for"] in _NOT_READ]
    partly = [row for row in rows if row["why"] and row["taken_for"] not in _LEFT + _NOT_READ]
    left = [row for row in rows if row["taken_for"] in _LEFT or (row["taken_for"] == "archive" and not row["why"])]
    return _headline(rows), [
        _not_read([*missing, *partly], "everything was read" if read else ""),
        _not_understood(read, each),
        _each_read(read) if each else _kinds_read(read),
        _each_left(left) if each else _kinds_left(left),
    ]


def whole(inputs: pd.DataFrame) -> list[Section]:
    """The table as it is, for other tools."""
    names = TABLES["inputs"].names
    return [Section("inputs", "Inputs", tuple(names), records(inputs, names))]


def _headline(rows: list[Row]) -> str:
    taken = Counter("read" if row["taken_for"] not in NO_FORMAT else row["taken_for"] for row in rows)
    left, missing = (sum(taken[name] for name in names) for names in (_LEFT, _NOT_READ))
    said = [f"{taken['read']:,} read", f"{left:,} left aside", f"{missing:,} not read"]
    said += [f"{counted(taken['archive'], 'archive')} opened"] if taken["archive"] else []
    lines = ", ".join(f"{_sum(rows, name):,} {name}" for name in ("understood", "blank", "unknown", "skipped"))
    counts = f"{counted(len(rows), 'input')}, {counted(_sum(rows, 'bytes'), 'byte')}: {', '.join(said)}"
    return f"{counts}; {counted(_sum(rows, 'lines'), 'line')}: {lines}"


def _sum(rows: Sequence[Row], name: str) -> int:
    return sum(row[name] or 0 for row in rows)


def _not_read(rows: list[Row], none: str) -> Section:
    rows = sorted(rows, key=lambda row: row["taken_for"] not in _NOT_READ)
    section = Section("not_read", "Not read, or not in full", ("source", "taken_for", "why"), rows)
    section.note = counted(len(rows), "input") if rows else none
    return section.shorten(ROWS, "")


def _not_understood(rows: list[Row], each: bool) -> Section:
    section = Section("not_understood", "Not understood", ("source", "unknown", "of", "line", "text"))
    unknown = [row for row in rows if row["unknown"]]
    for row in sorted(unknown, key=lambda row: -row["unknown"]):
        samples = [sample.partition(": ") for sample in row["samples"].split(BETWEEN)]
        found = [{"line": int(line), "text": text} for line, _, text in samples]
        counts = {"source": row["source"], "unknown": row["unknown"], "of": row["lines"]}
        section.rows += [counts | found[0], *(found[1:] if each else [])]
    lines = counted(_sum(rows, "unknown"), "line")
    if rows:
        section.note = f"{lines} in {counted(len(unknown), 'input')}" if unknown else "no unknown lines"
    return section.shorten(ROWS, "inputs")


def _each_read(rows: list[Row]) -> Section:
    columns = ("source", "taken_for", "device_name", "bytes", "encoding", *_telling(rows))
    return Section("read", "Read", columns, rows)


def _telling(rows: list[Row]) -> list[str]:
    """The counts of lines, without those that are 0 throughout and stand in the headline."""
    return [name for name in _LINES if name not in {"unknown", "skipped"} or _sum(rows, name)]


def _kinds_read(rows: list[Row]) -> Section:
    section = Section("read", "Read", ("taken_for", "inputs", "bytes", *_telling(rows), "example"))
    for alike in _grouped(rows, "taken_for"):
        sums = {name: _sum(alike, name) for name in ("bytes", *_LINES)}
        section.rows.append(_counts(alike, "taken_for") | sums)
    return section


def _each_left(rows: list[Row]) -> Section:
    return Section("left", "Left aside, or opened", ("source", "taken_for", "why"), rows)


def _kinds_left(rows: list[Row]) -> Section:
    section = Section("left", "Left aside, or opened", ("taken_for", "inputs", "why", "example"))
    section.rows = [_counts(alike, "taken_for", "why") for alike in _grouped(rows, "taken_for", "why")]
    return section


def _grouped(rows: Sequence[Row], *names: str) -> list[list[Row]]:
    """Rows that are alike in the columns, the most first."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        found.setdefault(tuple(row[name] for name in names), []).append(row)
    return sorted(found.values(), key=len, reverse=True)


def _counts(alike: Sequence[Row], *names: str) -> Row:
    return {name: alike[0][name] for name in names} | {"inputs": len(alike), "example": alike[0]["source"]}
