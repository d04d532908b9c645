"""Runs of a checker without a list of URLs."""

import pytest
from builders import GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.test_not_tested import REFUSED, sample

RULE = "no_endpoints_tested"


def test_it_fires_where_the_checker_ran_and_printed_nothing(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report()})
    assert frame["subject"].tolist() == ["list of URLs"]
    assert lines(frame, tmp_path) == ["Connectivity output, using psexec -s:"]


def test_it_fires_where_down_level_windows_lacks_the_list(tmp_path):
    assert len(found(RULE, tmp_path, {"a.txt": sample("f3_passed_without_a_test")})) == 1


@pytest.mark.parametrize(
    "text", [report(block(GATEWAY)), report(after_test=REFUSED)], ids=["tested", "never-started"]
)
def test_it_is_silent_where_a_list_was_tested_or_nothing_ran(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A")), "b.txt": report(block(GATEWAY), items=device("B"))}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
