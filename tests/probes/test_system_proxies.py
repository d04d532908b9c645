"""What operating systems are set to, from recorded values: none of this asks the computer that runs the tests."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.probes import system_proxy
from mdeanalysis.probes.registry import WindowsRegistry
from mdeanalysis.probes.system_proxy import (
    SystemProxy,
    of_connection,
    of_environment,
    of_scutil,
    of_winhttp,
    of_wininet,
    policy_proxy,
)
from mdeanalysis.probes.wpad import is_switched_off, own_suffixes, wpad_names

SCUTIL = """<dictionary> {
  ExceptionsList : <array> {
    0 : *.local
    1 : 169.254/16
  }
  HTTPEnable : 0
  HTTPSEnable : 1
  HTTPSPort : 8080
  HTTPSProxy : proxy.contoso.com
  ProxyAutoConfigEnable : %d
  ProxyAutoDiscoveryEnable : %d
  ProxyAutoConfigURLString : http://pac.contoso.com/proxy.pac
}
"""


class Recorded:
    """A registry of recorded values by their names."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def read(self, key: str, name: str, *, user: bool = False) -> Any:
        return self.values.get(f"user_{name}" if user else name)

    def keys(self, key: str) -> list[str]:
        return []


def winhttp(flags: int, *texts: str) -> bytes:
    """WinHttpSettings as netsh stores them: a proxy, the bypass; of a user's connection a script besides."""
    parts = (struct.pack("<I", len(text)) + text.encode() for text in texts)
    return struct.pack("<III", 0x28, 7, flags) + b"".join(parts)


@pytest.mark.parametrize(
    ("stored", "addresses", "bypass"),
    [
        pytest.param(
            winhttp(3, "proxy.contoso.com:8080", "*.contoso.com;<local>"),
            {"http": "proxy.contoso.com:8080", "https": "proxy.contoso.com:8080"},
            ("*.contoso.com", "<local>"),
            id="one-for-all",
        ),
        pytest.param(
            winhttp(3, "http=10.0.0.5:80;https=10.0.0.6:8080", ""),
            {"http": "10.0.0.5:80", "https": "10.0.0.6:8080"},
            (),
            id="by-scheme",
        ),
        pytest.param(winhttp(1, "", ""), {}, (), id="direct"),
        pytest.param(winhttp(1, "10.0.0.5:80", ""), {}, (), id="set-and-switched-off"),
        pytest.param(b"\x28\0\0", {}, (), id="cut"),
        pytest.param(None, {}, (), id="never-set"),
    ],
)
def test_winhttps_own_setting(stored: bytes | None, addresses: dict[str, str], bypass: tuple[str, ...]) -> None:
    found = of_winhttp(Recorded(WinHttpSettings=stored))
    assert (found.addresses, found.bypass) == (addresses, bypass)


PAC = "http://pac.contoso.com/proxy.pac"


@pytest.mark.parametrize(
    ("flags", "texts", "script", "detects"),
    [
        pytest.param(5, ("", "", PAC), PAC, False, id="script"),
        pytest.param(9, ("", "", ""), None, True, id="looked-for"),
        pytest.param(13, ("", "", PAC), PAC, True, id="both"),
        pytest.param(1, ("", "", PAC), None, False, id="switched-off"),
        pytest.param(5, ("", "", "file://C:/proxy.pac"), None, False, id="file"),
        pytest.param(5, ("", "", "http://user:secret@pac.contoso.com/"), None, False, id="password"),
        pytest.param(5, ("10.0.0.6:80", "*.contoso.com", PAC[:7]), None, False, id="cut"),
        pytest.param(5, (), None, False, id="nothing-behind-the-head"),
    ],
)
def test_a_users_connection_has_a_script_or_looks_for_one(
    flags: int, texts: tuple[str, ...], script: str | None, detects: bool
) -> None:
    found = of_wininet(Recorded(user_DefaultConnectionSettings=winhttp(flags, *texts) + bytes(32)))
    assert (found.script, found.auto_detect) == (script, detects)


def test_what_a_machine_is_set_to_is_no_users() -> None:
    assert of_wininet(Recorded(DefaultConnectionSettings=winhttp(5, "", "", PAC))) == SystemProxy()
    assert of_winhttp(Recorded(user_WinHttpSettings=winhttp(3, "10.0.0.6:80", ""))) == SystemProxy()


def test_the_values_of_older_tools_count_where_no_connection_is_stored() -> None:
    assert of_wininet(Recorded(user_AutoConfigURL=PAC)).script == PAC
    off = winhttp(1, "", "", "")
    assert of_wininet(Recorded(user_AutoConfigURL=PAC, user_DefaultConnectionSettings=off)).script is None


