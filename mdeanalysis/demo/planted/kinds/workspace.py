"""The storage account of one workspace of the Log Analytics agent is blocked."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.answers import failed
from mdeanalysis.demo.planted.downlevel import storage_host
from mdeanalysis.demo.planted.model import Attempt, Cause, Member
from mdeanalysis.demo.planted.roster import Roster
from mdeanalysis.formats.url_block_writer import Result


def plan(roster: Roster, rng: Random) -> Cause | None:
    """The agent's own test says so, which no URL of the sensor's shows. Few devices have the agent: two will do.

    They are at a site that is no other cause: behind a firewall that drops everything nobody sees one host blocked.
    """

    def shows_it(member: Member) -> bool:
        return member.tested and member.agent == "mma" and ("site", member.place.site.name) not in roster.taken

    workspace = roster.choose(rng, "workspace_ids", shows_it, least=2)
    if workspace is None:
        return None
    url = f"https://{storage_host(str(workspace))}"

    def blocks(member: Member, attempt: Attempt) -> Result | None:
        return failed(12002, member) if attempt.endpoint.url == url else None

    # The agent says of a host that it did not connect, and no more.
    return Cause("workspace", {"workspace_ids": workspace}, "other", blocks=blocks, table="workspace_hosts")
