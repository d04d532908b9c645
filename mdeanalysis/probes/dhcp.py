"""The proxy script that the network's DHCP server names (option 252), from what this computer has on record.

Nothing is asked of the network, and nothing needs root: Windows keeps the options in the registry, macOS tells them
by `ipconfig getoption`, on Linux the leases of systemd-networkd and dhclient hold them, or NetworkManager tells them.
What a DHCP client did not ask its server for is on no record.
"""

from __future__ import annotations

import re
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from subprocess import DEVNULL

from mdeanalysis.probes.registry import Registry, WindowsRegistry

#: What a command prints; nothing where it fails.
Run = Callable[[Sequence[str]], str]
OPTION = 252
INTERFACES = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters\Interfaces"
#: Windows' head of an option: code, class, length, vendor, when it ends (Unix time, 0 for never).
_HEAD = struct.Struct("<IIIII")
_NETWORKD = ("run/systemd/netif/leases/*",)
_DHCLIENT = ("var/lib/dhcp/*.lease*", "var/lib/dhclient/*.lease*", "var/lib/NetworkManager/dhclient*.lease*")
_DHCLIENT_OPTION = re.compile(r"option (?:unknown-252|[\w-]*(?:wpad|proxy)[\w-]*) (.+?);$", re.MULTILINE)
#: Bytes of the largest file of leases that is read.
_LARGEST = 1 << 20
_ADDRESS = re.compile(r"https?://[^\s\x00-\x1f<>\"@]+", re.IGNORECASE)


def read_scripts() -> tuple[str, ...]:
    """The addresses that this computer's DHCP servers named."""
    if sys.platform == "win32":
        return of_registry(WindowsRegistry(), time.time())
    if sys.platform == "darwin":
        return of_ipconfig(run)
    return tuple(dict.fromkeys([*of_files(Path("/"), time.time()), *of_network_manager(run)]))


def run(command: Sequence[str]) -> str:
    """What a command prints; nothing where it fails, is missing, or takes too long."""
    with suppress(OSError, subprocess.SubprocessError):
        done = subprocess.run(command, capture_output=True, timeout=3, check=False, stdin=DEVNULL)  # noqa: S603
        return done.stdout.decode("utf-8", "replace")
    return ""


def of_registry(registry: Registry, now: float) -> tuple[str, ...]:
    """From `DhcpInterfaceOptions` of every interface; options of a lease that has ended do not count."""
    stored = (registry.read(rf"{INTERFACES}\{name}", "DhcpInterfaceOptions") for name in registry.keys(INTERFACES))
    values = (
        data
        for one in stored
        if isinstance(one, bytes)
        for code, end, data in _options(one)
        if code == OPTION and (not end or end > now)
    )
    return _addresses(value.decode("ascii", "replace") for value in values)


def _options(stored: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Code, end and data of each; data is filled up to whole words."""
    at = 0
    while at + _HEAD.size <= len(stored):
        code, _, length, _, end = _HEAD.unpack_from(stored, at)
        at += _HEAD.size
        yield code, end, stored[at : at + length]
        at += -(-length // 4) * 4


def of_ipconfig(execute: Run) -> tuple[str, ...]:
    """From macOS: `ipconfig getoption` of every interface of the `en` kind, Ethernet and Wi-Fi."""
    interfaces = [name for name in execute(["/sbin/ifconfig", "-l"]).split() if name.startswith("en")]
    return _addresses(execute(["/usr/sbin/ipconfig", "getoption", name, str(OPTION)]) for name in interfaces)


def of_network_manager(execute: Run) -> tuple[str, ...]:
    """From `nmcli`, which calls the option `wpad`."""
    told = execute(["nmcli", "-t", "-e", "no", "-f", "DHCP4", "device", "show"])
    return _addresses(re.findall(r"^DHCP4\.OPTION\[\d+\]:\s*wpad = (.*)$", told, re.MULTILINE))


def of_files(root: Path, now: float) -> tuple[str, ...]:
    """From the leases of systemd-networkd (those that hold) and of dhclient (the last one of an interface)."""
    networkd = (value for text in _texts(root, _NETWORKD) for value in _of_networkd(text))
    dhclient = (value for text in _texts(root, _DHCLIENT) for value in _of_dhclient(text, now))
    return _addresses([*networkd, *dhclient])


def _texts(root: Path, patterns: Iterable[str]) -> Iterator[str]:
    for path in sorted(path for pattern in patterns for path in root.glob(pattern)):
        with suppress(OSError), path.open("rb") as file:
            yield file.read(_LARGEST).decode("utf-8", "replace")


def _of_networkd(text: str) -> Iterator[str]:
    for value in re.findall(rf"^OPTION_{OPTION}=((?:[0-9a-f]{{2}})+)$", text, re.MULTILINE | re.IGNORECASE):
        yield bytes.fromhex(value).decode("ascii", "replace")


def _of_dhclient(text: str, now: float) -> Iterator[str]:
    """Leases are added at the end; the option has the name that its configuration gives it, else its number."""
    last: dict[str, str] = {}
    for lease in re.findall(r"^lease \{(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        interface = re.search(r'interface "(.*?)"', lease)
        last[interface[1] if interface else ""] = lease
    for lease in last.values():
        if _holds(lease, now):
            yield from map(_dhclient_value, _DHCLIENT_OPTION.findall(lease))


def _holds(lease: str, now: float) -> bool:
    """Whether a lease has not ended; one without an end holds."""
    found = re.search(r"^\s*expire (?:epoch (\d+)|\d (\d+)/(\d+)/(\d+) (\d+):(\d+):(\d+))", lease, re.MULTILINE)
    if found is None:
        return True
    with suppress(ValueError, OverflowError):
        if found[1]:
            return float(found[1]) > now
        year, month, day, hour, minute, second = map(int, found.groups()[1:])
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp() > now
    return False


def _dhclient_value(value: str) -> str:
    """A text in quotes (with octal escapes), or bytes in hexadecimal."""
    if value.startswith('"'):
        return re.sub(r"\\(\d{3})", lambda found: chr(int(found[1], 8)), value.strip('"'))
    with suppress(ValueError):
        return bytes(int(part, 16) for part in value.split(":")).decode("ascii", "replace")
    return ""


def _addresses(values: Iterable[str]) -> tuple[str, ...]:
    """Those of them that are addresses of a script; servers like to end them with a NUL or a line end."""
    cleaned = (value.strip("\x00\r\n\t ") for value in values)
    return tuple(dict.fromkeys(value for value in cleaned if _ADDRESS.fullmatch(value)))
