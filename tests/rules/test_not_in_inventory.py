"""Devices that no line of the list names."""

from builders import device, report
from rules.fleets import found, found_with

RULE = "not_in_inventory"
TWO = {"a.txt": report(items=device("PC1")), "b.txt": report(items=device("PC2"))}


def test_it_fires_for_a_device_that_is_not_listed(tmp_path):
    frame = found_with(RULE, tmp_path, TWO, "Name\nPC1\n")
    assert frame["device_name"].tolist() == ["PC2"]
    assert frame["evidence"].tolist() == ["b.txt"]


def test_it_is_silent_without_a_list_and_where_the_name_is_unclear(tmp_path):
    assert len(found(RULE, tmp_path / "none", TWO)) == 0
    lines = "Name\npc1.contoso.com\npc1.example.com\nPC2\n"
    assert len(found_with(RULE, tmp_path / "unclear", TWO, lines)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found_with(RULE, tmp_path, {}, "Name\nPC1\n")) == 0


def test_it_tells_two_devices_apart(tmp_path):
    assert found_with(RULE, tmp_path, TWO, "Name\nPC3\n")["device_name"].tolist() == ["PC1", "PC2"]
