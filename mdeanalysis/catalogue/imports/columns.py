"""Which column of a sheet holds what: by its heading where there is one, else by what stands in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mdeanalysis.catalogue.imports.listing import targets
from mdeanalysis.catalogue.imports.words import regions_of_cell, required_of

#: Headings, tried in this order: the description of a URL is no URL.
_HEADINGS = tuple(
    (kind, re.compile(words, re.IGNORECASE))
    for kind, words in (
        ("mma", r"\bMMA\b|windows 7|monitoring agent"),
        ("windows", r"windows (?:10|11|server)|^windows$|unified agent"),
        ("macos", r"^mac"),
        ("linux", r"^linux"),
        ("description", r"description|purpose|explanation"),
        ("comments", r"comment|notes?$|remark"),
        ("required", r"required|optional|mandatory|^type$"),
        ("platforms", r"^OS\b|operating system|platform"),
        ("region", r"geograph|region|location|\bgeo\b"),
        ("category", r"categor|channel|function"),
        ("service", r"^service|^product|^area"),
        ("port", r"^(?:tcp )?ports?\b"),
        ("endpoint", r"endpoint|\burls?\b|domain|host|fqdn|destination|dns"),
    )
)
_LONGEST_HEADING = 160
#: The share of cells that must say the same to tell a line of headings, or a column that has none.
_MOST = 0.6
_LEAST_CELLS = 2

Columns = dict[int, str]


def headings(cells: Sequence[str]) -> Columns | None:
    """The columns that a line of headings names; None for any other line.

    A line of headings names the column of hosts and at least one more, little else, and holds no host itself.
    """
    found: Columns = {}
    for place, cell in enumerate(cells):
        kind = _heading(cell)
        if kind and (kind not in found.values() or kind == "windows"):
            found[place] = kind
    kinds = set(found.values())
    if "endpoint" not in kinds or len(kinds) < 2 or len(found) < _MOST * sum(map(bool, cells)):
        return None
    return None if any(targets(cell) for cell in cells) else found


def _heading(cell: str) -> str | None:
    text = " ".join(cell.split())
    if not text or len(text) > _LONGEST_HEADING:
        return None
    return next((kind for kind, pattern in _HEADINGS if pattern.search(text)), None)


def guessed(rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a sheet without headings, told by their cells; None where no column holds hosts."""
    width = max(map(len, rows), default=0)
    found: Columns = {}
    for place in range(width):
        column = [row[place] for row in rows if place < len(row) and row[place]]
        kind = _kind_of(column)
        if kind and kind not in found.values():
            found[place] = kind
    return found if "endpoint" in found.values() else None


def _kind_of(column: Sequence[str]) -> str | None:
    if len(column) < _LEAST_CELLS:
        return None
    tests = {
        "endpoint": lambda cell: bool(targets(cell)) and len(cell.split()) <= 2 * len(targets(cell)),
        "port": lambda cell: (
            (re.fullmatch(r"[\d\s,;/.]+", cell) is not None and "443" in cell) or cell in ("80", "80.0")
        ),
        "region": lambda cell: bool(regions_of_cell(cell)) and len(cell) <= 20,
        "required": lambda cell: required_of(cell) is not None and len(cell) <= 40,
    }
    for kind, fits in tests.items():
        if sum(map(fits, column)) >= _MOST * len(column):
            return kind
    return None
