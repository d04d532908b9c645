"""A rule against PsExec on the devices of one tag stops the test, which says nothing of the network."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.model import Cause, Member
from mdeanalysis.demo.planted.roster import Roster


def plan(roster: Roster, rng: Random) -> Cause | None:
    """Never a failure. Windows without a sensor has no such rules."""
    tag = roster.choose(rng, "device_tag", _is_stopped, most=0.15)
    if tag is None:
        return None

    def shows(member: Member) -> bool:
        return member.tag == tag and member.agent != "mma"

    def dress(member: Member) -> Member:
        return member._replace(story="asr_blocked") if shows(member) else member

    return Cause("asr_rule", {"device_tag": tag}, "not_tested", dress, failure=False, shows=shows)


def _is_stopped(member: Member) -> bool:
    return member.tested and member.agent != "mma"
