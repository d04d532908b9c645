"""Devices whose required URLs cannot be told."""

import pytest
from builders import CYBER, GATEWAY, block, device, report
from rules.fleets import found

RULE = "region_unknown"
US = "https://winatp-gw-cus.microsoft.com/commands/test"


@pytest.mark.parametrize(
    ("items", "words"),
    [({}, "the region is unknown"), ({"Device Datacenter Location": "JP"}, "no gateways of region JP")],
    ids=["unknown", "not-listed"],
)
def test_it_fires_where_no_region_is_known(tmp_path, items, words):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), block(US), items=items)})
    assert frame["subject"].tolist() == ["region"]
    assert words in frame["message"][0]


def test_it_fires_where_the_build_is_unknown(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), items={"OS build number": None})})
    assert frame["subject"].tolist() == ["build"]


@pytest.mark.parametrize("text", [report(block(GATEWAY)), report()], ids=["gateways-tell-it", "nothing-tested"])
def test_it_is_silent_where_the_region_is_known_or_nothing_is_judged(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(CYBER), items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
