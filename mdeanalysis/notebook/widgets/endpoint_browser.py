"""The endpoint catalogue to browse: what devices of some kind need to reach."""

from __future__ import annotations

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd

from mdeanalysis.catalogue.choice import chosen, profile_of_region
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.catalogue.table import COLUMNS, REGIONS, cells
from mdeanalysis.errors import MdeAnalysisError
from mdeanalysis.notebook.widgets.base import WIDE, View, joined, page, table, words
from mdeanalysis.vocabulary import SERVICES

ALL = "(all)"
_FIRST = {"required": 0, "optional": 1, "legacy": 2}
_SHOWN = [
    "endpoint",
    "url_path",
    "port",
    "service",
    "region",
    "required",
    "generation",
    "ssl_inspection",
    "anonymous",
]


def endpoints(
    region: str | None = None, service: str | None = None, mode: str | None = None, text: str = ""
) -> pd.DataFrame:
    """The catalogue's rows for devices of a region and onboarding, of a service, with `text` in host, path or source.

    A column each of the catalogue's own file, all as text; what is required comes first. Raises
    `SelectionError` for a region that there is not.
    """
    profile = profile_of_region(region)._replace(mode=mode)
    rows = [cells(row) for row in chosen(profile, [service] if service else [])]
    found = pd.DataFrame(rows, columns=list(COLUMNS), dtype="string")
    wanted = text.strip().lower()
    looked = found["endpoint"] + " " + found["url_path"] + " " + found["source"]
    found = found[looked.str.lower().str.contains(wanted, regex=False)]
    order = found["required"].map(_FIRST).to_numpy(dtype=int).argsort(kind="stable")
    return found.iloc[order].reset_index(drop=True)


class EndpointBrowser(View):
    """`.value` out: the endpoints that fit region, service, onboarding and text."""

    def __init__(self, region: str = "", service: str = "", rows: int = 20) -> None:
        known = {row.region for row in catalogue()}
        regions = [(ALL, ""), *((name, name) for name in REGIONS if name in known)]
        services = [(ALL, ""), *((name, name) for name in SERVICES if name in {row.service for row in catalogue()})]
        modes = [(ALL, ""), ("standard", "standard"), ("streamlined", "streamlined")]
        self.rows = rows
        self.region = widgets.Dropdown(options=regions, value=region, description="Region", **WIDE)
        self.service = widgets.Dropdown(options=services, value=service, description="Service", **WIDE)
        self.mode = widgets.Dropdown(options=modes, value="", description="Onboarding", **WIDE)
        self.text = widgets.Text(description="Text", placeholder="part of a host or path", **WIDE)
        self.words, self.table = page(), page()
        self.box = widgets.VBox([self.region, self.service, self.mode, self.text, self.words, self.table])
        for box in (self.region, self.service, self.mode, self.text):
            box.observe(self._show, "value")
        self._show()

    @property
    def value(self) -> pd.DataFrame:
        """The endpoints that fit."""
        return endpoints(
            self.region.value or None, self.service.value or None, self.mode.value or None, self.text.value
        )

    def static(self) -> str:
        """The list as it is now."""
        return joined(self.words, self.table)

    def _show(self, _change: object = None) -> None:
        try:
            found = self.value
        except MdeAnalysisError as error:
            self.words.value, self.table.value = words(str(error)), ""
            return
        self.words.value = words(f"{len(found):,} of {len(catalogue()):,} endpoints")
        self.table.value = table(found[_SHOWN], self.rows)
