"""What the XML reports share: elements with their lines, handed over as they end.

The expat parser is driven directly, since only it tells an element's line; a document type is refused at once, so no
entity is ever expanded. What stood complete before a cut or an error is kept.
"""

from __future__ import annotations

from xml.parsers import expat

from mdeanalysis.formats import event_text
from mdeanalysis.formats.lines import UnknownLines
from mdeanalysis.formats.xml_items import Element, Items, Take
from mdeanalysis.records import Event, Problem, Reading
from mdeanalysis.vocabulary import category_of, severity_of

#: Nested deeper, a document is none of the tool's.
MAX_DEPTH = 64


class _Refused(Exception):  # noqa: N818
    """A document type or a depth that the tool never writes."""


class _Driver:
    """Keeps the open elements only."""

    def __init__(self, reading: Reading, take: Take) -> None:
        self.reading, self.take = reading, take
        self.open: list[Element] = []
        self.tags: list[str] = []
        self.lines: list[int] = []
        # Nothing may stand before an XML declaration, but pasted text begins with empty lines.
        self.text = reading.document.text.lstrip()
        skipped = len(reading.document.text) - len(self.text)
        self.first_line = reading.document.first_line + reading.document.text.count("\n", 0, skipped)
        self.parser = expat.ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.refuse

    def read(self, items: Items | None) -> None:
        if items and items.take(self.text, self.first_line, self.take):
            return
        try:
            self.parser.Parse(self.text.encode("utf-8", "replace"), True)
        except _Refused as error:
            self.problem("unsafe", str(error))
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            self.problem("unreadable", f"XML is broken or cut off: {said}; what stood before it is kept")

    def problem(self, kind: str, reason: str) -> None:
        """What stands in lines below the place of the problem is not read."""
        document = self.reading.document
        self.reading.problems.append(Problem(document.source, self.line, kind, reason))
        below = document.lines[self.line - document.first_line + 1 :]
        self.reading.skipped = len(below) - [*map(str.strip, below)].count("")

    @property
    def line(self) -> int:
        return self.first_line + self.parser.CurrentLineNumber - 1

    def refuse(self, name: str, *_: object) -> None:
        raise _Refused(f"XML with a document type ({name}) is refused")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(f"XML nested deeper than {MAX_DEPTH} elements is refused")
        self.open.append(Element(tag, attributes))
        self.tags.append(tag)
        self.lines.append(self.line)

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)

    def end(self, _tag: str) -> None:
        element, line = self.open.pop(), self.lines.pop()
        self.tags.pop()
        if self.open:
            self.take(element, self.tags, line)
            self.open[-1].children[element.tag] = element.own_text


def read_elements(reading: Reading, take: Take, items: Items | None) -> None:
    """Hands each element below the root to `take`, and counts the lines; what is refused or broken is a problem.

    Of a document in the tool's own layout only the items are handed over, as `items` knows them.
    """
    _Driver(reading, take).read(items)
    reading.understood = reading.document.filled - reading.unknown - reading.skipped


class Events:
    """Adds the events of elements to a reading, and reports once how many lines have some that are none."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._odd = UnknownLines(reading)
        self._last_odd = 0

    def add(self, element: Element, line: int) -> None:
        """What the element leaves unsaid is what the digits of its id say."""
        event = element.made(_event_of)
        if event is None:
            self._add_odd(line, element.attributes.get("id", "").strip())
        else:
            self._reading.events.append(Event(*event[:-1], line))

    def _add_odd(self, line: int, number: str) -> None:
        """A line is counted once, however many events stand in it."""
        if line != self._last_odd:
            self._last_odd = line
            self._odd.add("events", line - self._reading.document.first_line, f"an event with the id {number!r}")

    def finish(self) -> None:
        """Reports; the lines counted here are not understood."""
        before = self._reading.unknown
        self._odd.report()
        self._reading.understood -= self._reading.unknown - before


def _event_of(element: Element) -> Event | None:
    """The event without its line; None where it has no number."""
    number = element.attributes.get("id", "").strip()
    if not (number.isascii() and number.isdigit() and len(number) <= 9):
        return None
    said, event_id = element.children, int(number)
    markup = said.get("checkresult", "")
    return Event(
        event_id, said.get("severity") or severity_of(event_id) or "Informational",
        said.get("category") or category_of(event_id), said.get("check", ""),
        event_text.plain(markup), event_text.plain(said.get("guidance", "")),
        event_text.failing_urls(markup), None, 0,
    )  # fmt: skip
