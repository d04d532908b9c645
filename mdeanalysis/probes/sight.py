"""What one try saw on its way, step by step; what it did not get to is None."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from mdeanalysis.probes.certificates import Certificate

#: The steps of a try, in their order.
STEPS = ("dns", "connect", "proxy", "tls", "answer")
#: Letters of a header that are kept.
_LONGEST = 200


@dataclass
class Sight:
    """One request to one URL over one way. `step` is the one it is in, or failed in; times are milliseconds."""

    proxy_address: str | None = None
    step: str = "dns"
    #: The first hop's: the proxy's, else the service's.
    name: str | None = None
    addresses: tuple[str, ...] = ()
    canonical_name: str | None = None
    ms: dict[str, int] = field(default_factory=dict)
    tls_version: str | None = None
    #: As the service, or whoever opens its TLS, sent them; the first is its own.
    chain: tuple[Certificate, ...] = ()
    #: Whether the system trusts the chain.
    trusted: bool | None = None
    http_version: str | None = None
    status: int | None = None
    #: The status is the proxy's own, of a CONNECT that it refused.
    refused: bool = False
    location: str | None = None
    server: str | None = None
    via: str | None = None
    #: What a 407 or 401 asks for, such as `Negotiate, Basic`; never answered.
    auth_schemes: str | None = None
    error: BaseException | None = None

    @property
    def got_through(self) -> bool:
        """Whether the first hop, a proxy or the service itself, was reached at all."""
        return self.step not in ("dns", "connect")

    @property
    def issuer(self) -> str | None:
        """Who signed the certificate."""
        return self.chain[0].issuer if self.chain else None

    @property
    def root(self) -> str | None:
        """Where the chain leads."""
        return self.chain[-1].issuer if self.chain else None

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        """Enters a step; its time counts where it went well."""
        self.step, started = step, time.perf_counter()
        yield
        self.ms[step] = round((time.perf_counter() - started) * 1000)

    def take_headers(self, status: int, headers: Sequence[tuple[bytes, bytes]]) -> None:
        """Notes what an answer says of its sender."""
        self.status = status
        self.server = _header(headers, b"server")
        self.via = _header(headers, b"via")
        self.location = _header(headers, b"location")
        challenges = [
            value for name, value in headers if name.lower() in (b"proxy-authenticate", b"www-authenticate")
        ]
        schemes = (value.decode("latin-1").split() for value in challenges)
        self.auth_schemes = ", ".join(dict.fromkeys(words[0].rstrip(",") for words in schemes if words)) or None


def _header(headers: Sequence[tuple[bytes, bytes]], wanted: bytes) -> str | None:
    found = (value for name, value in headers if name.lower() == wanted)
    return next(found, b"").decode("latin-1").strip()[:_LONGEST] or None
