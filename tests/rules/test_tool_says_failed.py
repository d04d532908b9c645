"""Where the analyzer calls failed what answers."""

import pytest
from builders import BAD, GATEWAY, GATEWAY_2, GOOD, PSEXEC, block, device, report
from rules.fleets import found, lines

RULE = "tool_says_failed"
LOGIN = "https://login.microsoftonline.com"
THIRD = "https://winatp-gw-weu3.microsoft.com/commands/test"


def event(number):
    return f"2022-04-28 09:56:01Z [Warning] EDRCloud {number}: Not well. N/A"


def test_it_fires_at_405_before_2024(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(LOGIN, "405 12002 12002 - -", pinned=False))})
    assert frame["subject"].tolist() == ["mde_config_mgr"]
    assert lines(frame, tmp_path) == ["1 - Default proxy: Succeeded (405)"]


def test_it_fires_where_all_means_two(tmp_path):
    text = report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), block(THIRD, GOOD), cloud=[event(132021)])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == [
        "event 132021 says that all URLs of command_control failed, but 1 URL of 3 answered"
    ]
    assert lines(frame, tmp_path) == [event(132021)]


def test_it_fires_where_the_failed_url_was_cut_off(tmp_path):
    text = report(block(GATEWAY, GOOD), block(GATEWAY_2, "12002"), after_test=PSEXEC[:3], cloud=[event(131013)])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"][0].endswith(
        "one URL of command_control failed, but its test was cut off, which is no failure"
    )


def test_it_fires_where_each_url_answers(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, GOOD), cloud=[event(131013)])})
    assert frame["message"][0].endswith("but each that was tested answered")


@pytest.mark.parametrize(
    "text",
    [report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), cloud=[event(132021)]),
     report(block(GATEWAY, BAD), block(GATEWAY_2, GOOD), cloud=[event(131013)]),
     report(block(LOGIN, "405 405 405 - -", pinned=False), version="08May2024"),
     report(cloud=[event(132021)])],
    ids=["all-failed", "one-failed", "405-since-2024", "no-rows-at-hand"],
)  # fmt: skip
def test_it_is_silent_where_the_analyzer_is_right(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, GOOD), cloud=[event(131013)], items=device("A")),
        "b.txt": report(block(GATEWAY, BAD), cloud=[event(131013)], items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
