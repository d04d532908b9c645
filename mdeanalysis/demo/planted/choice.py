"""Which proxies and devices suit the causes that lie at a proxy."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from mdeanalysis.demo.planted.company import GLOBAL_PROXY
from mdeanalysis.demo.planted.model import Member
from mdeanalysis.demo.planted.roster import Roster


def needs_proxy(member: Member) -> bool:
    """Whether the device has no other way than its proxy, nor a proxy of the site besides."""
    if not member.tested or member.way.direct_open:
        return False
    return member.way.kind == "wpad" or not member.place.site.wpad_proxy


def free_proxy(roster: Roster, rng: Random, where: Callable[[Member], bool]) -> str | None:
    """A region's proxy that no cause has yet and on which enough devices depend for which `where` holds."""
    roster.taken.add(("proxy_address", GLOBAL_PROXY))
    found = roster.choose(rng, "proxy_address", where)
    return None if found is None else str(found)
