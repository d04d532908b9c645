"""The analyzer's HTML page in its simplest form, from the parts of the report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from mdeanalysis.formats.text_report_writer import SEVERITIES, Event, Item, Part
from mdeanalysis.formats.xml_report_writer import shown_alert

_TABLES = (
    ("General Device Details", "devInfo"),
    ("Device Configuration Management Details", "MDEDevConfig"),
    ("AV Component Details", "AVCompInfo"),
    ("EDR Component Details", "EDRCompInfo"),
)
_COLOURS = {"High": "red", "Medium": "orange", "None": "green"}
_TITLE = "MDE Client Analyzer Results"


def page(parts: Sequence[Part]) -> str:
    """The page: details by table, then the events, the worst first."""
    items = [part for part in parts if isinstance(part, Item)]
    events = sorted((part for part in parts if isinstance(part, Event)), key=lambda e: -(e.id // 1000 % 10))
    general = " | ".join(f"<b>{item.label}</b>{item.value}" for item in items[1:] if item.parent == "general")
    details = "".join(_table(title, [i for i in items if i.parent == parent]) for title, parent in _TABLES)
    counts = "".join(_row(name, str(sum(e.severity == name for e in events))) for name in reversed(SEVERITIES))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html><head><title>{_TITLE}</title></head><body>'
        f"<h1>{_TITLE}</h1><p>{general}</p><h2>Device Information</h2>{details}"
        f'<h2>Check Results Summary</h2><table class="beforeResult">{counts}</table>'
        f'<h2>Detailed Results</h2><table class="results">{_results(events)}</table></body></html>'
    )


def _table(title: str, items: Iterable[Item]) -> str:
    rows = "".join(_row(item.label, _coloured(item)) for item in items)
    return f'<h3>{title}</h3><table class="details">{rows}</table>'


def _row(name: str, cell: str) -> str:
    return f'<tr><th width="350px">{name}</th><td>{cell}</td></tr>'


def _coloured(item: Item) -> str:
    colour = _COLOURS.get(shown_alert(item))
    value = escape(item.value, quote=False)
    return f'<span style="color:{colour}">{value}</span>' if colour else value


def _results(events: Iterable[Event]) -> str:
    """The sentences carry links of their own, which are not escaped."""
    names = ("Category", "Severity", "Id", "Test Name", "Results", "Guidance")
    head = "".join(f"<th>{name}</th>" for name in names)
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in _cells(event)) + "</tr>" for event in events)
    return f"<tr>{head}</tr>{rows}"


def _cells(event: Event) -> tuple[str, ...]:
    return event.category, event.severity, str(event.id), event.check, event.result, event.guidance
