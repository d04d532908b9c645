"""What crosses the borders of the stages before there are DataFrames: documents, and what a format read in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from mdeanalysis.vocabulary import FORMATS


@dataclass
class Document:
    """One decoded text, or one run of a text that holds several.

    `source` is the path relative to the input root with `!` between archive and member; `root` the folder or
    archive that the document's result may fill (`SystemInfoLogs` belongs to the folder above it). `raw` has the line
    ends of its file; `first_line` is the 1-based line of the source at which it starts.
    """

    source: str
    raw: str
    root: str = ""
    digest: bytes = b""
    encoding: str = "utf-8"
    replaced: bool = False
    first_line: int = 1
    run: int = 0

    @property
    def name(self) -> str:
        """The file's own name, without folders or archives."""
        return self.source.replace("!", "/").rsplit("/", 1)[-1]

    @cached_property
    def text(self) -> str:
        """The text with LF for every line end: CRLF, LF and CR alone."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in self.raw else self.raw

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines; the last is empty where the text ends with a line end."""
        return self.text.split("\n")


class Attempt(NamedTuple):
    """One try to reach a block's URL. `offset` is its line, counted from the URL's; 0 where the row is missing."""

    offset: int
    method: str
    outcome: str
    proxy_address: str | None = None
    http_status: int | None = None
    error_code: int | None = None
    error_function: str | None = None
    tls_flags: str | None = None
    message: str | None = None
    #: What the tool's own rule sees in the line: 1 for (200), (400) or (404), 2 for `Succeeded (405)`, else 0.
    mark: int = 0
    #: What an answer that states no status means: `reached`, or the reason why it is not.
    judged: str | None = None


@dataclass(frozen=True, eq=False)
class UrlBlock:
    """A URL with its tries. Blocks of equal text are one object, so that a fleet's repetitions cost nothing."""

    url: str
    pinned: bool
    attempts: tuple[Attempt, ...]

    @cached_property
    def is_cut(self) -> bool:
        """Whether a row is missing."""
        return any(attempt.outcome == "missing" for attempt in self.attempts)


class Fact(NamedTuple):
    """One thing stated: `name` is the display name, `value` None where the tool prints `False` or nothing."""

    section: str
    name: str
    value: str | None
    alert: str | None
    line: int


class ProxySetting(NamedTuple):
    """One place that names a proxy."""

    scope: str
    kind: str
    address: str | None
    bypass: str | None
    enabled: bool | None
    line: int


class Event(NamedTuple):
    """One event of the tool itself. `urls` are the failing URLs that it lists."""

    event_id: int
    severity: str
    category: str | None
    check: str
    text: str | None
    guidance: str | None
    urls: str | None
    at_local: str | None
    line: int


class WorkspaceHost(NamedTuple):
    """One host that a workspace's agent needs, as the cloud test tried it; `rule` is the firewall rule's wildcard."""

    workspace_id: str | None
    rule: str | None
    host: str
    port: int | None
    outcome: str
    reason: str | None
    message: str | None
    line: int


#: The value of a fact that its line alone states: it differs from device to device where all else is the same.
IN_LINE = "\0"


class UnknownLines(NamedTuple):
    """Lines of one section that nobody understood: how many, and the first of them."""

    section: str
    count: int
    line: int
    text: str


@dataclass(frozen=True, eq=False)
class Passage:
    """What some lines of a report say, whatever device they are of. Its rows count lines from its first, 0.

    The values of facts that are IN_LINE and the stamps of all events are not in it, but in each `Part`. Lines that
    say the same give one object, so that a fleet's repetitions cost nothing.
    """

    length: int
    understood: int
    facts: tuple[Fact, ...]
    events: tuple[Event, ...]
    proxy_settings: tuple[ProxySetting, ...]
    marks: frozenset[str]
    #: The proxy that an item says the sensor discovered, as it prints it, and its line.
    discovered: tuple[str, int] | None
    host_line: int | None
    unknown: tuple[UnknownLines, ...]

    @cached_property
    def value_lines(self) -> tuple[int, ...]:
        """The lines of the facts that are IN_LINE, in their order."""
        return tuple(fact.line for fact in self.facts if fact.value is IN_LINE)

    @cached_property
    def stamp_lines(self) -> tuple[int, ...]:
        """The lines of the events."""
        return tuple(event.line for event in self.events)


class Part(NamedTuple):
    """A passage as one device has it."""

    passage: Passage
    values: tuple[str | None, ...]
    stamps: tuple[str, ...]
    host: str | None


class Problem(NamedTuple):
    """Input that could not be read or understood."""

    source: str
    line: int | None
    kind: str
    reason: str


@dataclass
class Reading:
    """What one format read in one document, as plain rows; lines count from the start of the source."""

    document: Document
    formats: tuple[str, ...]
    context: str = "system"
    blocks: list[tuple[UrlBlock, int]] = field(default_factory=list)
    facts: list[Fact] = field(default_factory=list)
    proxy_settings: list[ProxySetting] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    workspace_hosts: list[WorkspaceHost] = field(default_factory=list)
    #: Log Analytics workspaces that the document names, in its order, lower case.
    workspace_ids: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    #: Things seen that decide about the run, such as `asr_rule`, `no_psexec`, `half_url`, `not_finished`.
    marks: set[str] = field(default_factory=set)
    #: `results.proxy_method`, where a `Proxy config` line states it.
    proxy_method: str | None = None
    #: A host name that is stated elsewhere than as a fact.
    host: str | None = None
    #: Non-blank lines that were understood, and those that were not.
    understood: int = 0
    unknown: int = 0


@dataclass
class Result:
    """What one run left behind. `source` is its carrier; `whole_root` tells that it fills its folder or archive."""

    result_id: str
    source: str
    root: str
    whole_root: bool
    readings: list[Reading]
    columns: dict[str, object] = field(default_factory=dict)

    @property
    def formats(self) -> list[str]:
        """The formats read in it, each once, in the vocabulary's order."""
        return sorted({name for reading in self.readings for name in reading.formats}, key=FORMATS.index)


class Format(NamedTuple):
    """One input format: `matches` tells it by content, `parse` never raises on bad text."""

    name: str
    title: str
    order: int
    matches: Callable[[Document], bool]
    parse: Callable[[Document], Reading]
