"""Causes to choose from: one card at a time, and the devices that it is about."""

from __future__ import annotations

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.causes import Explanation
from mdeanalysis.notebook.cards import Cards, card
from mdeanalysis.notebook.widgets.base import View, page, table
from mdeanalysis.report import causes as told
from mdeanalysis.report.printable import printable

_DEVICES = ("device_name", "device_key")


def devices_of(found: Explanation, rank: int) -> pd.DataFrame:
    """The failing devices of a cause by its rank, as `device_name` and `device_key`; none where no cause has it."""
    for cause in found.causes:
        if cause.rank == rank:
            pairs = zip(cause.devices, cause.device_keys, strict=True)
            return pd.DataFrame(list(pairs), columns=list(_DEVICES))
    return pd.DataFrame(columns=list(_DEVICES))


class CauseCards(View):
    """An `Explanation` in, `.value` out: the failing devices of the chosen cause."""

    def __init__(self, found: Explanation) -> None:
        self.found = found
        titles = [(printable(f"{cause.rank}. {told.title(cause)}"), cause.rank) for cause in found.causes]
        self.cause = widgets.Select(
            options=titles,
            rows=min(max(len(titles), 2), 9),
            description="Cause",
            style={"description_width": "5em"},
            layout={"width": "70em"},
        )
        self.card, self.devices = page(), page()
        self.box = widgets.VBox([self.cause, self.card, self.devices])
        self.cause.observe(self._show, "value")
        self._show()

    @property
    def value(self) -> pd.DataFrame:
        """The failing devices of the chosen cause."""
        return devices_of(self.found, self.cause.value or 0)

    def static(self) -> str:
        """The cards of the first causes."""
        return Cards(self.found)._repr_html_()

    def _show(self, _change: object = None) -> None:
        chosen = [cause for cause in self.found.causes if cause.rank == self.cause.value]
        self.card.value = card(chosen[0]) if chosen else self.static()
        self.devices.value = table(self.value, 15) if chosen else ""
