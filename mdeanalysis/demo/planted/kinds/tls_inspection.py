"""A proxy opens TLS and shows a certificate of its own; only URLs without pinning do not mind."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.answers import pin_failed
from mdeanalysis.demo.planted.choice import free_proxy, needs_proxy
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result


def plan(roster: Roster, rng: Random) -> Cause | None:
    """An untrusted root at every pinned URL at any way through the proxy."""
    proxy = free_proxy(roster, rng, needs_proxy)
    if proxy is None:
        return None

    def spoils(member: Member, attempt: Attempt) -> Result | None:
        if attempt.proxy != proxy or attempt.endpoint.no_pinning:
            return None
        return pin_failed(member)

    return Cause("tls_inspection", {"proxy_address": proxy}, "tls_inspection", spoils=spoils)
