"""Past every proxy: whether the firewall lets this computer out by itself."""

from __future__ import annotations

from mdeanalysis.probes.way import Around, Method, Named, Ways


async def _ways(_url: str, _around: Around) -> Named:
    return Ways([None])


METHOD = Method("direct", _ways)
