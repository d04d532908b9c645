"""Parts -> what the template shows: tables with links between them, and which of them go to a file of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup

from mdeanalysis.report import charts
from mdeanalysis.report.html.cells import Cell, Column, cell, columns, link_rows, safe_json, to_json
from mdeanalysis.report.part import Basis, Content, Part
from mdeanalysis.report.section import Link, Row, Section
from mdeanalysis.report.words import Words

#: Letters of JSON that the report itself holds; larger tables go beside it, so that it stays below 1 MB.
INLINE = 500_000
#: Rows that stand in the page before its script runs, and of a table whose rows are beside it.
STATIC = 15


@dataclass
class Table:
    """A section as the template and its script need it; `page` is the file that has its rows, where not this one."""

    section: Section
    columns: list[Column]
    data: str
    page: str = ""
    first: list[list[Cell]] = field(default_factory=list)
    setup: str = ""

    @property
    def count(self) -> int:
        """All rows."""
        return len(self.section.rows)


@dataclass
class Figure:
    """A picture as inline SVG."""

    svg: str
    title: str


@dataclass
class Shown:
    """One part of the report."""

    name: str
    title: str
    content: Content
    tables: list[Table]
    figures: list[Figure]


def shown(parts: Sequence[Part], basis: Basis, report: str, folder: str, inline: int = INLINE) -> list[Shown]:
    """Every part built, its pictures drawn, its tables placed and linked.

    `report` is the name of the report's file, `folder` that of the folder beside it. At most `inline` letters of
    tables stand in the report itself.
    """
    contents = [part.build(basis) for part in parts]
    tables = {
        section.name: _table(section, basis.words) for one in contents for section in one.tables if section.rows
    }
    _place(tables, folder, inline)
    for table in tables.values():
        _fill(table, tables, report, basis.words)
    return [_shown(part, one, tables, basis.words) for part, one in zip(parts, contents, strict=True)]


def _shown(part: Part, content: Content, tables: Mapping[str, Table], words: Words) -> Shown:
    drawn = [charts.draw(picture, words) for picture in content.pictures]
    figures = [Figure(Markup(svg), title) for svg, title, _ in drawn]  # noqa: S704 - built as XML, names escaped
    own = [tables[section.name] for section in content.tables if section.rows]
    return Shown(part.name, words(f"section.{part.name}"), content, own, figures)


def _table(section: Section, words: Words) -> Table:
    found = columns(section, words)
    return Table(section, found, to_json(section, found))


def _place(tables: Mapping[str, Table], folder: str, inline: int) -> None:
    """The small tables stay; those that no longer fit get a page each."""
    used = 0
    for table in sorted(tables.values(), key=lambda one: len(one.data)):
        used += len(table.data)
        if used > inline:
            table.page = f"{quote(folder)}/{table.section.name}.html"


def _fill(table: Table, tables: Mapping[str, Table], report: str, words: Words) -> None:
    """The rows that stand in the page, and what the script needs to make the others."""
    links = {name: link for name, link in table.section.links.items() if link.section in tables}
    pages = {name: page_of(tables[link.section], table, report) for name, link in links.items()}
    for row in table.section.rows[:STATIC]:
        hrefs = {name: href(pages[name], link, row) for name, link in links.items()}
        table.first.append([cell(row.get(c.name), c.kind, words, hrefs.get(c.name, "")) for c in table.columns])
    hidden = [name for name in link_rows(table.section) if name not in [column.name for column in table.columns]]
    more: dict[str, Any] = {name: [row.get(name, False) for row in table.section.rows] for name in hidden if links}
    table.setup = safe_json(
        {
            "name": table.section.name,
            "columns": [column._asdict() for column in table.columns],
            "links": {name: {"page": pages[name], **link._asdict()} for name, link in links.items()},
            "hidden": more,
        }
    )


def page_of(target: Table, from_table: Table, report: str) -> str:
    """The file of a table's rows as a reference from another table's; empty for the same file."""
    if target.page == from_table.page:
        return ""
    if not from_table.page:
        return target.page
    return target.page.rpartition("/")[2] if target.page else f"../{quote(report)}"


def href(page: str, link: Link, row: Row) -> str:
    """The address of the rows that a number counts."""
    wanted = {column: row[own] for column, own in link.where.items() if own in row} | link.fixed
    said = {column: _wanted(value) for column, value in wanted.items()}
    return f"{page}#table-{link.section}" + (f"?{urlencode(said)}" if said else "")


def _wanted(value: Any) -> str:
    return "*" if value == "*" else f"={'' if value is None else value}"
