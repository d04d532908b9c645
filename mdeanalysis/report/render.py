"""Sections -> a table for the terminal, JSON, CSV or Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from mdeanalysis.report.printable import csv_safe, printable
from mdeanalysis.report.section import Row, Section

WIDTH = 100
#: Columns that give way first when a line is too narrow, by the least width each keeps.
_ELASTIC = {"evidence": 24, "detail": 30, "advice": 30, "reason": 16, "what": 30, "services_failed": 18, "url": 30}
_NUMBERS = (int, float)


def to_text(headline: str, sections: Sequence[Section], width: int = WIDTH) -> str:
    """The sections below each other, no line wider than `width`; empty columns are left out."""
    out = io.StringIO()
    console = Console(file=out, width=width, color_system=None, highlight=False, markup=False, emoji=False)
    console.print(printable(headline), overflow="ellipsis", no_wrap=True)
    for section in sections:
        note = f" ({section.note})" if section.note else ""
        console.print()
        console.print(printable(f"{section.title}{note}"), overflow="ellipsis", no_wrap=True)
        if section.rows:
            console.print(_table(section))
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _table(section: Section) -> Table:
    table = Table(box=None, show_header=True, pad_edge=False, padding=(0, 2, 0, 0), header_style="")
    names = [name for name in section.columns if any(row.get(name) not in (None, "") for row in section.rows)]
    for name in names:
        numeric = all(isinstance(row.get(name), _NUMBERS) or row.get(name) is None for row in section.rows)
        table.add_column(
            name.replace("_", " "),
            justify="right" if numeric else "left",
            no_wrap=True,
            overflow="ellipsis",
            min_width=_ELASTIC.get(name) if name in _ELASTIC else None,
        )
    for row in section.rows:
        table.add_row(*(_cell(name, row.get(name)) for name in names))
    return table


def _cell(name: str, value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.1%}" if name.endswith("share") else f"{value:,.2f}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, int) else printable(str(value))


def to_json(headline: str, sections: Sequence[Section]) -> str:
    """One object: `headline`, then a list of rows a section."""
    found = {one.name: {"title": one.title, "note": one.note, "rows": one.rows} for one in sections}
    return json.dumps({"headline": headline, "sections": found}, ensure_ascii=False, indent=2, default=str)


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
    if isinstance(value, str) and not raw:
        return csv_safe(value)
    return "" if value is None else value


def to_markdown(headline: str, sections: Sequence[Section]) -> str:
    """A heading and a table a section."""
    lines = [_md(headline)]
    for section in sections:
        lines += ["", f"## {_md(section.title)}", ""]
        lines += [_md(section.note), ""] if section.note else []
        lines += _md_table(section) if section.rows else []
    return "\n".join(lines).rstrip() + "\n"


def _md_table(section: Section) -> list[str]:
    head = [name.replace("_", " ") for name in section.columns]
    return [_md_row(head), _md_row(["---"] * len(head)), *(_md_values(section.columns, row) for row in section.rows)]


def _md_values(columns: Sequence[str], row: Row) -> str:
    return _md_row([_md(_cell(name, row.get(name))) for name in columns])


def _md_row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _md(text: str) -> str:
    for letter in "\\`*_[]<>|":
        text = text.replace(letter, f"\\{letter}")
    return printable(text)


def render(format_: str, headline: str, sections: Sequence[Section], *, raw: bool = False, width: int = WIDTH) -> str:
    """The sections in one of the formats `table`, `json`, `csv` or `markdown`, ending in a line end."""
    if format_ == "json":
        return to_json(headline, sections) + "\n"
    if format_ == "csv":
        return to_csv(sections, raw=raw)
    if format_ == "markdown":
        return to_markdown(headline, sections)
    return to_text(headline, sections, width)
