"""Proxy scripts: discovered, given, broken, HTML, and those that never end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from probes.network import GATEWAY
from probes.scripts import Scripts
from probes.test_methods import DIRECT, row_of, seen, through

from mdeanalysis.probes.dns import Resolver
from mdeanalysis.probes.system_proxy import SystemProxy

Serve = Callable[[str], str]


def script(body: str) -> str:
    """A proxy script with this body."""
    return f"function FindProxyForURL(url, host) {{ {body} }}"


def test_a_script_names_the_proxy(probed: Any, origin: Any, proxies: Any, script_at: Serve) -> None:
    address = script_at(script(f'return shExpMatch(host, "*.microsoft.com") ? "PROXY {proxies.plain}" : "DIRECT";'))
    found = probed(through(origin), through(origin, host="any.contoso.com"), pac=address)
    rows = found.fleet.live[found.fleet.live["method"] == "wpad"]["proxy_address"]
    assert [proxy if isinstance(proxy, str) else None for proxy in rows] == [proxies.plain, None]
    assert found.fleet.attempts.query("method == 'wpad'")["reached"].all()
    assert found.fleet.results["proxy_method"].tolist() == ["wpad"]


def test_the_ways_of_a_script_are_walked_until_one_lets_through(
    probed: Any, origin: Any, proxies: Any, script_at: Serve, dead_port: str
) -> None:
    address = script_at(script(f'return "SOCKS a:1; PROXY {dead_port}; PROXY {proxies.refusing}; DIRECT";'))
    found = probed(through(origin), pac=address)
    ways = found.fleet.live[found.fleet.live["method"] == "wpad"]
    assert ways["proxy_address"].tolist() == [dead_port, proxies.refusing]
    assert row_of(found, "wpad")["http_status"] == 403


@pytest.mark.parametrize(
    ("text", "code", "reason"),
    [
        pytest.param("function FindProxyForURL(url, host) { return ", 12166, "wpad_script", id="broken"),
        pytest.param("<html><body>Sign in</body></html>", 12166, "wpad_script", id="html"),
        pytest.param(script("throw 'no';"), 12166, "wpad_script", id="throws"),
        pytest.param(script('return "SOCKS a:1";'), 12166, "wpad_script", id="no-way-that-is-known"),
        pytest.param(script('return "";'), 12166, "wpad_script", id="nothing"),
        pytest.param("while (true) {}", 12177, "wpad_script", id="endless-at-once"),
        pytest.param(script('if (url != "/") while (true) {}; return "DIRECT"'), 12177, "wpad_script", id="endless"),
    ],
)
def test_a_script_that_is_of_no_use_has_its_number(
    probed: Any, script_at: Serve, text: str, code: int, reason: str
) -> None:
    row = row_of(probed(DIRECT, pac=script_at(text), script_timeout=0.4), "wpad")
    assert (row["error_code"], row["reason"]) == (code, reason)


def test_an_endless_script_does_not_hold_up_url_after_url(probed: Any, script_at: Serve) -> None:
    urls = [f"https://{GATEWAY}/commands/test?{number}" for number in range(20)]
    endless = script('if (url != "/") while (true) {}; return "DIRECT"')
    found = probed(*urls, pac=script_at(endless), script_timeout=0.3)
    assert set(found.fleet.attempts.query("method == 'wpad'")["error_code"]) == {12177}


def test_one_endless_url_costs_no_other_its_row(probed: Any, script_at: Serve) -> None:
    body = 'if (shExpMatch(url, "*endless*")) while (true) {}; return "DIRECT";'
    found = probed(DIRECT, f"https://{GATEWAY}/endless", f"https://{GATEWAY}/test", pac=script_at(script(body)))
    assert found.fleet.attempts.query("method == 'wpad'")["reason"].tolist()[0] != "wpad_script"
    assert row_of(found, "wpad", f"https://{GATEWAY}/endless")["error_code"] == 12177
    assert row_of(found, "wpad", f"https://{GATEWAY}/test")["http_status"] == 200


def test_a_script_that_cannot_be_fetched_says_so(probed: Any, dead_port: str, script_at: Serve) -> None:
    gone = script_at("x").replace("/proxy.pac", "/gone.pac")
    assert row_of(probed(DIRECT, pac=gone), "wpad")["error_code"] == 12167
    assert row_of(probed(DIRECT, pac=f"http://{dead_port}/proxy.pac"), "wpad")["error_code"] == 12167


def test_dns_names_the_script(probed: Any, origin: Any) -> None:
    with Scripts() as server:
        server.address_of(script('return "DIRECT";'), "/wpad.dat")
        names = {"wpad.contoso.com": f"127.0.0.1:{server.port}", GATEWAY: f"127.0.0.1:{origin.port}"}
        resolver = Resolver(names, lookup=no_such_name)
        found = probed(DIRECT, resolver=resolver, suffixes=("lyon.contoso.com",))
    assert row_of(found, "wpad")["http_status"] == 200
    script_row = seen(found, "wpad")
    assert (script_row["script"], script_row["script_from"]) == ("http://wpad.contoso.com/wpad.dat", "dns")


def test_dhcp_comes_before_dns(probed: Any, origin: Any) -> None:
    with Scripts() as server:
        server.address_of(script("throw 'dns';"), "/wpad.dat")
        address = server.address_of(script('return "DIRECT";'), "/dhcp.pac")
        names = {"wpad.contoso.com": f"127.0.0.1:{server.port}", "*": f"127.0.0.1:{origin.port}"}
        found = probed(DIRECT, resolver=Resolver(names), suffixes=("contoso.com",), announced=(address,))
    assert row_of(found, "wpad")["http_status"] == 200
    assert (seen(found, "wpad")["script"], seen(found, "wpad")["script_from"]) == (address, "dhcp")


def test_a_script_of_dhcp_that_is_gone_hides_behind_no_other(probed: Any, dead_port: str) -> None:
    row = row_of(probed(DIRECT, announced=(f"http://{dead_port}/wpad.dat",), suffixes=("contoso.com",)), "wpad")
    assert (row["error_code"], row["reason"]) == (12167, "wpad_script")
    assert f"http://{dead_port}/wpad.dat of dhcp" in row["message"]


def test_the_script_of_the_users_programs_comes_last(probed: Any, script_at: Serve) -> None:
    system = SystemProxy(user_script=script_at(script('return "DIRECT";')))
    found = probed(DIRECT, system=system)
    assert (row_of(found, "wpad")["http_status"], seen(found, "wpad")["script_from"]) == (200, "user")
    given = probed(DIRECT, system=system, pac=system.user_script)
    assert seen(given, "wpad")["script_from"] == "given"


def test_a_system_that_looks_for_a_script_goes_by_it(
    probed: Any, origin: Any, proxies: Any, script_at: Serve, dead_port: str
) -> None:
    system = SystemProxy({"https": proxies.plain}, auto_detect=True)
    refusing = script_at(script(f'return "PROXY {proxies.refusing}";'))
    found = probed(through(origin), system=system, announced=(refusing,))
    assert row_of(found, "default_proxy")["http_status"] == 403
    for announced in ((), (f"http://{dead_port}/gone.pac",)):
        found = probed(through(origin), system=system, announced=announced)
        assert row_of(found, "default_proxy")["http_status"] == 200
        assert seen(found, "default_proxy")["proxy_address"] == proxies.plain


def test_nothing_discovered_is_harmless(probed: Any, origin: Any) -> None:
    resolver = Resolver({GATEWAY: f"127.0.0.1:{origin.port}"}, lookup=no_such_name)
    found = probed(DIRECT, resolver=resolver, suffixes=("contoso.com",))
    assert (row_of(found, "wpad")["error_code"], row_of(found, "wpad")["reason"]) == (12180, "wpad_not_found")
    assert row_of(found, "wpad")["message"].endswith("nor by DNS: wpad.contoso.com")
    assert found.fleet.urls["state"].tolist() == ["reached"]


def test_the_systems_own_script_is_the_default_way(probed: Any, origin: Any, proxies: Any, script_at: Serve) -> None:
    system = SystemProxy(script=script_at(script(f'return "PROXY {proxies.refusing}";')))
    found = probed(through(origin), system=system)
    assert row_of(found, "default_proxy")["http_status"] == 403
    assert seen(found, "default_proxy")["proxy_address"] == proxies.refusing


def no_such_name(host: str) -> tuple[tuple[str, ...], str | None]:
    raise OSError(f"no such name: {host}")
