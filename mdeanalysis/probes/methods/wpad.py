"""By the proxy script that the network announces, else by that of the user's own programs."""

from __future__ import annotations

from mdeanalysis.probes.way import Around, Method, Named, Ways


async def _ways(url: str, around: Around) -> Named:
    script = await around.scripts.discovered(around.system.user_script)
    return Ways(await around.scripts.proxies(script, url), script)


METHOD = Method("wpad", _ways)