def test_winhttp_may_look_for_a_script_too() -> None:
    found = of_winhttp(Recorded(WinHttpSettings=winhttp(11, "10.0.0.6:80", "")))
    assert (found.auto_detect, found.addresses["https"]) == (True, "10.0.0.6:80")


@given(st.binary(max_size=80))
def test_any_bytes_are_a_connection_or_none(stored: bytes) -> None:
    assert isinstance(of_connection(stored), SystemProxy)


@pytest.mark.parametrize(("value", "off"), [(1, True), (0, False), (None, False), ("1", False)])
def test_discovery_may_be_switched_off(value: object, off: bool) -> None:
    assert is_switched_off(Recorded(DisableWpad=value)) is off


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("proxy.contoso.com:8080", "proxy.contoso.com:8080"),
        ("proxy one:80", "proxy one:80"),
        (" ", None),
        (None, None),
    ],
    ids=["set", "malformed", "blank", "none"],
)
def test_the_policy_names_the_sensors_proxy(value: str | None, told: str | None) -> None:
    assert policy_proxy(Recorded(TelemetryProxyServer=value)) == told


@pytest.mark.parametrize("enabled", [0, 1], ids=["static", "script"])
def test_macos_network_settings(enabled: int) -> None:
    found = of_scutil(SCUTIL % (enabled, enabled))
    assert found.addresses == {"https": "proxy.contoso.com:8080"}
    assert found.bypass == ("*.local", "169.254/16")
    assert found.script == ("http://pac.contoso.com/proxy.pac" if enabled else None)
    assert found.auto_detect is bool(enabled)


def test_nothing_is_set_where_scutil_says_nothing() -> None:
    assert of_scutil("") == SystemProxy()


def test_the_environment_names_proxies() -> None:
    found = of_environment(
        {"HTTPS_PROXY": "http://user:secret@10.0.0.6:8080", "no_proxy": ".contoso.com, example.com"}
    )
    assert found.addresses == {"https": "http://10.0.0.6:8080"}
    assert found.bypass == (".contoso.com", "example.com")


def test_the_small_letters_come_first_and_one_may_be_for_all() -> None:
    found = of_environment({"https_proxy": "10.0.0.6:1", "HTTPS_PROXY": "10.0.0.7:1", "all_proxy": "10.0.0.8:1"})
    assert found.addresses == {"https": "10.0.0.6:1", "http": "10.0.0.8:1"}


@pytest.mark.parametrize(
    ("pattern", "host", "past"),
    [
        ("*.contoso.com", "a.contoso.com", True),
        ("*.contoso.com", "contoso.com.example.com", False),
        (".contoso.com", "a.contoso.com", True),
        ("contoso.com", "a.contoso.com", True),
        ("contoso.com", "acontoso.com", False),
        ("<local>", "intranet", True),
        ("<local>", "intranet.contoso.com", False),
        ("*", "any.example.com", True),
    ],
)
def test_some_hosts_go_past_the_proxy(pattern: str, host: str, past: bool) -> None:
    found = SystemProxy({"https": "10.0.0.6:8080"}, (pattern,)).address_for("https", host)
    assert (found is None) is past


def test_this_computers_settings_can_be_read() -> None:
    assert isinstance(system_proxy.read_system(), SystemProxy)
    assert system_proxy.read_policy() is None or system_proxy.sys.platform == "win32"
    for user in (False, True):
        assert WindowsRegistry().read("SOFTWARE\\No\\Such", "Value", user=user) is None
    assert WindowsRegistry().keys("SOFTWARE\\No\\Such") == []


def test_wpad_is_looked_for_in_each_domain_above() -> None:
    assert wpad_names(["lyon.contoso.com", "contoso.com"]) == ["wpad.lyon.contoso.com", "wpad.contoso.com"]
    assert wpad_names(["local", ""]) == []


def test_the_domains_of_a_computer_are_told_without_dns(tmp_path: Path) -> None:
    conf = tmp_path / "resolv.conf"
    conf.write_text("nameserver 10.0.0.2\nsearch lyon.contoso.com contoso.com\n")
    registry = Recorded(Domain="contoso.com", DhcpDomain="example.com", SearchList="a.example.com,b.example.com")
    assert own_suffixes("pc-1.hq.contoso.com", registry, conf) == (
        "hq.contoso.com", "lyon.contoso.com", "contoso.com", "example.com", "a.example.com", "b.example.com",
    )  # fmt: skip
    assert own_suffixes("pc-1", Recorded(), tmp_path / "missing") == ()
