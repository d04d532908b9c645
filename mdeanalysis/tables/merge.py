"""One result's text and XML state the same things: one row each, with the text's line as evidence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from mdeanalysis.passages import PartedReading
from mdeanalysis.records import Event, Fact, Reading, Result


def parted(result: Result) -> PartedReading | None:
    """The reading of a result whose rows come from passages, with no other document's to merge them with."""
    reading = result.readings[0]
    return reading if len(result.readings) == 1 and isinstance(reading, PartedReading) else None


def facts_of(readings: Sequence[Reading]) -> list[tuple[str, Fact]]:
    """(source, fact), each name and value once; the XML gives the alert."""
    alerts = {(fact.name, fact.value): fact.alert for r in readings for fact in r.facts if fact.alert}
    seen: dict[tuple[str, str | None, str], tuple[str, Fact]] = {}
    for reading in _texts_first(readings):
        for fact in reading.facts:
            key = (fact.name, fact.value, "json" if reading.formats[0] == "onboarding_json" else "")
            if key not in seen:
                seen[key] = reading.document.source, _with_alert(fact, alerts)
    return list(seen.values())


def _with_alert(fact: Fact, alerts: Mapping[tuple[str, str | None], str]) -> Fact:
    alert = fact.alert or alerts.get((fact.name, fact.value))
    return fact if alert == fact.alert else fact._replace(alert=alert)


def _texts_first(readings: Sequence[Reading]) -> list[Reading]:
    return sorted(readings, key=lambda reading: reading.formats[0] == "xml")


def events_of(readings: Sequence[Reading]) -> list[tuple[str, Event]]:
    """(source, event): the n-th event of an id in the text is the n-th of that id in the XML."""
    xml: dict[tuple[int, int], tuple[str, Event]] = {}
    for reading in readings:
        if reading.formats[0] == "xml":
            xml |= {key: (reading.document.source, event) for key, event in _numbered(reading)}
    rows: list[tuple[str, Event]] = []
    for reading in readings:
        if reading.formats[0] != "xml":
            for key, event in _numbered(reading):
                rows.append((reading.document.source, _with_xml(event, xml.pop(key, None))))
    return rows + list(xml.values())


def _numbered(reading: Reading) -> list[tuple[tuple[int, int], Event]]:
    counts: Counter[int] = defaultdict(int)  # type: ignore[assignment]
    numbered = []
    for event in reading.events:
        counts[event.event_id] += 1
        numbered.append(((event.event_id, counts[event.event_id]), event))
    return numbered


def _with_xml(event: Event, found: tuple[str, Event] | None) -> Event:
    if found is None:
        return event
    other = found[1]
    return event._replace(
        category=other.category or event.category,
        text=other.text or event.text,
        guidance=other.guidance,
        urls=other.urls or event.urls,
    )
