"""A filter over any dimension of the devices, which remembers what was chosen when its cell runs again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.correlate import DIMENSIONS
from mdeanalysis.notebook.widgets.base import WIDE, Tables, View, page, words
from mdeanalysis.report.printable import printable
from mdeanalysis.report.selection import known_column

Chosen = Mapping[str, Sequence[str]]
NOT_STATED = "(not stated)"
#: Values that a list offers; a browser slows down with more.
_OFFERED = 500
#: What was chosen last, by the filter's name, for as long as the kernel runs; never in a file.
_MEMORY: dict[str, dict[str, tuple[str, ...]]] = {}


def only(tables: Tables, chosen: Chosen) -> dict[str, pd.DataFrame]:
    """The tables reduced to devices that have one of the chosen values in every dimension that is named.

    `(not stated)` is a value too. Raises `SelectionError` for a column that `devices` does not have.
    """
    if not any(chosen.values()):
        return dict(tables)
    devices = tables["devices"]
    fits = pd.Series(True, index=devices.index)
    for name, values in chosen.items():
        if values:
            fits &= _stated(devices, name).isin(list(values))
    keys = devices.loc[fits, "device_key"]
    found = {name: frame[frame["device_key"].isin(keys)] if "device_key" in frame else frame
             for name, frame in tables.items()}  # fmt: skip
    return {**found, "devices": devices[fits]}


def values_of(tables: Tables, name: str) -> pd.DataFrame:
    """One row a value of a dimension: `value`, `devices` and how many `failed`; the most failing first."""
    devices = tables["devices"]
    stated, failed = _stated(devices, name), devices["state"].eq("failed").astype(int)
    counts = failed.groupby(stated.to_numpy()).agg(["size", "sum"]).rename_axis("value").reset_index()
    counts = counts.rename(columns={"size": "devices", "sum": "failed"})
    return counts.sort_values(["failed", "devices", "value"], ascending=[False, False, True], ignore_index=True)


def _stated(devices: pd.DataFrame, name: str) -> pd.Series[str]:
    return known_column(devices, name).astype("str").fillna(NOT_STATED)


class DimensionFilter(View):
    """Tables in, `.value` out: the tables of the devices that fit. Choices of several dimensions hold together.

    A filter of the same `name` that is made again begins as the last one was left, as far as its values are there.
    """

    def __init__(self, tables: Tables, names: Sequence[str] = DIMENSIONS, name: str = "filter") -> None:
        self.tables, self.name = tables, name
        self._heard: list[Callable[[], None]] = []
        self._lists = {one: values_of(tables, one) for one in names}
        before = _MEMORY.get(name, {})
        self.chosen = {one: tuple(value for value in before.get(one, ()) if value in set(rows["value"]))
                       for one, rows in self._lists.items()}  # fmt: skip
        self.dimension = widgets.Dropdown(
            options=[(one.replace("_", " "), one) for one in names], description="Dimension", **WIDE
        )
        self.values = widgets.SelectMultiple(rows=7, description="Values", **WIDE)
        self.clear = widgets.Button(description="Clear all", tooltip="All devices again")
        self.words = page()
        self.box = widgets.VBox([self.dimension, self.values, self.clear, self.words])
        self._offer()
        self.dimension.observe(self._offer, "value")
        self.values.observe(self._choose, "value")
        self.clear.on_click(self._clear)

    @property
    def value(self) -> dict[str, pd.DataFrame]:
        """The tables of the devices that fit."""
        return only(self.tables, self.chosen)

    def listen(self, heard: Callable[[], None]) -> None:
        """Calls `heard` after every change."""
        self._heard.append(heard)

    def told(self) -> str:
        """What is chosen, and how many devices that leaves."""
        parts = [
            f"{name.replace('_', ' ')} is {' or '.join(values)}" for name, values in self.chosen.items() if values
        ]
        count = len(self.value["devices"])
        return f"{'; '.join(parts) or 'all devices'}: {count:,} of {len(self.tables['devices']):,} devices"

    def static(self) -> str:
        """What is chosen, in a sentence."""
        return words(self.told())

    def _offer(self, _change: object = None) -> None:
        """The values of the dimension, with those that are chosen marked."""
        name = self.dimension.value
        rows = self._lists[name].head(_OFFERED).to_dict("records")
        chosen = self.chosen[name]
        self.values.unobserve_all("value")
        self.values.options = [
            (printable(f"{row['value']}  ({row['failed']:,} failed of {row['devices']:,} devices)"), row["value"])
            for row in rows
        ]
        offered = {row["value"] for row in rows}
        self.values.value = tuple(value for value in chosen if value in offered)
        self.values.observe(self._choose, "value")
        self.words.value = self.static()

    def _choose(self, _change: object = None) -> None:
        self.chosen[self.dimension.value] = tuple(self.values.value)
        self._tell()

    def _clear(self, _button: object = None) -> None:
        self.chosen = dict.fromkeys(self.chosen, ())
        self._offer()
        self._tell()

    def _tell(self) -> None:
        _MEMORY[self.name] = dict(self.chosen)
        self.words.value = self.static()
        for heard in self._heard:
            heard()
