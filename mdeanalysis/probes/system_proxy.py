"""The proxy that the operating system is set to: WinHTTP's, macOS's network's, or the environment's.

What is read stands behind small interfaces (a registry, a command's output, environment variables), so that recorded
values can be tried anywhere.
"""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any, Protocol

_WINHTTP = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\Connections"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\DataCollection"
#: Flags of a stored connection: a proxy is set. The head is version, counter and flags.
_HAS_PROXY, _HEAD = 2, struct.Struct("<III")
_CREDENTIALS = re.compile(r"(?:^|(?<=//))[^/@]*@")


class Registry(Protocol):
    """Values below HKEY_LOCAL_MACHINE; None where there is none."""

    def read(self, key: str, name: str) -> Any:
        """One value."""


@dataclass(frozen=True)
class SystemProxy:
    """`addresses` by scheme (`http`, `https`), `bypass` patterns of hosts, `script` the address of a PAC."""

    addresses: Mapping[str, str] = field(default_factory=dict)
    bypass: tuple[str, ...] = ()
    script: str | None = None

    def address_for(self, scheme: str, host: str) -> str | None:
        """The proxy for a URL; None where it goes past."""
        if any(_bypasses(pattern, host.lower()) for pattern in self.bypass):
            return None
        return self.addresses.get(scheme)


def _bypasses(pattern: str, host: str) -> bool:
    pattern = pattern.lower().strip()
    if pattern == "<local>":
        return "." not in host
    if pattern.startswith("."):
        return host.endswith(pattern)
    return fnmatchcase(host, pattern) or host.endswith("." + pattern)


def read_system() -> SystemProxy:
    """This computer's."""
    if sys.platform == "win32":
        return of_winhttp(WindowsRegistry())
    if sys.platform == "darwin":
        done = subprocess.run(["/usr/sbin/scutil", "--proxy"], capture_output=True, text=True, check=False)
        return of_scutil(done.stdout)
    return of_environment(os.environ)


def read_policy() -> str | None:
    """The proxy that the policy names for the sensor; only Windows has one."""
    return policy_proxy(WindowsRegistry()) if sys.platform == "win32" else None


def of_environment(environment: Mapping[str, str]) -> SystemProxy:
    """From `https_proxy`, `http_proxy` and `no_proxy`, small letters first, as curl does."""

    def value(name: str) -> str:
        return environment.get(name) or environment.get(name.upper()) or ""

    either = value("all_proxy")
    found = {scheme: _plain(value(f"{scheme}_proxy") or either) for scheme in ("http", "https")}
    bypass = tuple(filter(None, (part.strip() for part in value("no_proxy").split(","))))
    return SystemProxy({scheme: address for scheme, address in found.items() if address}, bypass)


def of_winhttp(registry: Registry) -> SystemProxy:
    """What `netsh winhttp set proxy` stored."""
    stored = registry.read(_WINHTTP, "WinHttpSettings")
    if not isinstance(stored, bytes) or len(stored) < _HEAD.size:
        return SystemProxy()
    flags = _HEAD.unpack_from(stored)[2]
    proxy, at = _counted(stored, _HEAD.size)
    bypass, _ = _counted(stored, at)
    if not flags & _HAS_PROXY or not proxy:
        return SystemProxy()
    return SystemProxy(_by_scheme(proxy), tuple(filter(None, re.split(r"[;\s]+", bypass))))


def policy_proxy(registry: Registry) -> str | None:
    """TelemetryProxyServer as it is written, even malformed."""
    value = registry.read(_POLICY, "TelemetryProxyServer")
    return value if isinstance(value, str) and value.strip() else None


def of_scutil(text: str) -> SystemProxy:
    """From what `scutil --proxy` prints on macOS."""
    values = dict(re.findall(r"^\s*(\w+)\s*:\s*(\S+)\s*$", text, re.MULTILINE))
    found = {}
    for scheme, name in (("http", "HTTP"), ("https", "HTTPS")):
        if values.get(f"{name}Enable") == "1" and f"{name}Proxy" in values:
            found[scheme] = f"{values[f'{name}Proxy']}:{values.get(f'{name}Port', '80')}"
    exceptions = re.search(r"ExceptionsList : <array> \{(.*?)\}", text, re.DOTALL)
    bypass = tuple(re.findall(r"^\s*\d+ : (\S+)", exceptions[1], re.MULTILINE)) if exceptions else ()
    script = values.get("ProxyAutoConfigURLString") if values.get("ProxyAutoConfigEnable") == "1" else None
    return SystemProxy(found, bypass, script)


def _by_scheme(text: str) -> dict[str, str]:
    """`host:port` for all, or `http=host:port;https=host:port`."""
    found: dict[str, str] = {}
    for part in filter(None, re.split(r"[;\s]+", text)):
        scheme, equals, address = part.rpartition("=")
        found |= dict.fromkeys((scheme.lower(),) if equals else ("http", "https"), address)
    return found


def _counted(stored: bytes, at: int) -> tuple[str, int]:
    """The text at `at` behind its length, and where it ends."""
    length = int.from_bytes(stored[at : at + 4], "little")
    return stored[at + 4 : at + 4 + length].decode("ascii", "replace"), at + 4 + length


def _plain(address: str) -> str:
    """Without a name and password, which are sent to nobody."""
    return _CREDENTIALS.sub("", address.strip())


class WindowsRegistry:
    """This computer's registry."""

    def read(self, key: str, name: str) -> Any:
        """One value below HKEY_LOCAL_MACHINE, as 64-bit programs see it."""
        if sys.platform != "win32":
            return None
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key, 0, access) as opened:
                return winreg.QueryValueEx(opened, name)[0]
        except OSError:
            return None
