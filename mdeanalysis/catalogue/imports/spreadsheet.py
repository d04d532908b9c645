"""Microsoft's spreadsheets of endpoints: standard and streamlined, commercial and US government, in any layout.

Headings, merged cells, several hosts in a cell and sheets of prose are recognised; none of them is required.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mdeanalysis.catalogue.imports.columns import Columns, guessed, headings
from mdeanalysis.catalogue.imports.listing import Entry, Listing, targets
from mdeanalysis.catalogue.imports.words import (
    GOVERNMENT,
    is_ticked,
    platforms_in,
    ports_in,
    regions_of_cell,
    required_of,
    service_of,
)

#: Cells that a list leaves blank where they are as in the line above.
_CARRIED = ("service", "region", "category")
_GOVERNMENT_TITLE = re.compile(r"US gov|government|\bGCC\b|\bDoD\b", re.IGNORECASE)


class Sheet(NamedTuple):
    """A sheet's name and its cells as text; blank lines and cells keep their place."""

    name: str
    rows: Sequence[Sequence[str]]


class _Line(NamedTuple):
    """A line below its headings: the cells by what they are."""

    place: str
    sheet: str
    cells: dict[str, str]
    columns: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """What tells the service, the most telling first."""
        return (self.get("category"), self.get("description"), self.get("service"), self.sheet)

    def get(self, kind: str) -> str:
        return self.cells.get(kind, "")


def read_sheets(sheets: Sequence[Sheet]) -> Listing:
    """What the sheets list. A sheet without a column of hosts is prose, and left."""
    lines = [line for sheet in sheets for line in _lines(sheet)]
    government = _is_government(sheets, lines)
    left: list[tuple[str, str]] = []
    entries: list[Entry] = []
    for line in lines:
        found = list(_entries(line, government))
        entries += found
        if not found and line.get("endpoint"):
            left.append((line.place, line.get("endpoint")))
    told_regions = any("region" in line.columns for line in lines)
    return Listing("standard" if told_regions else "streamlined", tuple(dict.fromkeys(entries)), tuple(left))


def _lines(sheet: Sheet) -> Iterator[_Line]:
    columns = None if any(headings(row) for row in sheet.rows) else guessed(sheet.rows)
    above: dict[str, str] = {}
    for number, row in enumerate(sheet.rows, start=1):
        found = headings(row)
        if found:
            columns, above = found, {}
        elif columns and not _is_title(row):
            cells = _cells(row, columns)
            above |= {kind: cells[kind] for kind in _CARRIED if cells.get(kind)}
            yield _Line(f"{sheet.name}:{number}", sheet.name, {**above, **cells}, frozenset(columns.values()))


def _is_title(row: Sequence[str]) -> bool:
    """Whether one text fills the line, merged over it or alone, and is no host."""
    texts = {cell for cell in row if cell}
    return len(texts) == 1 and not targets(texts.pop())


def _cells(row: Sequence[str], columns: Columns) -> dict[str, str]:
    cells: dict[str, str] = {}
    for place, kind in columns.items():
        text = row[place].strip() if place < len(row) else ""
        if text and not (kind == "windows" and not is_ticked(text)):
            cells.setdefault(kind, text)
    return cells


def _is_government(sheets: Sequence[Sheet], lines: Sequence[_Line]) -> bool:
    """Whether worldwide rows are those of the US government's list: no other geography, or its title says so."""
    regions = {region for line in lines for region in regions_of_cell(line.get("region")) or ()} - {"WW"}
    if regions:
        return regions <= GOVERNMENT
    titles = [row for sheet in sheets for row in sheet.rows[:10] if _is_title(row)]
    texts = [sheet.name for sheet in sheets] + [cell for row in titles for cell in row]
    return any(_GOVERNMENT_TITLE.search(text[:200]) for text in texts)


def _entries(line: _Line, government: bool) -> Iterator[Entry]:
    regions = regions_of_cell(line.get("region"))
    if regions is None:
        return
    told = next(filter(None, map(service_of, line.words)), None)
    windows, mma = is_ticked(line.get("windows")), is_ticked(line.get("mma"))
    for target in targets(line.get("endpoint")):
        for region in regions or [""]:
            yield Entry(
                target.endpoint,
                target.path,
                ports_in(line.get("port")) or target.ports,
                region,
                region in GOVERNMENT or (government and region in ("", "WW")),
                told,
                required_of(line.get("required")),
                platforms=_platforms(line, windows or mma),
                generation="mma" if mma and not windows and "windows" in line.columns else None,
            )


def _platforms(line: _Line, windows: bool) -> frozenset[str]:
    ticked = {name for name in ("macos", "linux") if is_ticked(line.get(name))}
    return frozenset({*ticked, *(["windows"] if windows else [])}) or platforms_in(line.get("platforms"))
