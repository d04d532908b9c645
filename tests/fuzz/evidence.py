"""Whether a row's line holds what the row states."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

from mdeanalysis.records import Attempt, Document, Fact, Reading

#: Formats whose rows may take several lines; a row has the first of them.
MARKUP = ("html", "xml", "xmde_xml", "onboarding_json")
#: Lines that one element, or one try of a test of several lines, may take here.
REACH = 40
#: The methods whose tries are printed over several lines.
SEVERAL = ("agent", "oms_proxy")
_TAG = re.compile(r"<[^<>]*>|<!\[CDATA\[|\]\]>")
#: What a terminal's colours leave in a line, which readers drop.
_COLOUR = re.compile(r"\x1b?\[[\d;]*m")
#: A letter as JSON may write it.
_ESCAPE = re.compile(r"\\u([\da-fA-F]{4})")
_WORD = re.compile(r"\w+")
#: Facts that are judged from their lines rather than read in them.
_JUDGED = re.compile(r"Certificate chain of .*|trouble signs|PsExec|Root certificate auto-update", re.DOTALL)


def misplaced(document: Document, reading: Reading) -> Iterator[str]:
    """What is wrong with the lines of a reading's rows."""
    place = Place(document, reading.formats[0] in MARKUP)
    for block, line in reading.blocks:
        if not place.holds(line, block.url):
            yield f"{block.url} does not stand in line {line}"
        yield from (
            f"{attempt} does not stand in line {line}" for attempt in block.attempts if not _try(place, attempt, line)
        )
    yield from (f"{fact} does not stand in its line" for fact in reading.facts if not states(place, fact))
    yield from (
        f"{event} does not stand in its line"
        for event in reading.events
        if not place.has_number(event.line, event.event_id)
    )
    for host in reading.workspace_hosts:
        if not place.holds(host.line, host.host):
            yield f"{host} does not stand in its line"
    for setting in reading.proxy_settings:
        if setting.address and not place.holds(setting.line, setting.address):
            yield f"{setting} does not stand in its line"


class Place:
    """A document's lines, by their numbers in the source; with `markup`, what follows a line counts as well."""

    def __init__(self, document: Document, markup: bool) -> None:
        self.lines, self.first, self.markup = document.lines, document.first_line, markup

    def text(self, line: int, reach: int = 1) -> str:
        """The line, or the lines from it on that are not blank; empty where the document has no such line."""
        at = line - self.first
        reach = REACH if self.markup else reach
        if reach == 1 or at < 0:
            return "\n".join(self.lines[at : at + reach]) if at >= 0 else ""
        return "\n".join(islice(filter(str.strip, self.lines[at:]), reach))

    def holds(self, line: int, value: str, reach: int = 1) -> bool:
        """Whether a value stands in the line; of markup, its first word as a reader sees it."""
        text = self.text(line, reach)
        if value in text or value.lower() in text.lower():
            return True
        if not self.markup:
            return value in _COLOUR.sub("", text)
        word = _WORD.search(value)
        shown = (
            _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text),
            html.unescape(_TAG.sub("", text)),
            html.unescape(text),
            html.unescape(html.unescape(text)),
        )
        return word is None or any(word[0][:3] in one for one in shown)

    def has_number(self, line: int, number: int, reach: int = 1) -> bool:
        """Whether a number stands in the line, whatever zeros and script it is written with."""
        text = self.text(line, reach)
        if self.markup:
            text = f"{html.unescape(text)}\n{html.unescape(_TAG.sub('', text))}"
        return any(int(digits) == abs(number) for digits in re.findall(r"\d{1,300}", text)) or f"{number}" in text


def _try(place: Place, attempt: Attempt, line: int) -> bool:
    """Whether a try's numbers stand in its line; a try without an answer has its URL's line."""
    several = REACH if attempt.method in SEVERAL else 1
    numbers = [number for number in (attempt.http_status, attempt.error_code) if number is not None]
    return all(place.has_number(line + attempt.offset, number, several) for number in numbers)


def states(place: Place, fact: Fact) -> bool:
    """Whether a fact's value stands in its line; of a list, each part."""
    if fact.value is None or _JUDGED.fullmatch(fact.name):
        return bool(place.text(fact.line))
    return place.holds(fact.line, fact.value) or all(
        place.holds(fact.line, part.strip()) for part in fact.value.split(",")
    )
