"""A proxy wants a sign-in, and another way reaches the URL."""

import pytest
from builders import GATEWAY, block, device, report, url_check
from rules.fleets import found, lines

RULE = "spare_proxy_wants_authentication"
OPEN = "200 12180 200 407 -"


def test_it_fires_where_another_way_reaches_the_url(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, OPEN))})
    assert frame["message"].tolist() == [
        "10.0.0.6:8080 asks SYSTEM for a sign-in (407) for 1 URL; another way reaches the same"
    ]
    assert lines(frame, tmp_path) == ["4.1 - Named proxy ( 10.0.0.6:8080): Succeeded (407)"]


@pytest.mark.parametrize(
    "words", ["12002 12180 12002 407 -", "200 200 200 200 -", "200 200 200 403 -"], ids=["closed", "works", "refused"]
)
def test_it_is_silent_where_nothing_else_works_or_nobody_asks(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_is_silent_where_only_the_user_is_asked(tmp_path):
    files = {
        "pc/SystemInfoLogs/MDEClientAnalyzer.txt": report(block(GATEWAY, "200 200 200 200 -")),
        "pc/SystemInfoLogs/MDEClientAnalyzer_User.txt": url_check(block(GATEWAY, OPEN)),
    }
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), items=device("A")),
        "b.txt": report(block(GATEWAY, OPEN), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
