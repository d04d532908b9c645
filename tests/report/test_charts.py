"""Pictures: SVG that needs no style, with what it shows in words."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from mdeanalysis.report.charts import describe, draw
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.report.part import HeatMap, StateBars
from mdeanalysis.report.words import Words

WORDS = Words()
NONE = dict.fromkeys(STATE_COLOURS, 0)
BARS = StateBars(
    "sites",
    "site",
    [
        {"label": "Leeds", "devices": 5, "of": 4, **NONE, "failed": 1, "reached": 3, "cut_off": 1},
        {"label": "<b>$x$\u202e", "devices": 2, "of": 0, **NONE, "not_tested": 2},
    ],
)
RATES = pd.DataFrame(
    {"service": ["maps"], "method": ["direct"], "devices": [3], "failed": [1], "tested": [2], "rate": [0.5]}
)


@pytest.mark.parametrize("picture", [BARS, HeatMap("ways", RATES)], ids=["bars", "heat-map"])
def test_a_picture_has_no_style_and_ids_of_its_own(picture: StateBars | HeatMap) -> None:
    svg, _, alt = draw(picture, WORDS)
    assert "style" not in svg
    assert all(name.startswith(f"picture-{picture.name}-") for name in re.findall(r' id="([^"]*)"', svg))
    assert 'role="img"' in svg
    assert alt
    assert "#010203" not in svg


def test_bars_have_the_colours_of_the_states_that_there_are() -> None:
    svg, title, _ = draw(BARS, WORDS)
    there = {state for state, (colour, _) in STATE_COLOURS.items() if colour in svg}
    assert there == {"failed", "reached", "cut_off", "not_tested"}
    assert title == "Share of devices by state, site"
    assert "1 of 4 failed, 5 in all" in svg
    assert "none of 2 tested" in svg


def test_a_label_from_results_is_text_and_no_formula() -> None:
    svg, _, alt = draw(BARS, WORDS)
    assert "&lt;b&gt;$x$" in svg
    assert "\u202e" not in svg + alt


def test_long_pictures_say_how_many_rows_they_leave_unsaid() -> None:
    rows = [{**BARS.rows[0], "label": str(number)} for number in range(15)]
    assert describe(StateBars("sites", "site", rows), WORDS).endswith("; and 3 more in the table.")
