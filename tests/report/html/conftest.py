"""The sample fleet, as it is and with hostile text, and reports of both."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest
from report.html.hostile import poisoned

from mdeanalysis import load
from mdeanalysis.report.html import Basis, chosen, write_html

ROOT = Path(__file__).parents[3]
DAY = datetime(2025, 3, 21, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample() -> Basis:
    fleet = load(ROOT / "sample_results", inventory=ROOT / "sample_inventory.csv").judge(DAY)
    return Basis(fleet.tables, pd.Timestamp(DAY), fleet.rules, fleet.side_files)


@pytest.fixture(scope="session")
def hostile(sample: Basis) -> Basis:
    return Basis(poisoned(sample.tables), sample.as_of, sample.rules)


@pytest.fixture(scope="session")
def write(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """`write(basis)` writes the whole report into a folder of its own."""

    def written(basis: Basis, *names: str, **more: int) -> Path:
        file = tmp_path_factory.mktemp("report") / "report.html"
        write_html(file, chosen(names), basis, **more)
        return file

    return written


@pytest.fixture(scope="session")
def report_file(sample: Basis, write: Callable[..., Path]) -> Path:
    return write(sample)


@pytest.fixture(scope="session")
def hostile_file(hostile: Basis, write: Callable[..., Path]) -> Path:
    return write(hostile)
