"""The company's common proxy does not let one region's storage accounts through."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.chance import pick
from mdeanalysis.demo.planted.company import GLOBAL_PROXY
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result, Succeeded


def plan(roster: Roster, rng: Random) -> Cause | None:
    """A gateway's error for the blobs of the region, and for those of no other."""
    region = roster.choose(rng, "region", _needs_common_proxy, least=3)
    if region is None:
        return None
    status = pick(rng, (403, 502, 503))

    def blocks(member: Member, attempt: Attempt) -> Result | None:
        here = attempt.proxy == GLOBAL_PROXY and member.place.site.region == region
        return Succeeded(status) if here and ".blob." in attempt.endpoint.url else None

    conditions = {"region": region, "proxy_address": GLOBAL_PROXY}
    return Cause("region_storage", conditions, "proxy_refused", blocks=blocks)


def _needs_common_proxy(member: Member) -> bool:
    ways = member.way.direct_open or bool(member.place.site.wpad_proxy) or member.streamlined
    return member.tested and member.way.address == GLOBAL_PROXY and not ways
