"""A report is its sections, one after the other, and the URL blocks among them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress

from mdeanalysis.formats.lines import UnknownLines, context_of, report_cut
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.text_report import titles
from mdeanalysis.formats.text_report.apart import Unfit
from mdeanalysis.formats.text_report.chain import sights_of
from mdeanalysis.formats.text_report.proxies import take_discovered
from mdeanalysis.formats.text_report.recall import RECALL
from mdeanalysis.formats.text_report.section import Place, Section, bare, frame_of
from mdeanalysis.formats.url_block import Connectivity, add_policy, connectivity, fill, other_tests
from mdeanalysis.passages import Part, Placed, events_of, facts_of
from mdeanalysis.records import Document, ProxySetting, Reading

_DOWNLEVEL = re.compile(r"^[ \t>]*(?:OS Environment is  ?(?:not  ?)?supported|OMS channel ?):", re.MULTILINE)
#: The headers above the tests of down-level Windows.
TESTS = "Connectivity details for"
#: The section of the lines that stand before the first header.
GENERAL = "general"


def parse(document: Document) -> Reading:
    """Everything that the report states."""
    return _Recalling(document, format_of(document)).read()


def parse_plainly(document: Document) -> Reading:
    """The same without any memory of other reports, which the tests compare."""
    return Report(document, format_of(document)).read()


def format_of(document: Document) -> str:
    """The report's name in `results.formats`."""
    text = document.raw
    return "downlevel_text" if "Important notes:" not in text and _DOWNLEVEL.search(text) else "modern_text"


class Report:
    """One report, read without any memory of others; `section` reads a section's lines."""

    section: type[Section] = Section

    def __init__(self, document: Document, format_: str) -> None:
        self.document = document
        self.reading = Reading(document, (format_,), context=context_of(document))
        lines = document.lines
        self.open_end = len(lines) - 1 if lines[-1] else -1

    def read(self) -> Reading:
        """Everything that the report states."""
        found = connectivity(self.document)
        fill(self.reading, found)
        if found.blocks:
            self.reading.formats += ("url_block",)
        unknown = UnknownLines(self.reading)
        rest = self.other_tests(found.rest, unknown)
        compose(self.reading, list(self.parts(found._replace(rest=rest))), unknown)
        unknown.report()
        self.reading.facts.sort(key=lambda fact: fact.line)
        self.judge(found.blocks[-1][1] if found.blocks else -1, rest)
        add_policy(self.reading)
        return self.reading

    def other_tests(self, rest: list[int], unknown: UnknownLines) -> list[int]:
        """Takes the tests of down-level Windows, which stand under headers of their own; gives the other lines."""
        held = self.reading.formats[0] == "downlevel_text" or TESTS in self.document.text
        return other_tests(self.reading, rest, unknown) if held else rest

    def parts(self, found: Connectivity) -> Iterator[Placed]:
        """The sections' parts. What stands behind the last URL is a section of its own: the test's own end."""
        first_line, lines = self.document.first_line, self.document.lines
        place = Place(GENERAL, GENERAL, sights_of(block for block, _ in found.blocks))
        for indexes in self.sections(found):
            texts = [lines[index] for index in indexes]
            place = next_place(place, texts[0], indexes[0] > self.last_url_line(found) >= 0)
            part = self.part(texts, place._replace(open_end=self.open_end == indexes[-1]))
            yield part, [first_line + index for index in indexes]

    def part(self, lines: list[str], place: Place) -> Part:
        """What the lines of a section say."""
        return self.section(place).read(lines)

    @staticmethod
    def last_url_line(found: Connectivity) -> int:
        """The index of the last URL's line, -1 without any."""
        return found.blocks[-1][1] if found.blocks else -1

    def sections(self, found: Connectivity) -> Iterator[list[int]]:
        """The indexes of the lines of each section."""
        last_url, indexes = self.last_url_line(found), list[int]()
        for index in found.rest:
            behind_test = indexes and indexes[-1] < last_url < index
            if indexes and (behind_test or title_in(self.document.lines[index])):
                yield indexes
                indexes = []
            indexes.append(index)
        if indexes:
            yield indexes

    def judge(self, last_url_line: int, rest: list[int]) -> None:
        """Whether the text was cut before the test had ended."""
        marks = self.reading.marks
        if "report_end" in marks:
            return
        if self.open_end >= 0 or any(fact.name == "Script Version" for fact in self.reading.facts):
            report_cut(self.reading, f"it ends in section {self.ends_in()!r}")
        behind = [self.document.lines[i] for i in rest if i > last_url_line]
        after_test = any(line.strip() for line in behind) if last_url_line >= 0 else self.after_test()
        if not after_test:
            marks.add("cut_in_test")

    def ends_in(self) -> str:
        """The name of the last section."""
        title = next(filter(None, map(title_in, reversed(self.document.lines))), GENERAL)
        return " ".join(title.split())

    def after_test(self) -> bool:
        """Without any URL: whether the report goes on behind the place where the test's output stands."""
        return any(map(_is_after_test, self.document.lines))


class _Recalling(Report):
    """Looks sections up among those read before."""

    def part(self, lines: list[str], place: Place) -> Part:
        """What the lines of a section say."""
        if not place.open_end:
            with suppress(Unfit):
                return RECALL.lines(lines, place)
        return super().part(lines, place)


def next_place(place: Place, first: str, behind_test: bool) -> Place:
    """The place of the section that begins with the line `first`, after the one at `place`."""
    if title := title_in(first):
        return Place(" ".join(title.split()), titles.normal(title), place.sights)
    return place._replace(title=titles.TEST) if behind_test and place.title != titles.TEST else place


@remembered
def title_in(line: str) -> str | None:
    """The title of a header's line, in a mail's quotes too."""
    text = bare(line)
    return frame_of(text).title if text else None


@remembered
def _is_after_test(line: str) -> bool:
    return titles.normal(titles.title_of(line) or "") == titles.AFTER_TEST


def compose(reading: Reading, parts: Sequence[Placed], unknown: UnknownLines) -> None:
    """Puts what all parts say into the reading, and the lines that nobody understood to the others."""
    for part, numbers in parts:
        reading.facts += facts_of(part, numbers)
        reading.events += events_of(part, numbers)
        reading.understood += part.passage.understood
        note(reading, part, numbers)
        add_unknown(reading, part, numbers, unknown)


def add_unknown(reading: Reading, part: Part, numbers: Sequence[int], unknown: UnknownLines) -> None:
    """Puts the lines of a part that nobody understood to the others."""
    for section, lines, firsts in part.passage.unknown:
        for line, text in firsts:
            unknown.add(section, numbers[line] - reading.document.first_line, text)
        unknown.count(section, lines - len(firsts))


def note(reading: Reading, part: Part, numbers: Sequence[int]) -> None:
    """What a part says about the run: marks, the host, its proxies."""
    passage = part.passage
    for scope, kind, address, bypass, enabled, line in passage.proxy_settings:
        reading.proxy_settings.append(ProxySetting(scope, kind, address, bypass, enabled, numbers[line]))
    reading.marks |= passage.marks
    reading.host = reading.host or part.host
    if passage.discovered:
        value, line = passage.discovered
        take_discovered(reading, value, numbers[line])
