"""A service of which some hosts were reached and others were not."""

from builders import BAD, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "service_partly_unreachable"


def test_it_fires_for_the_hosts_that_fail_beside_others(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, GOOD), block(GATEWAY_2, BAD))})
    assert frame["subject"].tolist() == ["command_control"]
    assert frame["message"].tolist() == ["winatp-gw-neu.microsoft.com was not reached by any method: connect"]
    assert lines(frame, tmp_path) == [f"Testing URL : {GATEWAY_2}"]


def test_it_is_silent_where_the_whole_service_fails_or_works(tmp_path):
    text = report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), block(CYBER, GOOD))
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_about_a_host_that_the_device_does_not_require(tmp_path):
    text = report(block("https://nobody.contoso.com/x", BAD), block(GATEWAY, GOOD))
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, GOOD), block(GATEWAY_2, BAD), items=device("A")),
        "b.txt": report(block(GATEWAY, GOOD), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
