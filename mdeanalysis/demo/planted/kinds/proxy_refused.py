"""A proxy's rules do not know the hosts of one service."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.chance import pick
from mdeanalysis.demo.endpoints import Endpoint
from mdeanalysis.demo.planted.choice import free_proxy, needs_proxy
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result, Succeeded

_CHANNELS = ("gateway", "cyber", "autoir", "samples")


def plan(roster: Roster, rng: Random) -> Cause | None:
    """403 for the service's own hosts at any way through the proxy; the few common hosts are let through."""
    proxy = free_proxy(roster, rng, needs_proxy)
    if proxy is None:
        return None
    channel = pick(rng, _CHANNELS)

    def blocks(_: Member, attempt: Attempt) -> Result | None:
        return Succeeded(403) if attempt.proxy == proxy and _is_own(attempt.endpoint, channel) else None

    return Cause("proxy_refused", {"proxy_address": proxy}, "proxy_refused", blocks=blocks)


def _is_own(endpoint: Endpoint, channel: str) -> bool:
    return endpoint.channel == channel and ".endpoint.security." not in endpoint.url
