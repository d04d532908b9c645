"""Pictures stand among others: each gives its figure, or that of the axes it was given, and leaves none open."""

from __future__ import annotations

from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.causes import crosstab
from mdeanalysis.notebook import failure_rates
from mdeanalysis.plan import make_plan
from mdeanalysis.report import pictures
from mdeanalysis.report.bars import rows_by
from mdeanalysis.report.colours import STATE_COLOURS

SAMPLE = Path(__file__).parents[2] / "sample_results"
CHANGES = {
    "site": ["Lyon", "$x_{$"],
    "fixed": [3, 0],
    "still_failing": [1, 0],
    "broken": [2, 0],
    "not_tested": [0, 0],
}
DRAWN = {
    "change_bars": lambda tables: pd.DataFrame(CHANGES),
    "dots": lambda tables: crosstab(tables, ["site"]),
    "heat_map": lambda tables: failure_rates(tables, "site", "region"),
    "plan_bars": make_plan,
    "state_bars": lambda tables: rows_by(tables, "site"),
}


@pytest.fixture(scope="module")
def sample():
    return load(SAMPLE).tables


def test_every_picture_is_drawn_here():
    assert set(DRAWN) == set(pictures.__all__)


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_is_a_figure_of_its_own_that_is_closed(sample, name):
    figure = getattr(pictures, name)(DRAWN[name](sample))
    assert plt.get_fignums() == []
    assert figure.axes[0].has_data()


@pytest.mark.parametrize("name", DRAWN)
def test_a_picture_takes_axes_and_gives_their_figure(sample, name):
    figure, (first, second) = plt.subplots(1, 2)
    try:
        assert getattr(pictures, name)(DRAWN[name](sample), axes=second) is figure
        assert not first.has_data()
        assert second.has_data()
        assert plt.fignum_exists(figure.number)
    finally:
        plt.close(figure)


@pytest.mark.parametrize("name", DRAWN)
def test_what_failed_has_the_same_colour_in_every_picture(sample, name):
    figure = getattr(pictures, name)(DRAWN[name](sample))
    used = {plt.matplotlib.colors.to_hex(patch.get_facecolor()) for patch in figure.axes[0].patches}
    used |= {line.get_color() for line in figure.axes[0].lines}
    expected = "reached" if name == "plan_bars" else "failed"
    assert STATE_COLOURS[expected][0] in used


def test_bars_of_changes_say_their_numbers():
    figure = pictures.change_bars(pd.DataFrame(CHANGES))
    assert [text.get_text() for text in figure.axes[0].texts] == ["3 fixed, 1 still failing, 2 broken", "no change"]
    assert [bar.get_width() for bar in figure.axes[0].patches[::2]] == [3, 1, 2]


def test_beyond_the_bars_that_fit_the_last_adds_up_the_others(sample):
    rows = rows_by(sample, "site", most=2)
    assert len(rows) == 2
    assert sum(row["devices"] for row in rows) == len(sample["devices"])
