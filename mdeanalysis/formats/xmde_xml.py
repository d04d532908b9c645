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
from collections.abc import Sequence

from mdeanalysis.formats.elements import Events, read_elements
from mdeanalysis.formats.lines import context_of
from mdeanalysis.formats.xml_items import Element, Items
from mdeanalysis.records import Document, Fact, Format, Reading

#: Letters of a document in which its root must begin.
_HEAD = 4096
_TAG = re.compile(r"<[A-Za-z_][^\s/>]*")
_SECTIONS = ("<general", "<device_info", "<events")
#: Elements that name the device, the most telling first.
_NAMES = ("host_name", "device_name")
_ITEMS = Items(leaves=True)


class _Report:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.names: dict[str, str] = {}
        self.events = Events(reading)

    def take(self, element: Element, around: Sequence[str], line: int) -> None:
        """An element below a section is an event or a fact, unless it only wraps others."""
        if len(around) < 2:
            return
        if around[1] == "events":
            if len(around) == 2:
                self.events.add(element, line)
        elif element.own_text or not element.children:
            self.add_fact(element, around[1], line)

    def add_fact(self, element: Element, section: str, line: int) -> None:
        name, value = element.made(_stated)
        self.reading.facts.append(Fact(section, name, value, None, line))
        if value and element.tag in _NAMES:
            self.names.setdefault(element.tag, value)
        if value and element.tag == "MDATP_Status" and value.lower() == "not installed":
            self.reading.marks.add("not_onboarded")


def _stated(element: Element) -> tuple[str, str | None]:
    """The name and value of an item."""
    shown = element.attributes.get("display_name", "").replace("\r", " ").strip().removesuffix(":").strip()
    return shown or element.tag, _clean(element.own_text)


def _clean(text: str) -> str | None:
    """A value; `False` is one here, but Python prints `None` for a value that the agent does not give."""
    return None if text in {"", "None"} else text


def parse(document: Document) -> Reading:
    """Items as facts, events by their numbers, and the device's name as printed."""
    return _read(document, _ITEMS)


def parse_plainly(document: Document) -> Reading:
    """The same without a look at items read before, which the tests compare."""
    return _read(document, None)


def _read(document: Document, items: Items | None) -> Reading:
    reading = Reading(document, ("xmde_xml",), context=context_of(document))
    report = _Report(reading)
    read_elements(reading, report.take, items)
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
