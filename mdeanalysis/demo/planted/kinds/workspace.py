"""The storage account of one workspace of the Log Analytics agent is blocked."""

from __future__ import annotations

from random import Random

from mdeanalysis.demo.planted.downlevel import storage_host
from mdeanalysis.demo.planted.model import Cause, Member
from mdeanalysis.demo.planted.roster import Roster


def plan(roster: Roster, rng: Random) -> Cause | None:
    """The agent's own test says so, which no URL of the sensor's shows. Few devices have the agent: two will do."""
    workspace = roster.choose(rng, "workspace_ids", _has_agent, least=2)
    if workspace is None:
        return None
    blocked = frozenset({storage_host(str(workspace))})
    conditions = {"workspace_ids": workspace}
    return Cause("workspace", conditions, "other", blocked_hosts=blocked, table="workspace_hosts")


def _has_agent(member: Member) -> bool:
    return member.tested and member.agent == "mma"
