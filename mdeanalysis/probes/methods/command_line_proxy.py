"""By a proxy that is given for this probe."""

from __future__ import annotations

from mdeanalysis.formats.url_block_writer import InvalidProxy
from mdeanalysis.probes.settings import proxy_of
from mdeanalysis.probes.way import NOT_CONFIGURED, Around, Method, Named, Ways


async def _ways(_url: str, around: Around) -> Named:
    if not around.settings.command_line_proxy:
        return NOT_CONFIGURED
    proxy = proxy_of(around.settings.command_line_proxy)
    return InvalidProxy() if proxy is None else Ways([proxy])


METHOD = Method("command_line_proxy", _ways)
