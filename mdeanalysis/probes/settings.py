"""What a probe is told: proxies, time limits, how much at once, whom to trust, where names lie."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.errors import ProbeError
from mdeanalysis.probes.dns import Resolver

_PROXY = re.compile(r"(?:https?://)?(?P<host>\[[0-9a-f:.]+\]|[a-z0-9._-]+):(?P<port>\d{1,5})/?", re.IGNORECASE)
_LAST_PORT = 65535


class Proxy(NamedTuple):
    """A proxy that takes CONNECT over plain TCP."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True)
class Settings:
    """Times are seconds. A proxy of None is one that is not given; `pac` stands in for what WPAD would find."""

    named_proxy: str | None = None
    command_line_proxy: str | None = None
    pac: str | None = None
    #: Certificates to trust besides the system's.
    ca_file: Path | None = None
    connect_timeout: float = 10.0
    read_timeout: float = 15.0
    #: What a proxy script may take for one URL.
    script_timeout: float = 3.0
    concurrency: int = 16
    resolver: Resolver = field(default_factory=Resolver)
    #: Scripts that DHCP names; None asks the system.
    announced: tuple[str, ...] | None = None
    #: DNS suffixes that WPAD looks in; None asks the system.
    suffixes: tuple[str, ...] | None = None


def proxy_of(text: str) -> Proxy | None:
    """A proxy from `host:port`, with or without a scheme before it; None where it is anything else."""
    found = _PROXY.fullmatch(text.strip())
    if found is None or not 0 < int(found["port"]) <= _LAST_PORT:
        return None
    return Proxy(found["host"].strip("[]").lower(), int(found["port"]))


def given_proxy(text: str) -> str:
    """The text of a proxy as the user gave it; raises `ProbeError` where it is none."""
    if "@" in text:
        raise ProbeError("a proxy is tried without signing in: leave name and password out of it")
    if proxy_of(text) is None:
        raise ProbeError(f"{text!r} is no proxy: write host:port")
    return text
