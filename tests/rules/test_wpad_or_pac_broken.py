"""Proxy discovery is there, and broken."""

import pytest
from builders import CYBER, GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.proxy_texts import proxied

RULE = "wpad_or_pac_broken"
WPAD = "Method=AutoDetectWPAD, address=10.0.0.8:80"


@pytest.mark.parametrize("code", [12166, 12167, 12176, 12177, 12178])
def test_it_fires_where_the_script_is_of_no_use(tmp_path, code):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, f"200 {code} 200 - -"), block(CYBER))})
    assert frame["subject"].tolist() == ["WPAD"]
    assert frame["message"].str.startswith(f"the proxy script is of no use for 1 URL: {code} ").tolist() == [True]
    shown = lines(frame, tmp_path)
    assert [line.partition(": WinHttp")[0] for line in shown] == [f"2 - Proxy auto discovery (WPAD): Failed ({code}"]


def test_it_fires_where_the_proxy_of_the_script_is_dead(tmp_path):
    text = proxied(block(GATEWAY, "200 12029 200 - -"), block(CYBER, "200 12002 200 - -"), found=WPAD)
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == [
        "the proxy that WPAD names, 10.0.0.8:80, answers for no URL: connect, timeout"
    ]
    assert len(lines(frame, tmp_path)) == 2


def test_it_fires_where_the_test_was_cut_off_behind_a_dead_proxy(tmp_path):
    text = proxied(block(GATEWAY, "200 12029 200 - -"), block(CYBER, "200"), found=WPAD)
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 1


@pytest.mark.parametrize(
    "text",
    [
        report(block(GATEWAY, "200 12180 200 - -")),
        report(block(GATEWAY, "200 12029 200 - -")),
        proxied(block(GATEWAY, "200 200 200 - -"), block(CYBER, "200 12029 200 - -"), found=WPAD),
        proxied(block(GATEWAY, "200 407 200 - -"), found=WPAD),
        proxied(block(GATEWAY, "200 12029 200 - -"), found="Method=NamedWinHttp, address=10.0.0.9:3128"),
        proxied(block(GATEWAY, "12007 12007 12007 - -"), found=WPAD),
        proxied(block(GATEWAY, "200 12180 200 - -"), found=WPAD),
    ],
    ids=[
        "no-wpad",
        "nothing-discovered",
        "one-url-works",
        "asks-for-sign-in",
        "another-way",
        "perhaps-offline",
        "now-and-then",
    ],
)
def test_it_is_silent_where_discovery_is_missing_or_works(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, "200 12167 200 - -"), items=device("A")),
        "b.txt": report(block(GATEWAY, "200 12180 200 - -"), items=device("B")),
        "c.txt": proxied(block(GATEWAY, "200 12029 200 - -"), found=WPAD, name="C"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A", "C"]
