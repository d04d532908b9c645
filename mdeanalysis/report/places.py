"""The places that a finding's evidence names: `source:line`, joined by commas."""

from __future__ import annotations

import re

#: A source may have commas itself (a folder `Doe, Jo`), so a place ends where its line's number does.
_LINED = re.compile(r"(.+?:[0-9]+)(?:,|$)", re.DOTALL)


def places(evidence: str | None) -> list[str]:
    """Each `source:line`; at last the rest, where a source has no line."""
    text = evidence or ""
    found = list(_LINED.finditer(text))
    rest = text[found[-1].end() :] if found else text
    return [match[1] for match in found] + ([rest] if rest else [])


def source_and_line(place: str) -> tuple[str, int | None]:
    """The parts of one place; no line where it names none."""
    source, colon, line = place.rpartition(":")
    if colon and line.isascii() and line.isdigit() and int(line):
        return source, int(line)
    return place, None
