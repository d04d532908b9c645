"""The analyzer's HTML page (`MDEClientAnalyzer.htm`), which stands in where the XML and text reports are missing.

Sample:

    <html><head><title>MDE Client Analyzer Results</title></head><body><h3>General Device Details</h3>
    <table class="details"><tr><th width="350px">Device name</th><td>CONTOSO-WS017</td></tr></table>
    <table class="results"><tr><th>Category</th><th>Severity</th><th>Id</th><th>Test Name</th><th>Results</th></tr>
    <tr><td>Connectivity</td><td>Warning</td><td>131007</td><td>AVCloud</td><td>No answer.</td></tr>
    </table></body></html>

A row of two cells is a fact of the section that its heading names; a table whose first row names columns holds
events. Of all attributes only a value's colour is read: it is the alert.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from operator import attrgetter
from typing import Any, TypeVar

from mdeanalysis.formats import event_text, html_tags
from mdeanalysis.formats.html_rows import LONGEST_ROW, Cell, Page, Row
from mdeanalysis.formats.lines import UnknownLines, report_cut
from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report.proxies import Proxies, take_discovered
from mdeanalysis.records import Document, Event, Fact, Format, Reading
from mdeanalysis.vocabulary import category_of, severity_of

Row_ = TypeVar("Row_")

#: Letters in which the page names itself; a style sheet may stand before.
_HEAD = 65_536
_TITLES = ("Client Analyzer Results", "General Device Details", "EDR Component Details")
_COLOUR = re.compile(r"<span[^<>]*?\bcolor\s*:\s*(red|orange|green)\b", re.IGNORECASE)
#: Where the page names its device and its run, and the letters in which it ends.
_NAME = re.compile(r"<th[^<>]*>\s*Device name:?\s*</th>\s*<td[^<>]*>([^<>]{1,100})</td>", re.IGNORECASE)
_RAN = re.compile(r"<b>\s*Script RunTime:?\s*</b>([^<>]{1,100})<", re.IGNORECASE)
_TAIL = 200
#: Rows kept whose cells are short.
_MOST = 5_000
_MARKUP = attrgetter("markup")
_ALERTS = {"red": "High", "orange": "Medium", "green": "None"}
#: The names of columns in any edition's words.
_COLUMNS = {
    "category": "category",
    "severity": "severity",
    "id": "id",
    "event id": "id",
    "test name": "check",
    "check name": "check",
    "check": "check",
    "results": "text",
    "result": "text",
    "check result": "text",
    "guidance": "guidance",
    "recommendation": "guidance",
}
#: What six columns of other names hold.
_USUAL = ("category", "severity", "id", "check", "text", "guidance")
#: Tags that shape a sentence without being a part of it; others may be insertions that look like tags.
_SHAPE = re.compile(
    r"</?(?:b|code|div|em|font|i|li|nobr|p|pre|span|strong|u|ul|wbr)(?![A-Za-z0-9])[^<>]*+>", re.IGNORECASE
)


class _Report:
    """Makes facts and events of the page's rows while they go by."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: dict[tuple[str, str], Fact] = {}
        self.odd = UnknownLines(reading)
        self.odd_lines: set[int] = set()
        self.table = 0
        self.columns: tuple[str, ...] = ()

    def take(self, row: Row) -> None:
        if row.table != self.table:
            self.table, self.columns = row.table, ()
        if columns := _columns(row.cells):
            self.columns = columns
        elif self.columns:
            self._add_event(row)
        elif "summary" in row.section.lower():
            pass  # it counts the events below
        elif len(row.cells) == 2:
            self._add_fact(row)
        elif any(cell.text for cell in row.cells):
            self._add_odd(row)

    def _add_fact(self, row: Row) -> None:
        section, name, value, alert, _ = _fact_of(row.section or "general", row.table > 0, row.cells)
        if name:
            self.facts[section, name] = Fact(section, name, value, alert, row.line)

    def _add_event(self, row: Row) -> None:
        event = _event_of(self.columns, row.cells)
        if event is None:
            self._add_odd(row)
        else:
            self.reading.events.append(Event(*event[:-1], row.line))

    def _add_odd(self, row: Row) -> None:
        """A line is counted once, however many rows stand in it."""
        if row.line not in self.odd_lines:
            self.odd_lines.add(row.line)
            text = " | ".join(_shown(cell) for cell in row.cells)
            self.odd.add(row.section or "general", row.line - self.reading.document.first_line, text)

    def finish(self) -> None:
        self.odd.report()
        self.reading.facts = list(self.facts.values())
        proxies = Proxies()
        for fact in self.reading.facts:
            proxies.item(fact.name, fact.value, fact.line)
            if fact.name == "Sense Service Discovered Proxy":
                take_discovered(self.reading, fact.value, fact.line)
        self.reading.proxy_settings += proxies.finish()


