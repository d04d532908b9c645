"""A list of devices from a file: delimited text in any encoding, or a workbook, with or without headings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.errors import InputError, UnsafeInput
from mdeanalysis.intake.archive import is_zip
from mdeanalysis.intake.decode import decode
from mdeanalysis.intake.workbook import Cells, read_delimited, read_limited, read_workbook
from mdeanalysis.inventory.headings import HEAD_LINES, KEYS, KINDS, column_names, columns_of, headings, is_bare
from mdeanalysis.schema import TABLES

#: Lines of a list: more than the largest fleet has devices.
MAX_LINES = 500_000
_DELIMITERS = ",;\t|"
_SHOWN_HEADINGS = 8
_TAKEN = {*TABLES["inventory"].names, *TABLES["devices"].names}
#: Letters of a text that are looked at, and the share of control characters from which on it is none.
_HEAD, _MOST_CONTROLS = 4_000, 0.05

#: What a cell says that says nothing.
_NOTHING = frozenset({"", "-", "n/a", "#n/a", "#ref!", "#value!", "#name?", "null", "none", "nan"})

Texts = list[str | None]


class Listed(NamedTuple):
    """A list as columns of equal length: those of `headings.KINDS`, all others, and where each line stands."""

    kinds: dict[str, Texts]
    others: dict[str, Texts]
    source: list[str]
    line: list[int]


class _Sheet(NamedTuple):
    """Lines below their headings (cells of kinds, cells of other columns), and where each stands."""

    source: str
    kinds: dict[str, Texts]
    others: dict[str, Texts]
    line: list[int]


def read_inventory(file: str | Path) -> Listed:
    """The devices that a file lists, a line each; blank lines are left out.

    Raises `InputError` where the file cannot be read, breaks a limit, or names no device.
    """
    file = Path(file)
    try:
        sheets = _sheets(read_limited(file), file)
    except UnsafeInput as error:
        hint = "; save it as CSV" if error.kind == "too_large" and file.suffix.lower() == ".xlsx" else ""
        raise InputError(f"inventory {file}: {error.reason}{hint}") from error
    except InputError as error:
        raise InputError(f"inventory {file}: {error}") from error
    except OSError as error:
        raise InputError(f"inventory {file}: {error.strerror or error}") from error
    found = [made for source, cells in sheets if (made := _sheet(source, cells))]
    if not found:
        raise InputError(f"inventory {file}: {_why([cells for _, cells in sheets])}")
    listed = _together(found)
    if not any(cell for kind in KEYS for cell in listed.kinds[kind]):
        raise InputError(f"inventory {file}: headings, but no device below them")
    return listed


def _sheets(data: bytes, file: Path) -> list[tuple[str, Cells]]:
    """Each sheet's source and cells."""
    if is_zip(data):
        return [(f"{file.name}!{name}", cells) for name, cells in read_workbook(data, MAX_LINES).sheets]
    text = decode(data, file.name).text
    if not text.strip():
        raise UnsafeInput("unreadable", "the file is empty")
    if _is_binary(text):
        raise UnsafeInput("unreadable", "neither a table of text nor a workbook (.xlsx)")
    delimiter = _delimiter(text)
    return [(file.name, read_delimited(text, delimiter, MAX_LINES))]


def _is_binary(text: str) -> bool:
    head = text[:_HEAD]
    odd = sum(not letter.isprintable() and letter not in "\t\r\n" for letter in head)
    return odd > _MOST_CONTROLS * len(head)


def _delimiter(text: str) -> str:
    """What parts the headings into the most columns that are known, then into the most; nothing where none does."""
    lines = text[: 10 * _HEAD].splitlines()[:HEAD_LINES]

    def parted(delimiter: str) -> tuple[int, int]:
        rows = [line.split(delimiter) for line in lines]
        return max(((len(columns_of([cell.strip('" ') for cell in row])), len(row)) for row in rows), default=(0, 0))

    best = max(_DELIMITERS, key=parted)
    return best if parted(best)[0] else ""


def _sheet(source: str, rows: Cells) -> _Sheet | None:
    """The lines of a sheet; None where no column names devices."""
    found = headings(rows)
    if found is None and not is_bare(rows):
        return None
    at, columns = found or (-1, {"name": 0})
    numbers = _line_numbers(rows)
    below = [place for place in range(at + 1, len(rows)) if any(rows[place])]
    cells = [list(column) for column in zip_longest(*(rows[place] for place in below), fillvalue="")]
    head = rows[at] if found else []
    head = [*head, *[""] * (len(cells) - len(head))]
    names = column_names(head, _TAKEN)
    kinds = {kind: _texts(cells[place]) for kind, place in columns.items() if place < len(cells)}
    left = [place for place in range(len(cells)) if place not in columns.values()]
    others = {names[place]: _texts(cells[place]) for place in left if head[place] or any(cells[place])}
    return _Sheet(source, kinds, others, [numbers[place] for place in below])


def _texts(cells: Iterable[str]) -> Texts:
    return [None if cell.casefold() in _NOTHING else cell for cell in map(str.strip, cells)]


def _line_numbers(rows: Cells) -> list[int]:
    """The line on which each row begins: a quoted cell may hold line ends."""
    heights = (1 + sum(cell.count("\n") for cell in row) for row in rows)
    return list(accumulate(heights, initial=1))


def _together(sheets: Sequence[_Sheet]) -> Listed:
    """The sheets one below the other; a column that a sheet lacks is unknown there."""
    others = dict.fromkeys(name for sheet in sheets for name in sheet.others)
    return Listed(
        {kind: [cell for sheet in sheets for cell in _column(sheet, sheet.kinds, kind)] for kind in KINDS},
        {name: [cell for sheet in sheets for cell in _column(sheet, sheet.others, name)] for name in others},
        [sheet.source for sheet in sheets for _ in sheet.line],
        [line for sheet in sheets for line in sheet.line],
    )


def _column(sheet: _Sheet, columns: dict[str, Texts], name: str) -> Texts:
    return columns.get(name) or [None] * len(sheet.line)


def _why(sheets: Sequence[Cells]) -> str:
    """What is wrong with a list that names no device."""
    rows = [cells for sheet in sheets for cells in sheet if any(cells)]
    if not rows:
        return "nothing in it"
    first = [f"{cell[:40]!r}" for cell in rows[0] if cell]
    more = f" and {len(first) - _SHOWN_HEADINGS} more" if len(first) > _SHOWN_HEADINGS else ""
    shown = ", ".join(first[:_SHOWN_HEADINGS]) + more
    return f"no column of device names or ids (such as Device name, FQDN, Device ID); it begins with {shown}"
