"""Antivirus that is passive."""

import pytest
from builders import device, report
from rules.fleets import found, lines

from mdeanalysis.formats.xmde_xml_writer import XmdeItem, device_item, write_xmde_xml

RULE = "passive_mode"


def xmde(passive):
    general = [XmdeItem("script_version", "1.3.4"), XmdeItem("script_run_time", "2022-04-28T12:06:40")]
    items = [device_item("host_name", "lx01"), device_item("passive_mode_enabled", passive)]
    return write_xmde_xml(general, items, [])


@pytest.mark.parametrize("mode", ["Passive", "Passive (Forced)"])
def test_it_fires_on_windows(tmp_path, mode):
    frame = found(RULE, tmp_path, {"a.txt": report(items={"Defender AV mode": mode})})
    assert frame["message"].tolist() == [f"Defender Antivirus is in mode {mode}"]
    assert lines(frame, tmp_path) == [f"Defender AV mode: {mode}"]


@pytest.mark.parametrize("word", ["True", "true"])
def test_it_fires_on_linux(tmp_path, word):
    assert found(RULE, tmp_path, {"mde.xml": xmde(word)})["message"].tolist() == ["antivirus is in passive mode"]


@pytest.mark.parametrize(
    "files",
    [
        {"a.txt": report(items={"Defender AV mode": "Active"})},
        {"a.txt": report(items={"Defender AV mode": "EDR Block"})},
        {"mde.xml": xmde("False")},
    ],
    ids=["active", "unknown", "linux"],
)
def test_it_is_silent_in_any_other_mode(tmp_path, files):
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A") | {"Defender AV mode": "Passive"}), "b.txt": report(items=device("B"))}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
