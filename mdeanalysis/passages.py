"""What a fleet's reports repeat is kept once: passages, and what each device alone has in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar

from mdeanalysis.records import Document, Event, Fact, ProxySetting, Reading

#: The item that begins each report.
FIRST_ITEM = "PowerShell Language mode"
#: The value of a fact that its line alone states: it differs from device to device where all else is the same.
IN_LINE = "\0"

Row = TypeVar("Row", Fact, Event, ProxySetting)


class Unknown(NamedTuple):
    """Lines of one section that nobody understood: how many, and the first of them."""

    section: str
    lines: int
    firsts: tuple[tuple[int, str], ...]


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
    unknown: tuple[Unknown, ...]

    @cached_property
    def tells(self) -> bool:
        """Whether it says more than facts and events."""
        more = self.marks or self.proxy_settings or self.discovered or self.unknown
        return bool(more) or self.host_line is not None

    @cached_property
    def value_lines(self) -> tuple[int, ...]:
        """The lines of the facts that are IN_LINE, in their order."""
        return tuple(fact.line for fact in self.facts if fact.value is IN_LINE)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the facts, in their order."""
        return tuple(fact.name for fact in self.facts)

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where among the facts each name stands."""
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.names):
            places.setdefault(name, []).append(place)
        return places

    @cached_property
    def begins_report(self) -> bool:
        """Whether a report's first line is in it."""
        return FIRST_ITEM in self.names

    @cached_property
    def stamp_lines(self) -> tuple[int, ...]:
        """The lines of the events."""
        return tuple(event.line for event in self.events)


def joined(passages: Sequence[Passage]) -> Passage:
    """Passages one below the other as one."""
    starts = list(accumulate((passage.length for passage in passages), initial=0))
    placed = list(zip(passages, starts, strict=False))
    discovered = ((value, line + start) for p, start in placed if p.discovered for value, line in [p.discovered])
    hosts = (p.host_line + start for p, start in placed if p.host_line is not None)
    return Passage(
        starts[-1],
        sum(passage.understood for passage in passages),
        tuple(_lower(fact, start) for p, start in placed for fact in p.facts),
        tuple(_lower(event, start) for p, start in placed for event in p.events),
        tuple(_lower(setting, start) for p, start in placed for setting in p.proxy_settings),
        frozenset().union(*(passage.marks for passage in passages)),
        next(discovered, None),
        next(hosts, None),
        tuple(
            Unknown(section, lines, tuple((line + start, text) for line, text in firsts))
            for p, start in placed
            for section, lines, firsts in p.unknown
        ),
    )


def _lower(row: Row, lines: int) -> Row:
    """A row so many lines further below."""
    return row._replace(line=row.line + lines) if lines else row


@dataclass(eq=False)
class Part:
    """A passage as one device has it: the values that are IN_LINE, the events' stamps, PsExec's host."""

    passage: Passage
    values: tuple[str | None, ...]
    stamps: tuple[str, ...]
    host: str | None

    def all_values(self) -> Sequence[str | None]:
        """The value of each fact."""
        if len(self.values) == len(self.passage.facts):
            return self.values
        values = iter(self.values)
        return [next(values) if fact.value is IN_LINE else fact.value for fact in self.passage.facts]

    def stated(self) -> dict[str, str]:
        """The first value of each name that has one."""
        pairs = zip(self.passage.names[::-1], self.all_values()[::-1], strict=True)
        return {name: value for name, value in pairs if value is not None}


#: A part and the numbers of its lines.
Placed = tuple[Part, Sequence[int]]


class PartedReading(Reading):
    """A reading whose facts and events are its parts'; they become rows when asked for, or a batch at a time."""

    def __init__(self, document: Document, formats: tuple[str, ...], context: str) -> None:
        super().__init__(document, formats, context)
        del self.facts, self.events
        self.parts: list[Part] = []
        #: The number of each part's first line.
        self.starts: list[int] = []

    @property
    def line_count(self) -> int:
        """The parts are the document from its first line to behind its last line end."""
        return self.starts[-1] + self.parts[-1].passage.length - 1 - self.document.first_line

    @property
    def placed(self) -> list[Placed]:
        """The parts with the numbers of their lines."""
        pairs = zip(self.parts, self.starts, strict=True)
        return [(part, range(start, start + part.passage.length)) for part, start in pairs]

    def stated(self) -> dict[str, str]:
        """The first value of each name that has one."""
        stated: dict[str, str] = {}
        for part in reversed(self.parts):
            if part.passage.facts:
                stated |= part.stated()
        return stated

    def values_of(self, name: str) -> list[str | None]:
        """The values of the facts of a name."""
        found = [(part, part.passage.places.get(name)) for part in self.parts]
        return [part.all_values()[place] for part, places in found if places for place in places]

    def stamps(self) -> Iterator[str]:
        """The events' times by the device's clock."""
        return (stamp for part in self.parts for stamp in part.stamps)

    @cached_property
    def facts(self) -> list[Fact]:  # type: ignore[override]
        return [fact for part, numbers in self.placed for fact in facts_of(part, numbers)]

    @cached_property
    def events(self) -> list[Event]:  # type: ignore[override]
        return [event for part, numbers in self.placed for event in events_of(part, numbers)]


def facts_of(part: Part, numbers: Sequence[int]) -> Iterable[Fact]:
    """The part's facts, whole."""
    values = iter(part.values)
    for section, name, value, alert, line in part.passage.facts:
        yield Fact(section, name, next(values) if value is IN_LINE else value, alert, numbers[line])


def events_of(part: Part, numbers: Sequence[int]) -> Iterable[Event]:
    """The part's events, whole."""
    for event, stamp in zip(part.passage.events, part.stamps, strict=True):
        yield event._replace(at_local=stamp, line=numbers[event.line])
