"""Tables as delimited text, such as our own exports and lists of devices: headings tell what columns hold."""

from __future__ import annotations

import csv
import io
from typing import Literal

from mdeanalysis.inventory.headings import columns_of
from mdeanalysis.redaction.collect import COLUMNS, IDS, cell_image
from mdeanalysis.redaction.redactor import Redactor

_OF_LISTS = {"fqdn": "host", "name": "host", "domain": "domain", "site": "site", "owner": "user", "ring": "tag"}
#: A list of programs has names as well, and they are nobody's.
_OF_PROGRAMS = frozenset({"publisher", "displayversion"})
_DELIMITERS = ",;\t"


def is_sheet(name: str) -> bool:
    """Whether a file is named as such tables are."""
    return name.lower().endswith((".csv", ".tsv"))


def sheet_text(text: str, redactor: Redactor) -> str:
    """The table, its known columns replaced as what they are, all else as any text."""
    first, end = _first_line(text)
    delimiter = max(_DELIMITERS, key=first.count)
    headings = next(csv.reader([first], delimiter=delimiter), [])
    kinds = _kinds(headings)
    if not kinds:
        return redactor.text(text)
    out = io.StringIO()
    quoting: Literal[0, 1] = csv.QUOTE_ALL if first.startswith('"') else csv.QUOTE_MINIMAL
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=quoting)
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        writer.writerow(next(rows))
        for cells in rows:
            writer.writerow([_cell(cell, kinds.get(place), redactor) for place, cell in enumerate(cells)])
    except csv.Error:
        return redactor.text(text)
    return out.getvalue()


def _cell(cell: str, kind: str | None, redactor: Redactor) -> str:
    return redactor.text(cell) if kind is None or not cell else cell_image(kind, cell, redactor)


def _first_line(text: str) -> tuple[str, str]:
    line = text.split("\n", 1)[0]
    return line.rstrip("\r"), "\r\n" if line.endswith("\r") else "\n"


def _kinds(headings: list[str]) -> dict[int, str]:
    """What the columns hold, by their places."""
    if _OF_PROGRAMS & {heading.strip().lower() for heading in headings}:
        return {}
    listed = {place: _OF_LISTS[kind] for kind, place in columns_of(headings).items() if kind in _OF_LISTS}
    own = {**COLUMNS, **IDS}
    return listed | {place: own[heading] for place, heading in enumerate(headings) if heading in own}
