"""The filter over device and service: a plain function finds the rows, the boxes only pass on what was chosen."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.notebook import URL_COLUMNS, UrlFilter, in_words, judging_urls, matching, show
from mdeanalysis.tables import to_frame
from mdeanalysis.vocabulary import SERVICES

SAMPLE = Path(__file__).parents[2] / "sample_results"
ALL = "(all)"


@pytest.fixture(scope="module")
def sample():
    return judging_urls(load(SAMPLE).tables)


def urls(*rows):
    """A `urls` frame from (device name, service, state); every name is a device."""
    names, services, states = ([row[place] for row in rows] for place in range(3))
    columns = {"device_key": names, "device_name": names, "service": services, "state": states}
    return to_frame("urls", columns, len(rows))


def names(frame):
    return frame["device_name"].tolist()


@pytest.mark.parametrize(
    ("device", "found"),
    [
        ("", ["LYS-1", "LYS-10", "ZRH.1"]),
        ("lys", ["LYS-1", "LYS-10"]),
        ("S-10", ["LYS-10"]),
        (" ZRH.1 ", ["ZRH.1"]),
        (".", ["ZRH.1"]),
        ("[", []),
    ],
    ids=["any", "other-case", "part", "blanks-around", "no-pattern", "half-a-pattern"],
)
def test_devices_are_found_by_any_part_of_their_name(device, found):
    frame = urls(*((name, "events", "reached") for name in ("LYS-1", "LYS-10", "ZRH.1")))
    assert names(matching(frame, device)) == found


@pytest.mark.parametrize(
    ("service", "found"),
    [(ALL, ["A", "B", "C"]), ("events", ["A"]), ("unknown", ["C"]), ("ctl_crl", [])],
    ids=["all", "one", "not-in-the-catalogue", "absent"],
)
def test_services_are_chosen_by_name(service, found):
    frame = urls(("A", "events", "reached"), ("B", "settings", "reached"), ("C", None, "reached"))
    assert names(matching(frame, service=service)) == found


def test_the_worst_stand_first_and_otherwise_in_their_order():
    states = ("reached", "unknown", "failed", "not_tested", "cut_off", "failed")
    frame = urls(*((f"{place}", "events", state) for place, state in enumerate(states)))
    assert names(matching(frame)) == ["2", "5", "4", "1", "3", "0"]


def test_words_count_devices_and_leave_out_what_was_not_tested():
    rows = [
        ("A", "events", "failed"),
        ("A", "events", "failed"),
        ("B", "events", "reached"),
        ("C", "events", "cut_off"),
    ]
    assert in_words(urls(*rows)) == "4 rows of 3 devices: 1 of 2 that tested them fail"


def test_value_follows_the_boxes(sample):
    widget = UrlFilter(sample)
    pd.testing.assert_frame_equal(widget.value, matching(sample))
    widget.service.value = "cyber_data"
    pd.testing.assert_frame_equal(widget.value, matching(sample, service="cyber_data"))
    widget.device.value = "lys-"
    pd.testing.assert_frame_equal(widget.value, matching(sample, "lys-", "cyber_data"))
    assert set(widget.value["service"].astype("str")) == {"cyber_data"}
    assert 0 < len(widget.value) < (sample["service"] == "cyber_data").sum()


def without_ids(page):
    """A table's page without the random name that its styles have."""
    return page.replace(page.partition('<table id="T_')[2][:5], "")


@pytest.mark.parametrize(("box", "value"), [("device", "DEN"), ("service", "events")])
def test_the_table_below_the_boxes_is_the_static_twin(sample, box, value):
    widget = UrlFilter(sample, rows=5)
    getattr(widget, box).value = value
    twin = show(widget.value[URL_COLUMNS], rows=5).to_html()
    assert without_ids(widget.table.value) == without_ids(twin)
    assert widget.words.value == in_words(widget.value)


def test_the_boxes_offer_what_is_there(sample):
    widget = UrlFilter(sample)
    assert list(widget.service.options) == [ALL, *(name for name in SERVICES if name in set(sample["service"]))]
    assert set(widget.device.options) == set(sample["device_name"])


def test_failing_devices_are_offered_first():
    frame = urls(("A", "events", "reached"), ("B", "events", "failed"))
    assert list(UrlFilter(frame).device.options) == ["B", "A"]


def test_a_service_that_no_row_has_chooses_all(sample):
    assert UrlFilter(sample, service="smartscreen").service.value == ALL


def test_a_url_of_no_known_service_can_be_chosen():
    widget = UrlFilter(urls(("A", None, "failed"), ("B", "events", "failed")), service="unknown")
    assert names(widget.value) == ["A"]


def test_a_filter_of_nothing_has_its_boxes(tmp_path):
    widget = UrlFilter(judging_urls(load(tmp_path).tables))
    assert len(widget.value) == 0
    assert widget.words.value == "0 rows of 0 devices: 0 of 0 that tested them fail"


def test_a_notebook_shows_the_boxes(sample):
    bundle = UrlFilter(sample)._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "application/vnd.jupyter.widget-view+json" in data
