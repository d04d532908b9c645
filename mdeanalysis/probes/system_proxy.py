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
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from mdeanalysis.probes.registry import Registry, WindowsRegistry

_WININET = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings"
_WINHTTP = rf"{_WININET}\Connections"
_POLICY = r"SOFTWARE\Policies\Microsoft\Windows\DataCollection"
#: Flags of a stored connection: a proxy is set, a script is, one is looked for; its head is version, counter, flags.
_HAS_PROXY, _HAS_SCRIPT, _DETECTS, _HEAD = 2, 4, 8, struct.Struct("<III")
_CREDENTIALS = re.compile(r"(?:^|(?<=//))[^/@]*@")


@dataclass(frozen=True)
class SystemProxy:
    """`addresses` by scheme (`http`, `https`), `bypass` patterns of hosts, `script` the address of a PAC.

    `auto_detect` says that a script is looked for first. `user_script` is that of the user's own programs, which the
    sensor does not go by.
    """

    addresses: Mapping[str, str] = field(default_factory=dict)
    bypass: tuple[str, ...] = ()
    script: str | None = None
    auto_detect: bool = False
    user_script: str | None = None

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
        registry = WindowsRegistry()
        return replace(of_winhttp(registry), user_script=of_wininet(registry).script)
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
    return of_connection(registry.read(_WINHTTP, "WinHttpSettings"))


def of_wininet(registry: Registry) -> SystemProxy:
    """What the user's own programs go by: the connection's stored bytes, else the values that older tools write."""
    stored = registry.read(_WINHTTP, "DefaultConnectionSettings", user=True)
    if isinstance(stored, bytes) and len(stored) >= _HEAD.size:
        return of_connection(stored)
    script = registry.read(_WININET, "AutoConfigURL", user=True)
    return SystemProxy(script=_script(script) if isinstance(script, str) else None)


def of_connection(stored: Any) -> SystemProxy:
    """From the bytes of a connection: version, counter, flags, then proxy, bypass and script behind their lengths."""
    if not isinstance(stored, bytes) or len(stored) < _HEAD.size:
        return SystemProxy()
    flags = _HEAD.unpack_from(stored)[2]
    proxy, at = _counted(stored, _HEAD.size)
    bypass, at = _counted(stored, at)
    script, _ = _counted(stored, at)
    found = SystemProxy(script=_script(script) if flags & _HAS_SCRIPT else None, auto_detect=bool(flags & _DETECTS))
    if not flags & _HAS_PROXY or not proxy:
        return found
    return replace(found, addresses=_by_scheme(proxy), bypass=tuple(filter(None, re.split(r"[;\s]+", bypass))))


def _script(address: str) -> str | None:
    """The address of a script that can be fetched without signing in; files of the computer's own are not."""
    return address.strip() if re.fullmatch(r"\s*https?://[^\s@]+\s*", address, re.IGNORECASE) else None


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
    return SystemProxy(found, bypass, script, values.get("ProxyAutoDiscoveryEnable") == "1")


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
