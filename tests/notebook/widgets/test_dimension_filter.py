"""The filter: choices hold together, are told in words, and are there again when its cell runs again."""

from __future__ import annotations

import pytest

from mdeanalysis.errors import SelectionError
from mdeanalysis.notebook import DimensionFilter, only, values_of
from mdeanalysis.notebook.widgets import dimension_filter


@pytest.fixture(autouse=True)
def _forgetful(monkeypatch):
    monkeypatch.setattr(dimension_filter, "_MEMORY", {})


def names(tables):
    return sorted(tables["devices"]["device_name"].astype("str"))


def expected(tables, **wanted):
    devices = tables["devices"]
    for name, values in wanted.items():
        devices = devices[devices[name].astype("str").fillna("(not stated)").isin(values)]
    return sorted(devices["device_name"].astype("str"))


def test_values_of_several_dimensions_hold_together(tables):
    found = only(tables, {"region": ["EU", "(not stated)"], "site": ["Lyon", "Zurich"]})
    assert names(found) == expected(tables, region=["EU", "(not stated)"], site=["Lyon", "Zurich"])
    assert 0 < len(found["devices"]) < len(tables["devices"])


def test_every_table_holds_the_chosen_devices_alone(tables):
    found = only(tables, {"site": ["Lyon"]})
    keys = set(found["devices"]["device_key"])
    for name, frame in found.items():
        if "device_key" in frame and name != "inventory":
            assert set(frame["device_key"].dropna()) <= keys, name
    assert len(found["urls"]) == tables["urls"]["device_key"].isin(keys).sum() > 0


@pytest.mark.parametrize("chosen", [{}, {"site": []}], ids=["nothing", "an-empty-choice"])
def test_no_choice_leaves_all(tables, chosen):
    assert names(only(tables, chosen)) == names(tables)


def test_a_column_that_is_not_there_is_named(tables):
    with pytest.raises(SelectionError, match="no column 'colour'"):
        only(tables, {"colour": ["red"]})


def test_values_come_with_their_devices_the_most_failing_first(tables):
    rows = values_of(tables, "site")
    devices = tables["devices"]
    assert rows["devices"].sum() == len(devices)
    assert rows["failed"].tolist() == sorted(rows["failed"], reverse=True)
    assert dict(zip(rows["value"], rows["devices"], strict=True)) == devices["site"].value_counts().to_dict()


def test_the_boxes_choose_and_clear(tables):
    widget = DimensionFilter(tables)
    widget.dimension.value = "site"
    widget.values.value = ("Lyon", "Leeds")
    widget.dimension.value = "region"
    widget.values.value = ("EU",)
    assert names(widget.value) == expected(tables, site=["Lyon", "Leeds"], region=["EU"])
    assert "region is EU; site is Lyon or Leeds" in widget.words.value
    widget.dimension.value = "site"
    assert widget.values.value == ("Lyon", "Leeds")
    widget.clear.click()
    assert names(widget.value) == names(tables)
    assert widget.values.value == ()


def test_a_filter_of_the_same_name_begins_as_the_last_was_left(tables):
    first = DimensionFilter(tables, name="mine")
    first.dimension.value = "site"
    first.values.value = ("Lyon",)
    again = DimensionFilter(tables, name="mine")
    assert names(again.value) == expected(tables, site=["Lyon"])
    assert names(DimensionFilter(tables, name="another").value) == names(tables)


def test_values_that_are_gone_are_not_remembered(tables):
    first = DimensionFilter(tables)
    first.dimension.value = "site"
    first.values.value = ("Lyon", "Zurich")
    without = only(tables, {"site": ["Zurich", "Leeds"]})
    assert DimensionFilter(without).chosen["site"] == ("Zurich",)


def test_whoever_listens_hears_every_choice(tables):
    widget = DimensionFilter(tables)
    heard = []
    widget.listen(lambda: heard.append(len(widget.value["devices"])))
    widget.dimension.value = "site"
    widget.values.value = ("Lyon",)
    widget.clear.click()
    assert heard == [len(expected(tables, site=["Lyon"])), len(tables["devices"])]