def _for_short(function: Callable[..., Row_]) -> Callable[..., Row_]:
    """The function with its latest answers of short cells kept; the cells are its last argument."""
    known = lru_cache(_MOST)(function)

    @wraps(function)
    def answer(*said: Any) -> Row_:
        cells: tuple[Cell, ...] = said[-1]
        return (known if sum(map(len, map(_MARKUP, cells))) <= LONGEST_ROW else function)(*said)

    return answer


@_for_short
def _fact_of(section: str, in_table: bool, cells: tuple[Cell, ...]) -> Fact:
    """What a row of two cells states, without its line."""
    head, cell = cells
    shown = " ".join(head.text.split()).removesuffix(":").strip()
    text = cell.text if in_table else cell.text.removesuffix("|")
    colour = _COLOUR.search(cell.markup)
    alert = _ALERTS[colour[1].lower()] if colour else None
    return Fact(section, canonical(shown) or shown, clean(text), alert, 0)


@_for_short
def _event_of(columns: tuple[str, ...], cells: tuple[Cell, ...]) -> Event | None:
    """The event of a row, without its line; None where it has no number."""
    said = dict(zip(columns, cells, strict=False))
    number = said["id"].text if "id" in said else ""
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    event_id = int(number)
    text, guidance = _sentence(said.get("text")), _sentence(said.get("guidance"))
    return Event(
        event_id, _shown(said.get("severity")) or severity_of(event_id) or "Informational",
        _shown(said.get("category")) or category_of(event_id), _shown(said.get("check")),
        event_text.plain(text), event_text.plain(guidance), event_text.failing_urls(text), None, 0,
    )  # fmt: skip


def _columns(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    """What the columns hold that this row names; empty for a row that names none."""
    if len(cells) < 3 or not (all(cell.is_head for cell in cells) or cells[0].text.lower() in _COLUMNS):
        return ()
    named = tuple(_COLUMNS.get(" ".join(cell.text.lower().split()), "") for cell in cells)
    if len([name for name in named if name]) >= 3:
        return named
    return _USUAL if len(cells) == len(_USUAL) else ()


def _shown(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell else ""


def _sentence(cell: Cell | None) -> str:
    """A sentence with its links and line breaks."""
    return _SHAPE.sub("", cell.markup).strip() if cell else ""


def parse(document: Document) -> Reading:
    """Details as facts (the last of an exact repetition), events, and no URL rows: the page has none."""
    return _read(document, Page(document.text, document.first_line))


def parse_plainly(document: Document) -> Reading:
    """The same without a look at rows read before, which the tests compare."""
    return _read(document, Page(document.text, document.first_line, plainly=True))


def _read(document: Document, page: Page) -> Reading:
    reading = Reading(document, ("html",))
    report = _Report(reading)
    for row in page.rows:
        report.take(row)
    report.finish()
    if page.is_cut:
        report_cut(reading, "the page's end is missing")
    reading.understood = document.filled - reading.unknown
    return reading


def repetition(document: Document, beside: Sequence[Reading]) -> Reading | None:
    """A whole page of the device and run that an XML report beside it is of: the tool makes the page of that report.

    Only what names device and run is read of it.
    """
    named, ran = _NAME.search(document.text), _RAN.search(document.text)
    if not named or not ran or not document.text[-_TAIL:].rstrip().lower().endswith("</html>"):
        return None
    said = [clean(html_tags.plain(found[1])) for found in (named, ran)]
    if not any(_names(reading, *said) for reading in beside):
        return None
    reading = Reading(document, ("html",), skipped=document.filled, why="a page made of the XML report beside it")
    for name, value, found in zip(("Device name", "Script RunTime"), said, (named, ran), strict=True):
        line = document.first_line + document.text.count("\n", 0, found.start(1))
        reading.facts.append(Fact("general", name, value, None, line))
    return reading


def _names(reading: Reading, device: str | None, run: str | None) -> bool:
    """Whether a reading is of an XML report of this device and run."""
    if reading.formats[0] != "xml":
        return False
    names, runs = reading.values_of("Device name"), reading.values_of("Script RunTime")
    return bool(device and run and run in runs and device.upper() in [name.upper() for name in names if name])


def matches(document: Document) -> bool:
    """A page with the tool's title, or a part of one with its headings."""
    if document.raw[:2000].lstrip()[:1] != "<":
        return False
    head = document.raw[:_HEAD]
    return "<MDEResults" not in head and any(title in head for title in _TITLES)


FORMAT = Format("html", "HTML report", 5, matches, parse, repetition=repetition)
