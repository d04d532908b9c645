"""Proxy discovery: the script that is given, else the one that DHCP names, else DNS (`wpad` in the own domains).

That is the order of Windows; the first one that is named decides. Without any the row says that nothing was
discovered, where WinHTTP would go without a proxy.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.probes import dhcp
from mdeanalysis.probes.dns import NameNotFound
from mdeanalysis.probes.outcomes import NO_DETECTION, NO_SCRIPT, failed
from mdeanalysis.probes.pac import LARGEST, Pac, ScriptError
from mdeanalysis.probes.registry import Registry, WindowsRegistry
from mdeanalysis.probes.request import fetch
from mdeanalysis.probes.settings import Proxy, Settings

_TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
_WINHTTP = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Internet Settings\WinHttp"
_RESOLV_CONF = Path("/etc/resolv.conf")


class Script(NamedTuple):
    """The address of a proxy script, and who named it: `given, dhcp, dns, user, system`."""

    address: str
    source: str


class Scripts:
    """The scripts of one probe, each fetched once and run in one child."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fetched: dict[str, asyncio.Task[Pac]] = {}
        self._found: asyncio.Task[Script] | None = None

    async def discovered(self, otherwise: str | None = None) -> Script:
        """The script that is given, or announced, or the one `otherwise`. Raises `ScriptError`."""
        if self._settings.pac:
            return Script(self._settings.pac, "given")
        if self._found is None:
            self._found = asyncio.create_task(self._discover())
        try:
            return await asyncio.shield(self._found)
        except ScriptError:
            if otherwise:
                return Script(otherwise, "user")
            raise

    async def proxies(self, script: Script, url: str) -> list[Proxy | None]:
        """What a script names for a URL. Raises `ScriptError`, also where it cannot be fetched."""
        if script.address not in self._fetched:
            self._fetched[script.address] = asyncio.create_task(self._fetch(script))
        pac = await asyncio.shield(self._fetched[script.address])
        return [*await pac.ways(url)]

    async def close(self) -> None:
        """Ends all children."""
        for task in filter(None, [self._found, *self._fetched.values()]):
            task.cancel()
            with suppress(asyncio.CancelledError, ScriptError):
                await task
        for task in self._fetched.values():
            if not task.cancelled() and not task.exception():
                await task.result().close()

    async def _fetch(self, script: Script) -> Pac:
        try:
            body = await fetch(script.address, self._settings, LARGEST)
        except OSError as error:
            raise ScriptError(failed(NO_SCRIPT, f"{script.address} of {script.source}: {error}")) from error
        return Pac(body.decode("utf-8-sig", "replace"), self._settings.script_timeout)

    async def _discover(self) -> Script:
        announced, suffixes = self._settings.announced, self._settings.suffixes
        registry = WindowsRegistry()
        if announced is None:
            announced = () if is_switched_off(registry) else await asyncio.to_thread(dhcp.read_scripts)
        if announced:
            return Script(announced[0], "dhcp")
        if suffixes is None:
            suffixes = () if is_switched_off(registry) else own_suffixes(socket.gethostname(), registry)
        for name in wpad_names(suffixes):
            with suppress(NameNotFound):
                await self._settings.resolver.resolve(name, self._settings.connect_timeout)
                return Script(f"http://{name}/wpad.dat", "dns")
        looked = ", ".join(wpad_names(suffixes)) or "no domain to look in"
        raise ScriptError(failed(NO_DETECTION, f"nothing in this computer's DHCP records, nor by DNS: {looked}"))


def is_switched_off(registry: Registry) -> bool:
    """Whether an administrator has switched discovery off for all of Windows."""
    return bool(registry.read(_WINHTTP, "DisableWpad") == 1)


def wpad_names(suffixes: Iterable[str]) -> list[str]:
    """`wpad` in each domain and those above it, as long as two labels are left."""
    names: dict[str, None] = {}
    for suffix in suffixes:
        labels = suffix.strip(".").lower().split(".")
        for start in range(len(labels) - 1):
            names[".".join(["wpad", *labels[start:]])] = None
    return list(names)


def own_suffixes(name: str, registry: Registry, resolv_conf: Path = _RESOLV_CONF) -> tuple[str, ...]:
    """The domain in a computer's own name, and those that its resolver searches; DNS is not asked."""
    _, _, domain = name.partition(".")
    try:
        text = resolv_conf.read_text(encoding="utf-8", errors="replace")
    except OSError:
        text = ""
    searched = re.findall(r"^(?:search|domain)\s+(.+)$", text, re.MULTILINE)
    stored = [registry.read(_TCPIP, value) for value in ("Domain", "DhcpDomain", "SearchList")]
    texts = [domain, *searched, *(value for value in stored if isinstance(value, str))]
    return tuple(dict.fromkeys(filter(None, re.split(r"[\s,]+", " ".join(texts)))))
