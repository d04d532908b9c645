"""The analyzer's text report on Windows (`MDEClientAnalyzer.txt`).

Sample:

    PowerShell Language mode: : FullLanguage
    Script Version: : 28042022
    ######################## device Info summary #############################
    Device name: CONTOSO-WS017
    OS build number: Microsoft Windows NT 10.0.19044.0.1645
"""

from __future__ import annotations

import re

from mdeanalysis.formats.text_report.parse import parse
from mdeanalysis.formats.text_report.titles import TITLES, normal, title_of
from mdeanalysis.formats.url_row import parse_url
from mdeanalysis.records import Document, Format

_MODE = re.compile(r"^[ \t>]*PowerShell Language mode: ?:", re.MULTILINE)
_NAME = re.compile(r"^[ \t>]*Device name: \S", re.MULTILINE)


def matches(document: Document) -> bool:
    """The report's first line, one of its headers, or its device lines beside a URL block."""
    text = document.text
    if "<MDEResults" in text[:2000]:
        return False
    if "PowerShell Language mode" in text and _MODE.search(text):
        return True
    if "####" in text and any(normal(title_of(line) or "") in TITLES for line in document.lines if "####" in line):
        return True
    return "Device name: " in text and bool(_NAME.search(text)) and any(map(parse_url, document.lines))


FORMAT = Format("modern_text", "text report", 20, matches, parse)
