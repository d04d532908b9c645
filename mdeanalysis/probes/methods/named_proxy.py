"""By the proxy that the policy TelemetryProxyServer names, or that is given in its place."""

from __future__ import annotations

from mdeanalysis.formats.url_block_writer import InvalidProxy
from mdeanalysis.probes.settings import proxy_of
from mdeanalysis.probes.way import NOT_CONFIGURED, Around, Method, Named, Ways


async def _ways(_url: str, around: Around) -> Named:
    if not around.named_proxy:
        return NOT_CONFIGURED
    proxy = proxy_of(around.named_proxy)
    return InvalidProxy() if proxy is None else Ways([proxy])


METHOD = Method("named_proxy", _ways)
