"""Reads a report's section line by line. Items are recognised wherever they stand: no section owns them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mdeanalysis.formats import event_text, psexec
from mdeanalysis.formats.lines import SAMPLES
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.text_report import sentences, titles
from mdeanalysis.formats.text_report.chain import Chain, Sights
from mdeanalysis.formats.text_report.items import guess_item, split_item
from mdeanalysis.formats.text_report.proxies import PROXY_ITEMS, Proxies, policy_value
from mdeanalysis.passages import IN_LINE, Part, Passage, Unknown
from mdeanalysis.records import Event, Fact, ProxySetting
from mdeanalysis.vocabulary import category_of

_RULE = re.compile(r"[#\-=\s]+$")
_EVENT = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)Z \[(Error|Warning|Informational)\] (.+?) (\d{6}):(?: (.*))?$",
    re.DOTALL,
)
#: Items that say more than their fact, or begin several lines.
_LONG_ITEMS = frozenset({"AadAccountCache is"})
TELLING = _LONG_ITEMS | PROXY_ITEMS | {"Device is", "Sense Service Discovered Proxy"}


class Frame(NamedTuple):
    """What a line is, wherever it stands: a rule, a header, an event or an item; none of them for any other line.

    An item is `plain` where its fact is all that it says.
    """

    rule: bool = False
    title: str | None = None
    event: re.Match[str] | None = None
    item: tuple[str, str | None] | None = None
    plain: bool = False


_NO_FRAME = Frame()


@remembered
def frame_of(line: str) -> Frame:
    """The frame of a line without outer blanks."""
    if line[0] in "#-=" and _RULE.match(line):
        return Frame(rule=True)
    if line[0] == "#" and (title := titles.title_of(line)):
        return Frame(title=title)
    if line[0] == "2" and (event := _EVENT.match(line)):
        return Frame(event=event)
    if item := split_item(line):
        return Frame(item=item, plain=item[0] not in TELLING)
    return _NO_FRAME


def bare(line: str) -> str:
    """A line without outer blanks and without a mail's quotes."""
    line = line.strip()
    return line.lstrip("> \t") if line[:1] == ">" else line


class Place(NamedTuple):
    """Where a section's lines stand: its name, its title as it is compared, and what the test saw of certificates.

    `open_end` tells that the text ends within the last line.
    """

    name: str
    title: str
    sights: Sights
    open_end: bool = False


