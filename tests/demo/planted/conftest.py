"""Fleets with planted causes, written and loaded."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.demo.planted import Planted, plant, truth_path, write_planted
from mdeanalysis.loading import Fleet


class Loaded(NamedTuple):
    """A planted fleet, what was told of it, and what was read."""

    planted: Planted
    truth: dict[str, Any]
    fleet: Fleet

    @property
    def failing(self) -> pd.DataFrame:
        """The URLs that fail."""
        urls = self.fleet.urls
        return urls[urls["state"] == "failed"]

    @property
    def results(self) -> pd.DataFrame:
        """The results by the name of the device."""
        return self.fleet.results.set_index("device_name")


LoadedOf = Callable[..., Loaded]


@pytest.fixture(scope="session")
def loaded_of(tmp_path_factory: pytest.TempPathFactory) -> LoadedOf:
    """`loaded_of(200, 3, "wpad")` is the fleet of these arguments of `plant`; equal ones are written once."""
    known: dict[object, Loaded] = {}

    def loaded(devices: int, seed: int, causes: str, noise: float = 0.0) -> Loaded:
        key = (devices, seed, causes, noise)
        if key not in known:
            folder = tmp_path_factory.mktemp("planted") / "fleet"
            planted = plant(devices, seed, causes, noise)
            write_planted(folder, planted)
            truth = json.loads(truth_path(folder).read_text(encoding="utf-8"))
            known[key] = Loaded(planted, truth, load(folder))
        return known[key]

    return loaded
