"""Workbooks (`.xlsx`) and delimited text as sheets of text cells, under limits, with nothing in them calculated."""

from __future__ import annotations

import csv
import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from mdeanalysis.errors import InputError, UnsafeInput
from mdeanalysis.intake.archive import MAX_MEMBER_BYTES, Budget, open_zip

#: Of lines that are not blank, over all sheets: Microsoft's lists have a few hundred.
MAX_LINES = 20_000
#: Blank lines in a row after which a sheet is over: some writers fill a sheet to its last line.
MAX_BLANK_LINES = 2_000
MAX_CELLS = 64
MAX_CELL_LETTERS = 4_000
#: Cells are objects many times the size of their text.
MAX_WORKBOOK_BYTES = 32 * 2**20
_MAX_MERGED_CELLS = 20_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_SEPARATOR = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_OLE_START = b"\xd0\xcf\x11\xe0"
_MISSING = "reading .xlsx needs the package openpyxl: pip install 'mdeanalysis[excel]', or save the sheet as CSV"

Cells = list[list[str]]


class _Lines:
    """How many lines that are not blank may still come, over all sheets."""

    def __init__(self, most: int) -> None:
        self._most = self._left = most

    def take(self) -> None:
        """One more. Raises `UnsafeInput` where it is one too many."""
        self._left -= 1
        if self._left < 0:
            raise UnsafeInput("too_large", f"has more than {self._most:,} lines")


class Workbook(NamedTuple):
    """Sheets by name, and the day on which the workbook was last changed, where it says so."""

    sheets: list[tuple[str, Cells]]
    day: date | None


def read_limited(file: Path) -> bytes:
    """The bytes of a list, workbook or text. Raises `UnsafeInput` where it is too large, or an older Excel's."""
    with file.open("rb") as stream:
        data = stream.read(MAX_MEMBER_BYTES + 1)
    if len(data) > MAX_MEMBER_BYTES:
        raise UnsafeInput("too_large", f"holds more than {MAX_MEMBER_BYTES // 2**20} MiB")
    if data.startswith(_OLE_START):
        raise UnsafeInput("unreadable", "an old or encrypted workbook; save it as .xlsx or CSV")
    return data


def read_workbook(data: bytes, most: int | None = None) -> Workbook:
    """The sheets of a workbook with at most so many lines; formulas as what they last came to, merged cells each with
    the text of all.

    Raises `UnsafeInput` where it breaks a limit, `InputError` where it cannot be read.
    """
    try:
        import openpyxl
    except ImportError as error:
        raise InputError(_MISSING) from error
    members = _members(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and checks that no cell's text depends on
            return _read(openpyxl.load_workbook, members, _Lines(most or MAX_LINES))
    except UnsafeInput:
        raise
    except Exception as error:  # openpyxl raises whatever its parts do on a broken workbook
        raise UnsafeInput("unreadable", f"no workbook that can be read: {error or type(error).__name__}") from error


def read_delimited(text: str, delimiter: str = "", most: int | None = None) -> Cells:
    """The cells of a text with this delimiter, or with what it has most of: commas, semicolons or tabs.

    Raises `UnsafeInput` beyond the limits.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text))
    try:
        return _limited((_texts(line) for line in lines), _Lines(most or MAX_LINES))
    except csv.Error as error:
        raise UnsafeInput("unreadable", f"no table of text: {error}") from error


def _read(load: Callable[..., Any], members: dict[str, bytes], budget: _Lines) -> Workbook:
    """The loader gets what was unpacked under limits, not the archive that may say something else of itself."""
    book = load(_packed(members), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [(str(sheet.title), _cells(sheet, members, budget)) for sheet in book.worksheets]
        return Workbook(sheets, _day(book))
    finally:
        book.close()


def _members(data: bytes) -> dict[str, bytes]:
    budget, left = Budget(), MAX_WORKBOOK_BYTES
    archive = open_zip(io.BytesIO(data), budget)
    if archive.problems:
        raise UnsafeInput(*archive.problems[0])
    members: dict[str, bytes] = {}
    for entry in archive.entries:
        content = entry.read(budget)
        left -= len(content)
        if left < 0:
            raise UnsafeInput("too_large", f"unpacks to more than {MAX_WORKBOOK_BYTES // 2**20} MiB")
        if _DOCUMENT_TYPE.search(content.replace(b"\0", b"")):
            raise UnsafeInput("unsafe", f"{entry.name} defines entities, which no workbook needs")
        members.setdefault(entry.name, content)
    return members


def _packed(members: dict[str, bytes]) -> io.BytesIO:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    out.seek(0)
    return out


def _cells(sheet: Any, members: dict[str, bytes], budget: _Lines) -> Cells:
    sheet.reset_dimensions()  # what it says of its own size may be wrong, and would cut it
    lines = sheet.iter_rows(values_only=True, max_col=MAX_CELLS)
    rows = _limited((_texts(line) for line in lines), budget)
    source = members.get(str(getattr(sheet, "_worksheet_path", "")).lstrip("/"), b"")
    return _filled(rows, _MERGED.findall(source))


def _texts(line: Iterable[Any]) -> list[str]:
    """The cells as text, up to the last that is not blank."""
    cells = ["" if value is None else str(value).strip()[:MAX_CELL_LETTERS] for value in islice(line, MAX_CELLS)]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _limited(lines: Iterator[list[str]], budget: _Lines) -> Cells:
    """Lines up to the limit, blank ones in their place, none at the end."""
    rows: Cells = []
    blank = 0
    for cells in lines:
        rows.append(cells)
        blank = 0 if any(cells) else blank + 1
        if not blank:
            budget.take()
        if blank > MAX_BLANK_LINES:
            break
    return rows[: len(rows) - blank]


def _filled(rows: Cells, merged: list[tuple[bytes, bytes, bytes, bytes]]) -> Cells:
    """The rows with the text of merged cells in all of them, up to a number of cells."""
    left = _MAX_MERGED_CELLS
    for first, top, last, bottom in merged:
        columns = range(_column(first), min(_column(last), MAX_CELLS) + 1)
        lines = range(int(top), min(int(bottom), len(rows)) + 1)
        left -= len(columns) * len(lines)
        if left < 0:
            break
        if not lines or not columns or columns[0] > len(rows[lines[0] - 1]):
            continue
        text = rows[lines[0] - 1][columns[0] - 1]
        for line in lines:
            cells = rows[line - 1]
            cells += [""] * (columns[-1] - len(cells))
            cells[columns[0] - 1 : columns[-1]] = [text] * len(columns)
    return rows


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _day(book: Any) -> date | None:
    modified = getattr(book.properties, "modified", None)
    return modified.date() if modified else None


def _delimiter(text: str) -> str:
    """What the first line names, as Excel reads it (`sep=;`), else what stands most often outside quotes."""
    if told := _SEPARATOR.match(text):
        return told[1]
    head = re.sub(r'"[^"]*"', "", text[:20_000])
    return max(",;\t", key=head.count)
