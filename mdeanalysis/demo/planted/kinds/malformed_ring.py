"""A policy gives the devices of one ring a proxy that is not written as host:port."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.chance import pick
from mdeanalysis.demo.model import Way
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import InvalidProxy, Result

_MISTYPED = ("http//proxy-eu1.contoso.com:8080", "proxy eu1:8080", "proxy-us1.contoso.com;8080")


def plan(roster: Roster, rng: Random) -> Cause | None:
    """TelemetryProxyServer replaces whatever the devices had; some get out directly or find a proxy by WPAD."""
    ring = roster.choose(rng, "group_ids", _has_no_other_way, most=0.15)
    if ring is None:
        return None
    free = [text for text in _MISTYPED if ("proxy_address", text) not in roster.taken]
    address = pick(rng, free or _MISTYPED)
    roster.taken.add(("proxy_address", address))

    def dress(member: Member) -> Member:
        if ring not in member.groups.split(","):
            return member
        return member._replace(way=Way("named", address, member.way.direct_open))

    def blocks(_: Member, attempt: Attempt) -> Result | None:
        return InvalidProxy() if attempt.proxy == address else None

    return Cause("malformed_ring", {"group_ids": ring}, "invalid_proxy", dress=dress, blocks=blocks)


def _has_no_other_way(member: Member) -> bool:
    return member.tested and not member.way.direct_open and not member.place.site.wpad_proxy
