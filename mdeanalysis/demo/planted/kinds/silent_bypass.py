"""A proxy that a policy still names is gone; its devices get out directly, past all that watches the proxies."""

from __future__ import annotations

import re
from random import Random

from mdeanalysis.demo.model import Way
from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result

#: Of a region's devices this share still has the old policy.
_EVERY = 6
_WELL_FORMED = re.compile(r"[\w.-]+:\d+")


def plan(roster: Roster, rng: Random) -> Cause | None:
    """No failure: every URL is reached. The sites whose firewall is another cause are left out."""
    region = roster.choose(rng, "region", lambda member: _can_have(roster, member))
    if region is None:
        return None
    proxy = f"proxy-old-{str(region).lower()}.contoso.com:8080"
    spared = set(roster.taken)
    roster.taken.add(("proxy_address", proxy))

    def dress(member: Member) -> Member:
        here = member.place.site.region == region and ("site", member.place.site.name) not in spared
        if not here or member.number % _EVERY or not _is_usual(member):
            return member
        return member._replace(way=Way("named", proxy))

    def blocks(member: Member, attempt: Attempt) -> Result | None:
        return failed(12029, member) if attempt.proxy == proxy else None

    def shows(member: Member) -> bool:
        return member.tested and member.way.address == proxy

    conditions = {"proxy_address": proxy}
    return Cause("silent_bypass", conditions, "connect", dress, blocks, failure=False, shows=shows)


def _can_have(roster: Roster, member: Member) -> bool:
    free = ("site", member.place.site.name) not in roster.taken
    return free and member.number % _EVERY == 0 and _is_usual(member)


def _is_usual(member: Member) -> bool:
    """No device that the mistyped policy of a ring has, nor one that no policy reaches."""
    address = member.way.address
    return member.tested and member.agent != "mma" and (not address or _WELL_FORMED.fullmatch(address) is not None)
