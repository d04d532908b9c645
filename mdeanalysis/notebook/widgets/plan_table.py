"""The plan as a table with a bar that grows, and what to ask for beneath."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.views import said
from mdeanalysis.notebook.widgets.base import View, joined, page, table, words
from mdeanalysis.plan import Plan
from mdeanalysis.report.canvas import BLUE
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.plan import headline
from mdeanalysis.report.printable import printable

_AGAIN = "rerun_test"
_COLUMNS = ("rank", "kind", "target", "hosts", "devices_freed", "cumulative", "of")


def plan_rows(plan: Plan) -> pd.DataFrame:
    """One row a change: what, how many hosts, how many devices it frees, and how many are free by then, `of` all."""
    frame = plan.changes[plan.changes["kind"] != _AGAIN]
    hosts = [len(hosts) for hosts in frame["hosts"]]
    return frame.assign(hosts=hosts, of=plan.failed)[list(_COLUMNS)].reset_index(drop=True)


class PlanTable(View):
    """A plan in, `.value` out: the devices that wait for the chosen change (`needs` of it), a row each."""

    def __init__(self, plan: Plan, most: int = 12) -> None:
        self.plan, self.rows = plan, plan_rows(plan).head(most)
        told = [
            (printable(f"{row['rank']}. {row['kind']}: {row['target']}"), int(row["rank"])) for row in self._rows()
        ]
        self.change = widgets.Dropdown(
            options=told, description="Change", style={"description_width": "5em"}, layout={"width": "60em"}
        )
        self.table, self.ask = page(self._bars()), page()
        self.box = widgets.VBox([self.table, self.change, self.ask])
        self.change.observe(self._show, "value")
        self._show()

    @property
    def value(self) -> pd.DataFrame:
        """One row a device that needs the chosen change, whether this one frees it, and a line that says so."""
        needs = self.plan.needs[self.plan.needs["rank"] == (self.change.value or 0)]
        first = needs.drop_duplicates("device_key")
        frees = (first["rank"] == first["freed_by"]).fillna(False).astype(bool)
        return first[["device_name", "device_key", "source", "line"]].assign(frees=frees).reset_index(drop=True)

    def static(self) -> str:
        """The table, and what to ask for first."""
        return joined(self.table, self.ask)

    def _rows(self) -> list[dict[str, Any]]:
        return [{str(name): value for name, value in row.items()} for row in self.rows.to_dict("records")]

    def _show(self, _change: object = None) -> None:
        if self.change.value is None:
            self.ask.value = ""
            return
        row = self.plan.changes[self.plan.changes["rank"] == self.change.value].iloc[0]
        devices = table(self.value[["device_name", "frees", "source", "line"]], 15)
        self.ask.value = words(str(row["ask"])) + devices

    def _bars(self) -> str:
        titles = ("", "change", "hosts", "frees", "free by then", "")
        head = "".join(f'<th style="text-align: left; padding: 0 0.6em">{name}</th>' for name in titles)
        body = "".join(_bar(row) for row in self._rows())
        left = len(plan_rows(self.plan)) - len(self.rows)
        more = words(f"{left:,} more changes: nb.changes(plan).") if left else ""
        told = words(f"{headline(self.plan)}.")
        if not body:
            return told
        return (
            f'{told}<table class="tex2jax_ignore mathjax_ignore" style="line-height: 1.4">'
            f"<thead><tr>{head}</tr></thead>"
            f"<tbody>{body}</tbody></table>{more}"
        )


def _bar(row: dict[str, Any]) -> str:
    """A row with its bar: light what earlier changes freed, dark what this one adds, of all that failed."""
    of = max(int(row["of"]), 1)
    added, before = int(row["devices_freed"]), int(row["cumulative"]) - int(row["devices_freed"])
    parts = ((before, STATE_COLOURS["reached"][0]), (added, BLUE), (of - before - added, "transparent"))
    look = "display: inline-block; height: 1em"
    pieces = "".join(
        f'<span style="{look}; width: {100 * part / of:.3f}%; background: {colour}"></span>' for part, colour in parts
    )
    bar = f'<div style="width: 16em; border: 1px solid #888888; font-size: 1em; white-space: nowrap">{pieces}</div>'
    cells = (
        row["rank"],
        f"{row['kind']}: {row['target']}",
        row["hosts"],
        f"+{added:,}",
        f"{row['cumulative']:,} of {of:,}",
    )
    look = "text-align: left; vertical-align: top; padding: 0 0.6em; overflow-wrap: anywhere"
    told = "".join(f'<td style="{look}">{said(cell)}</td>' for cell in cells)
    return f'<tr>{told}<td style="vertical-align: middle">{bar}</td></tr>'
