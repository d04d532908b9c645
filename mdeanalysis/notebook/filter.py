"""A filter over device and service: two boxes to type and choose in, and the rows that fit."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.views import show
from mdeanalysis.vocabulary import SERVICES

ALL = "(all)"
UNKNOWN = "unknown"
#: What is shown of a URL; the frame may have more.
SHOWN = ("device_name", "service", "url", "state", "reason", "working_methods", "statuses", "source", "line")
_WORST_FIRST = ("failed", "cut_off", "unknown", "not_tested", "reached")
#: A browser slows down with longer lists; any name can be typed.
_OFFERED = 1_000
_ROWS = 15


def matching(urls: pd.DataFrame, device: str = "", service: str = ALL) -> pd.DataFrame:
    """The URL rows whose device name holds the text `device` and that are of the service, worst first.

    Case does not matter, and the text is no pattern. A URL that the catalogue does not know has the service "unknown".
    """
    names = urls["device_name"].astype("string").str.lower()
    fits = names.str.contains(device.strip().lower(), regex=False).fillna(False).astype(bool)
    if service != ALL:
        fits &= urls["service"].astype("string").fillna(UNKNOWN).eq(service).astype(bool)
    rank = {state: place for place, state in enumerate(_WORST_FIRST)}
    found = urls.loc[fits, [name for name in SHOWN if name in urls]]
    order = found["state"].astype("string").map(rank).argsort(kind="stable")
    return found.iloc[order].reset_index(drop=True)


class UrlFilter:
    """Frames in, `.value` out: the rows of `urls` that fit the boxes `device` and `service`."""

    def __init__(self, urls: pd.DataFrame, device: str = "", service: str = ALL) -> None:
        self.urls = urls
        services = services_of(urls)
        self.device = widgets.Combobox(
            value=device, options=names_of(urls), description="Device", placeholder="part of a name", continuous_update=True
        )
        self.service = widgets.Dropdown(
            value=service if service in services else ALL, options=services, description="Service"
        )
        self._table = widgets.HTML()
        self.box = widgets.VBox([widgets.HBox([self.device, self.service]), self._table])
        for chosen in (self.device, self.service):
            chosen.observe(self._refresh, "value")
        self._refresh()

    @property
    def value(self) -> pd.DataFrame:
        """The chosen rows, worst first."""
        return matching(self.urls, self.device.value, self.service.value)

    def _refresh(self, _change: Any = None) -> None:
        self._table.value = f"<p>{summary(self.value)}</p>" + show(self.value, _ROWS).to_html()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        return self.box._repr_mimebundle_(**kwargs)
