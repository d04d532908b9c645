"""The analyzer's XML report (`MDEClientAnalyzer.xml`).

Sample:

    <MDEResults><devInfo><deviceName displayName="Device name"><value>CONTOSO-WS017</value></deviceName></devInfo>
    <events><event id="131015"><severity>Warning</severity></event></events></MDEResults>

The expat parser is driven directly, since only it tells an element's line; a document type is refused at once, so no
entity is ever expanded. What stood complete before a cut or an error is kept.
"""

from __future__ import annotations

from xml.parsers import expat

from mdeanalysis.formats import event_text
from mdeanalysis.formats.lines import context_of
from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report.proxies import Proxies, take_discovered
from mdeanalysis.records import Document, Event, Fact, Format, Problem, Reading
from mdeanalysis.vocabulary import category_of, severity_of

#: Nested deeper, a document is none of the tool's.
MAX_DEPTH = 64


class _Refused(Exception):  # noqa: N818
    """A document type or a depth that the tool never writes."""


class _Element:
    __slots__ = ("attributes", "children", "line", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.text: list[str] = []
        self.children: dict[str, str] = {}

    @property
    def own_text(self) -> str:
        return "".join(self.text).strip()


class _Report:
    """Keeps the open elements only; an item or event becomes a row when it ends."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.open: list[_Element] = []
        self.facts: dict[tuple[str, str, str], Fact] = {}
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

    def read(self) -> None:
        try:
            self.parser.Parse(self.text.encode("utf-8", "replace"), True)
        except _Refused as error:
            self.problem("unsafe", str(error))
        except expat.ExpatError as error:
            said = expat.ErrorString(error.code)
            self.problem("unreadable", f"XML is broken or cut off: {said}; what stood before it is kept")
        self.reading.facts = list(self.facts.values())
        self.add_proxies()

    def add_proxies(self) -> None:
        proxies = Proxies()
        for fact in self.reading.facts:
            proxies.item(fact.name, fact.value, fact.line)
            if fact.name == "Sense Service Discovered Proxy":
                take_discovered(self.reading, fact.value, fact.line)
        self.reading.proxy_settings += proxies.finish()

    def problem(self, kind: str, reason: str) -> None:
        document = self.reading.document
        self.reading.problems.append(Problem(document.source, self.line, kind, reason))

    @property
    def line(self) -> int:
        return self.first_line + self.parser.CurrentLineNumber - 1

    def refuse(self, name: str, *_: object) -> None:
        raise _Refused(f"XML with a document type ({name}) is refused")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self.open) >= MAX_DEPTH:
            raise _Refused(f"XML nested deeper than {MAX_DEPTH} elements is refused")
        self.open.append(_Element(tag, attributes, self.line))

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)

    def end(self, _tag: str) -> None:
        element = self.open.pop()
        if not self.open:
            return
        if "displayName" in element.attributes:
            self.add_fact(element, self.open[-1].tag)
        elif element.tag == "event" and "id" in element.attributes:
            self.add_event(element)
        else:
            self.open[-1].children[element.tag] = element.own_text

    def add_fact(self, element: _Element, section: str) -> None:
        shown = element.attributes["displayName"].strip().removesuffix(":").strip()
        name = canonical(shown) or shown
        value = clean(element.children.get("value", element.own_text))
        alert = element.children.get("alert") or None
        self.facts[section, element.tag, name] = Fact(section, name, value, alert, element.line)

    def add_event(self, element: _Element) -> None:
        number = element.attributes["id"].strip()
        if not (number.isascii() and number.isdigit() and len(number) <= 9):
            self.problem("unknown_line", f"an event with the id {number[:20]!r} is not understood")
            self.reading.unknown += 1
            return
        said = element.children
        markup = said.get("checkresult", "")
        event = Event(
            int(number), said.get("severity") or severity_of(int(number)) or "Informational",
            said.get("category") or category_of(int(number)), said.get("check", ""),
            event_text.plain(markup), event_text.plain(said.get("guidance", "")),
            event_text.failing_urls(markup), None, element.line,
        )  # fmt: skip
        self.reading.events.append(event)


def parse(document: Document) -> Reading:
    """Items as facts (the last of an exact repetition), events, and no URL rows: the XML has none."""
    reading = Reading(document, ("xml",), context=context_of(document))
    _Report(reading).read()
    reading.understood = sum(1 for line in document.lines if line.strip()) - reading.unknown
    return reading


def matches(document: Document) -> bool:
    """The report's root element, or XML of another kind that brings a document type."""
    head = document.text.lstrip()[:4096]
    if not head.startswith("<"):
        return False
    if "<MDEResults" in document.text:
        return True
    return "<!DOCTYPE" in head and (head.startswith("<?xml") or document.name.lower().endswith(".xml"))


FORMAT = Format("xml", "XML report", 10, matches, parse)
