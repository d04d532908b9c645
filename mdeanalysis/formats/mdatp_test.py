"""The connectivity test of the agent on Linux and macOS (`mdatp connectivity test`), and the client analyzer's own.

Sample:

    Testing connection with https://winatp-gw-weu.microsoft.com/commands/test ... [OK]
    Testing connection with https://x.cp.wd.microsoft.com/api/report ... [ERROR]
            response 407

The text is mostly pasted: colours, quotes and a logger's stamps may stand around it, and a mail may wrap its lines.
Only the analyzer says in a second line why a URL failed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.mdatp_answer import block_of, is_half_said, is_ok, said_in
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.url_row import MAX_LINE
from mdeanalysis.records import Document, Format, Reading

_LABEL = "Testing connection with"
_URL = re.compile(r"\s+<?(https?://[^\s<>]+)>?(\s.*)?$")
_STATUS = re.compile(r"\s*(?:\.+|…)?\s*\[([^][]*(?:\[[^][]*\][^][]*)*)\](.*)$")
_HALF_STATUS = re.compile(r"\s*(?:\.*|…)\s*(?:\[.*)?$")
#: The escape itself is often lost where a terminal's text is pasted.
_COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\[\d{1,3}(?:;\d{1,3})*m")
_QUOTES = re.compile(r"(?:[ \t]*> ?)*")
#: A URL has no more lines below its own than these.
_MOST_DETAILS = 3
_COMMANDS = ("mdatp connectivity test", "connectivitytest")
#: The analyzer breaks down at failures that it does not foresee, so that later URLs go untested.
_BROKEN_DOWN = "Traceback (most recent call last)"


@dataclass
class _Row:
    url: str
    index: int
    indent: int
    status: str | None = None
    details: list[str] = field(default_factory=list)

    def take_status(self, text: str) -> bool:
        """Whether a text behind the URL is a status, or less than one."""
        if found := _STATUS.match(text):
            self.status = found[1].strip()
            self.details += [after] if (after := found[2].strip()) else []
            return True
        return _HALF_STATUS.match(text) is not None


class _Announced(NamedTuple):
    """What a URL's line says, wherever it stands."""

    url: str
    indent: int
    status: str | None
    details: tuple[str, ...]


class _Scan:
    """The rows of a text, and which lines are none of them."""

    def __init__(self, document: Document) -> None:
        self.lines = document.lines
        self.open_end = len(self.lines) - 1 if self.lines[-1] else -1
        self.rows: list[_Row] = []
        self.current: _Row | None = None  # the row that the next line may belong to
        self.rest: list[int] = []
        self.is_half = False

    def run(self) -> None:
        for index, raw in enumerate(self.lines):
            line = _plain(raw)
            if not line.strip():
                continue
            if not (self.take_row(line, index) or self.take_more(line, index)):
                self.current = None
                self.rest.append(index)
        self.is_half |= self.current is not None and self.current.status is None

    def take_row(self, line: str, index: int) -> bool:
        """A URL's line. What ends the text may be half a URL, of which nothing is known."""
        row = _row_of(line, index)
        if index == self.open_end and ((row and line.rstrip(">").endswith(row.url)) or self.is_half_label(line)):
            self.is_half = True
        elif row:
            self.rows.append(row)
            self.current = row
        return row is not None or self.is_half

    def is_half_label(self, line: str) -> bool:
        """Whether the last line is the beginning of a URL's, where URLs stand above it."""
        return bool(self.rows) and f"{_LABEL} https://".startswith(line.strip().replace("<", ""))

    def take_more(self, line: str, index: int) -> bool:
        """A line below a URL's: the status that a mail has wrapped, or what the tool says of the failure."""
        row, text = self.current, line.strip()
        if row is None or row.status is None:
            return row is not None and text[0] in ".…[" and row.take_status(text)
        below = _indent(line) > row.indent and _LABEL not in line and not is_ok(row.status)
        said = said_in(text, row.status) or (text if below else None)
        if said is None or len(row.details) >= _MOST_DETAILS:
            return False
        row.details.append(said)
        self.is_half |= index == self.open_end and is_half_said(text)
        return True


@remembered
def _plain(line: str) -> str:
    """A line without colours and marks of quotation."""
    if len(line) > MAX_LINE:
        return line
    line = _COLOUR.sub("", line)
    quotes = _QUOTES.match(line)
    return line[quotes.end() :] if quotes else line


def _indent(line: str) -> int:
    expanded = line.expandtabs()
    return len(expanded) - len(expanded.lstrip())


def _row_of(line: str, index: int) -> _Row | None:
    """The row of a URL's line, its status as far as it stands there."""
    found = _announced(line)
    return _Row(found.url, index, found.indent, found.status, list(found.details)) if found else None


@remembered
def _announced(line: str) -> _Announced | None:
    if _LABEL not in line or len(line) > MAX_LINE:
        return None
    found = _URL.match(line.partition(_LABEL)[2])
    if found is None:
        return None
    row = _Row(found[1], 0, _indent(line))
    is_row = row.take_status(found[2] or "")
    return _Announced(row.url, row.indent, row.status, tuple(row.details)) if is_row else None


def tested_url(line: str) -> str | None:
    """The URL that a line announces."""
    row = _row_of(_plain(line), 0) if _LABEL in line else None
    return row.url if row else None


def _count_unknown(reading: Reading, rest: list[int]) -> None:
    """Counts the lines that are none of the test's; a traceback tells that it did not come to its end."""
    unknown = UnknownLines(reading)
    lines = reading.document.lines
    in_traceback = False
    for index in rest:
        line = _plain(lines[index])
        if _BROKEN_DOWN in line:
            in_traceback = True
            reading.marks.add("cut_in_test")
        elif in_traceback:
            in_traceback = line[:1].isspace()
        elif not any(command in line for command in _COMMANDS):
            unknown.add("connectivity", index, lines[index])
    unknown.report()


def parse(document: Document) -> Reading:
    """Each URL with its one try, made by the agent's own path."""
    reading = Reading(document, ("mdatp_test",), context=context_of(document))
    scan = _Scan(document)
    scan.run()
    start = document.first_line
    reading.blocks = [(block_of(row.url, row.status, tuple(row.details)), start + row.index) for row in scan.rows]
    _count_unknown(reading, scan.rest)
    reading.understood = document.filled - reading.unknown
    if scan.is_half:
        report_cut(reading, "it ends within a URL's answer")
    if scan.is_half or any(block.is_cut for block, _ in reading.blocks):
        reading.marks.add("cut_in_test")
    return reading


def matches(document: Document) -> bool:
    """A line that announces a URL and holds nothing else but its status."""
    if _LABEL not in document.text:
        return False
    return any(_row_of(_plain(line), 0) for line in document.lines if _LABEL in line)


FORMAT = Format("mdatp_test", "mdatp connectivity test", 95, matches, parse)
