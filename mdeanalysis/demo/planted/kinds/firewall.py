"""The firewall of a site where devices go out directly begins to drop that."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result


def plan(roster: Roster, rng: Random) -> Cause | None:
    """No answer in time for every direct try at the site; the few devices with a proxy do not notice."""
    site = roster.choose(rng, "site", _goes_directly)
    if site is None:
        return None

    def blocks(member: Member, attempt: Attempt) -> Result | None:
        dropped = not attempt.proxy and attempt.method != "wpad" and member.place.site.name == site
        return failed(12002, member) if dropped else None

    return Cause("firewall", {"site": site}, "timeout", blocks=blocks)


def _goes_directly(member: Member) -> bool:
    return member.tested and member.place.open and member.way.kind == "direct"
