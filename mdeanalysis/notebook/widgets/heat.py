"""The heat map to click on: each cell is a button, and chosen it lists its devices."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.correlate import DIMENSIONS
from mdeanalysis.notebook.rates import OF_URLS, failure_rates, placed
from mdeanalysis.notebook.widgets.base import WIDE, Following, Source, Tables, View, image, page, table, words
from mdeanalysis.report.picture import cell_colours, cell_words, heat_map
from mdeanalysis.report.printable import printable
from mdeanalysis.report.words import Words

#: What is told of each device of a cell.
SHOWN = ("device_name", "site", "region", "os_release", "proxy_method", "proxy_address", "state", "reason",
         "failed_urls", "source")  # fmt: skip
_RANK = {"failed": 0, "cut_off": 1, "unknown": 2, "not_tested": 3, "reached": 4}
_LONGEST = 28
#: Buttons of several lines, as wide as their column; the chosen and the focused one are framed, dark theme or light.
_STYLE = """<style>
.mde-heat button { white-space: pre-line; height: 4.4em; line-height: 1.25; padding: 0.2em; width: auto; margin: 1px }
.mde-heat button:focus-visible { outline: 3px solid var(--jp-brand-color1, #1976d2); outline-offset: 1px }
.mde-heat button.mde-chosen { outline: 3px solid #2a6f97 !important; outline-offset: 1px; z-index: 1 }
.mde-heat .mde-name { line-height: 1.2; align-self: center; overflow-wrap: anywhere }
</style>"""


def devices_in(tables: Tables, down: tuple[str, str], across: tuple[str, str], most: int = 10) -> pd.DataFrame:
    """The devices of one cell of `failure_rates`, the failed first: `down` and `across` are (dimension, value).

    By `service` or `host`, `cell_state` is how the device fares in these alone.
    """
    names = [down[0], across[0]]
    units = placed(tables, names, most)
    units = units[(units[down[0]] == down[1]) & (units[across[0]] == across[1])]
    outcome = units.groupby("device_key")[["failed", "tested"]].any()
    devices = tables["devices"]
    keys = devices["device_key"].astype("string")
    rows = devices[keys.isin(outcome.index)][["device_key", *SHOWN]]
    if set(names) & set(OF_URLS):
        own = outcome.reindex(rows["device_key"].astype("string"))
        told = ["failed" if bad else "reached" if of else "no verdict" for bad, of in own.to_numpy().tolist()]
        rows.insert(2, "cell_state", told)
        rank = pd.Series(told, index=rows.index).map({"failed": 0, "no verdict": 1, "reached": 2})
    else:
        rank = rows["state"].astype("string").map(_RANK)
    return rows.iloc[rank.to_numpy(dtype=int).argsort(kind="stable")].reset_index(drop=True)


class HeatMap(View):
    """Tables (or a filter) in, `.value` out: the devices of the chosen cell; of all cells where none is chosen."""

    def __init__(
        self, source: Tables | Following, rows: str = "region", columns: str = "proxy_method", most: int = 10
    ) -> None:
        self.source, self.most = Source(source, self._draw), most
        names = [
            *dict.fromkeys([*DIMENSIONS, rows, columns]),
            *(one for one in OF_URLS if one not in {rows, columns}),
        ]
        offered = [(name.replace("_", " "), name) for name in names]
        self.rows = widgets.Dropdown(options=offered, value=rows, description="Rows", **WIDE)
        self.columns = widgets.Dropdown(options=offered, value=columns, description="Columns", **WIDE)
        self.cell: tuple[str, str] | None = None
        self.cells: dict[tuple[str, str], widgets.Button] = {}
        self.grid = widgets.GridBox(layout={"overflow": "auto", "padding": "2px"})
        self.grid.add_class("mde-heat")
        self.words, self.list = page(), page()
        style = widgets.HTML(_STYLE, layout={"display": "none"})
        boxes = widgets.HBox([self.rows, self.columns], layout={"flex_flow": "row wrap"})
        self.box = widgets.VBox([style, boxes, self.grid, self.words, self.list])
        for box in (self.rows, self.columns):
            box.observe(self._draw, "value")
        self._draw()

    @property
    def value(self) -> pd.DataFrame:
        """The devices of the chosen cell, or all of them."""
        if self.cell is None:
            return self.source.tables["devices"][["device_key", *SHOWN]].reset_index(drop=True)
        down, across = zip((self.rows.value, self.columns.value), self.cell, strict=True)
        return devices_in(self.source.tables, down, across, self.most)

    def choose(self, row: str, column: str) -> None:
        """Chooses a cell, as a click on it does."""
        self.cell = (row, column)
        for pair, button in self.cells.items():
            (button.add_class if pair == self.cell else button.remove_class)("mde-chosen")
        self._list()

    def rates(self) -> pd.DataFrame:
        """The numbers behind the cells."""
        return failure_rates(self.source.tables, self.rows.value, self.columns.value, self.most)

    def static(self) -> str:
        """The map as a picture, and the devices of the chosen cell."""
        if self.rows.value == self.columns.value:
            return words("Choose two different dimensions.")
        told = (
            f"Failed of tested devices by {self.rows.value} and {self.columns.value}; the numbers stand in the cells"
        )
        return image(heat_map(self.rates()), told) + (self._heading() + self._table() if self.cell else "")

    def _draw(self, _change: object = None) -> None:
        self.cell, self.cells = None, {}
        if self.rows.value == self.columns.value:
            self.grid.children, self.list.value = (), ""
            self.words.value = words("Choose two different dimensions.")
            return
        rates = self.rates()
        down, across = (list(rates[name].unique()) for name in rates.columns[:2])
        counts = {tuple(row[:2]): row[2:] for row in rates.drop(columns="rate").itertuples(index=False, name=None)}
        self.cells = {pair: self._button(pair, numbers) for pair, numbers in counts.items()}
        children = [page(), *(_name(text) for text in across)]
        for row in down:
            children += [_name(row), *(self.cells.get((row, column), page()) for column in across)]
        self.grid.layout.grid_template_columns = f"11em repeat({max(len(across), 1)}, minmax(7.5em, 11em))"
        self.grid.children = children
        self._list()

    def _button(self, pair: tuple[str, str], numbers: tuple[Any, ...]) -> widgets.Button:
        devices, failed, tested, low, high = numbers
        background, ink = cell_colours(int(failed), int(tested))
        interval = (float(low), float(high)) if tested else ()
        button = widgets.Button(
            description=cell_words(Words(), int(devices), int(failed), int(tested), *interval),
            tooltip=printable(f"{self.rows.value} {pair[0]}, {self.columns.value} {pair[1]}: list its devices"),
            style={"button_color": background, "text_color": ink},
        )
        button.on_click(lambda _: self.choose(*pair))
        return button

    def _list(self) -> None:
        self.words.value = self._heading()
        self.list.value = self._table() if self.cell else ""

    def _heading(self) -> str:
        if self.cell is None:
            return words("Choose a cell: its devices are listed here.")
        down, across = (name.replace("_", " ") for name in (self.rows.value, self.columns.value))
        return words(f"Devices of {down} {self.cell[0]} and {across} {self.cell[1]}, the failed first:")

    def _table(self) -> str:
        return table(self.value.drop(columns="device_key"), 25)


def _name(text: str) -> widgets.HTML:
    from mdeanalysis.notebook.views import said

    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    name = widgets.HTML(f'<b title="{said(text)}">{said(short)}</b>')
    name.add_class("mde-name")
    return name
