"""What a plan expects: exactly the devices that its first changes free are fixed, and nothing else moves."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import mdeanalysis
from mdeanalysis import notebook as nb
from mdeanalysis.plan import make_plan

SAMPLE = Path(__file__).parents[2] / "sample_results"


@pytest.fixture(scope="module")
def fleet():
    return mdeanalysis.load(SAMPLE)


@pytest.mark.parametrize("changes", [0, 1, 3, 99])
def test_the_devices_that_the_changes_free_are_fixed(fleet, changes):
    found = mdeanalysis.compare(fleet, nb.expected(fleet, changes)).devices
    plan = make_plan(fleet.tables).changes
    freed = [name for names in plan.loc[plan["rank"] <= changes, "devices"] for name in names]
    assert sorted(found.loc[found["change"] == "fixed", "device_name"]) == sorted(freed)
    assert not found["change"].isin(["broken", "new", "gone"]).any()


def test_the_fleet_itself_stays_as_it_was(fleet):
    before = {name: frame.copy() for name, frame in fleet.tables.items()}
    after = nb.expected(fleet, 99)
    for name, frame in fleet.tables.items():
        pd.testing.assert_frame_equal(frame, before[name])
        assert (after.tables[name].dtypes == frame.dtypes).all(), name
    assert (after.devices["state"] == "failed").sum() == 1


def test_a_fleet_of_nothing_expects_nothing(tmp_path):
    assert len(nb.expected(mdeanalysis.load(tmp_path)).devices) == 0


def test_the_words_of_a_comparison_are_escaped():
    assert nb.Sentence("<b>1 fixed")._repr_html_() == "<p><b>&lt;b&gt;1 fixed.</b></p>"
