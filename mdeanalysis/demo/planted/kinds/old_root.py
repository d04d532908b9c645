"""An old build of Windows never got the root certificate that the storage accounts' certificates lead to."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result, TlsFailed

_LAST_OLD_BUILD = 17763


def plan(roster: Roster, rng: Random) -> Cause | None:
    """TLS is broken off at every storage account, whichever way leads there."""
    build = roster.choose(rng, "os_build", _is_old, most=0.2)
    if build is None:
        return None

    def spoils(member: Member, attempt: Attempt) -> Result | None:
        concerns = member.system.build == build and ".blob." in attempt.endpoint.url
        return TlsFailed(("INVALID_CA",)) if concerns else None

    return Cause("old_root", {"os_build": build}, "tls", spoils=spoils)


def _is_old(member: Member) -> bool:
    old = member.agent != "mma" and member.system.build <= _LAST_OLD_BUILD
    return member.tested and old and not member.streamlined
