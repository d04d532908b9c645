"""Reads a list to import, whatever it is: told by its content, opened under the limits of results."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.catalogue.imports.listing import Listing
from mdeanalysis.catalogue.imports.regions_json import read_regions
from mdeanalysis.catalogue.imports.spreadsheet import Sheet, read_sheets
from mdeanalysis.catalogue.table import COLUMNS, Row, read
from mdeanalysis.errors import CatalogueError, InputError, UnsafeInput
from mdeanalysis.intake.archive import is_zip
from mdeanalysis.intake.decode import decode
from mdeanalysis.intake.workbook import read_delimited, read_limited, read_workbook

#: The lists have a few hundred endpoints; each is compared with every row.
MAX_ENDPOINTS = 5_000


class Found(NamedTuple):
    """What a file lists: entries of others, or rows in the catalogue's own columns; and of which day it is."""

    listing: Listing | None
    rows: tuple[Row, ...]
    day: date


def read_file(file: Path) -> Found:
    """What the file lists. Raises `InputError` or `CatalogueError` where that is nothing."""
    try:
        data = read_limited(file)
        found = _read(data, file)
    except UnsafeInput as error:
        raise InputError(f"{file}: {error.reason}") from error
    if found.listing is not None and not found.listing.entries:
        raise CatalogueError(f"{file}: no endpoints found in it")
    if found.listing is not None and len(found.listing.entries) > MAX_ENDPOINTS:
        raise InputError(f"{file}: names more than {MAX_ENDPOINTS:,} endpoints, which no such list does")
    return found


def _read(data: bytes, file: Path) -> Found:
    day = datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    if is_zip(data):
        book = read_workbook(data)
        sheets = [Sheet(name, rows) for name, rows in book.sheets]
        return Found(read_sheets(sheets), (), min(book.day or day, day))
    text = decode(data, file.name).text
    if text.lstrip().startswith(("[", "{")):
        return Found(read_regions(text, file.name), (), day)
    if _is_our_own(text):
        return Found(None, read(text, str(file)), day)
    return Found(read_sheets([Sheet(file.stem, read_delimited(text))]), (), day)


def _is_our_own(text: str) -> bool:
    """Whether it is the catalogue's CSV as stored, or as `list --format csv` writes it."""
    head = text.partition("\n")[0].strip().split(",")
    return set(COLUMNS) <= set(head)
