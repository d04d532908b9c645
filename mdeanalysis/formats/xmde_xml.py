"""The report of the client analyzer for Linux and macOS (`mde.xml`).

Sample:

    <mdatp>
      <general><script_run_time>2024-05-21T12:06:40.123456</script_run_time></general>
      <device_info><host_name display_name="Host Name">contoso-lx01.contoso.com</host_name></device_info>
      <events><event id="331004"></event></events>
    </mdatp>

Its events are numbers alone. `events.xml` beside it explains all numbers there are and is no result.
"""

from __future__ import annotations

import re

from mdeanalysis.formats.elements import Element, Events, read_elements
from mdeanalysis.formats.lines import context_of
from mdeanalysis.records import Document, Fact, Format, Reading

#: Letters of a document in which its root must begin.
_HEAD = 4096
_TAG = re.compile(r"<[A-Za-z_][^\s/>]*")
_SECTIONS = ("<general", "<device_info", "<events")
#: Elements that name the device, the most telling first.
_NAMES = ("host_name", "device_name")


class _Report:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names: dict[str, str] = {}
        self.events = Events(reading)

    def take(self, element: Element, around: list[Element]) -> None:
        """An element below a section is an event or a fact, unless it only wraps others."""
        if len(around) < 2:
            return
        if around[1].tag == "events":
            if len(around) == 2:
                self.events.add(element)
        elif element.own_text or not element.children:
            self.add_fact(element, around[1].tag)

    def add_fact(self, element: Element, section: str) -> None:
        shown = element.attributes.get("display_name", "").replace("\r", " ").strip().removesuffix(":").strip()
        value = _clean(element.own_text)
        self.reading.facts.append(Fact(section, shown or element.tag, value, None, element.line))
        if value and element.tag in _NAMES:
            self.names.setdefault(element.tag, value)
        if value and element.tag == "MDATP_Status" and value.lower() == "not installed":
            self.reading.marks.add("not_onboarded")


def _clean(text: str) -> str | None:
    """A value; `False` is one here, but Python prints `None` for a value that the agent does not give."""
    return None if text in {"", "None"} else text


def parse(document: Document) -> Reading:
    """Items as facts, events by their numbers, and the device's name as printed."""
    reading = Reading(document, ("xmde_xml",), context=context_of(document))
    report = _Report(reading)
    read_elements(reading, report.take)
    report.events.finish()
    reading.host = next((report.names[tag] for tag in _NAMES if tag in report.names), None)
    return reading


def matches(document: Document) -> bool:
    """The report's root element as the first one, and one of its sections; so no catalogue of events is taken."""
    text = document.text.lstrip()
    if not text.startswith("<"):
        return False
    root = _TAG.search(text, 0, _HEAD)
    return root is not None and root[0] == "<mdatp" and any(section in text for section in _SECTIONS)


FORMAT = Format("xmde_xml", "Linux and macOS report", 8, matches, parse)
