"""Where the analyzer calls connected what nothing shows to be."""

import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines
from rules.test_not_tested import sample

RULE = "tool_says_connected"
EU = {"Device Datacenter Location": "EU"}


def event(number):
    return f"2022-04-28 09:56:01Z [Informational] EDRCloud {number}: All well. N/A"


@pytest.mark.parametrize(
    ("url", "status", "service"),
    [(GATEWAY, 404, "command_control"), (CYBER, 400, "cyber_data")],
    ids=["404-of-a-proxy", "400-of-no-blob"],
)
def test_it_fires_at_a_status_that_the_service_never_gives(tmp_path, url, status, service):
    frame = found(RULE, tmp_path, {"a.txt": report(block(url, f"{status} 12002 12002 - -"))})
    assert frame["subject"].tolist() == [service]
    assert frame["message"][0].endswith(f"reached for its status {status}; the service answers 200")
    assert lines(frame, tmp_path) == [f"1 - Default proxy: Succeeded ({status})"]


def test_it_fires_at_an_event_of_a_channel_with_a_failed_url(tmp_path):
    text = report(block(GATEWAY, BAD), block(GATEWAY_2, GOOD), cloud=[event(130017)])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == ["event 130017 says that no URL of command_control failed, but 1 URL did"]
    assert lines(frame, tmp_path) == [event(130017)]


@pytest.mark.parametrize("items", [{}, EU], ids=["unknown-region", "known-region"])
def test_it_fires_at_an_event_of_a_channel_of_which_nothing_was_tested(tmp_path, items):
    urls = [CYBER, "https://us-v20.events.data.microsoft.com/ping"]
    text = report(*map(block, urls), items=items, version="08May2024", cloud=[event(130019)])
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["autoir_blob"]
    assert frame["message"][0].endswith("but none was tested")


def test_it_fires_at_a_down_level_report_that_passed_without_a_test(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": sample("f3_passed_without_a_test")})
    assert frame["subject"].tolist() == ["command_control"]
    assert lines(frame, tmp_path)[0] == "Command and Control channel as System Account: Passed validation"


@pytest.mark.parametrize(
    "text",
    [report(block(BLOB, "400 400 400 - -", pinned=False), cloud=[event(130019)]),
     report(block(GATEWAY, "404 200 12002 - -"), cloud=[event(130017)]),
     report(block(GATEWAY, BAD)), report(block(GATEWAY, "502 502 502 - -")),
     report(cloud=[event(130017)])],
    ids=["400-of-a-blob", "reached-all-the-same", "both-say-failed", "502", "no-rows"],
)  # fmt: skip
def test_it_is_silent_where_both_agree_or_nothing_can_be_compared(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_at_a_channel_that_the_device_does_not_need(tmp_path):
    text = report(block(GATEWAY), items=EU, cloud=[event(130021)])
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, BAD), cloud=[event(130017)], items=device("A")),
        "b.txt": report(block(GATEWAY, GOOD), cloud=[event(130017)], items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
