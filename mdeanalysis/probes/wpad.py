"""Proxy discovery: the script that DNS names (`wpad` in each of the computer's domains), or the one that is given.

DHCP is not asked. Without a script the row says that nothing was discovered, where WinHTTP would go without a proxy.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from mdeanalysis.probes.dns import NameNotFound
from mdeanalysis.probes.outcomes import NO_DETECTION, NO_SCRIPT, failed
from mdeanalysis.probes.pac import LARGEST, Pac, ScriptError
from mdeanalysis.probes.request import fetch
from mdeanalysis.probes.settings import Settings
from mdeanalysis.probes.system_proxy import Registry, WindowsRegistry

_TCPIP = r"SYSTEM\CurrentControlSet\Services\Tcpip\Parameters"
_RESOLV_CONF = Path("/etc/resolv.conf")


class Scripts:
    """The scripts of one probe, each fetched once and run in one child."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fetched: dict[str, asyncio.Task[Pac]] = {}
        self._found: asyncio.Task[str] | None = None

    async def discovered(self) -> Pac:
        """The script that is given or that DNS names. Raises `ScriptError`."""
        if self._settings.pac:
            return await self.at(self._settings.pac)
        if self._found is None:
            self._found = asyncio.create_task(self._discover())
        return await self.at(await asyncio.shield(self._found))

    async def at(self, address: str) -> Pac:
        """The script at an address. Raises `ScriptError`."""
        if address not in self._fetched:
            self._fetched[address] = asyncio.create_task(self._fetch(address))
        return await asyncio.shield(self._fetched[address])

    async def close(self) -> None:
        """Ends all children."""
        for task in filter(None, [self._found, *self._fetched.values()]):
            task.cancel()
            with suppress(asyncio.CancelledError, ScriptError):
                await task
        for task in self._fetched.values():
            if not task.cancelled() and not task.exception():
                await task.result().close()

    async def _fetch(self, address: str) -> Pac:
        try:
            body = await fetch(address, self._settings, LARGEST)
        except OSError as error:
            raise ScriptError(failed(NO_SCRIPT, str(error))) from error
        return Pac(body.decode("utf-8-sig", "replace"), self._settings.script_timeout)

    async def _discover(self) -> str:
        suffixes = self._settings.suffixes
        if suffixes is None:
            suffixes = own_suffixes(socket.gethostname(), WindowsRegistry())
        for name in wpad_names(suffixes):
            with suppress(NameNotFound):
                await self._settings.resolver.resolve(name, self._settings.connect_timeout)
                return f"http://{name}/wpad.dat"
        raise ScriptError(failed(NO_DETECTION))


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
