"""By the proxy script that the network announces."""

from __future__ import annotations

from mdeanalysis.probes.way import Around, Method, Ways


async def _ways(url: str, around: Around) -> Ways:
    script = await around.scripts.discovered()
    return [*await script.ways(url)]


METHOD = Method("wpad", _ways)
