"""The Log Analytics agent's own test (`TestCloudConnection.exe`), inside a report or alone.

Sample:

    Starting connectivity test for workspace id dddddddd-0000-0000-0000-000000000001
    Firewall Rule: *.ods.opinsights.azure.com
    dddddddd-0000-0000-0000-000000000001.ods.opinsights.azure.com:443
    TCP connectivity test succeeded
    Firewall Rule: *.blob.core.windows.net
    scadvisorcontent.blob.core.windows.net:443
    Connection failed

Nobody has published its whole output: the words of the first line, `Firewall Rule:`, `Connection failed` and
`Blocked Host` are certain, the rest is read by what its words mean, and the words are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from mdeanalysis.formats.cloud_words import HostPort, find_guid, find_host, host_workspace, outcome_of, reason_of
from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.url_row import MAX_LINE
from mdeanalysis.records import Document, Fact, Format, Reading, WorkspaceHost

SECTION = "cloud connection"
_BEGINS = re.compile(r"Starting connectivity test for workspace id\b|Firewall Rule:\s*\S*\.\S", re.IGNORECASE)
_HINT = re.compile(
    r"connectivity test for workspace id|Firewall Rule:|Connection failed|Blocked Host|\.opinsights\.", re.IGNORECASE
)
_RULE = re.compile(r"Firewall Rule:\s*(\S+)(.*)", re.IGNORECASE | re.DOTALL)
#: The report's own header above the test, and any other header or rule, which ends it.
_ABOVE = re.compile(r"#{6,}\s+Connectivity details for OMS\s", re.IGNORECASE)
_FRAME = re.compile(r"#{6,}(?:\s+\S|$)")
_QUOTES = re.compile(r"(?:\s*>)* ?")


class Connections(NamedTuple):
    """What lines hold of the test; `line` and all numbers are indexes of lines.

    `statements` say how it went without naming a host, `unknown` are lines within the test that say nothing
    known, `rest` are the lines outside; `understood` counts the others. `cut` tells that the text ends within a
    host's lines.
    """

    hosts: list[WorkspaceHost]
    workspace_ids: list[str]
    statements: list[tuple[str, int]]
    unknown: list[int]
    rest: list[int]
    understood: int
    cut: bool


@dataclass
class _Host:
    """One host while its lines go by."""

    workspace: str | None
    rule: str | None
    name: str
    port: int | None
    line: int
    words: list[str] = field(default_factory=list)
    outcomes: set[str] = field(default_factory=set)
    failures: list[str] = field(default_factory=list)

    def hear(self, text: str, said: str) -> None:
        """Takes a line, and of it what is `said` of the host. One failure outweighs any success."""
        outcome = outcome_of(said)
        self.words.append(text)
        self.outcomes.add(outcome)
        if outcome == "failed":
            self.failures.append(said)

    def row(self) -> WorkspaceHost:
        outcome = next((word for word in ("failed", "succeeded") if word in self.outcomes), "unknown")
        reason = reason_of(" ".join(self.failures)) if self.failures else None
        message = "; ".join(self.words)
        return WorkspaceHost(self.workspace, self.rule, self.name, self.port, outcome, reason, message, self.line)


class _Scan:
    """Reads the lines at `indexes` one by one."""

    def __init__(self, lines: Sequence[str], indexes: Iterable[int] | None) -> None:
        self.lines = lines
        self.indexes = range(len(lines)) if indexes is None else indexes
        self.open_end = len(lines) - 1 if lines and lines[-1] else -1
        self.inside = self.adjacent = self.cut = False
        self.understood = 0
        self.workspace: str | None = None
        self.rule: str | None = None
        self.host: _Host | None = None
        self.hosts: dict[tuple[str | None, str | None, str], list[_Host]] = {}
        self.ids: dict[str, None] = {}
        self.statements: list[tuple[str, int]] = []
        self.unknown: list[int] = []
        self.rest: list[int] = []

    def run(self) -> Connections:
        for index in self.indexes:
            self._line(index)
        rows = [host.row() for same in self.hosts.values() for host in same]
        rows.sort(key=lambda row: row.line)
        ids = list(self.ids)
        return Connections(rows, ids, self.statements, self.unknown, self.rest, self.understood, self.cut)

    def _line(self, index: int) -> None:
        line, text = _unquoted(self.lines[index])
        if text.startswith("#") and _FRAME.match(text):
            self._leave(inside=_ABOVE.match(text) is not None)
        elif text and not self.inside and _BEGINS.match(text):
            self._leave(inside=True)
        if not text or not self.inside or text.startswith("######"):
            self.adjacent = False
            self.rest.append(index)
            return
        known = len(text) <= MAX_LINE and self._take(text, line[0].isspace(), index)
        if index == self.open_end and (not known or outcome_of(text) == "unknown"):
            known = self.cut = True
        if known:
            self.understood += 1
        else:
            self.unknown.append(index)

    def _leave(self, *, inside: bool) -> None:
        """What is opened here belongs to nothing that stands above."""
        self.inside = inside
        self.workspace = self.rule = self.host = None

    def _take(self, text: str, indented: bool, index: int) -> bool:
        """Whether a line of the test is understood. A blank line parts a host from all but its indented lines."""
        said = self._open(text)
        opens = said is not None
        said = text if said is None else said
        if found := find_host(said):
            self._hear_host(found, text, index)
        elif self.host and not opens and (indented or (self.adjacent and outcome_of(said) != "unknown")):
            self.host.hear(text, said)
        elif outcome_of(said) != "unknown":
            self.statements.append((text, index))
        elif not opens:
            return False
        self.adjacent = True
        return True

    def _open(self, text: str) -> str | None:
        """What a line says besides the workspace or the rule that it opens; None where it opens none."""
        if found := find_guid(text):
            self.workspace = found.guid
            self.ids.setdefault(found.guid)
            self.rule = self.host = None
            return found.rest
        if rule := _RULE.match(text):
            self.rule = rule[1].strip("'\",;")
            self.host = None
            return rule[2]
        return None

    def _hear_host(self, found: HostPort, text: str, index: int) -> None:
        if index == self.open_end and found.ends_line:
            self.cut = True  # the name or its port may be half
            if found.port is None:
                return
            found = found._replace(port=None)
        if owner := host_workspace(found.host):
            self.ids.setdefault(owner)
        self.host = self._host_of(found, owner, index)
        self.host.hear(text, found.rest)

    def _host_of(self, found: HostPort, owner: str | None, index: int) -> _Host:
        """The host's row of this workspace and rule: a line may name it again."""
        same = self.hosts.setdefault((self.workspace or owner, self.rule, found.host), [])
        for host in same:
            if found.port is None or host.port in {None, found.port}:
                host.port = host.port or found.port
                return host
        same.append(_Host(self.workspace or owner, self.rule, found.host, found.port, index))
        return same[-1]


