"""The checker's first line, `Proxy config: Method=Direct, address=`: what it discovered, not what works."""

from __future__ import annotations

import re
from typing import NamedTuple

_LINE = re.compile(r"\s*(?:>\s*)*Proxy config: Method=(?P<method>\w+), address=(?P<address>[^\n]*)")
#: `Method=` -> (results.proxy_method, proxy_settings.kind)
_METHODS = {
    "direct": ("direct", "direct"),
    "namedwinhttp": ("winhttp", "static"),
    "telemetryproxyserver": ("static", "static"),
    "autodetectwpad": ("wpad", "auto_detect"),
    "unknown": ("unknown", "unknown"),
}


class Config(NamedTuple):
    """What the line states, and its place among the lines, from 0."""

    method: str
    kind: str
    address: str | None
    at: int


def parse_config(line: str, index: int) -> Config | None:
    """The line's content, or None where it is another line or names a method that no edition has."""
    found = _LINE.match(line)
    if not found or found["method"].lower() not in _METHODS:
        return None
    return Config(*_METHODS[found["method"].lower()], found["address"].strip() or None, index)
