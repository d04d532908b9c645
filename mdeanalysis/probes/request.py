"""One GET of one URL over one way: nothing is sent but the request, nothing is followed, no one signs in."""

from __future__ import annotations

import asyncio
import ssl
import time
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlsplit

import httpcore

from mdeanalysis.probes.certificates import looking_context, trusting_context
from mdeanalysis.probes.dns import NameNotFound
from mdeanalysis.probes.settings import Proxy, Settings
from mdeanalysis.probes.sight import Sight
from mdeanalysis.probes.wire import Seen, Wire

Error = TypeVar("Error", bound=BaseException)
_HEADERS = [(b"User-Agent", b"mdeanalysis"), (b"Accept", b"*/*")]
#: What a network does to a request.
_EXPECTED = (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.ProxyError)
_FAILURES = (*_EXPECTED, NameNotFound, OSError, TimeoutError, ValueError)
_ANSWERED = "receive_response_headers.complete"


@dataclass
class Requester:
    """Makes the tries of one probe; `connections` are not kept, so that each try walks its whole way."""

    settings: Settings

    def __post_init__(self) -> None:
        ca_file = self.settings.ca_file
        self._trusting = trusting_context(str(ca_file) if ca_file else None)

    async def attempt(self, url: str, proxy: Proxy | None) -> Sight:
        """What a GET of the URL sees. Never raises for anything that a network can do."""
        sight = Sight(str(proxy) if proxy else None)
        host = urlsplit(url).hostname or ""
        try:
            async with asyncio.timeout(self._limit):
                await self._get(url, proxy, Wire(self.settings.resolver, sight, host), self._trusting)
        except _FAILURES as error:
            sight.error = error
            if untrusted(error):
                await self._look(url, proxy, sight, host)
        return sight

    @property
    def _limit(self) -> float:
        """One that feeds its answer drop by drop is not waited for longer than one that is silent at every step."""
        return 3 * self.settings.connect_timeout + self.settings.read_timeout

    async def _look(self, url: str, proxy: Proxy | None, sight: Sight, host: str) -> None:
        """Who issued the certificate that was refused: a second handshake, after which nothing is sent."""
        look = Sight(sight.proxy_address)
        wire = Wire(self.settings.resolver, look, host, look_only=True)
        try:
            async with asyncio.timeout(self._limit):
                await self._get(url, proxy, wire, looking_context())
        except (Seen, *_FAILURES):
            sight.chain, sight.tls_version, sight.trusted = look.chain, look.tls_version, False

    async def _get(self, url: str, proxy: Proxy | None, wire: Wire, context: ssl.SSLContext) -> None:
        sight, settings = wire.sight, self.settings
        limits = {
            "connect": settings.connect_timeout,
            "read": settings.read_timeout,
            "write": settings.read_timeout,
            "pool": settings.connect_timeout,
        }
        secure = url.lower().startswith("https:")
        extensions: dict[str, Any] = {"timeout": limits, "trace": _Trace(sight, proxied=secure and proxy is not None)}
        async with _pool(proxy, wire, context) as pool:
            started = time.perf_counter()
            async with pool.stream("GET", url, headers=_HEADERS, extensions=extensions) as response:
                whole = round((time.perf_counter() - started) * 1000)
                sight.ms["answer"] = max(0, whole - sum(sight.ms.values()))
                sight.take_headers(response.status, response.headers)
                sight.refused = False
                sight.http_version = response.extensions.get("http_version", b"").decode() or None


def _pool(proxy: Proxy | None, wire: Wire, context: ssl.SSLContext) -> httpcore.AsyncConnectionPool:
    if proxy is None:
        return httpcore.AsyncConnectionPool(ssl_context=context, http2=True, network_backend=wire)
    address = f"http://{proxy}"
    return httpcore.AsyncHTTPProxy(address, ssl_context=context, http2=True, network_backend=wire)


@dataclass
class _Trace:
    """Listens for a proxy's answer to CONNECT, of which httpcore's error tells the status alone."""

    sight: Sight
    proxied: bool

    async def __call__(self, event: str, info: dict[str, Any]) -> None:
        answered = event.endswith(_ANSWERED) and self.proxied
        if not answered:
            return
        self.proxied = False
        _, status, _, headers, *_ = info["return_value"]
        if not 200 <= status <= 299:
            self.sight.take_headers(status, headers)
            self.sight.refused = True


def untrusted(error: BaseException | None) -> ssl.SSLCertVerificationError | None:
    """The verdict on a certificate that is behind an error, if one is."""
    return behind(error, ssl.SSLCertVerificationError)


def behind(error: BaseException | None, kind: type[Error]) -> Error | None:
    """The error of a kind that an error comes from; httpcore hides causes, contexts stay."""
    while error is not None and not isinstance(error, kind):
        error = error.__cause__ or error.__context__
    return error


async def fetch(url: str, settings: Settings, most: int) -> bytes:
    """The body of a plain 200 answer, for proxy scripts. Raises `OSError` where it is not to be had."""
    wire = Wire(settings.resolver, Sight(), urlsplit(url).hostname or "")
    limits = {"connect": settings.connect_timeout, "read": settings.read_timeout, "pool": settings.connect_timeout}
    body = b""
    try:
        async with (
            asyncio.timeout(3 * settings.connect_timeout + settings.read_timeout),
            _pool(None, wire, trusting_context(str(settings.ca_file) if settings.ca_file else None)) as pool,
            pool.stream("GET", url, headers=_HEADERS, extensions={"timeout": limits}) as response,
        ):
            if response.status != 200:
                raise OSError(f"it answers {response.status}")
            async for part in response.aiter_stream():
                body += part
                if len(body) > most:
                    raise OSError(f"it is larger than {most:,} bytes")
    except (*_EXPECTED, NameNotFound, TimeoutError, ValueError) as error:
        raise OSError(str(error) or type(error).__name__) from error
    return body
