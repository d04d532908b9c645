"""Reads the text report line by line. Items are recognised wherever they stand: no section owns them."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats import event_text, psexec
from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.text_report import sentences, titles
from mdeanalysis.formats.text_report.chain import Chain
from mdeanalysis.formats.text_report.items import guess_item, split_item
from mdeanalysis.formats.text_report.proxies import PROXY_ITEMS, Proxies, policy_value, take_discovered
from mdeanalysis.formats.url_block import add_policy, connectivity, fill
from mdeanalysis.records import Document, Event, Fact, ProxySetting, Reading
from mdeanalysis.vocabulary import category_of

_RULE = re.compile(r"[#\-=\s]+$")
_EVENT = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)Z \[(Error|Warning|Informational)\] (.+?) (\d{6}):(?: (.*))?$",
    re.DOTALL,
)
#: Items that say more than their fact, or begin several lines.
_LONG_ITEMS = frozenset({"AadAccountCache is"})
_TELLING = _LONG_ITEMS | PROXY_ITEMS | {"Device is", "Sense Service Discovered Proxy"}
_DOWNLEVEL = re.compile(r"^[ \t>]*(?:OS Environment is  ?(?:not  ?)?supported|OMS channel ?):", re.MULTILINE)
#: The section of the lines that stand before the first header.
GENERAL = "general"


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
        return Frame(item=item, plain=item[0] not in _TELLING)
    return _NO_FRAME


def parse(document: Document) -> Reading:
    """Everything that the report states."""
    return Report(document, "downlevel_text" if _is_downlevel(document.text) else "modern_text").read()


class Report:
    """One report while its lines go by; `format_` is its name in `results.formats`."""

    def __init__(self, document: Document, format_: str) -> None:
        self.document = document
        self.reading = Reading(document, (format_,), context=context_of(document))
        self.unknown = UnknownLines(self.reading)
        self.proxies = Proxies()
        self.chain = Chain((), self.state)
        self.section = self.title = GENERAL
        self.event: tuple[re.Match[str], int, list[str]] | None = None
        self.long_item = self.half = False
        lines = document.lines
        self.open_end = len(lines) - 1 if lines[-1] else -1

    def read(self) -> Reading:
        """Everything that the report states."""
        found = connectivity(self.document)
        fill(self.reading, found)
        self.chain = Chain(found.blocks, self.state)
        if found.blocks:
            self.reading.formats += ("url_block",)
        lines, first_line = self.document.lines, self.document.first_line
        for index in found.rest:
            line = lines[index].strip()
            if line:
                line = line.lstrip("> \t") if line[0] == ">" else line
                if index == self.open_end or not self.take_plain(line, first_line + index):
                    self.take(line, index)
        self.close_event()
        self.judge(found.blocks[-1][1] if found.blocks else -1, found.rest)
        self.unknown.report()
        self.reading.proxy_settings += self.proxies.finish()
        add_policy(self.reading)
        return self.reading

    def take_plain(self, line: str, number: int) -> bool:
        """Most lines that are not blank: an item that only states a fact, while nothing else is going on."""
        if not line or self.event or self.long_item or self.title == titles.PROXY:
            return False
        frame = frame_of(line)
        if not frame.plain or frame.item is None:
            return False
        self.reading.facts.append(Fact(self.section, *frame.item, None, number))
        self.reading.understood += 1
        self.chain.end()
        return True

    def take(self, line: str, index: int) -> None:
        """Reads one line; `index` counts from 0."""
        number = self.document.first_line + index
        # The text may end within a line: that line is told by its kind, but what it states may be half.
        self.half = index == self.open_end and "report_end" not in self.reading.marks
        known = (
            not line
            or self.take_frame(line, number)
            or self.take_section_line(line, number)
            or self.take_rest(line, number)
        )
        if known or self.half:  # that the text ends here is a problem of its own
            self.reading.understood += 1
        else:
            self.unknown.add(self.title, index, line)

    def state(self, name: str, value: str | None, number: int) -> None:
        """Keeps a fact, unless the text ends within its line."""
        if not self.half:
            self.reading.facts.append(Fact(self.section, name, value, None, number))

    def take_frame(self, line: str, number: int) -> bool:
        """Headers, rules, events and items: the lines that end whatever ran before them."""
        frame = frame_of(line)
        if frame.rule:
            return True
        if frame.title:
            self.start_section(frame.title)
        elif frame.event:
            self.close_event()
            self.long_item = False
            self.event = None if self.half else (frame.event, number, [frame.event[5] or ""])
        elif frame.item and not (self.long_item and _is_table_row(line)):
            self.take_item(*frame.item, number)
        else:
            return False
        self.proxies.end_netsh(line)
        self.chain.end()
        return True

    def start_section(self, title: str) -> None:
        """A header begins what the following facts belong to."""
        self.close_event()
        self.long_item = False
        self.section = " ".join(title.split())
        self.title = titles.normal(title)
        if self.title == titles.LAST:
            self.reading.marks.add("report_end")

    def take_item(self, name: str, value: str | None, number: int) -> None:
        """An item is a fact wherever it stands; a few say more."""
        self.close_event()
        self.long_item = name in _LONG_ITEMS
        if self.half:
            return
        self.state(name, value, number)
        self.proxies.item(name, value, number)
        if name == "Device is" and value == "not onboarded":
            self.reading.marks.add("not_onboarded")
        elif name == "Sense Service Discovered Proxy":
            take_discovered(self.reading, value, number)

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
        if found[0] == "TelemetryProxyServer" and found[1] and not self.half:
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
        if psexec.understand(line, self.reading):
            return True
        if self.title == titles.PROXY and (self.half or self.proxies.take_netsh(line, number)):
            return True
        return self.title in sentences.RAW_SECTIONS or self.long_item or self.take_garbled(line, number)

    def take_sentence(self, sentence: sentences.Sentence, number: int) -> None:
        """Keeps what a sentence states and decides."""
        self.close_event()
        if sentence.name:
            self.state(sentence.name, sentence.value, number)
        if sentence.mark and not self.half:
            self.reading.marks.add(sentence.mark)
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
        self.reading.events.append(
            Event(
                event_id, found[2], category_of(event_id), found[3].strip(),
                event_text.plain(markup), None, event_text.failing_urls(markup), found[1], number,
            )
        )  # fmt: skip

    def judge(self, last_url_line: int, rest: list[int]) -> None:
        """Whether the text was cut before the test had ended."""
        marks = self.reading.marks
        if "report_end" in marks:
            return
        if self.open_end >= 0 or any(fact.name == "Script Version" for fact in self.reading.facts):
            report_cut(self.reading, f"it ends in section {self.section!r}")
        behind = [self.document.lines[i] for i in rest if i > last_url_line]
        after_test = any(line.strip() for line in behind) if last_url_line >= 0 else self.after_test()
        if not after_test:
            marks.add("cut_in_test")

    def after_test(self) -> bool:
        """Without any URL: whether the report goes on behind the place where the test's output stands."""
        return any(titles.normal(titles.title_of(line) or "") == titles.AFTER_TEST for line in self.document.lines)


def _is_table_row(line: str) -> bool:
    """Registry tables have a blank before the colon, items have none."""
    return line.partition(":")[0][-1:].isspace()


def _is_downlevel(text: str) -> bool:
    return "Important notes:" not in text and _DOWNLEVEL.search(text) is not None
