"""Runs that tested nothing, for reasons without a rule of their own."""

from pathlib import Path

import pytest
from builders import GATEWAY, block, device, report
from rules.fleets import found, lines

RULE = "not_tested"
EVENT = "2022-04-28 09:56:01Z [Warning] EDRCloud 131001: Nothing was tested. N/A"
REFUSED = ["Couldn't install PSEXESVC service:", "Access is denied."]
REPORTS = Path(__file__).parent.parent / "data" / "text_report"


def sample(name):
    return (REPORTS / f"{name}.txt").read_text(encoding="utf-8")


def test_it_fires_with_the_event_as_evidence(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(after_test=REFUSED, cloud=[EVENT])})
    assert frame["subject"].tolist() == ["no_psexec"]
    assert "run the analyzer as SYSTEM" in frame["message"][0]
    assert lines(frame, tmp_path)[0] == EVENT


@pytest.mark.parametrize(
    ("name", "reason"),
    [("not_tested_eula", "eula"), ("f3_e24_captures_nothing", "downlevel_not_captured")],
    ids=["eula", "downlevel"],
)
def test_it_fires_for_each_reason_with_its_own_advice(tmp_path, name, reason):
    frame = found(RULE, tmp_path, {"a.txt": sample(name)})
    assert frame["subject"].tolist() == [reason]
    assert frame["message"].str.startswith("no URL was tested. ").all()


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY)),
        report(block(GATEWAY, "200"), end=False),
        sample("not_tested_asr_rule_blocks"),
        report(),
    ],
    ids=["tested", "cut-off", "asr-rule", "no-list"],
)
def test_it_is_silent_where_something_was_tested_or_another_rule_says_why(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(after_test=REFUSED, items=device("A")),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
