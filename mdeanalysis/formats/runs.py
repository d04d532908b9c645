"""A text may hold several runs: people append, or paste many machines into one file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from mdeanalysis.formats.url_row import parse_url
from mdeanalysis.records import Document

_REPORT = re.compile(r"^[ \t>]*PowerShell Language mode:", re.MULTILINE)
_CONFIG = re.compile(r"^[ \t>]*Proxy config:", re.MULTILINE)
_HEADER = re.compile(r"^[ \t>]*#{6,}\s+\S", re.MULTILINE)


def split(document: Document) -> list[Document]:
    """The document's runs, each a document of its own that knows its first line; itself where it holds one."""
    text = document.text
    if text.count("PowerShell Language mode:") > 1:
        starts = [found.start() for found in _REPORT.finditer(text)]
    elif "Testing URL" in text and not _HEADER.search(text) and "<MDEResults" not in text:
        starts = [found.start() for found in _CONFIG.finditer(text)] if text.count("Proxy config:") > 1 else []
        starts = starts or list(_repetitions(document))
    else:
        return [document]
    return _cut(document, starts[1:]) if len(starts) > 1 else [document]


def _repetitions(document: Document) -> Iterator[int]:
    """Where a URL of the running run appears a second time (0 first)."""
    if document.text.count("Testing URL") < 2:
        return
    yield 0
    seen: set[str] = set()
    position = border = 0
    for line in document.lines:
        stars = line.lstrip(" \t>").startswith("*****")
        if "://" in line and (url := parse_url(line)):
            if url[0] in seen:
                seen.clear()
                yield border
            seen.add(url[0])
        position += len(line) + 1
        border = border if stars else position  # the stars above a URL belong to its run


def _cut(document: Document, borders: list[int]) -> list[Document]:
    runs = []
    for run, (start, end) in enumerate(zip([0, *borders], [*borders, len(document.text)], strict=True), start=1):
        line = document.first_line + document.text.count("\n", 0, start)
        runs.append(replace(document, text=document.text[start:end], first_line=line, run=run))
    return runs
