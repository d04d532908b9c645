"""Windows releases out of support."""

from datetime import UTC, datetime

import pytest
from builders import device, report
from rules.fleets import found, lines

RULE = "outdated_windows"
LAST_DAY = datetime(2024, 6, 11, 23, tzinfo=UTC)
DAY_AFTER = datetime(2024, 6, 12, tzinfo=UTC)
PRO = {"Device Operating System": "Windows 10 Pro"}


def test_it_fires_from_the_day_after_the_last(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report()}, DAY_AFTER)
    message = "Windows 10 21H2 has been out of support since 2024-06-11, extended updates aside"
    assert frame["message"].tolist() == [message]
    assert lines(frame, tmp_path) == ["OS build number: Microsoft Windows NT 10.0.19044.0.1645"]


def test_it_fires_on_the_tool_s_event(tmp_path):
    line = "2022-04-28 09:58:01Z [Error] UnSupported 112002: Not supported: 9200. N/A"
    assert lines(found(RULE, tmp_path, {"a.txt": report(cloud=[line])}), tmp_path) == [line]


@pytest.mark.parametrize(
    ("items", "day"),
    [
        ({}, LAST_DAY),
        ({"Device Operating System": "Windows 10 Enterprise LTSC 2021"}, DAY_AFTER),
        ({"OS build number": None}, DAY_AFTER),
        ({"OS build number": "Microsoft Windows NT 10.0.19099.0.1"}, DAY_AFTER),
    ],
    ids=["last-day", "long-term", "no-build", "unknown-build"],
)
def test_it_is_silent_while_it_is_in_support_or_unknown(tmp_path, items, day):
    assert len(found(RULE, tmp_path, {"a.txt": report(items=items)}, day)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart_by_their_edition(tmp_path):
    files = {"a.txt": report(items=device("A") | PRO), "b.txt": report(items=device("B"))}
    assert found(RULE, tmp_path, files, datetime(2024, 1, 1, tzinfo=UTC))["device_name"].tolist() == ["A"]


def test_two_devices_of_one_release_are_two_findings(tmp_path):
    files = {f"{name}.txt": report(items=device(name)) for name in "AB"}
    assert found(RULE, tmp_path, files, DAY_AFTER)["device_name"].tolist() == ["A", "B"]
