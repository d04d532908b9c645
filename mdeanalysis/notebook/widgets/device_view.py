"""One device: its URLs by its methods in the five states, reasons on hover, and the lines of text beneath."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.catalogue.advice import advice_for
from mdeanalysis.catalogue.reasons import describe_code
from mdeanalysis.errors import MdeAnalysisError
from mdeanalysis.notebook.evidence import lines_of, most_failed
from mdeanalysis.notebook.views import said
from mdeanalysis.notebook.widgets.base import WIDE, Following, Source, Tables, View, joined, page, table, words
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.device import answer, find
from mdeanalysis.report.printable import printable
from mdeanalysis.report.selection import records
from mdeanalysis.vocabulary import METHODS

_NAMES = ("context", "url", "method", "proxy_address", "outcome", "http_status", "error_code", "message", "reached",
          "reason", "source", "line")  # fmt: skip
_OF_ROW = ("context", "url", "service", "required", "state", "reason", "source", "line")
_TOLD = ("context", "url", "method", "state", "answer", "reason", "why", "proxy_address", "source", "line")
_STATE_OF = {"missing": "cut_off", "not_configured": "not_tested", "unknown": "unknown"}
_RANK = {"failed": 0, "cut_off": 1, "unknown": 2, "not_tested": 3, "reached": 4}
_OFFERED = 1_000
_LEFT = "text-align: left; overflow-wrap: anywhere"


def state_of_try(reached: bool, outcome: str) -> str:
    """A try in one of the five states."""
    return "reached" if reached else _STATE_OF.get(outcome, "failed")


def tries_of(tables: Tables, device: str) -> pd.DataFrame:
    """Each try of a device's newest result: what it answered, its `state` and why, and its source and line.

    Raises `SelectionError` where there is no such device.
    """
    devices, attempts = tables["devices"], tables["attempts"]
    newest = devices.loc[devices["device_key"] == find(tables, device), "result_id"]
    own = attempts[attempts["result_id"].isin(newest)]
    rows = records(own, _NAMES)
    told = [row | {"answer": answer(row), "state": state_of_try(bool(row["reached"]), row["outcome"]),
                   "why": _why(row)} for row in rows]  # fmt: skip
    return pd.DataFrame(told, columns=list(_TOLD)).astype({"line": "Int64"})


def state_grid(tables: Tables, device: str) -> pd.DataFrame:
    """A device's URLs, worst first, with the state of every method that it tried or has."""
    devices, urls = tables["devices"], tables["urls"]
    newest = devices.loc[devices["device_key"] == find(tables, device), "result_id"]
    frame = pd.DataFrame(records(urls[urls["result_id"].isin(newest)], _OF_ROW), columns=list(_OF_ROW))
    tries = tries_of(tables, device)
    places = tries.set_index(["context", "url", "method"])["state"]
    places = places[~places.index.duplicated()]
    for method in METHODS:
        pairs = zip(frame["context"], frame["url"], strict=True)
        found = [places.get((context, url, method)) for context, url in pairs]
        if any(state not in {None, "not_tested"} for state in found):
            frame[method] = found
    order = frame["state"].map(_RANK).to_numpy(dtype=int).argsort(kind="stable")
    return frame.iloc[order].reset_index(drop=True)


def _why(row: dict[str, Any]) -> str:
    """A try in words: what it came to, what the number means, what the tool wrote."""
    if row["reached"]:
        return f"reached: {answer(row)}"
    if row["reason"] is None:
        return str(row["outcome"]).replace("_", " ")
    parts = [f"{advice_for(row['reason']).title} ({row['reason']})", answer(row)]
    parts += [describe_code(row["error_code"])] if row["error_code"] is not None else []
    return "; ".join([*parts, *([row["message"]] if row["message"] else [])])


