"""A filter over device and service: a box to type in, one to choose from, and the rows that fit."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.notebook.views import show
from mdeanalysis.notebook.widgets.base import View
from mdeanalysis.report.printable import printable
from mdeanalysis.vocabulary import SERVICES

#: What a page shows of a URL row.
URL_COLUMNS = ["device_name", "service", "host", "state", "reason", "source", "line"]
ALL = "(all)"
_UNKNOWN = "unknown"
_WORST_FIRST = ("failed", "cut_off", "unknown", "not_tested", "reached")
#: Names that the box offers; a browser slows down with longer lists, and any name can be typed.
_OFFERED = 1_000


def matching(urls: pd.DataFrame, device: str = "", service: str = ALL) -> pd.DataFrame:
    """The URL rows of a service, and of the devices whose name holds the text `device`; worst first.

    Case does not matter, and the text is no pattern. A host that the catalogue lacks has the service "unknown".
    """
    names = urls["device_name"].astype("string").str.lower()
    fits = names.str.contains(device.strip().lower(), regex=False).fillna(False).astype(bool)
    if service != ALL:
        fits &= _services(urls) == service
    found = urls[fits]
    rank = found["state"].astype("string").map({state: place for place, state in enumerate(_WORST_FIRST)})
    return found.iloc[rank.to_numpy(dtype=int).argsort(kind="stable")].reset_index(drop=True)


def in_words(rows: pd.DataFrame) -> str:
    """How many rows, and how many devices fail one of them, of those that tested any."""
    keys, state = rows["device_key"].astype("string"), rows["state"].astype("string")
    failed = keys[state == "failed"].nunique()
    tested = keys[state.isin(["failed", "reached"])].nunique()
    return f"{len(rows):,} rows of {keys.nunique():,} devices: {failed:,} of {tested:,} that tested them fail"


class UrlFilter(View):
    """`urls` in, `.value` out: the rows that fit the boxes `device` and `service`."""

    def __init__(self, urls: pd.DataFrame, device: str = "", service: str = ALL, rows: int = 15) -> None:
        self.urls, self.rows = urls, rows
        services = _choices(urls)
        self.device = widgets.Combobox(
            value=device, options=_offered(urls), description="Device", placeholder="any part of a name"
        )
        self.service = widgets.Dropdown(
            value=service if service in services else ALL, options=services, description="Service"
        )
        self.words, self.table = widgets.HTML(), widgets.HTML(layout={"overflow": "auto"})
        self.box = widgets.VBox([widgets.HBox([self.device, self.service]), self.words, self.table])
        self.device.observe(self._refresh, "value")
        self.service.observe(self._refresh, "value")
        self._refresh()

    @property
    def value(self) -> pd.DataFrame:
        """The chosen rows, worst first."""
        return matching(self.urls, self.device.value, self.service.value)

    def _refresh(self, _change: object = None) -> None:
        value = self.value
        self.words.value = in_words(value)
        self.table.value = show(value[URL_COLUMNS], self.rows).to_html()

    def static(self) -> str:
        """The rows as they are now."""
        return f"<p>{self.words.value}</p>{self.table.value}"


def _services(urls: pd.DataFrame) -> pd.Series[Any]:
    return urls["service"].astype("string").fillna(_UNKNOWN)


def _choices(urls: pd.DataFrame) -> list[str]:
    """All, then the services in the catalogue's order, those it lacks last."""
    found = set(_services(urls))
    known = [service for service in SERVICES if service in found]
    return [ALL, *known, *sorted(found - set(known))]


def _offered(urls: pd.DataFrame) -> list[str]:
    """Device names, those that fail first."""
    names = urls["device_name"].astype("string")
    failing = sorted(names[(urls["state"] == "failed").to_numpy()].dropna().unique())
    every = dict.fromkeys([*failing, *sorted(names.dropna().unique())])
    return [printable(name) for name in every][:_OFFERED]
