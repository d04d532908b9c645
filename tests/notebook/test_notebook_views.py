"""Tables for people: they say how much they leave out, escape what results say, and never hide what is unknown."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, GATEWAY, block, report, result_files, write

from mdeanalysis import load
from mdeanalysis.notebook import coverage, show, states
from mdeanalysis.report.colours import STATE_COLOURS
from mdeanalysis.vocabulary import STATES

SAMPLE = Path(__file__).parents[2] / "sample_results"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG defines it."""
    lights = sorted((luminance(one), luminance(other)), reverse=True)
    return (lights[0] + 0.05) / (lights[1] + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_state_has_a_colour_of_its_own():
    assert set(STATE_COLOURS) == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_a_states_word_can_be_read_on_its_colour(state):
    assert contrast(*STATE_COLOURS[state]) >= 4.5


def test_states_differ_as_greys():
    greys = sorted(luminance(background) for background, _ in STATE_COLOURS.values())
    assert min((b + 0.05) / (a + 0.05) for a, b in pairwise(greys)) > 1.15


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 rows"), (1, "1 row"), (3, "3 rows"), (4, "first 3 of 4 rows")],
    ids=["none", "one", "all", "more"],
)
def test_a_table_says_how_many_rows_there_are(count, words):
    assert f"<caption>{words}</caption>" in show(pd.DataFrame({"a": range(count)}), rows=3).to_html()


@pytest.mark.parametrize("place", ["cell", "heading"])
def test_text_of_results_is_no_markup(place):
    hostile = '<img src=x onerror=alert(1)>&"'
    frame = pd.DataFrame({"a": [hostile]} if place == "cell" else {hostile: ["a"]})
    page = show(frame).to_html()
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;&quot;" in page


def test_text_of_results_is_no_formula():
    assert "mathjax_ignore" in show(pd.DataFrame({"a": ["$x^2$"]})).to_html()


def test_letters_that_turn_the_writing_direction_are_replaced():
    assert "\u202e" not in show(pd.DataFrame({"a": ["txt.\u202eexe"]})).to_html()


def test_a_long_text_is_cut():
    page = show(pd.DataFrame({"a": ["x" * 1_000_000]})).to_html()
    assert len(page) < 5_000
    assert "xxx…<" in page


def test_what_is_unknown_is_said_and_false_is_not():
    frame = pd.DataFrame({"a": pd.array([True, False, None], dtype="boolean"), "rate": [0.25, 0.0, None]})
    page = show(frame).to_html()
    assert page.count(">n/a<") == 2
    assert ">False<" in page
    assert ">25.0%<" in page
    assert ">0.0%<" in page


def test_a_state_has_its_colour():
    page = show(pd.DataFrame({"state": ["failed", "something else"]})).to_html()
    assert page.count(STATE_COLOURS["failed"][0]) == 1


def test_rows_under_one_index_are_shown_too():
    assert "2 rows" in show(pd.DataFrame({"state": ["failed", "reached"]}, index=[7, 7])).to_html()


def test_coverage_adds_up():
    fleet = load(SAMPLE)
    counts = dict(zip(*(coverage(fleet)[name] for name in ("what", "count")), strict=True))
    parts = ("archives opened", "documents read", "foreign files, left aside", "logs of Windows and the like, known")
    assert (
        sum(count for what, count in counts.items() if what.startswith(parts))
        == counts["files found, those inside archives too"]
    )
    followed = counts["of those, followed by a newer result of the same device"]
    assert counts["results"] - followed == counts["devices"] == fleet.results["device_key"].nunique()


def test_an_input_with_two_problems_is_one_input(tmp_path):
    files = {"broken.zip": b"PK\x03\x04 cut off", "empty.txt": b"", "PC1/SystemInfoLogs/MDEClientAnalyzer.txt": ""}
    fleet = load(write(tmp_path, files))
    counts = coverage(fleet).set_index("what")["count"]
    assert counts["inputs not read, or not in full"] == fleet.problems["source"].nunique() == 3


def test_states_are_those_of_the_summary(tmp_path):
    fleet = load(write(tmp_path, result_files(report(block(GATEWAY, BAD)))))
    found = states(fleet.tables).set_index("state")["devices"]
    assert found["failed"] == 1
    assert found.sum() == 1


def test_a_fleet_of_nothing_can_be_looked_at(tmp_path):
    fleet = load(tmp_path)
    for frame in (*fleet.tables.values(), coverage(fleet), states(fleet.tables)):
        assert show(frame).to_html()
