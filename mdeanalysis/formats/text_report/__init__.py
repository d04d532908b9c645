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

from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.text_report import swift
from mdeanalysis.formats.text_report.parse import parse
from mdeanalysis.formats.text_report.recall import RECALL
from mdeanalysis.formats.text_report.titles import DEVICE, TITLES, normal, title_of
from mdeanalysis.formats.url_row import parse_url
from mdeanalysis.records import Document, Format

_MODE = re.compile(r"^[ \t>]*PowerShell Language mode: ?:", re.MULTILINE)
_NAME = re.compile(r"^[ \t>]*Device name: \S", re.MULTILINE)
#: Names that the tool gave its report before 2021, when it had no general items yet.
_LEGACY_NAME = re.compile(r"(?:mdatpclientanalyzer.*|mdeclientanalyzerresult.*)\.txt(?:\.gz)?", re.IGNORECASE)


def matches(document: Document) -> bool:
    """The report's first line, one of its headers, or its device lines beside a whole URL block."""
    text = document.text
    if "<MDEResults" in text[:2000]:
        return False
    if "PowerShell Language mode" in text and _MODE.search(text):
        return True
    titles = {normal(title_of(line) or "") for line in document.lines if "####" in line} & TITLES
    if titles:
        return DEVICE in titles or not (has_legacy_name(document) and has_url(document))
    if has_legacy_name(document) or "Device name: " not in text or "Proxy config: " not in text:
        return False
    return bool(_NAME.search(text)) and has_url(document)


def has_legacy_name(document: Document) -> bool:
    """Whether the file is named as the tool of 2018 to 2021 named its report."""
    return _LEGACY_NAME.fullmatch(document.name) is not None


def has_url(document: Document) -> bool:
    """Whether a line announces a tested URL."""
    return "Testing" in document.text and any(map(_is_url, document.lines))


@remembered
def _is_url(line: str) -> bool:
    return parse_url(line) is not None


FORMAT = Format("modern_text", "text report", 20, matches, parse, swift.read, RECALL.forget)
