"""The network below HTTP, watched: names by our resolver, the time of each step, the certificates of the service."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterable
from typing import Any

import httpcore

from mdeanalysis.probes.certificates import chain_of
from mdeanalysis.probes.dns import NameNotFound, Resolver
from mdeanalysis.probes.sight import Sight

#: Addresses of one name that are tried, each for its share of the time.
_ADDRESSES = 3


class Seen(Exception):  # noqa: N818 - nothing went wrong
    """The certificate was seen; nothing is to be sent."""


class Wire(httpcore.AsyncNetworkBackend):
    """Connects for one try to the service `host`; with `look_only` it ends as soon as the certificate is seen."""

    def __init__(self, resolver: Resolver, sight: Sight, host: str, *, look_only: bool = False) -> None:
        self._resolver = resolver
        self._backend = httpcore.AnyIOBackend()
        self.sight = sight
        self.host = host
        self.look_only = look_only

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """The connection to the first address that answers. Raises `NameNotFound`, or httpcore's errors."""
        limit = timeout or 0.0
        self.sight.name = host.lower()
        with self.sight.timed("dns"):
            answer = await self._resolver.resolve(host, limit)
        self.sight.addresses, self.sight.canonical_name = answer.addresses, answer.canonical_name
        addresses = answer.addresses[:_ADDRESSES]
        with self.sight.timed("connect"):
            failure: Exception = NameNotFound("no address")
            for address in addresses:
                try:
                    stream = await self._backend.connect_tcp(
                        address, answer.port or port, limit / len(addresses), local_address, socket_options
                    )
                    break
                except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                    failure = error
            else:
                raise failure
        self.sight.step = "answer" if self.sight.proxy_address is None else "proxy"
        return _Watched(stream, self)


class _Watched(httpcore.AsyncNetworkStream):
    """A connection whose handshake with the service is noted."""

    def __init__(self, stream: httpcore.AsyncNetworkStream, wire: Wire) -> None:
        self._stream = stream
        self._wire = wire

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """What comes."""
        return await self._stream.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends."""
        await self._stream.write(buffer, timeout)

    async def aclose(self) -> None:
        """Closes."""
        await self._stream.aclose()

    def get_extra_info(self, info: str) -> Any:
        """What httpcore asks for."""
        return self._stream.get_extra_info(info)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """The handshake; proxies are spoken to in plain text, so that it is always the service's."""
        sight = self._wire.sight
        try:
            with sight.timed("tls"):
                stream = await self._stream.start_tls(ssl_context, server_hostname, timeout)
        except asyncio.CancelledError:
            await self._stream.aclose()  # httpcore closes it on errors, but not where the try is broken off
            raise
        connection = stream.get_extra_info("ssl_object")
        sight.tls_version, sight.chain = connection.version(), chain_of(connection)
        if self._wire.look_only:
            await stream.aclose()
            raise Seen
        sight.trusted = True
        sight.step = "answer"
        return _Watched(stream, self._wire)
