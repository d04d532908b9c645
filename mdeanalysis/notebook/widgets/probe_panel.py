"""A live probe with buttons: what to test, run, cancel, how far it is, and a table that stays."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets  # type: ignore[import-untyped]
import pandas as pd
from IPython.display import HTML, display

from mdeanalysis import probing
from mdeanalysis.catalogue.choice import profile_of_region
from mdeanalysis.catalogue.rows import catalogue
from mdeanalysis.catalogue.table import REGIONS
from mdeanalysis.errors import MdeAnalysisError
from mdeanalysis.notebook.views import frame_of
from mdeanalysis.notebook.widgets.base import WIDE, View, page, table, words
from mdeanalysis.report.probe import headline, urls

if TYPE_CHECKING:
    from mdeanalysis.loading import Fleet

_ROWS = 40
_METHODS = 5


def probe_table(fleet: Fleet) -> pd.DataFrame:
    """A probe's URLs, what fails first, with the answer by each method."""
    return frame_of(urls(fleet.tables))


class ProbePanel(View):
    """`.value` out: the `Fleet` of the last probe, None before the first. `settings` are those of `probe`.

    Nothing is sent before Run is pressed. The probe runs beside the kernel, so that Cancel is heard; what was tried
    by then is kept.
    """

    def __init__(self, *wanted: str, region: str = "EU", mode: str = "", **settings: Any) -> None:
        self.wanted, self.settings = wanted, settings
        self.value: Fleet | None = None
        self._thread: threading.Thread | None = None
        self._cancel: Callable[[], None] | None = None
        self._shown: Any = None
        known = {row.region for row in catalogue()}
        modes = [("not stated", ""), ("standard", "standard"), ("streamlined", "streamlined")]
        regions = [name for name in REGIONS if name in known - {"WW"}]
        self.region = widgets.Dropdown(options=regions, value=region, description="Region", **WIDE)
        self.mode = widgets.Dropdown(options=modes, value=mode, description="Onboarding", **WIDE)
        proxy = str(settings.pop("named_proxy", None) or "")
        self.proxy = widgets.Text(proxy, description="Named proxy", placeholder="host:port, or empty", **WIDE)
        self.run = widgets.Button(description="Run", button_style="primary", tooltip="Sends one GET a URL and method")
        self.cancel = widgets.Button(description="Cancel", disabled=True)
        self.progress = widgets.IntProgress(value=0, max=1, description="Tries", **WIDE)
        self.words, self.table = page(self._before()), page()
        buttons = widgets.HBox([self.run, self.cancel])
        self.box = widgets.VBox([self.region, self.mode, self.proxy, buttons, self.progress, self.words, self.table])
        self.run.on_click(lambda _: self.start())
        self.cancel.on_click(lambda _: self.stop())

    def start(self) -> None:
        """Begins a probe, as a click on Run does."""
        if self._thread is not None and self._thread.is_alive():
            return
        try:
            plan, settings = self._plan()
        except MdeAnalysisError as error:
            self.words.value = words(str(error))
            return
        self.run.disabled, self.cancel.disabled = True, False
        self.progress.value, self.progress.max = 0, len(plan.targets) * _METHODS
        self.words.value = words(f"Testing {len(plan.targets):,} URLs from here ...")
        self._thread = threading.Thread(target=self._work, args=(plan, settings), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Asks a probe that runs to end."""
        if self._cancel:
            self._cancel()

    def wait(self) -> Fleet | None:
        """Waits until a probe that runs has ended; its fleet."""
        if self._thread:
            self._thread.join()
        return self.value

    def static(self) -> str:
        """The last probe's table, or that there was none."""
        if self.value is None:
            return self._before()
        return words(headline(self.value.tables)) + table(probe_table(self.value), _ROWS)

    def _before(self) -> str:
        return words("Nothing has been tested from here. Run sends one GET to each URL by each method, and no more.")

    def _plan(self) -> tuple[probing.Plan, Any]:
        probing.check_installed()
        from mdeanalysis.probes.settings import Settings, given_proxy

        proxy = given_proxy(self.proxy.value.strip()) if self.proxy.value.strip() else None
        profile = profile_of_region(self.region.value)._replace(mode=self.mode.value or None)
        return probing.plan(self.wanted, profile), Settings(named_proxy=proxy, **self.settings)

    def _work(self, plan: probing.Plan, settings: Any) -> None:
        try:
            probed = probing.execute(plan, settings, self._tell, started=self._hold)
            self.value = probed.fleet
            self.words.value, self.table.value = words(headline(probed.fleet.tables)), ""
            self.table.value = table(probe_table(probed.fleet), _ROWS)
            if self._shown:
                self._shown.update(HTML(self.static()))
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            self.words.value = words(f"The probe broke down: {error}")
        finally:
            self._cancel = None
            self.run.disabled, self.cancel.disabled = False, True

    def _hold(self, cancel: Callable[[], None]) -> None:
        self._cancel = cancel

    def _tell(self, _try: object) -> None:
        self.progress.value += 1

    def _ipython_display_(self) -> None:
        """The panel, and below it an output of its own that keeps the last table when the notebook is saved."""
        display(self.box)
        self._shown = display(HTML(self.static()), display_id=True)
