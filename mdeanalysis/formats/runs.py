"""A text may hold several runs: people append, or paste many machines into one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mdeanalysis.formats import gateway_entry, mdatp_test
from mdeanalysis.formats.cloud_words import find_guid
from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.url_row import parse_url
from mdeanalysis.records import Document

_REPORT = re.compile(r"^[ \t>]*PowerShell Language mode:", re.MULTILINE)
_CONFIG = re.compile(r"[ \t>]*Proxy config:")
#: What tells of agents that test their own connections, and the words before a workspace.
_WORKSPACE = "connectivity test for workspace id"
_AGENT_HINTS = ("Testing connection with", "Test URL", "Test for URL", "GateWays", _WORKSPACE)
#: What only reports have, within which a test stands but once.
_OF_REPORT = ("PowerShell Language mode:", "evice Info summary", "<MDEResults")
_HEADER = re.compile(r"^[ \t>]*#{6,}\s+\S", re.MULTILINE)
#: What a report of XML or a page names itself by, and where it begins.
_ABOVE = r"(?:<\?xml[^<>]*+>\s*+)?+(?:<!DOCTYPE[^<>]*+>\s*+)?+"
_MARKUP = {
    "<MDEResults": re.compile(_ABOVE + r"<MDEResults[\s>]"),
    "<mdatp": re.compile(_ABOVE + r"<mdatp[\s>]"),
    "Client Analyzer Results</title>": re.compile(_ABOVE + r"<html[\s>]", re.IGNORECASE),
}
#: Text of so many runs can be pasted together; what stands behind them is left.
MOST_RUNS = 5_000
TOO_MANY = f"holds more than {MOST_RUNS:,} runs; those behind the first {MOST_RUNS:,} are left"


def split(document: Document) -> list[Document]:
    """The document's runs, each a document of its own that knows its first line; itself where it holds one.

    A last one that is `too_large` holds the text behind the most runs that are read.
    """
    text = document.text
    if markup := next((begins for name, begins in _MARKUP.items() if text.count(name) > 1), None):
        starts = [found.start() for found in markup.finditer(text)] if text.lstrip()[:1] == "<" else []
    elif text.count("PowerShell Language mode:") > 1:
        starts = [found.start() for found in _REPORT.finditer(text)]
    elif "Testing URL" in text and not _HEADER.search(text) and "<MDEResults" not in text:
        starts = list(_tests(document))
    elif any(hint in text for hint in _AGENT_HINTS) and not any(sign in text for sign in _OF_REPORT):
        starts = list(_agent_tests(document))
    else:
        return [document]
    return _cut(document, starts[1 : MOST_RUNS + 1]) if len(starts) > 1 else [document]


def _agent_tests(document: Document) -> Iterator[int]:
    """Where a run of an agent's own test begins (0 first): what one run has once comes again."""
    yield 0
    keys = [*map(_agent_key, document.lines)]
    once = [*filter(None, keys)]
    if len(once) == len(set(once)):
        return
    seen: set[str] = set()
    position = 0
    for line, key in zip(document.lines, keys, strict=True):
        if key and key in seen:
            seen.clear()
            yield position
        seen |= {key} if key else set()
        position += len(line) + 1


@remembered
def _agent_key(line: str) -> str | None:
    """What a run has once: the gateway test's title, a workspace, a URL; None for any other line."""
    text = line.strip().lstrip("> \t").rstrip()
    if "GateWays" in text and gateway_entry.is_title(text):
        return "gateways"
    if _WORKSPACE in text.lower() and (workspace := find_guid(text)):
        return workspace.guid
    return gateway_entry.tested_url(text) or mdatp_test.tested_url(line)


def _tests(document: Document) -> Iterator[int]:
    """Where a run of the test begins (0 first)."""
    yield 0
    borders = _Borders()
    position = 0
    for line in document.lines:
        begins = borders.take(line, position)
        position += len(line) + 1
        if begins is not None:
            yield begins


class _Borders:
    """Finds runs at a `Proxy config` line, at a URL's second time, and at another device's first line."""

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._stars: int | None = None  # the stars above a URL belong to its run
        self._named = False
        self._name: int | None = None  # a device's name behind URLs: the next run's, if another one follows

    def take(self, line: str, position: int) -> int | None:
        """The position at which a new run begins, once the line at `position` tells of it."""
        text = line.lstrip(" \t>")
        if text.startswith("*****"):
            self._stars = position if self._stars is None else self._stars
            return None
        if text.startswith("Device name: "):
            self._take_name(position)
        url = parse_url(line) if "://" in line else None
        config = "Proxy config:" in line and _CONFIG.match(line) is not None
        border = position if config or self._stars is None else self._stars
        self._stars = None
        if not (config or url):
            return None
        address = url[0] if url else ""
        other = self._named and self._name is not None
        begins = self._begin(border) if self._seen and (config or other or address in self._seen) else None
        self._seen.add(address)
        return begins

    def _take_name(self, position: int) -> None:
        if not self._seen:
            self._named = True
        elif self._name is None:
            self._name = position

    def _begin(self, border: int) -> int:
        """The run begins with its device's name, where that stands above its first URL."""
        begins = border if self._name is None else self._name
        self._named = self._name is not None
        self._name = None
        self._seen.clear()
        return begins


def _cut(document: Document, borders: list[int]) -> list[Document]:
    runs = []
    line = document.first_line
    for run, (start, end) in enumerate(zip([0, *borders], [*borders, len(document.text)], strict=True), start=1):
        runs.append(replace(document, raw=document.text[start:end], first_line=line, run=run))
        line += document.text.count("\n", start, end)
    if len(runs) > MOST_RUNS:
        runs[-1].too_large = TOO_MANY
    return runs
