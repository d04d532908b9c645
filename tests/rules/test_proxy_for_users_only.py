"""The user has a proxy, SYSTEM has none and gets nowhere."""

import pytest
from builders import BAD, CYBER, GATEWAY, block
from rules.fleets import found, lines
from rules.proxy_texts import proxied, wininet

RULE = "proxy_for_users_only"
USER = {"user": "10.0.0.6:8080"}
NO_NAMES = "12007 12007 12007 - -"
CTL = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/pinrulesstl.cab"
FETCHED = (
    "############## Connectivity Check for ctldl.windowsupdate.com #############",
    f"StatusCode for {CTL} IS : OK",
)


def test_it_fires_where_system_is_without_a_proxy_and_without_an_answer(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": proxied(block(GATEWAY, BAD), wininet_on=USER)})
    assert frame["subject"].tolist() == ["SYSTEM"]
    assert frame["message"].tolist() == ["the user's proxy is 10.0.0.6:8080, SYSTEM has none and nobody answers it"]
    assert lines(frame, tmp_path) == [wininet("user", "10.0.0.6:8080"), f"Testing URL : {GATEWAY}"]


def test_it_fires_where_names_fail_for_system_while_the_user_gets_out(tmp_path):
    text = proxied(block(GATEWAY, NO_NAMES), wininet_on=USER, more=FETCHED)
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 1


@pytest.mark.parametrize(
    "text",
    [
        proxied(block(GATEWAY, NO_NAMES), wininet_on=USER),
        proxied(block(GATEWAY), wininet_on=USER),
        proxied(block(GATEWAY, BAD), block(CYBER), wininet_on=USER),
        proxied(block(GATEWAY, BAD), wininet_off=USER),
        proxied(block(GATEWAY, BAD), wininet_on=USER | {"system": "10.0.0.6:8080"}),
        proxied(block(GATEWAY, BAD), wininet_on=USER | {"default": "10.0.0.6:8080"}),
        proxied(block(GATEWAY, BAD), wininet_on=USER, winhttp="10.0.0.6:8080"),
        proxied(block(GATEWAY, BAD), wininet_on=USER, named="10.0.0.6:8080"),
        proxied(block(GATEWAY, BAD), wininet_on=USER, found="Method=AutoDetectWPAD, address=10.0.0.6:8080"),
        proxied(block(GATEWAY, BAD), wininet_on=USER, output="running as System"),
        proxied(block(GATEWAY, "407 407 407 - -"), wininet_on=USER),
    ],
    ids=[
        *("perhaps-offline", "system-gets-out", "half-gets-out", "switched-off", "system-s-wininet", "default-s"),
        *("winhttp", "policy", "wpad", "ran-as-system", "somebody-answers"),
    ],
)
def test_it_is_silent_where_system_has_one_or_another_cause_is_likely(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": proxied(block(GATEWAY, BAD), wininet_on=USER, name="A"),
        "b.txt": proxied(block(GATEWAY, BAD), name="B"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
