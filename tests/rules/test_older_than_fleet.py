"""Components that are older than in most of the fleet."""

import pytest
from builders import device, report
from rules.fleets import found, lines

RULE = "older_than_fleet"
SENSOR, PLATFORM = "Sense version", "Defender AV Platform Version"
NEW = {SENSOR: "10.8760.19041.5487", PLATFORM: "4.18.25010.11"}


def fleet(old, *, count=9, ran="28/04/2022 9:54:23 AM +02:00"):
    files = {f"{n}.txt": report(items=device(f"N{n}") | NEW) for n in range(count)}
    return files | {"old.txt": report(items=device("OLD") | NEW | old, ran=ran)}


@pytest.mark.parametrize(
    ("old", "subject"),
    [
        ({SENSOR: "10.8040.19041.1645"}, "sensor"),
        ({PLATFORM: "4.18.24090.11"}, "antivirus platform"),
        ({PLATFORM: "4.18.2203.5-0"}, "antivirus platform"),
    ],
    ids=["sensor", "platform", "platform-of-four-digits"],
)
def test_it_fires_where_most_are_newer(tmp_path, old, subject):
    frame = found(RULE, tmp_path, fleet(old))
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [("OLD", subject)]
    ((name, version),) = old.items()
    assert lines(frame, tmp_path) == [f"{name}: {version}"]


@pytest.mark.parametrize(
    "files",
    [
        fleet({SENSOR: "10.8760.19041.4000"}),
        fleet({PLATFORM: "4.18.24110.5"}),
        fleet({PLATFORM: "Windows Defender"}),
        fleet({SENSOR: "10.8040.19041.1645"}, count=8),
        fleet({SENSOR: "10.8040.17763.1", "OS build number": "Microsoft Windows NT 10.0.17763.0.1"}),
        fleet({SENSOR: "10.8040.19041.1645"}, ran="28/02/2022 9:54:23 AM +02:00"),
    ],
    ids=["same-generation", "two-months", "no-number", "few-devices", "another-release", "older-result"],
)
def test_it_is_silent_where_the_distance_says_little(tmp_path, files):
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = fleet({SENSOR: "10.8040.19041.1645"})
    files["x.txt"] = report(items=device("X") | NEW | {PLATFORM: "4.18.2203.5"})
    frame = found(RULE, tmp_path, files)
    assert set(zip(frame["device_name"], frame["subject"], strict=True)) == {
        ("OLD", "sensor"),
        ("X", "antivirus platform"),
    }