class DeviceView(View):
    """Tables (or a filter) in, `.value` out: the tries of the chosen device and URL.

    `results_path` is the PATH that was loaded: with it, the lines of text stand beneath.
    """

    def __init__(
        self, source: Tables | Following, device: str | None = None, results_path: str | Path | None = None
    ) -> None:
        self.source, self.results_path = Source(source, self._offer), results_path
        self.device = widgets.Combobox(
            value=device or "", description="Device", placeholder="a name; those that fail come first", **WIDE
        )
        self.url = widgets.Dropdown(description="URL", style={"description_width": "9em"}, layout={"width": "60em"})
        self.head, self.grid, self.tries, self.lines = page(), page(), page(), page()
        self.box = widgets.VBox([self.device, self.head, self.grid, self.url, self.tries, self.lines])
        self.device.observe(self._show, "value")
        self.url.observe(self._choose, "value")
        self._offer()

    @property
    def key(self) -> str | None:
        """The device's key; None where there is none of that name."""
        try:
            return (
                find(self.source.tables, self.device.value) if self.device.value else most_failed(self.source.tables)
            )
        except MdeAnalysisError:
            return None

    @property
    def value(self) -> pd.DataFrame:
        """The tries of the device and URL."""
        if self.key is None:
            return pd.DataFrame(columns=list(_TOLD))
        tries = tries_of(self.source.tables, self.key)
        chosen = (tries["context"] + " " + tries["url"]).eq(str(self.url.value)).to_numpy(dtype=bool)
        return tries[chosen].reset_index(drop=True)

    def static(self) -> str:
        """The device's grid, and beneath it the tries of one URL and their first line."""
        return joined(self.head, self.grid, self.tries, self.lines)

    def _offer(self) -> None:
        devices = self.source.tables["devices"]
        order = devices["failed_urls"].fillna(0).to_numpy(dtype=int).argsort(kind="stable")[::-1]
        names = devices["device_name"].astype("string").iloc[order].dropna().unique()[:_OFFERED]
        self.device.options = [printable(name) for name in names]
        self._show()

    def _show(self, _change: object = None) -> None:
        key = self.key
        if key is None:
            self.url.options = ()
            self.head.value = words("No device of this name. Type a part and choose from the list.")
            self.grid.value = self.tries.value = self.lines.value = ""
            return
        devices = self.source.tables["devices"]
        row = devices[devices["device_key"] == key].iloc[0]
        reason = f", {row['reason']}" if isinstance(row["reason"], str) else ""
        self.head.value = words(
            f"{row['device_name']}: {str(row['state']).replace('_', ' ')}{reason}. {row['source']}"
        )
        grid = state_grid(self.source.tables, key)
        self.grid.value = _grid(grid, tries_of(self.source.tables, key))
        rows = grid[["context", "url", "state"]].to_dict("records")
        self.url.options = [(_title(row), f"{row['context']} {row['url']}") for row in rows]
        self.url.index = 0 if rows else None
        self._choose()

    def _choose(self, _change: object = None) -> None:
        if self.url.value is None or self.key is None:
            self.tries.value, self.lines.value = words("Its test left no rows."), ""
            return
        tries = self.value
        self.tries.value = table(tries[["method", "state", "answer", "why", "proxy_address", "source", "line"]], 10)
        self.lines.value = self._lines(tries)

    def _lines(self, tries: pd.DataFrame) -> str:
        told = tries[tries["line"].notna()].sort_values("state", key=lambda states: states.map(_RANK), kind="stable")
        if self.results_path is None or not len(told):
            return ""
        source, line = str(told["source"].iloc[0]), int(told["line"].iloc[0])
        try:
            return words(f"{source}, line {line:,}:") + table(lines_of(self.results_path, source, line), 10)
        except (MdeAnalysisError, OSError) as error:
            return words(f"The line cannot be shown: {error}")


def _title(row: Mapping[Any, Any]) -> str:
    who = "" if row["context"] == "system" else f" ({row['context']})"
    return printable(f"{row['state'].replace('_', ' ')}: {row['url']}{who}")


def _grid(grid: pd.DataFrame, tries: pd.DataFrame) -> str:
    """The states as a table of HTML; a word stands in every cell, and why on hover."""
    methods = [name for name in METHODS if name in grid]
    known = {(row["context"], row["url"], row["method"]): row for row in tries.to_dict("records")}
    contexts = grid["context"].nunique() > 1
    head = [
        "URL",
        *(["context"] if contexts else []),
        "required",
        "state",
        *(name.replace("_", " ") for name in methods),
    ]
    rows = []
    for row in grid.to_dict("records"):
        needed = {True: "yes", False: "no"}.get(row["required"], "n/a")
        names = [row["url"], *([row["context"]] if contexts else []), needed]
        cells = [f'<td style="{_LEFT}">{said(name)}</td>' for name in names]
        reason = row["reason"] if isinstance(row["reason"], str) else ""
        cells.append(_cell(row["state"], row["state"].replace("_", " "), reason))
        cells += [_try(known.get((row["context"], row["url"], method))) for method in methods]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    titles = "".join(f'<th style="text-align: left">{said(name)}</th>' for name in head)
    return (
        '<table class="tex2jax_ignore mathjax_ignore" style="border-spacing: 2px; border-collapse: separate;'
        f' line-height: 1.4"><thead><tr>{titles}</tr></thead><tbody>{"".join(rows)}</tbody></table>'
    )


def _try(row: Mapping[Any, Any] | None) -> str:
    if row is None:
        return "<td></td>"
    text = "-" if row["state"] == "not_tested" else f"{row['state'].replace('_', ' ')} {row['answer']}"
    return _cell(row["state"], text, f"{row['why']} (line {row['line']})")


def _cell(state: str, text: str, why: str) -> str:
    background, ink = STATE_COLOURS[state]
    look = f"background-color: {background}; color: {ink}; padding: 0 0.5em; white-space: nowrap; text-align: left"
    return f'<td title="{said(why)}" style="{look}">{said(text)}</td>'
