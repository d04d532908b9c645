"""A section as a table of a page: its first rows, each cell as a text that keeps to its column."""

from __future__ import annotations

from typing import Any

from mdeanalysis.report.html.cells import Cell, Column, cell, columns
from mdeanalysis.report.pdf.columns import FIRM, height, layout, line, pieces, room
from mdeanalysis.report.pdf.letters import Letters
from mdeanalysis.report.section import Section
from mdeanalysis.report.words import Words

#: A table of more rows than the first shows only the second; of these a reader wants more.
_WHOLE, _FIRST = 60, 20
_MORE = {"devices": 60, "changes": 40, "ask": 40}
#: Letters of a value that are looked at to find out how wide its column should be, and of a sentence that are shown.
_MEASURED, _SENTENCE = 300, 1_500
#: Letters of a line over the whole width; headings are larger.
_LINE = 48
#: A table of this height at most (points) stays on one page: about half of one.
_TOGETHER = 200.0

Text = str | list[str]


def table(section: Section, words: Words, letters: Letters, beside: str) -> dict[str, Any]:
    """What the template shows; `beside` says where all rows stand, if they do not stand here."""
    shown = section.rows[: count_shown(section)]
    found = [one for one in columns(section, words) if any(row.get(one.name) not in (None, "") for row in shown)]
    found = [one._replace(heading=letters(one.heading)) for one in found]
    rows = [[cell(row.get(one.name), one.kind, words) for one in found] for row in shown]
    measured = [[letters(one.text[:_MEASURED]) for one in row] for row in rows]
    made = layout(found, measured)
    lines = [line(column, made, place) for place, column in enumerate(found)]
    return {
        "title": letters(section.title),
        "notes": [sentence(note, words, letters) for note in _notes(section, len(shown), words, beside) if note],
        "together": len(rows) <= _WHOLE and height(found, made, measured) <= _TOGETHER,
        "scale": made.scale,
        "columns": list(map(_column, found, made.widths)),
        "rows": [[_told(one, most, words, letters) for one, most in zip(row, lines, strict=True)] for row in rows],
    }


def count_shown(section: Section) -> int:
    """How many rows of a section a page shows."""
    most = max(_MORE.get(section.name, _FIRST), _FIRST)
    return len(section.rows) if len(section.rows) <= max(_WHOLE, most) else most


def sentence(text: str, words: Words, letters: Letters, most: int = _SENTENCE) -> Text:
    """A text over the whole width, of at most so many letters."""
    return _split(_fit(text, most, words, letters), _LINE)


def _notes(section: Section, shown: int, words: Words, beside: str) -> list[str]:
    left = shown < len(section.rows)
    return [section.note, words("pdf.cut", shown=shown, count=len(section.rows), where=beside) if left else ""]


def _column(column: Column, points: float) -> dict[str, Any]:
    return {"heading": column.heading, "kind": column.kind, "width": round(points, 2)}


def _told(one: Cell, line: int, words: Words, letters: Letters) -> Any:
    """A text, or one with what makes it look like a state or severity, or leads to a page."""
    whole = _fit(one.text, room(line), words, letters)
    text = whole if one.kind in FIRM else _split(whole, line)
    if one.kind == "severity":
        return {"text": text, "severity": one.state or one.text}
    if one.state:
        return {"text": text, "state": one.state}
    return {"text": text, "page": one.href} if one.kind == "page" and one.href else text


def _fit(text: str, most: int, words: Words, letters: Letters) -> str:
    """At most so many letters, and how many were left off: no row may become as high as a page."""
    shown = letters(text[:most])
    if len(text) <= most and len(shown) <= most:
        return shown
    keep = most * min(most, len(text)) // max(len(shown), 1)
    return letters(text[:keep]) + words("pdf.more", count=len(text) - keep)


def _split(text: str, line: int) -> Text:
    found = pieces(text, line)
    return found if len(found) > 1 else text
