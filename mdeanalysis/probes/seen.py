"""What the tries saw, as rows of the table `live`."""

from __future__ import annotations

from typing import Any

from mdeanalysis.probes.aliases import Aliases
from mdeanalysis.probes.certificates import kind_of
from mdeanalysis.probes.methods import methods
from mdeanalysis.probes.run import Tries, Try
from mdeanalysis.probes.sight import Sight


def rows_of(tries: Tries) -> list[dict[str, Any]]:
    """One row a way, in the order of the URLs and methods."""
    made = (tries.done.get((target.url, method.name)) for target in tries.targets for method in methods())
    known = tries.around.settings.resolver.aliases
    return [
        _row(one, way, sight) | _names(sight, known.get(sight.name or "", Aliases()))
        for one in made
        if one
        for way, sight in enumerate(one.sights, start=1)
    ]


def _names(sight: Sight, known: Aliases) -> dict[str, Any]:
    return {
        "name": sight.name,
        "aliases": ",".join(known.names) or None,
        "addresses": ",".join(sight.addresses) or None,
        "canonical_name": sight.canonical_name,
        "dns_said": known.said,
    }


def _row(one: Try, way: int, sight: Sight) -> dict[str, Any]:
    return {
        "url": one.target.url,
        "host": one.target.host,
        "method": one.method,
        "way": way,
        "proxy_address": sight.proxy_address,
        "script": one.script and one.script.address,
        "script_from": one.script and one.script.source,
        "step": sight.step,
        **{f"{step}_ms": sight.ms.get(step) for step in ("dns", "connect", "tls", "answer")},
        "tls_version": sight.tls_version,
        "http_version": sight.http_version,
        "http_status": sight.status,
        "issuer": sight.issuer,
        "root": sight.root,
        "certificate": kind_of(sight.chain, sight.trusted),
        "location": sight.location,
        "server": sight.server,
        "via": sight.via,
        "auth_schemes": sight.auth_schemes,
        "error": _told(sight.error),
    }


def _told(error: BaseException | None) -> str | None:
    if error is None:
        return None
    while inner := error.__cause__ or error.__context__:
        error = inner
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")[:300]