class Section:
    """One section while its lines go by."""

    def __init__(self, place: Place) -> None:
        self.name, self.title = place.name, place.title
        self.open_end = place.open_end
        self.facts: list[Fact] = []
        self.values: list[str | None] = []
        self.events: list[Event] = []
        self.stamps: list[str] = []
        self.marks: set[str] = set()
        self.discovered: tuple[str, int] | None = None
        self.host: tuple[str, int] | None = None
        self.unknown: dict[str, Unknown] = {}
        self.understood = 0
        #: Lines whose own values (an item's, an event's stamp, a host, a number) decide nothing and stand in no row.
        self.free: set[int] = set()
        self.proxies = Proxies()
        self.chain = Chain(place.sights, self.state)
        self.event: tuple[re.Match[str], int, list[str]] | None = None
        self.long_item = self.half = False

    def read(self, lines: Sequence[str]) -> Part:
        """Everything that the lines say."""
        last = len(lines) - 1
        for number, line in enumerate(map(bare, lines)):
            # The text may end within a line: that line is told by its kind, but what it states may be half.
            self.half = self.open_end and number == last
            if not line:
                self.understood += bool(lines[number].strip())
            elif self.half or not self.take_plain(line, number):
                self.take(line, number)
        self.close_event()
        return Part(self.passage(len(lines)), tuple(self.values), tuple(self.stamps), self.host and self.host[0])

    def passage(self, length: int) -> Passage:
        """What the lines say, without what they alone say."""
        return Passage(
            length, self.understood, tuple(self.facts), tuple(self.events), tuple(self.proxies.finish()),
            frozenset(self.marks), self.discovered, self.host and self.host[1], tuple(self.unknown.values()),
        )  # fmt: skip

    def take_plain(self, line: str, number: int) -> bool:
        """Most lines that are not blank: an item that only states a fact, while nothing else is going on."""
        if self.event or self.long_item or self.title == titles.PROXY:
            return False
        frame = frame_of(line)
        if not frame.plain or frame.item is None:
            return False
        self.state_item(*frame.item, number)
        self.understood += 1
        self.chain.end()
        return True

    def take(self, line: str, number: int) -> None:
        """Reads one line."""
        known = self.take_frame(line, number) or self.take_section_line(line, number) or self.take_rest(line, number)
        if known or self.half:  # that the text ends here is a problem of its own
            self.understood += 1
        else:
            _, lines, firsts = self.unknown.get(self.title, Unknown(self.title, 0, ()))
            firsts = firsts if lines >= SAMPLES else (*firsts, (number, line))
            self.unknown[self.title] = Unknown(self.title, lines + 1, firsts)

    def state(self, name: str, value: str | None, number: int) -> None:
        """Keeps a fact, unless the text ends within its line."""
        if not self.half:
            self.facts.append(Fact(self.name, name, value, None, number))

    def state_item(self, name: str, value: str | None, number: int) -> None:
        """Keeps a fact whose value its line alone states."""
        self.facts.append(Fact(self.name, name, IN_LINE, None, number))
        self.values.append(value)
        self.free.add(number)

    def take_frame(self, line: str, number: int) -> bool:
        """Headers, rules, events and items: the lines that end whatever ran before them."""
        frame = frame_of(line)
        if frame.rule:
            return True
        if frame.title:
            self.start_section(frame.title)
            if self.title in titles.TELLING:
                self.state(*titles.TELLING[self.title], number)
        elif frame.event:
            self.close_event()
            self.long_item = False
            self.event = None if self.half else (frame.event, number, [frame.event[5] or ""])
            self.free.add(number)
        elif frame.item and not (self.long_item and _is_table_row(line)):
            self.take_item(frame, number)
        else:
            return False
        self.proxies.end_netsh(line)
        self.chain.end()
        return True

    def start_section(self, title: str) -> None:
        """A header begins what the following facts belong to."""
        self.close_event()
        self.long_item = False
        self.name = " ".join(title.split())
        self.title = titles.normal(title)
        if self.title == titles.LAST:
            self.marks.add("report_end")
            self.open_end = False

    def take_item(self, frame: Frame, number: int) -> None:
        """An item is a fact wherever it stands; a few say more."""
        assert frame.item
        name, value = frame.item
        self.close_event()
        self.long_item = name in _LONG_ITEMS
        if self.half:
            return
        if frame.plain:
            self.state_item(name, value, number)
            return
        self.state(name, value, number)
        self.proxies.item(name, value, number)
        if name == "Device is" and value == "not onboarded":
            self.marks.add("not_onboarded")
        elif name == "Sense Service Discovered Proxy" and value:
            self.discovered = self.discovered or (value, number)

    def take_section_line(self, line: str, number: int) -> bool:
        """Lines that only mean something in their section, or behind the line that announces them."""
        if self.chain.take(line, number):
            self.close_event()
            return True
        if self.title == titles.PROXY and (Proxies() if self.half else self.proxies).take(line, number):
            self.close_event()
            return True
        if self.title == titles.POLICY:
            return self.take_policy(line, number)
        return False

    def take_policy(self, line: str, number: int) -> bool:
        """A line of the policy table; text in any language stands around it."""
        found = policy_value(line)
        if found is None:
            return line.startswith(("Hive:", "Name ")) or self.event is None
        self.close_event()
        self.state(found[0], found[1] or None, number)
        whole = not self.half and not found[1].endswith(("...", "…"))  # PowerShell cuts rows at the console's width
        if found[0] == "TelemetryProxyServer" and found[1] and whole:
            self.proxies.settings.append(ProxySetting("telemetry_policy", "static", found[1], None, None, number))
        return True

    def take_rest(self, line: str, number: int) -> bool:
        """Sentences, the rest of an event, and what other programs print."""
        if sentence := sentences.understand(line):
            self.take_sentence(sentence, number)
            return True
        if self.event:
            if not self.half:
                self.event[2].append(line)
            return True
        if self.take_psexec(line, number):
            return True
        if self.title == titles.PROXY and (self.half or self.proxies.take_netsh(line, number)):
            return True
        if self.title in sentences.RAW_SECTIONS or self.long_item:
            self.free.add(number)
            return True
        return self.take_garbled(line, number)

    def take_psexec(self, line: str, number: int) -> bool:
        """What PsExec says; the first host that it names counts."""
        said = psexec.meaning(line)
        if said is None:
            return False
        if said.mark:
            self.marks.add(said.mark)
        if said.mark in psexec.STATES:
            self.state(psexec.NAME, psexec.STATES[said.mark], number)
        if said.host and self.host is None:
            self.host = said.host, number
        self.free.add(number)
        return True

    def take_sentence(self, sentence: sentences.Sentence, number: int) -> None:
        """Keeps what a sentence states and decides."""
        self.close_event()
        if sentence.name:
            self.state(sentence.name, sentence.value, number)
        if sentence.mark and not self.half:
            self.marks.add(sentence.mark)
        if sentence.name == sentences.OUTPUT:
            self.title = titles.TEST

    def take_garbled(self, line: str, number: int) -> bool:
        """An item whose name has lost up to two letters."""
        item = guess_item(line)
        if item is None:
            return False
        self.state(*item, number)
        return True

    def close_event(self) -> None:
        """The event that ran so far is complete."""
        if self.event is None:
            return
        found, number, lines = self.event
        self.event = None
        markup = "\n".join(lines).strip()
        event_id = int(found[4])
        self.stamps.append(found[1])
        self.events.append(
            Event(
                event_id, found[2], category_of(event_id), found[3].strip(),
                event_text.plain(markup), None, event_text.failing_urls(markup), None, number,
            )
        )  # fmt: skip


def _is_table_row(line: str) -> bool:
    """Registry tables have a blank before the colon, items have none."""
    return line.partition(":")[0][-1:].isspace()
