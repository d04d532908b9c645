"""What operating systems are set to, from recorded values: none of this asks the computer that runs the tests."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest

from mdeanalysis.probes import system_proxy
from mdeanalysis.probes.system_proxy import SystemProxy, of_environment, of_scutil, of_winhttp, policy_proxy
from mdeanalysis.probes.wpad import own_suffixes, wpad_names

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
  ProxyAutoConfigURLString : http://pac.contoso.com/proxy.pac
}
"""


class Recorded:
    """A registry of recorded values by their names."""

    def __init__(self, **values: Any) -> None:
        self.values = values

    def read(self, key: str, name: str) -> Any:
        return self.values.get(name)


def winhttp(flags: int, proxy: str, bypass: str) -> bytes:
    """WinHttpSettings as netsh stores them."""
    texts = (struct.pack("<I", len(text)) + text.encode() for text in (proxy, bypass))
    return struct.pack("<III", 0x28, 7, flags) + b"".join(texts)


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
    found = of_scutil(SCUTIL % enabled)
    assert found.addresses == {"https": "proxy.contoso.com:8080"}
    assert found.bypass == ("*.local", "169.254/16")
    assert found.script == ("http://pac.contoso.com/proxy.pac" if enabled else None)


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
    assert system_proxy.WindowsRegistry().read("SOFTWARE\\No\\Such", "Value") is None


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
