"""The analyzer's XML report (`MDEClientAnalyzer.xml`).

Sample:

    <MDEResults><devInfo><deviceName displayName="Device name"><value>CONTOSO-WS017</value></deviceName></devInfo>
    <events><event id="131015"><severity>Warning</severity></event></events></MDEResults>
"""

from __future__ import annotations

from mdeanalysis.formats.elements import Element, Events, read_elements
from mdeanalysis.formats.lines import context_of
from mdeanalysis.formats.text_report.items import canonical, clean
from mdeanalysis.formats.text_report.proxies import Proxies, take_discovered
from mdeanalysis.records import Document, Fact, Format, Reading


class _Report:
    """An item or event becomes a row when its element ends."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.facts: dict[tuple[str, str, str], Fact] = {}
        self.events = Events(reading)

    def read(self) -> None:
        read_elements(self.reading, self.take)
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

    def take(self, element: Element, around: list[Element]) -> None:
        if "displayName" in element.attributes:
            self.add_fact(element, around[-1].tag)
        elif element.tag == "event" and "id" in element.attributes:
            self.events.add(element)

    def add_fact(self, element: Element, section: str) -> None:
        shown = element.attributes["displayName"].replace("\r", " ").strip().removesuffix(":").strip()
        name = canonical(shown) or shown
        value = clean(element.children.get("value", element.own_text))
        alert = element.children.get("alert") or None
        self.facts[section, element.tag, name] = Fact(section, name, value, alert, element.line)


def parse(document: Document) -> Reading:
    """Items as facts (the last of an exact repetition), events, and no URL rows: the XML has none."""
    reading = Reading(document, ("xml",), context=context_of(document))
    _Report(reading).read()
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
