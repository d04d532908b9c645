"""A site publishes a proxy script that cannot be used."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.chance import pick
from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Failed, Result

_BAD_SCRIPT = "The proxy auto-configuration script has a syntax error"


def plan(roster: Roster, rng: Random) -> Cause | None:
    """The script is faulty, or is not there; devices with a proxy of their own do not notice."""
    site = roster.choose(rng, "site", _needs_script)
    if site is None:
        return None
    code = pick(rng, (12166, 12167))

    def blocks(member: Member, attempt: Attempt) -> Result | None:
        if attempt.method != "wpad" or member.place.site.name != site:
            return None
        return Failed(code, _BAD_SCRIPT) if code == 12166 else failed(code, member)

    def dress(member: Member) -> Member:
        return member._replace(wpad_broken=True) if member.place.site.name == site else member

    return Cause("wpad", {"site": site}, "wpad_script", dress=dress, blocks=blocks)


def _needs_script(member: Member) -> bool:
    return member.tested and member.way.kind == "wpad" and not member.way.direct_open
