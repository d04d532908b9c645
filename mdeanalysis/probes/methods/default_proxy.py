"""As the operating system is set: a script that is looked for, one that is named, a proxy, or none."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import urlsplit

from mdeanalysis.formats.url_block_writer import InvalidProxy
from mdeanalysis.probes.pac import ScriptError
from mdeanalysis.probes.settings import proxy_of
from mdeanalysis.probes.way import Around, Method, Named, Ways
from mdeanalysis.probes.wpad import Script


async def _ways(url: str, around: Around) -> Named:
    if around.system.auto_detect:
        with suppress(ScriptError):  # none found, or none that can be used: the next setting counts
            script = await around.scripts.discovered()
            return Ways(await around.scripts.proxies(script, url), script)
    if around.system.script:
        script = Script(around.system.script, "system")
        return Ways(await around.scripts.proxies(script, url), script)
    parts = urlsplit(url)
    address = around.system.address_for(parts.scheme, parts.hostname or "")
    if address is None:
        return Ways([None])
    proxy = proxy_of(address)
    return InvalidProxy() if proxy is None else Ways([proxy])


METHOD = Method("default_proxy", _ways)
