"""The onboarding body (`RegOnboardedInfoCurrent.Json`, `RegOnboardingInfoPolicy.Json`): one JSON object on a line.

Sample:

    {"orgId":"11111111-2222-3333-4444-555555555555","geoLocationUrl":"https://winatp-gw-weu.microsoft.com/",
     "datacenter":"WestEurope","vortexGeoLocation":"EU","version":"1.4"}

A body of offboarding (`RegOffboardingInfo.Json`) names no data location, but the day on which it expires:

    {"orgIds":["11111111-2222-3333-4444-555555555555"],"orgId":"11111111-2222-3333-4444-555555555555",
     "expirationTimestamp":133000000000000000,"version":"1.65"}
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any

from mdeanalysis.formats.references import line_feeds
from mdeanalysis.records import Document, Fact, Format, Problem, Reading

SECTION, OFFBOARDING = "onboarding", "offboarding"
_KEYS = ("geoLocationUrl", "vortexGeoLocation", "partnerGeoLocation")
#: What a body of offboarding has, and no other; with an organisation beside it.
_EXPIRES = "expirationTimestamp"
#: Larger, a text is no onboarding body.
MAX_LENGTH = 1_000_000
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


def parse(document: Document) -> Reading:
    """Every plain value as a fact under its own key; the section tells onboarding from offboarding."""
    reading = Reading(document, ("onboarding_json",))
    body = _body(document.text)
    if body is None:
        reason = "JSON is broken or cut off"
        reading.problems.append(Problem(document.source, document.first_line, "unreadable", reason))
        reading.skipped = document.filled
        return reading
    lines = _lines(document)
    section = OFFBOARDING if _EXPIRES in body else SECTION
    for name, value in body.items():
        text, shown = _text(value), _clean(name)
        if text is not None and shown:
            reading.facts.append(Fact(section, shown, text or None, None, lines[name]))
    reading.understood = document.filled
    return reading


def _lines(document: Document) -> defaultdict[str, int]:
    """The line of each word in quotes; that of the object's beginning for a key that is written in another way."""
    begins = next((at for at, line in enumerate(document.lines) if line.strip()), 0)
    lines: defaultdict[str, int] = defaultdict(lambda: document.first_line + begins)
    for number, line in enumerate(document.lines, start=document.first_line):
        for word in line.split('"'):
            lines.setdefault(word.rstrip("\\"), number)
    return lines


def _text(value: object) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return _clean(",".join(str(part) for part in value if isinstance(part, str | int)))
    return _clean(str(value)) if isinstance(value, str | int | float) else None


def _clean(text: str) -> str:
    """Text as any file can hold it: escapes may stand for halves of characters, NULs and any line end."""
    return line_feeds(_NO_CHARACTER.sub("\ufffd", text.replace("\0", ""))).strip()


def _body(text: str) -> dict[str, Any] | None:
    """The object, or the one inside its `body` string (the registry's own form)."""
    for _ in range(2):
        try:
            found = json.loads(text.strip(), strict=False)
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict):
            return None
        if not isinstance(found.get("body"), str) or any(key in found for key in (*_KEYS, _EXPIRES)):
            return found
        text = found["body"]
    return dict(found)


def matches(document: Document) -> bool:
    """A JSON object that names a data location, or until when it offboards from which organisation."""
    text = document.text
    if len(text) >= MAX_LENGTH or text.lstrip()[:1] != "{":
        return False
    return any(key in text for key in _KEYS) or (_EXPIRES in text and "orgId" in text)


FORMAT = Format("onboarding_json", "onboarding body", 30, matches, parse)
