"""Expected devices of which nothing was given."""

from builders import BAD, GATEWAY, block, device, report, zipped
from rules.fleets import found, found_with

RULE = "expected_never_received"
PC1 = {"a.txt": report(block(GATEWAY), items=device("PC1"))}


def test_it_fires_with_the_line_of_the_list(tmp_path):
    frame = found_with(RULE, tmp_path, PC1, "Name,Site,Owner,Ring\nPC1,Lyon,,\nPC2,Lyon,ops,Pilot\n")
    assert frame["subject"].tolist() == ["PC2"]
    assert frame["message"].tolist() == ["expected at Lyon, ring Pilot, owner ops, and no result of it was given"]
    assert frame["evidence"].tolist() == ["list.csv:3"]
    assert frame["device_name"].isna().all()


def test_it_is_silent_where_something_came_or_the_name_is_unclear(tmp_path):
    files = {**PC1, "PC2.zip": zipped({"x.txt": report(block(GATEWAY, BAD))})[:40]}
    files |= {"b.txt": report(items=device("PC3")), "c.txt": report(items=device("PC3", **{"Device ID": "f" * 40}))}
    lines = "Name,Onboarding status\nPC1,\nPC2,\nPC3,\nprinter,Unsupported\npc1,\n"
    assert len(found_with(RULE, tmp_path, files, lines)) == 0


def test_it_finds_nothing_in_an_empty_fleet_without_a_list(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    frame = found_with(RULE, tmp_path, {}, "Name\nPC1\nPC2\n")
    assert frame["subject"].tolist() == ["PC1", "PC2"]
    assert frame["message"].tolist() == ["expected, and no result of it was given"] * 2
