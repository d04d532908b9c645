"""Notification hosts that a device without a proxy cannot reach."""

import pytest
from builders import BAD, CTL, GATEWAY, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "live_response_blocked"
HEADER = "################ Connectivity Check for Live Response URL ################"
FIRST = "{} Host: global.notify.windows.com on Port: 443"
SECOND = "Successfully connected to Host: client.wns.windows.com on Port: 443"
BLOCKED = [HEADER, FIRST.format("Could not connect to"), SECOND]


def test_it_fires_where_other_hosts_are_reached_directly(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY), cloud=BLOCKED)})
    assert frame["subject"].tolist() == ["global.notify.windows.com:443"]
    assert lines(frame, tmp_path) == [BLOCKED[1]]


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY), cloud=[HEADER, FIRST.format("Successfully connected to"), SECOND]),
        report(block(GATEWAY, "200 12029 12029 - -"), cloud=BLOCKED),
        report(block(GATEWAY, BAD), cloud=BLOCKED),
        report(block(CTL, GOOD, pinned=False), cloud=BLOCKED),
        report(block(GATEWAY), cloud=[HEADER, "Unknown Error"]),
    ],
    ids=["connected", "behind-a-proxy", "nothing-reached", "port-80-alone", "unknown"],
)
def test_it_is_silent_where_a_direct_try_says_nothing(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), items=device("A"), cloud=BLOCKED),
        "b.txt": report(block(GATEWAY), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
