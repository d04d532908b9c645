"""WinHTTP and the policy name two proxies."""

import pytest
from builders import GATEWAY, block
from rules.fleets import found, lines
from rules.proxy_texts import netsh, policy, proxied

RULE = "proxies_disagree"


def test_it_fires_at_two_proxies_and_shows_both(tmp_path):
    text = proxied(block(GATEWAY), winhttp="10.0.0.9:3128", named="10.0.0.6:8080")
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["WinHTTP and TelemetryProxyServer"]
    assert frame["message"].tolist() == [
        (
            "TelemetryProxyServer is 10.0.0.6:8080, the WinHTTP proxy is 10.0.0.9:3128; "
            "nothing here tells whether that is meant"
        )
    ]
    assert lines(frame, tmp_path) == [policy("10.0.0.6:8080"), netsh("10.0.0.9:3128")]


@pytest.mark.parametrize(
    ("winhttp", "named"),
    [
        ("10.0.0.6:8080", "10.0.0.6:8080"),
        ("http=10.0.0.9:80;https=10.0.0.6:8080", "10.0.0.6:8080"),
        ("10.0.0.9:8080;10.0.0.6:8080", "10.0.0.6:8080"),
        ("proxy:8080", "Proxy.contoso.com:8080"),
        ("proxy.contoso.com", "proxy.contoso.com:8080"),
        ("proxy.contoso.com:8080", "10.0.0.6:8080"),
        ("other.contoso.com:3128", "proxy one:80"),
        (None, "10.0.0.6:8080"),
        ("10.0.0.6:8080", None),
    ],
    ids=["same", "https-list", "among-several", "short-name", "no-port", "name-and-ip", "malformed", "one", "other"],
)
def test_it_is_silent_where_they_may_be_one(tmp_path, winhttp, named):
    assert len(found(RULE, tmp_path, {"a.txt": proxied(block(GATEWAY), winhttp=winhttp, named=named)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": proxied(block(GATEWAY), winhttp="10.0.0.6:8080", named="10.0.0.6:8080", name="A"),
        "b.txt": proxied(block(GATEWAY), winhttp="10.0.0.6:8080", named="10.0.0.6:8081", name="B"),
        "c.txt": proxied(block(GATEWAY), named="10.0.0.9:1", name="C"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
