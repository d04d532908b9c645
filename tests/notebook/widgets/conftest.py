"""Fleets for widgets: the sample, and one whose results are hostile."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdeanalysis import load

SAMPLE = Path(__file__).parents[3] / "sample_results"


@pytest.fixture(scope="session")
def fleet():
    return load(SAMPLE)


@pytest.fixture(scope="session")
def tables(fleet):
    return fleet.tables
