"""Tamper protection that is off, and that of which nothing is known."""

import pytest
from builders import device, report
from rules.fleets import found, lines

RULE = "tamper_protection_off"
PROTECTED, SOURCE = "Defender Is Tamper Protected", "Defender Tamper Protection Source"
OFF = {PROTECTED: "False", SOURCE: "Signatures"}


def test_it_fires_where_antivirus_says_no(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(items=OFF)})
    assert lines(frame, tmp_path) == [f"{PROTECTED}: False"]


@pytest.mark.parametrize(
    "items",
    [{PROTECTED: "True", SOURCE: "ATP"}, {PROTECTED: "", SOURCE: ""}, {PROTECTED: "False"}, {SOURCE: "ATP"}],
    ids=["on", "antivirus-silent", "no-source", "no-answer"],
)
def test_it_is_silent_where_it_is_on_or_unknown(tmp_path, items):
    assert len(found(RULE, tmp_path, {"a.txt": report(items=items)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A") | OFF), "b.txt": report(items=device("B") | {PROTECTED: "True"})}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
