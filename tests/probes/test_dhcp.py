"""The script that DHCP names, from recorded values of each system: none of this asks the computer of the tests."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.probes.dhcp import (
    INTERFACES,
    of_files,
    of_ipconfig,
    of_network_manager,
    of_registry,
    read_scripts,
    run,
)

PAC = "http://wpad.contoso.com/wpad.dat"
OTHER = "http://pac.lyon.contoso.com:8080/proxy.pac"
NOW = 1742515200.0  # 21 March 2025, 00:00 UTC


def option(code: int, data: bytes, end: float = NOW + 60) -> bytes:
    """One option as Windows stores it."""
    return struct.pack("<IIIII", code, 0, len(data), 0, int(end)) + data + bytes(-len(data) % 4)


class Interfaces:
    """A registry of nothing but interfaces and their DHCP options."""

    def __init__(self, *stored: Any) -> None:
        self.stored = {f"{{{number}}}": value for number, value in enumerate(stored)}

    def keys(self, key: str) -> list[str]:
        return list(self.stored) if key == INTERFACES else []

    def read(self, key: str, name: str, *, user: bool = False) -> Any:
        path, _, interface = key.rpartition("\\")
        return self.stored[interface] if (path, name, user) == (INTERFACES, "DhcpInterfaceOptions", False) else None


LEASE = option(53, b"\x05") + option(6, b"\x0a\0\0\x02") + option(15, b"contoso.com")


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        pytest.param([LEASE + option(252, PAC.encode() + b"\0")], (PAC,), id="with-a-nul-behind"),
        pytest.param([LEASE + option(252, PAC.encode() + b"\n") + LEASE], (PAC,), id="in-the-middle"),
        pytest.param([LEASE, LEASE + option(252, PAC.encode()), option(252, OTHER.encode())], (PAC, OTHER), id="two"),
        pytest.param([option(252, PAC.encode(), NOW - 1)], (), id="lease-has-ended"),
        pytest.param([option(252, PAC.encode(), 0)], (PAC,), id="lease-without-end"),
        pytest.param([LEASE + option(252, b"")], (), id="asked-for-and-not-answered"),
        pytest.param([option(252, b"\0")], (), id="switched-off-by-the-network"),
        pytest.param([option(251, PAC.encode())], (), id="another-option"),
        pytest.param([option(252, PAC.encode())[:-9]], (PAC[: -9 + (-len(PAC) % -4)],), id="cut"),
        pytest.param([None, "text", b""], (), id="static-addresses"),
        pytest.param([], (), id="no-interfaces"),
    ],
)
def test_windows_keeps_the_options_of_each_interface(stored: list[Any], found: tuple[str, ...]) -> None:
    assert of_registry(Interfaces(*stored), NOW) == found


@given(st.binary(max_size=120))
def test_any_bytes_are_options_or_none(stored: bytes) -> None:
    assert isinstance(of_registry(Interfaces(stored), NOW), tuple)


def test_macos_is_asked_for_each_interface_by_cable_or_radio() -> None:
    asked: list[str] = []

    def execute(command: Sequence[str]) -> str:
        if command[0] == "/sbin/ifconfig":
            return "lo0 gif0 en0 awdl0 en7 utun0\n"
        asked.append(command[2])
        return f"{PAC}\n" if command[1:] == ["getoption", "en7", "252"] else ""

    assert of_ipconfig(execute) == (PAC,)
    assert asked == ["en0", "en7"]


NMCLI = f"""DHCP4.OPTION[1]:dhcp_server_identifier = 10.0.0.1
DHCP4.OPTION[2]:requested_wpad = 1
DHCP4.OPTION[3]:wpad = {PAC}

DHCP4.OPTION[1]:domain_name = contoso.com
"""


def test_network_manager_calls_it_wpad() -> None:
    assert of_network_manager(lambda _: NMCLI) == (PAC,)
    assert of_network_manager(lambda _: NMCLI.replace(f"wpad = {PAC}", "")) == ()
    assert of_network_manager(lambda _: "") == ()


def put(root: Path, path: str, text: str) -> Path:
    """A file below a root."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return root


def test_systemd_networkd_writes_bytes_in_hexadecimal(tmp_path: Path) -> None:
    lease = f"ADDRESS=10.0.0.9\nDOMAINNAME=contoso.com\nOPTION_252={PAC.encode().hex()}\n"
    assert of_files(put(tmp_path, "run/systemd/netif/leases/2", lease), NOW) == (PAC,)


def dhclient(option: str, *, interface: str = "eth0", expire: str = "5 2025/03/21 00:00:01") -> str:
    """One lease as dhclient writes it."""
    return (
        f'lease {{\n  interface "{interface}";\n  fixed-address 10.0.0.9;\n  {option}\n'
        f'  option domain-name "contoso.com";\n  expire {expire};\n}}\n'
    )


HEX = ":".join(f"{byte:x}" for byte in PAC.encode())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param(dhclient(f'option wpad "{PAC}";'), (PAC,), id="named-in-its-configuration"),
        pytest.param(dhclient(f'option local-proxy-config "{PAC}\\000";'), (PAC,), id="other-name"),
        pytest.param(dhclient(f"option unknown-252 {HEX};"), (PAC,), id="bytes"),
        pytest.param(dhclient(f'option unknown-252 "{PAC}\\012";'), (PAC,), id="text"),
        pytest.param(dhclient(f'option unknown-251 "{PAC}";'), (), id="another-option"),
        pytest.param(dhclient(f'option wpad "{PAC}";', expire="4 2025/03/20 23:59:59"), (), id="ended"),
        pytest.param(dhclient(f'option wpad "{PAC}";', expire="epoch 1742515201"), (PAC,), id="seconds"),
        pytest.param(dhclient(f'option wpad "{PAC}";', expire="epoch 1742515199"), (), id="seconds-ended"),
        pytest.param(dhclient(f'option wpad "{PAC}";', expire="never"), (PAC,), id="never"),
        pytest.param(dhclient(f'option wpad "{PAC}";', expire="9 2025/99/99 00:00:00"), (), id="no-date"),
        pytest.param(dhclient(f'option wpad "{PAC}";') + dhclient(""), (), id="the-last-lease-counts"),
        pytest.param(
            dhclient(f'option wpad "{PAC}";') + dhclient(f'option wpad "{OTHER}";', interface="wlan0"),
            (PAC, OTHER),
            id="of-each-interface",
        ),
        pytest.param("lease {\n  garbage", (), id="cut"),
    ],
)
def test_dhclient_adds_lease_after_lease(tmp_path: Path, text: str, found: tuple[str, ...]) -> None:
    assert of_files(put(tmp_path, "var/lib/dhcp/dhclient.eth0.leases", text), NOW) == found


@pytest.mark.parametrize(
    "value", ["file:///etc/proxy.pac", "http://user:secret@pac.contoso.com/", "wpad.contoso.com", "http://a b/"]
)
def test_what_is_no_address_to_fetch_without_signing_in_is_left(tmp_path: Path, value: str) -> None:
    root = put(tmp_path, "var/lib/dhclient/dhclient.leases", dhclient(f'option wpad "{value}";'))
    assert of_files(root, NOW) == ()


def test_a_computer_without_leases_names_none(tmp_path: Path) -> None:
    assert of_files(tmp_path, NOW) == ()


def test_a_command_that_is_missing_or_fails_says_nothing() -> None:
    assert run(["no-such-command-of-mdeanalysis"]) == ""
    assert run(["ls", "/no/such/folder"]) == ""


def test_this_computer_can_be_asked() -> None:
    assert isinstance(read_scripts(), tuple)
