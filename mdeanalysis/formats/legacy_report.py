"""The text report of 2018 to 2021 (`MDATPClientAnalyzerResult.txt`): device lines above the URL blocks.

Sample:

    Device name: CONTOSO-WS003
    OS build number: Microsoft Windows NT 10.0.17763.0.737
    Testing URL : https://winatp-gw-weu.microsoft.com/test
    1 - Default proxy: Succeeded (200)
    2 - Proxy auto discovery (WPAD): Succeeded (200)
    3 - Proxy disabled: Succeeded (200)
    4 - Named proxy: Doesn't exist
    5 - Command line proxy: Doesn't exist

It has no general items and no `Proxy config` line, names MDATP or WDATP where later editions say MDE, and its events
have no ids. All else is read as in a later report.
"""

from __future__ import annotations

import re

from mdeanalysis.formats import text_report
from mdeanalysis.formats.lines import report_cut
from mdeanalysis.formats.text_report.items import split_item
from mdeanalysis.formats.text_report.parse import Report
from mdeanalysis.formats.text_report.section import Section
from mdeanalysis.records import Document, Format, Reading

#: Stamp, severity and words: an event before events had ids.
_EVENT = re.compile(r"(?:\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ? ?)?\[(Error|Warning|Informational)\] (.+)$", re.DOTALL)
_PRODUCT = re.compile(r"\b(?:MDATP|WDATP|Microsoft Defender ATP|Windows Defender ATP|Defender ATP)\b")
_DEVICE = frozenset(
    {
        "Device name",
        "Device Operating System",
        "OS build number",
        "OS Edition",
        "OS Architecture",
        "Device ID",
        "Organization Id",
        "Sense version",
        "Sense Configuration version",
        "Sense service Status",
    }
)


class _Section(Section):
    def take_rest(self, line: str, number: int) -> bool:
        """Events without ids are facts under their severity; sentences about the product state nothing."""
        if event := _EVENT.match(line):
            self.close_event()
            self.state(event[1], event[2].strip() or None, number)
            return True
        return super().take_rest(line, number) or _PRODUCT.search(line) is not None


class _Legacy(Report):
    section = _Section

    def judge(self, _last_url_line: int, rest: list[int]) -> None:
        """No section is known to be the last, so only half a line, or a URL's missing rows, tell of a cut."""
        if self.open_end in rest:
            report_cut(self.reading, "it ends within a line")
        elif "cut_in_test" in self.reading.marks:
            report_cut(self.reading, "it ends within a URL's rows")


def parse(document: Document) -> Reading:
    """Everything that the report states."""
    return _Legacy(document, "legacy_text").read()


def matches(document: Document) -> bool:
    """A URL line beside device lines or under a legacy name, and nothing that later reports begin with."""
    if not text_report.has_url(document) or text_report.matches(document) or "<MDEResults" in document.text:
        return False
    if text_report.has_legacy_name(document):
        return True
    return "Proxy config: " not in document.text and any(map(_is_device_line, document.lines))


def _is_device_line(line: str) -> bool:
    item = split_item(line.lstrip("> \t"))
    return item is not None and item[0] in _DEVICE and item[1] is not None


FORMAT = Format("legacy_text", "legacy text report", 25, matches, parse)
