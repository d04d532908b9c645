"""What crosses the borders of the stages before there are DataFrames: documents, and what a format read in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mdeanalysis.vocabulary import FORMATS


@dataclass
class Document:
    """One decoded text, or one run of a text that holds several.

    `source` is the path relative to the input root with `!` between archive and member; `root` the folder or
    archive that the document's result may fill (`SystemInfoLogs` belongs to the folder above it). `raw` has the line
    ends of its file; `first_line` is the 1-based line of the source at which it starts. `too_large` says why `raw`
    is no more than its beginning.
    """

    source: str
    raw: str
    root: str = ""
    digest: bytes = b""
    encoding: str = "utf-8"
    replaced: bool = False
    first_line: int = 1
    run: int = 0
    #: Bytes that it was decoded from.
    size: int = 0
    too_large: str = ""

    @property
    def name(self) -> str:
        """The file's own name, without folders or archives."""
        return self.source.replace("!", "/").rsplit("/", 1)[-1]

    def without_text(self) -> Document:
        """The same, once it is read: what stays is small."""
        return Document(
            self.source,
            "",
            self.root,
            self.digest,
            self.encoding,
            self.replaced,
            self.first_line,
            self.run,
            self.size,
        )

    @cached_property
    def text(self) -> str:
        """The text with LF for every line end: CRLF, LF and CR alone."""
        return self.raw.replace("\r\n", "\n").replace("\r", "\n") if "\r" in self.raw else self.raw

    @cached_property
    def lines(self) -> list[str]:
        """The text's lines; the last is empty where the text ends with a line end."""
        return self.text.split("\n")

    @property
    def line_count(self) -> int:
        """How many lines there are; behind the last line end none begins."""
        return self.text.count("\n") + (self.text[-1:] not in {"", "\n"})

    @property
    def filled(self) -> int:
        """How many lines are not blank."""
        return len(self.lines) - [*map(str.strip, self.lines)].count("")


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


#: Statuses that a proxy answers with in the service's place.
_OF_A_PROXY = frozenset({403, 407, 408, 502, 503, 504})

#: WinHTTP's errors that judge a certificate, and what the checker prints when it judges one itself.
_CERTIFICATE_CODES = frozenset({12037, 12038, 12045, 12057, 12169, 12170, 12179})
_JUDGED = ("Failed to verify certificate", "Failed to create certificate")


@dataclass(eq=False)
class UrlBlock:
    """A URL with its tries. Blocks of equal text are one object, so that a fleet's repetitions cost nothing."""

    url: str
    pinned: bool
    attempts: tuple[Attempt, ...]

    @cached_property
    def is_cut(self) -> bool:
        """Whether a row is missing."""
        return any(attempt.outcome == "missing" for attempt in self.attempts)

    @cached_property
    def named_proxy(self) -> Attempt | None:
        """The try by the proxy that the policy names, where it names one."""
        named = (attempt for attempt in self.attempts if attempt.method == "named_proxy")
        return next((attempt for attempt in named if attempt.proxy_address), None)

    @cached_property
    def certificate(self) -> str:
        """What its tries saw of the service's certificate: `answered`, `refused` over it, or `unseen`."""
        if any(map(_is_answer, self.attempts)):
            return "answered"
        return "refused" if any(map(_is_refused_certificate, self.attempts)) else "unseen"


def _is_answer(attempt: Attempt) -> bool:
    return attempt.outcome == "succeeded" and attempt.http_status not in _OF_A_PROXY


def _is_refused_certificate(attempt: Attempt) -> bool:
    """Whether a try got as far as a certificate, and failed by it."""
    judged = (attempt.message or "").startswith(_JUDGED) or attempt.error_code in _CERTIFICATE_CODES
    return attempt.outcome == "failed" and bool(attempt.tls_flags or judged)


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


class Problem(NamedTuple):
    """Input that could not be read or understood."""

    source: str
    line: int | None
    kind: str
    reason: str


class Sample(NamedTuple):
    """An unknown line, or its beginning."""

    line: int
    text: str


class Input(NamedTuple):
    """What became of one file, archive member, archive or folder that is left as a whole: a row of `inputs`.

    Counts of bytes and lines are None where its text was not read.
    """

    source: str
    taken_for: str
    result_id: str | None = None
    bytes: int | None = None
    encoding: str | None = None
    lines: int | None = None
    blank: int | None = None
    understood: int | None = None
    unknown: int | None = None
    skipped: int | None = None
    samples: str | None = None
    why: str | None = None


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
    #: Non-blank lines that were understood, those that were not, and those that the format did not look at.
    understood: int = 0
    unknown: int = 0
    skipped: int = 0
    #: The first unknown lines.
    samples: list[Sample] = field(default_factory=list)
    #: Why lines were not looked at, where the format decides so.
    why: str | None = None

    @property
    def line_count(self) -> int:
        """How many lines the document has, while its text is at hand."""
        return self.document.line_count

    def stated(self) -> dict[str, str]:
        """The first value of each name that has one."""
        return {fact.name: fact.value for fact in reversed(self.facts) if fact.value is not None}

    def values_of(self, name: str) -> list[str | None]:
        """The values of the facts of a name."""
        return [fact.value for fact in self.facts if fact.name == name]

    def stamps(self) -> Iterator[str]:
        """The events' times by the device's clock."""
        return (event.at_local for event in self.events if event.at_local)


@dataclass
class Result:
    """What one run left behind. `source` is its carrier; `whole_root` tells that it fills its folder or archive."""

    result_id: str
    source: str
    root: str
    whole_root: bool
    readings: list[Reading]
    columns: dict[str, object] = field(default_factory=dict)

    @cached_property
    def formats(self) -> list[str]:
        """The formats of the reports read in it, each once, in the vocabulary's order."""
        found = {name for reading in self.readings for name in reading.formats}
        return sorted(found & set(FORMATS), key=FORMATS.index)


class Format(NamedTuple):
    """One input format: `matches` tells it by content, `parse` never raises on bad text.

    `recall` gives the same rows for a text that it can look up among those read before, else None; `forget` gives
    back their memory. `repetition` gives little of a text that only repeats one of the readings beside it, else None.
    """

    name: str
    title: str
    order: int
    matches: Callable[[Document], bool]
    parse: Callable[[Document], Reading]
    recall: Callable[[Document], Reading | None] | None = None
    forget: Callable[[], None] | None = None
    repetition: Callable[[Document, Sequence[Reading]], Reading | None] | None = None
