"""For proxy.py: every name is this machine."""

from __future__ import annotations

from proxy.http.proxy import HttpProxyBasePlugin


class LoopbackDns(HttpProxyBasePlugin):
    def resolve_dns(self, host: str, port: int) -> tuple[str, None]:
        return "127.0.0.1", None
