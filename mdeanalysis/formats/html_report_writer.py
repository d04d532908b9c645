"""Writes the analyzer's HTML page from the same parts as the text report."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from mdeanalysis.formats.text_report_writer import SEVERITIES, Event, Item, Part
from mdeanalysis.formats.xml_report_writer import shown_alert

TITLE = "MDE Client Analyzer Results"
#: The tables of details in the page's order: heading, and section of the XML report.
TABLES = {
    "General Device Details": "devInfo",
    "Device Configuration Management Details": "MDEDevConfig",
    "AV Component Details": "AVCompInfo",
    "EDR Component Details": "EDRCompInfo",
}
COLUMNS = ("Category", "Severity", "Id", "Test Name", "Results", "Guidance")
_COLOURS = {"High": "red", "Medium": "orange", "None": "green"}
_NOT_SHOWN = "PSlanguageMode"


def write_html_report(parts: Iterable[Part]) -> str:
    """The page on one line, as the tool's transformation leaves it; events come worst first."""
    parts = list(parts)
    items = [part for part in parts if isinstance(part, Item)]
    events = sorted((part for part in parts if isinstance(part, Event)), key=lambda e: -(e.id // 1000 % 10))
    general = [item for item in items if item.parent == "general" and item.tag != _NOT_SHOWN]
    details = "".join(_details(title, [i for i in items if i.parent == parent]) for title, parent in TABLES.items())
    counts = "".join(_row(name, str(sum(e.severity == name for e in events))) for name in reversed(SEVERITIES))
    return (
        f'<?xml version="1.0" encoding="utf-8"?><html><head><title>{TITLE}</title></head><body>'
        f"<h1>{TITLE}</h1><p>{' | '.join(map(_bold, general))}</p><h2>Device Information</h2>{details}"
        f'<h2>Check Results Summary</h2><table class="beforeResult">{counts}</table>'
        f'<h2>Detailed Results</h2><table class="results">{_results(events)}</table></body></html>'
    )


def _bold(item: Item) -> str:
    return f"<b>{_escaped(item.label)}</b>{_escaped(item.value)}"


def _details(title: str, items: Iterable[Item]) -> str:
    rows = "".join(_row(_escaped(item.label), _coloured(item)) for item in items)
    return f'<h3>{title}</h3><table class="details">{rows}</table>'


def _row(name: str, cell: str) -> str:
    return f'<tr><th width="350px">{name}</th><td>{cell}</td></tr>'


def _coloured(item: Item) -> str:
    colour = _COLOURS.get(shown_alert(item))
    value = _escaped(item.value)
    return f'<span style="color:{colour}">{value}</span>' if colour else value


def _results(events: Iterable[Event]) -> str:
    """The sentences carry links of their own, which are not escaped."""
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    rows = ("".join(f"<td>{cell}</td>" for cell in _cells(event)) for event in events)
    return f"<tr>{head}</tr>" + "".join(f"<tr>{row}</tr>" for row in rows)


def _cells(event: Event) -> tuple[str, ...]:
    return event.category, event.severity, str(event.id), event.check, event.result, event.guidance


def _escaped(text: str) -> str:
    return escape(text, quote=False)
