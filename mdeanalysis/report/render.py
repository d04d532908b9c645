"""Sections -> a table for the terminal, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Sequence
from typing import Any

from mdeanalysis.report.layout import lay_out, shortened, wrapped
from mdeanalysis.report.printable import csv_safe, json_safe, printable
from mdeanalysis.report.section import Row, Section

WIDTH = 100
#: A device's name in it may be as long as a hostile result wants.
HEADLINE_LINES = 4
#: What Markdown takes for marks: HTML, references and headings too.
_MARKED = re.compile(r"[\\`*_\[\]<>|&#~$]")
#: What begins a block of Markdown where it stands first in a line.
_BLOCK = re.compile(r"\A(\d*)(?=[-+=.)])")
#: Numbers that name something rather than count it.
_IDENTIFIERS = frozenset({"line", "code", "event_id"})


def to_text(headline: str, sections: Sequence[Section], width: int = WIDTH, *, short: bool = False) -> str:
    """The sections below each other, no line wider than `width`; `short` leaves out what a page cannot hold."""
    lines = wrapped(shortened(printable(headline), HEADLINE_LINES * width), width)
    for section in sections:
        rows = section.short if short and section.short is not None else section.rows
        told = [section.note, section.more if short else ""]
        note = ", ".join(text for text in told if text)
        title = f"{section.title} ({note})" if note else section.title
        shown = _prose(section, rows) if section.prose else _table(section, rows, width)
        if not shown and not note:
            continue
        if not (short and shown and section.bare):
            shown = [title, *shown]
        lines += ["", *(shortened(printable(line), width) for line in shown)]
    return "\n".join(lines) + "\n"


def _prose(section: Section, rows: Sequence[Row]) -> list[str]:
    *heads, last = section.columns
    lines = []
    for number, row in enumerate(rows, start=1):
        said = ": ".join(_counted(name, row[name]) for name in heads)
        lines += [f"{number}. {said}", f"   {row[last]}"]
    return lines


def _counted(name: str, value: Any) -> str:
    if isinstance(value, int):
        return f"{value:,} {name if value != 1 else name.removesuffix('s')}"
    return str(value)


def _table(section: Section, rows: Sequence[Row], width: int) -> list[str]:
    if not rows:
        return []
    names = [name for name in section.columns if any(row.get(name) not in (None, "") for row in rows)]
    numeric = [all(row.get(name) is None or isinstance(row[name], int | float) for row in rows) for name in names]
    cells = [[_cell(name, row.get(name)) for name in names] for row in rows]
    return lay_out(names, cells, numeric, width)


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1%}" if name.endswith("share") else f"{value:,.2f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if name in _IDENTIFIERS else f"{value:,}"
    return printable(str(value))


def to_json(headline: str, sections: Sequence[Section]) -> str:
    """One object: `headline`, then a list of rows a section."""
    found = {one.name: {"title": one.title, "note": one.note, "rows": one.rows} for one in sections}
    made = {"headline": headline, "sections": found}
    return json_safe(json.dumps(made, ensure_ascii=False, indent=2, default=str, allow_nan=False))


def to_csv(sections: Sequence[Section], *, raw: bool = False) -> str:
    """One table: the section's name, then the columns of all sections."""
    columns = list(dict.fromkeys(name for section in sections for name in section.columns))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["section", *columns])
    for section in sections:
        for row in section.rows:
            writer.writerow([section.name, *(_csv_cell(row.get(name), raw) for name in columns)])
    return out.getvalue()


def _csv_cell(value: Any, raw: bool) -> Any:
    if isinstance(value, str):
        return printable(value) if raw else printable(csv_safe(value))
    return "" if value is None else value


def to_markdown(headline: str, sections: Sequence[Section]) -> str:
    """A heading and a table a section."""
    lines = [_BLOCK.sub(r"\1\\", marked(headline).lstrip())]
    for section in sections:
        lines += ["", f"## {marked(section.title)}", ""]
        lines += [marked(section.note), ""] if section.note else []
        lines += _md_table(section) if section.rows else []
    return "\n".join(lines).rstrip() + "\n"


def _md_table(section: Section) -> list[str]:
    head = [name.replace("_", " ") for name in section.columns]
    return [_md_row(head), _md_row(["---"] * len(head)), *(_md_values(section.columns, row) for row in section.rows)]


def _md_values(columns: Sequence[str], row: Row) -> str:
    return _md_row([marked(_cell(name, row.get(name))) for name in columns])


def _md_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def marked(text: str) -> str:
    """The text for Markdown, in which nothing is a mark."""
    return _MARKED.sub(r"\\\g<0>", printable(text))


def render(
    format_: str,
    headline: str,
    sections: Sequence[Section],
    *,
    raw: bool = False,
    width: int = WIDTH,
    short: bool = False,
) -> str:
    """The sections in one of the formats `table`, `json`, `csv` or `markdown`, ending in a line end."""
    if format_ == "json":
        return to_json(headline, sections) + "\n"
    if format_ == "csv":
        return to_csv(sections, raw=raw)
    if format_ == "markdown":
        return to_markdown(headline, sections)
    return to_text(headline, sections, width, short=short)
