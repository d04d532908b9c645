"""As the operating system is set: a proxy, a script, or none."""

from __future__ import annotations

from urllib.parse import urlsplit

from mdeanalysis.formats.url_block_writer import InvalidProxy
from mdeanalysis.probes.settings import proxy_of
from mdeanalysis.probes.way import Around, Method, Ways


async def _ways(url: str, around: Around) -> Ways:
    if around.system.script:
        script = await around.scripts.at(around.system.script)
        return [*await script.ways(url)]
    parts = urlsplit(url)
    address = around.system.address_for(parts.scheme, parts.hostname or "")
    if address is None:
        return [None]
    proxy = proxy_of(address)
    return InvalidProxy() if proxy is None else [proxy]


METHOD = Method("default_proxy", _ways)
