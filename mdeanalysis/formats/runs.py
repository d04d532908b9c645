"""A text may hold several runs: people append, or paste many machines into one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mdeanalysis.formats.url_row import parse_url
from mdeanalysis.records import Document

_REPORT = re.compile(r"^[ \t>]*PowerShell Language mode:", re.MULTILINE)
_CONFIG = re.compile(r"[ \t>]*Proxy config:")
_HEADER = re.compile(r"^[ \t>]*#{6,}\s+\S", re.MULTILINE)


def split(document: Document) -> list[Document]:
    """The document's runs, each a document of its own that knows its first line; itself where it holds one."""
    text = document.text
    if text.count("PowerShell Language mode:") > 1:
        starts = [found.start() for found in _REPORT.finditer(text)]
    elif "Testing URL" in text and not _HEADER.search(text) and "<MDEResults" not in text:
        starts = list(_tests(document))
    else:
        return [document]
    return _cut(document, starts[1:]) if len(starts) > 1 else [document]


def _tests(document: Document) -> Iterator[int]:
    """Where a run of the test begins (0 first): at its `Proxy config` line, or where a URL appears a second time."""
    yield 0
    seen: set[str] = set()
    position = border = 0
    for line in document.lines:
        stars = line.lstrip(" \t>").startswith("*****")
        url = parse_url(line) if "://" in line else None
        config = "Proxy config:" in line and _CONFIG.match(line) is not None
        if seen and (config or (url and url[0] in seen)):
            seen.clear()
            yield position if config else border
        if config or url:
            seen.add(url[0] if url else "")
        position += len(line) + 1
        border = border if stars else position  # the stars above a URL belong to its run


def _cut(document: Document, borders: list[int]) -> list[Document]:
    runs = []
    line = document.first_line
    for run, (start, end) in enumerate(zip([0, *borders], [*borders, len(document.text)], strict=True), start=1):
        runs.append(replace(document, text=document.text[start:end], first_line=line, run=run))
        line += document.text.count("\n", start, end)
    return runs
