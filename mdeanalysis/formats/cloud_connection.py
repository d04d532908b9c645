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
from operator import attrgetter
from typing import NamedTuple

from mdeanalysis.formats.cloud_words import (
    HostPort,
    awaits_guid,
    find_guid,
    find_host,
    guid_alone,
    host_workspace,
    outcome_of,
    reason_of,
)
from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.url_row import MAX_LINE
from mdeanalysis.records import Document, Fact, Format, Reading, WorkspaceHost

SECTION = "cloud connection"
_BEGINS = re.compile(r"Starting connectivity test for workspace id\b|Firewall Rule:\s*\S*\.\S", re.IGNORECASE)
_HINTS = ("connectivity test for workspace id", "firewall rule:", "connection failed", "blocked host", ".opinsights.")
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


class _Line(NamedTuple):
    """A line of the test, or one around it: `frame` of a header or rule tells whether the test stands below it.

    It `opens` a workspace or a rule. `said` is what it says besides these and the host that it names, `outcome` what
    that means; `owner` is the workspace that the host is named after. One that `awaits` is broken before the
    workspace, of which the next line then is the `guid`.
    """

    text: str
    indented: bool
    frame: bool | None
    is_outside: bool
    begins: bool
    workspace: str | None = None
    rule: str | None = None
    said: str = ""
    host: HostPort | None = None
    owner: str | None = None
    outcome: str = "unknown"
    opens: bool = False
    awaits: bool = False
    guid: str | None = None


class _Host:
    """One host while its lines go by."""

    __slots__ = ("failures", "line", "name", "port", "rule", "succeeded", "words", "workspace")

    def __init__(self, workspace: str | None, rule: str | None, found: HostPort, line: int) -> None:
        self.workspace, self.rule, self.name, self.port, self.line = workspace, rule, found.host, found.port, line
        self.words: list[str] = []
        self.failures: list[str] = []
        self.succeeded = False

    def hear(self, line: _Line) -> None:
        """Takes a line. One failure outweighs any success."""
        self.words.append(line.text)
        if line.outcome == "failed":
            self.failures.append(line.said)
        elif line.outcome == "succeeded":
            self.succeeded = True

    def row(self) -> WorkspaceHost:
        outcome = "failed" if self.failures else "succeeded" if self.succeeded else "unknown"
        reason = reason_of(" ".join(self.failures)) if self.failures else None
        message = "; ".join(self.words)
        return WorkspaceHost(self.workspace, self.rule, self.name, self.port, outcome, reason, message, self.line)


class _Scan:
    """Reads the lines at `indexes` one by one."""

    def __init__(self, lines: Sequence[str], indexes: Iterable[int] | None) -> None:
        self.lines = lines
        self.indexes = range(len(lines)) if indexes is None else indexes
        self.open_end = len(lines) - 1 if lines and lines[-1] else -1
        self.inside = self.adjacent = self.cut = self.awaits = False
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
        rows = sorted((host.row() for same in self.hosts.values() for host in same), key=attrgetter("line"))
        ids = list(self.ids)
        return Connections(rows, ids, self.statements, self.unknown, self.rest, self.understood, self.cut)

    def _line(self, index: int) -> None:
        line = _said(self.lines[index])
        if line.frame is not None:
            self._leave(inside=line.frame)
        elif line.begins and not self.inside:
            self._leave(inside=True)
        if not self.inside or line.is_outside:
            self.adjacent = False
            self.rest.append(index)
            return
        known = len(line.text) <= MAX_LINE and self._take(line, index)
        if index == self.open_end and (not known or outcome_of(line.text) == "unknown"):
            known = self.cut = True
        if known:
            self.understood += 1
        else:
            self.unknown.append(index)

    def _leave(self, *, inside: bool) -> None:
        """What is opened here belongs to nothing that stands above."""
        self.inside, self.awaits = inside, False
        self.workspace = self.rule = self.host = None

    def _take(self, line: _Line, index: int) -> bool:
        """Whether a line of the test is understood. A blank line parts a host from all but its indented lines."""
        workspace = line.workspace or (line.guid if self.awaits else None)
        self.awaits = line.awaits
        if workspace:
            self.workspace = workspace
            self.ids.setdefault(workspace)
            self.rule = self.host = None
        elif line.rule is not None:
            self.rule = line.rule
            self.host = None
        if line.host:
            self._hear_host(line, line.host, index)
        elif self.host and not line.opens and (line.indented or (self.adjacent and line.outcome != "unknown")):
            self.host.hear(line)
        elif line.outcome != "unknown":
            self.statements.append((line.text, index))
        elif not (line.opens or workspace or line.awaits):
            return False
        self.adjacent = True
        return True

    def _hear_host(self, line: _Line, found: HostPort, index: int) -> None:
        if index == self.open_end and found.ends_line:
            self.cut = True  # the name or its port may be half
            if found.port is None:
                return
            found = found._replace(port=None)
        if line.owner:
            self.ids.setdefault(line.owner)
        self.host = self._host_of(found, line.owner, index)
        self.host.hear(line)

    def _host_of(self, found: HostPort, owner: str | None, index: int) -> _Host:
        """The host's row of this workspace and rule: a line may name it again."""
        same = self.hosts.setdefault((self.workspace or owner, self.rule, found.host), [])
        for host in same:
            if found.port is None or host.port is None or host.port == found.port:
                host.port = host.port or found.port
                return host
        same.append(_Host(self.workspace or owner, self.rule, found, index))
        return same[-1]


def connections(lines: Sequence[str], indexes: Iterable[int] | None = None) -> Connections:
    """The cloud connection tests among the lines at `indexes` (all, where none are given)."""
    return _Scan(lines, indexes).run()


def fill(reading: Reading, found: Connections, unknown: UnknownLines) -> None:
    """Puts hosts, workspaces and statements into a reading, and the test's unknown lines to the others."""
    start = reading.document.first_line
    reading.workspace_hosts += [WorkspaceHost(*host[:-1], start + host.line) for host in found.hosts]
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
    return may_hold(text) and any(line.begins for line in map(_said, document.lines))


def may_hold(text: str) -> bool:
    """Whether it is worth looking for a cloud connection test in a text."""
    lower = text.lower()
    return any(hint in lower for hint in _HINTS)


@remembered
def _said(raw: str) -> _Line:
    """What a line says; nothing is looked for in longer ones than the test has."""
    line = _QUOTES.sub("", raw, count=1)
    text = line.strip()
    frame = _ABOVE.match(text) is not None if text.startswith("#") and _FRAME.match(text) else None
    is_outside = not text or text.startswith("######")
    found = _Line(text, line[:1].isspace(), frame, is_outside, bool(_BEGINS.match(text)))
    if is_outside or len(text) > MAX_LINE:
        return found
    workspace, rule = find_guid(text), _RULE.match(text)
    said = text
    if workspace:
        said = workspace.rest
    elif rule:
        said = rule[2]
    host = find_host(said)
    said = host.rest if host else said
    return found._replace(
        workspace=workspace.guid if workspace else None,
        rule=rule[1].strip("'\",;") if rule and not workspace else None,
        said=said,
        host=host,
        owner=host_workspace(host.host) if host else None,
        outcome=outcome_of(said),
        opens=bool(workspace or rule),
        awaits=workspace is None and awaits_guid(text),
        guid=guid_alone(text),
    )


FORMAT = Format("cloud_connection", "cloud connection test", 94, matches, parse)
