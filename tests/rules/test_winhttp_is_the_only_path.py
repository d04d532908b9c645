"""The WinHTTP proxy is a client's only way out."""

import pytest
from builders import BAD, CYBER, GATEWAY, block
from rules.fleets import found, lines
from rules.proxy_texts import netsh, proxied

RULE = "winhttp_is_the_only_path"
ONLY = "200 12180 12002 - -"
PROXY = "10.0.0.9:3128"
NAMED_WINHTTP = f"Method=NamedWinHttp, address={PROXY}"


def test_it_fires_at_a_client_that_netsh_s_proxy_alone_carries(tmp_path):
    text = proxied(block(GATEWAY, ONLY), block(CYBER, BAD), winhttp=PROXY, found=NAMED_WINHTTP)
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["WinHTTP"]
    assert frame["message"].tolist() == [
        (
            "all that the device reaches, it reaches by the WinHTTP proxy 10.0.0.9:3128; "
            "if it is a laptop, it reaches nothing elsewhere"
        )
    ]
    assert lines(frame, tmp_path) == [
        netsh(PROXY),
        f"Proxy config: {NAMED_WINHTTP}",
        "1 - Default proxy: Succeeded (200)",
    ]


def test_it_fires_where_only_the_checker_names_the_proxy(tmp_path):
    text = proxied(block(GATEWAY, ONLY), found=NAMED_WINHTTP)
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 1


@pytest.mark.parametrize(
    "text",
    [
        proxied(block(GATEWAY, "200 12180 200 - -"), winhttp=PROXY, found=NAMED_WINHTTP),
        proxied(block(GATEWAY, "200 12180 12002 200 -"), winhttp=PROXY, named="10.0.0.6:8080"),
        proxied(block(GATEWAY, ONLY)),
        proxied(block(GATEWAY, ONLY), winhttp=PROXY, items={"OS Edition": "Server"}),
        proxied(block(GATEWAY, BAD), winhttp=PROXY),
    ],
    ids=["direct-too", "policy-too", "no-proxy", "server", "nothing-reached"],
)
def test_it_is_silent_where_another_way_is_there_or_it_stays_in_place(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": proxied(block(GATEWAY), winhttp=PROXY, name="A"),
        "b.txt": proxied(block(GATEWAY, ONLY), winhttp=PROXY, name="B"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["B"]
