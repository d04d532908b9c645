"""Devices that are not onboarded, and those of which only a weak sign says so."""

import pytest
from builders import device, report
from rules.fleets import found, lines

RULE = "not_onboarded"
NOTE = "Note: OnboardingInfo could not be found in the registry. Was it onboarded?"


def test_it_fires_where_the_report_says_so(tmp_path):
    text = report(items={"Device ID": "False", "Device is": "not onboarded"})
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == ["the device is not onboarded: the report says that it is not onboarded"]
    assert lines(frame, tmp_path) == ["Device is: not onboarded", "Device ID: False"]


def test_it_fires_where_there_is_no_device_id(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(items={"Device ID": "False"}, cloud=[NOTE])})
    assert frame["message"].tolist() == ["the device is not onboarded: it has no device id"]
    assert lines(frame, tmp_path) == ["Device ID: False", NOTE]


@pytest.mark.parametrize(
    "text",
    [report(), report(cloud=[NOTE]), report(cloud=["Device ID: False", NOTE]), report(items={"Device ID": None})],
    ids=["onboarded", "note-alone", "an-id-once", "nothing-stated"],
)
def test_it_is_silent_where_it_cannot_be_sure(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A") | {"Device ID": "False"}), "b.txt": report(items=device("B"))}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