def connections(lines: Sequence[str], indexes: Iterable[int] | None = None) -> Connections:
    """The cloud connection tests among the lines at `indexes` (all, where none are given)."""
    return _Scan(lines, indexes).run()


def fill(reading: Reading, found: Connections, unknown: UnknownLines) -> None:
    """Puts hosts, workspaces and statements into a reading, and the test's unknown lines to the others."""
    start = reading.document.first_line
    reading.workspace_hosts += [host._replace(line=start + host.line) for host in found.hosts]
    reading.workspace_ids = list(dict.fromkeys([*reading.workspace_ids, *found.workspace_ids]))
    reading.facts += [Fact(SECTION, "Statement", text, None, start + index) for text, index in found.statements]
    for index in found.unknown:
        unknown.add(SECTION, index, reading.document.lines[index])
    reading.understood += found.understood
    if found.cut:
        reading.marks.add("cut_in_cloud_test")


def count_rest(reading: Reading, rest: Iterable[int], unknown: UnknownLines) -> None:
    """Counts the lines around a test that stands without a report: empty quotes and rules are understood."""
    for index in rest:
        line = reading.document.lines[index]
        if not line.strip():
            continue
        if line.strip().strip(" \t>#").strip():
            unknown.add("connectivity", index, line)
        else:
            reading.understood += 1


def parse(document: Document) -> Reading:
    """A text that holds nothing but the cloud connection test."""
    reading = Reading(document, ("cloud_connection",), context=context_of(document))
    found = connections(document.lines)
    unknown = UnknownLines(reading)
    count_rest(reading, found.rest, unknown)
    fill(reading, found, unknown)
    unknown.report()
    if found.cut:
        report_cut(reading, "it ends within the cloud connection test")
    return reading


def matches(document: Document) -> bool:
    """A line that begins a workspace's test, or names a firewall rule with a host's wildcard."""
    text = document.text
    return may_hold(text) and any(_BEGINS.match(_unquoted(line)[1]) for line in document.lines)


def may_hold(text: str) -> bool:
    """Whether it is worth looking for a cloud connection test in a text."""
    return _HINT.search(text) is not None


@remembered
def _unquoted(line: str) -> tuple[str, str]:
    """A line without marks of quotation, and that without outer blanks."""
    plain = _QUOTES.sub("", line, count=1)
    return plain, plain.strip()


FORMAT = Format("cloud_connection", "cloud connection test", 94, matches, parse)
