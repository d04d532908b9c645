"""Writes the analyzer's XML report from the same parts as the text report."""

from __future__ import annotations

from collections.abc import Iterable

from mdeanalysis.formats.text_report_writer import Event, Item, Part

SECTIONS = ("general", "devInfo", "EDRCompInfo", "MDEDevConfig", "AVCompInfo")
_STATUS_ALERTS = {"Running": "None", "Stopped": "High", "StartPending": "High"}


def write_xml_report(parts: Iterable[Part]) -> str:
    """The document with CRLF between its nodes; an empty section stays, holding white space alone."""
    parts = list(parts)
    items = [part for part in parts if isinstance(part, Item)]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<MDEResults>"]
    for section in SECTIONS:
        found = [line for item in items if item.parent == section for line in _item_lines(item)]
        lines += [f"  <{section}>", *found, f"  </{section}>"]
    found = [line for part in parts if isinstance(part, Event) for line in _event_lines(part)]
    return "\r\n".join([*lines, "  <events>", *found, "  </events>", "</MDEResults>"])


def shown_alert(item: Item) -> str:
    """The colour of an item: a service's status decides over the caller's wish."""
    return _STATUS_ALERTS.get(item.value, item.alert)


def _item_lines(item: Item) -> list[str]:
    alert = shown_alert(item)
    return [
        f'    <{item.tag} displayName="{_escaped(item.label)}">',
        *_leaf_lines("value", item.value),
        *(_leaf_lines("alert", alert) if alert else ()),
        f"    </{item.tag}>",
    ]


def _event_lines(event: Event) -> list[str]:
    leaves = {
        "severity": event.severity,
        "category": event.category,
        "check": event.check,
        "checkresult": event.result,
        "guidance": event.guidance,
    }
    inner = [line for tag, text in leaves.items() for line in _leaf_lines(tag, text)]
    return [f'    <event id="{event.id}">', *inner, "    </event>"]


def _leaf_lines(tag: str, text: str) -> list[str]:
    if not text:  # .NET's writer breaks an element that holds an empty text over two lines
        return [f"      <{tag}>", f"      </{tag}>"]
    return [f"      <{tag}>{_escaped(text)}</{tag}>"]


def _escaped(text: str) -> str:
    for raw, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#xD;")):
        text = text.replace(raw, entity)
    return text
