"""A proxy demands a user, and the system account is none."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.choice import free_proxy, needs_proxy
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result, Succeeded


def plan(roster: Roster, rng: Random) -> Cause | None:
    """407 for every URL at any way through the proxy."""
    proxy = free_proxy(roster, rng, needs_proxy)
    if proxy is None:
        return None

    def blocks(_: Member, attempt: Attempt) -> Result | None:
        return Succeeded(407) if attempt.proxy == proxy else None

    return Cause("proxy_auth", {"proxy_address": proxy}, "proxy_auth", blocks=blocks)
