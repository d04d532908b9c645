"""Tests that were ended before their list was."""

import pytest
from builders import GATEWAY, GATEWAY_2, PSEXEC, block, device, report
from rules.fleets import found, lines

RULE = "run_cut_off"


def test_it_fires_with_the_last_url_as_evidence(tmp_path):
    text = report(block(GATEWAY), block(GATEWAY_2, "200 200"), after_test=PSEXEC[:3])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == ["the test ends after 2 URLs; what comes behind is not known"]
    assert lines(frame, tmp_path) == [f"Testing URL : {GATEWAY_2}"]


def test_it_fires_where_no_url_is_whole(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block("https://winatp-gw"), after_test=PSEXEC[:3])})
    assert len(frame) == 1


@pytest.mark.parametrize("text", [report(block(GATEWAY)), report()], ids=["complete", "not-tested"])
def test_it_is_silent_where_the_test_ended_by_itself(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), after_test=PSEXEC[:3], items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
