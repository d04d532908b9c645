"""A table's values for a page: what kind each column is, how a value reads, and the whole as compact JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from markupsafe import Markup

from mdeanalysis.report.language.codes import is_coded
from mdeanalysis.report.printable import printable
from mdeanalysis.report.section import Row, Section
from mdeanalysis.report.words import Words
from mdeanalysis.vocabulary import STATES

Kind = Literal["text", "code", "day", "number", "identifier", "share", "state", "severity", "place", "page"]
_KINDS: dict[str, Kind] = {
    "share": "share", "state": "state", "tool_state": "state", "severity": "severity", "evidence": "place",
    "source": "place", "url": "place", "documentation": "page",
}  # fmt: skip
#: Numbers that name something rather than count it.
_IDENTIFIERS = frozenset({"line", "port", "rank", "expected_status"})
#: Numbers beyond this are no longer exact in a browser.
_EXACT = 2**53
_DAYS = frozenset({"run_at", "dated"})
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Column(NamedTuple):
    """One column of a page's table."""

    name: str
    heading: str
    kind: Kind


class Cell(NamedTuple):
    """A value as it reads; `state` is the state or severity that colours it, `href` where its rows stand."""

    text: str
    kind: Kind
    state: str = ""
    href: str = ""


def columns(section: Section, words: Words) -> list[Column]:
    """The columns that have a value in any row, with their kinds."""
    names = [name for name in section.columns if any(row.get(name) not in (None, "") for row in section.rows)]
    return [Column(name, printable(words.column(name)), _kind(section.rows, name)) for name in names]


def _kind(rows: Sequence[Row], name: str) -> Kind:
    values = [row.get(name) for row in rows]
    numeric = all(value is None or type(value) in {int, float} for value in values)
    if numeric and _KINDS.get(name, "text") in {"text", "share"}:
        return "identifier" if name in _IDENTIFIERS else "share" if name.endswith("share") else "number"
    if name in _DAYS and all(value is None or _DAY.fullmatch(str(value)) for value in values):
        return "day"
    return "code" if is_coded(name, values) else _KINDS.get(name, "text")


def cell(value: Any, kind: Kind, words: Words, href: str = "") -> Cell:
    """One value as it reads on the page, in no colour of its own but a state's."""
    if value is None or value == "":
        return Cell("", kind)
    if kind == "share":
        return Cell(words.percent(value), kind, href=href)
    if kind == "number":
        return Cell(words.number(value), kind, href=href if value else "")
    text = printable(str(value))
    if kind == "day":
        return Cell(words.day(date.fromisoformat(text)), kind)
    if kind == "severity":
        return Cell(words.severity(text), kind, text)
    if kind == "state":
        return Cell(words.state(text), kind, text.partition(",")[0] if text.partition(",")[0] in STATES else "")
    if kind == "page":
        return Cell(text, kind, href=text if text.startswith("https://") else "")
    return Cell(words.label(text) if kind == "code" else words.value(text), kind, href=href)


def to_json(section: Section, shown: Sequence[Column]) -> str:
    """Column by column: the values, or the different ones and where each stands. `<` and `&` are escaped."""
    data = [_packed([_plain(row.get(column.name)) for row in section.rows]) for column in shown]
    return safe_json(data)


def link_rows(section: Section) -> list[str]:
    """Keys of the rows that links refer to and that no column shows."""
    wanted = {own for link in section.links.values() for own in link.where.values()}
    return sorted(wanted)


def safe_json(data: object) -> str:
    """JSON that may stand inside a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704 - no letter of HTML is left in it


def _plain(value: Any) -> str | int | float | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int) and abs(value) < _EXACT:
        return value
    return value if isinstance(value, float) else printable(str(value))


def _packed(values: list[Any]) -> dict[str, list[Any]]:
    places: dict[Any, int] = {}
    codes = [places.setdefault((type(value), value), len(places)) for value in values]
    if len(places) * 2 > len(values):
        return {"cells": values}
    return {"values": [value for _, value in places], "codes": codes}
