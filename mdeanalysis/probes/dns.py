"""Names to addresses, each name once. Look-ups run in threads of their own: a dead DNS holds nothing else up."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from mdeanalysis.errors import ProbeError
from mdeanalysis.probes.aliases import Aliases, follow_aliases

#: Gives (addresses, canonical name) of a host, or raises OSError.
LookUp = Callable[[str], tuple[tuple[str, ...], str | None]]
#: Gives the aliases of a host, within some seconds.
Follow = Callable[[str, float], Awaitable[Aliases]]


@dataclass(frozen=True)
class Answer:
    """What a name stands for. `port` is another than the one asked for where the user says so."""

    addresses: tuple[str, ...]
    canonical_name: str | None = None
    port: int | None = None


class NameNotFound(Exception):  # noqa: N818 - a fact about the network
    """DNS has no such name, or does not answer."""


def system_lookup(host: str) -> tuple[tuple[str, ...], str | None]:
    """What the operating system says: its hosts file, then DNS. The canonical name is where the CNAMEs end."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_CANONNAME)
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    name = next((entry[3] for entry in found if entry[3]), "").rstrip(".").lower()
    return addresses, name if name and name != host.lower().rstrip(".") else None


class Resolver:
    """Asks the system; `mapped` names (`*` for all) are not asked for but lie at `address` or `address:port`.

    `aliases` has what DNS itself says of the names that were asked for. `follow` asks it; where another `lookup` than
    the system's is given and no `follow`, nobody does.
    """

    def __init__(
        self,
        mapped: Mapping[str, str] | None = None,
        lookup: LookUp = system_lookup,
        follow: Follow | None = None,
    ) -> None:
        self._mapped = {name.lower(): _place(address) for name, address in (mapped or {}).items()}
        self._lookup = lookup
        self._follow = follow_aliases if lookup is system_lookup and follow is None else follow
        self.forget()

    def forget(self) -> None:
        """Makes the next probe ask anew."""
        self._asked: dict[str, asyncio.Future[Answer]] = {}
        self._following: dict[str, asyncio.Task[None]] = {}
        self.aliases: dict[str, Aliases] = {}

    async def resolve(self, host: str, timeout: float) -> Answer:
        """The host's addresses. Raises `NameNotFound`, also after `timeout` seconds."""
        host = host.lower()
        if answer := self._known(host):
            return answer
        if self._follow and host not in self._following:
            self._following[host] = asyncio.create_task(self._learn(self._follow, host, timeout))
        try:
            async with asyncio.timeout(timeout):
                return await asyncio.shield(self._asking(host))
        except TimeoutError as error:
            raise NameNotFound(f"DNS did not answer in {timeout:g} s") from error
        except OSError as error:
            raise NameNotFound(await self._told(host, error.strerror or str(error))) from error

    async def settle(self) -> None:
        """Waits until the aliases of all names are known, or known not to be."""
        await asyncio.gather(*self._following.values())

    async def _learn(self, follow: Follow, host: str, limit: float) -> None:
        try:
            self.aliases[host] = await follow(host, limit)
        except Exception:  # noqa: BLE001 - whatever it is, the aliases are not known
            self.aliases[host] = Aliases()

    async def _told(self, host: str, failure: str) -> str:
        """What the system says of a name that it does not find, and what DNS does."""
        if host in self._following:
            await asyncio.shield(self._following[host])
        known = self.aliases.get(host, Aliases())
        behind = f" for its alias {known.names[-1]}" if known.names else ""
        return f"{failure}, DNS says {known.said}{behind}" if known.said else failure

    def _known(self, host: str) -> Answer | None:
        if _is_address(host):
            return Answer((host,))
        return self._mapped.get(host) or self._mapped.get("*")

    def _asking(self, host: str) -> asyncio.Future[Answer]:
        if host not in self._asked:
            loop = asyncio.get_running_loop()
            future = self._asked[host] = loop.create_future()
            future.add_done_callback(lambda done: done.cancelled() or done.exception())
            threading.Thread(target=self._ask, args=(host, future, loop), daemon=True).start()
        return self._asked[host]

    def _ask(self, host: str, future: asyncio.Future[Answer], loop: asyncio.AbstractEventLoop) -> None:
        answer: Answer | Exception
        try:
            answer = Answer(*self._lookup(host))
        except Exception as error:  # noqa: BLE001 - a name that the system chokes on is no name
            answer = error if isinstance(error, OSError) else OSError(str(error))
        try:
            loop.call_soon_threadsafe(_settle, future, answer)
        except RuntimeError:  # the probe has ended without this name
            return


def _settle(future: asyncio.Future[Answer], answer: Answer | Exception) -> None:
    if future.done():
        return
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _place(text: str) -> Answer:
    host, colon, port = text.rpartition(":")
    if not _is_address(text) and colon and port.isdecimal():
        text, number = host.strip("[]"), int(port)
    else:
        number = None
    if not _is_address(text):
        raise ProbeError(f"{text!r} is no IP address")
    return Answer((text,), port=number)


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
