"""Results that were taken long ago."""

from datetime import UTC, datetime

import pytest
from builders import RUN_TIME, device, report
from rules.fleets import found, lines

RULE = "old_result"
LATE, IN_TIME = datetime(2022, 5, 29, 12, tzinfo=UTC), datetime(2022, 5, 28, 12, tzinfo=UTC)


@pytest.mark.parametrize("ran", [RUN_TIME, "28/04/2022 9:54:23 AM"], ids=["zone", "no-zone"])
def test_it_fires_after_thirty_days(tmp_path, ran):
    frame = found(RULE, tmp_path, {"a.txt": report(ran=ran)}, LATE)
    assert frame["message"].tolist() == ["it ran on 2022-04-28, 31 days before"]
    assert lines(frame, tmp_path) == [f"Script RunTime: : {ran}"]


@pytest.mark.parametrize(
    ("ran", "day"),
    [(RUN_TIME, IN_TIME), (None, LATE), ("28.04.2022 2:30:03  +01:00", LATE)],
    ids=["thirty-days", "no-time", "half-of-the-day-open"],
)
def test_it_is_silent_within_thirty_days_or_without_a_time(tmp_path, ran, day):
    assert len(found(RULE, tmp_path, {"a.txt": report(ran=ran)}, day)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart_and_takes_the_newest_result(tmp_path):
    files = {
        "a.txt": report(items=device("A")),
        "b.txt": report(items=device("B")),
        "c.txt": report(items=device("B"), ran="20/05/2022 9:54:23 AM +02:00"),
    }
    assert found(RULE, tmp_path, files, LATE)["device_name"].tolist() == ["A"]
