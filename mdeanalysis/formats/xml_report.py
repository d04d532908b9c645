"""The analyzer's XML report (`MDEClientAnalyzer.xml`).

Sample:

    <MDEResults><devInfo><deviceName displayName="Device name"><value>CONTOSO-WS017</value></deviceName></devInfo>
    <events><event id="131015"><severity>Warning</severity></event></events></MDEResults>
"""

from __future__ import annotations

from collections.abc import Sequence

from mdeanalysis.formats.elements import Events, read_elements
from mdeanalysis.formats.lines import context_of
from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report.proxies import Proxies, take_discovered
from mdeanalysis.formats.xml_items import Element, Items
from mdeanalysis.records import Document, Fact, Format, Reading

_ITEMS = Items()


class _Report:
    """An item or event becomes a row when its element ends."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: dict[tuple[str, str, str], Fact] = {}
        self.events = Events(reading)

    def read(self, items: Items | None) -> None:
        read_elements(self.reading, self.take, items)
        self.events.finish()
        self.reading.facts = list(self.facts.values())
        self.add_proxies()

    def add_proxies(self) -> None:
        proxies = Proxies()
        for fact in self.reading.facts:
            proxies.item(fact.name, fact.value, fact.line)
            if fact.name == "Sense Service Discovered Proxy":
                take_discovered(self.reading, fact.value, fact.line)
        self.reading.proxy_settings += proxies.finish()

    def take(self, element: Element, around: Sequence[str], line: int) -> None:
        if "displayName" in element.attributes:
            name, value, alert = element.made(_stated)
            self.facts[around[-1], element.tag, name] = Fact(around[-1], name, value, alert, line)
        elif element.tag == "event" and "id" in element.attributes:
            self.events.add(element, line)


def _stated(element: Element) -> tuple[str, str | None, str | None]:
    """The name, value and alert of an item."""
    shown = element.attributes["displayName"].replace("\r", " ").strip().removesuffix(":").strip()
    value = clean(element.children.get("value", element.own_text))
    return canonical(shown) or shown, value, element.children.get("alert") or None


def parse(document: Document) -> Reading:
    """Items as facts (the last of an exact repetition), events, and no URL rows: the XML has none."""
    return _read(document, _ITEMS)


def parse_plainly(document: Document) -> Reading:
    """The same without a look at items read before, which the tests compare."""
    return _read(document, None)


def _read(document: Document, items: Items | None) -> Reading:
    reading = Reading(document, ("xml",), context=context_of(document))
    _Report(reading).read(items)
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
