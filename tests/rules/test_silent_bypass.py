"""The proxy by policy is dead, and the direct way carries the sensor."""

import pytest
from builders import CYBER, GATEWAY, block, device, report
from rules.fleets import found, lines

RULE = "silent_bypass"
PAST = "200 12180 200 12029 -"


def test_it_fires_where_the_named_proxy_fails_and_direct_works(tmp_path):
    text = report(block(GATEWAY, PAST), block(CYBER, "200 12180 200 12002 -"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["10.0.0.6:8080"]
    assert frame["message"].tolist() == [
        "TelemetryProxyServer 10.0.0.6:8080 does not answer for 2 URLs that the direct way reaches: connect, timeout"
    ]
    shown = lines(frame, tmp_path)
    assert [line.partition(":")[0] for line in shown] == ["4.1 - Named proxy ( 10.0.0.6", "3 - Proxy disabled"] * 2
    assert {line for line in shown if line.startswith("3")} == {"3 - Proxy disabled: Succeeded (200)"}


@pytest.mark.parametrize(
    "words",
    ["200 12180 12029 12029 -", "200 200 200 200 -", "200 200 200 - -", "200 200 200 407 -", "200 200 200 403 -"],
    ids=["direct-closed", "proxy-works", "no-proxy", "asks-for-sign-in", "refuses"],
)
def test_it_is_silent_where_nothing_is_bypassed(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_is_silent_where_the_proxy_and_the_direct_way_fail_at_different_urls(tmp_path):
    text = report(block(GATEWAY, "12029 12029 12029 12029 -"), block(CYBER, "200 200 200 200 -"))
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, PAST, proxy="10.0.0.7:80"), items=device("A")),
        "b.txt": report(block(GATEWAY, "200 200 200 200 -"), items=device("B")),
        "c.txt": report(block(GATEWAY, PAST), items=device("C")),
    }
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [
        ("A", "10.0.0.7:80"),
        ("C", "10.0.0.6:8080"),
    ]
