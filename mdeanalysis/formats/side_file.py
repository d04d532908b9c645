"""What the copies of registry and tools that lie beside a report share: raw output, of which a few lines count.

Their lines are nobody's to understand, so none is ever reported, and a broken file costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdeanalysis.records import Document, Reading

#: Lines behind these, and longer ones, are none that count.
MOST_LINES = 20_000
LONGEST_LINE = 2_000
_HEAD = 16_384
#: A registry value as `reg` lists it, or a property as PowerShell does; a key's name may stand before.
_PAIR = re.compile(r"(?:^|\s)(?P<name>[A-Za-z][\w.-]*+)\s+(?:REG_[A-Z_]++\s*+|:\s*+)(?P<value>.*)$")


def head(document: Document) -> str:
    """The letters by which a side file is told."""
    return document.raw[:_HEAD].replace("\r", "\n")


def is_named(document: Document, name: str) -> bool:
    """Whether the file has the analyzer's name for it, which tells what its content cannot."""
    return document.name.lower().removesuffix(".gz") == name


def start(document: Document, name: str) -> Reading:
    """A reading without rows; all lines that may count are understood, the others skipped."""
    filled = document.filled
    all_count = len(document.lines) <= MOST_LINES and max(map(len, document.lines)) <= LONGEST_LINE
    looked_at = filled if all_count else sum(1 for _, line in numbered(document) if line.strip())
    return Reading(document, (name,), understood=looked_at, skipped=filled - looked_at)


def numbered(document: Document) -> Iterator[tuple[int, str]]:
    """The lines that may count, with their numbers in the source."""
    for number, line in enumerate(document.lines[:MOST_LINES], start=document.first_line):
        if len(line) <= LONGEST_LINE:
            yield number, line


def pair(line: str) -> tuple[str, str] | None:
    """The name of one word and the value that a line states."""
    found = _PAIR.search(line)
    return (found["name"], found["value"].strip()) if found else None
