"""Devices that are green in the portal and fail here."""

import pytest
from builders import BAD, GATEWAY, block, device, report
from rules.fleets import found, found_with

RULE = "portal_active_but_failing"
FAILING = {"a.txt": report(block(GATEWAY, BAD), items=device("PC1"))}
HEAD = "Name,Health status\n"


def test_it_fires_with_the_line_of_the_list_and_the_url(tmp_path):
    frame = found_with(RULE, tmp_path, FAILING, HEAD + "PC1,Active\n")
    assert frame["device_name"].tolist() == ["PC1"]
    told = "the portal calls it active, but its newest result of 2022-04-28 failed (connect)"
    assert frame["message"].tolist() == [told]
    listed, url = frame["evidence"].iloc[0].split(",")
    assert listed == "list.csv:2"
    source, _, line = url.rpartition(":")
    text = (tmp_path / "results" / source).read_text(encoding="utf-8").split("\n")
    assert text[int(line) - 1] == f"Testing URL : {GATEWAY}"


@pytest.mark.parametrize("health", ["Inactive", "", "Unknown", "Activated"])
def test_it_is_silent_where_the_portal_does_not_say_active(tmp_path, health):
    assert len(found_with(RULE, tmp_path, FAILING, HEAD + f"PC1,{health}\nPC2,Active\n")) == 0


@pytest.mark.parametrize("text", [report(block(GATEWAY)), report(after_test=[])], ids=["reached", "not-tested"])
def test_it_is_silent_where_nothing_failed(tmp_path, text):
    assert len(found_with(RULE, tmp_path, {"a.txt": text}, HEAD + "CONTOSO-WS01,Active\n")) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {**FAILING, "b.txt": report(block(GATEWAY, BAD), items=device("PC2"), ran=None)}
    frame = found_with(RULE, tmp_path, files, HEAD + "PC2,active\nPC1,Inactive\n")
    assert frame["device_name"].tolist() == ["PC2"]
    assert "newest result failed" in frame["message"].iloc[0]
