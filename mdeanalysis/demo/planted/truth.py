"""What was planted, as it can be found in the loaded fleet: the conditions of each cause and its devices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mdeanalysis.demo.planted.columns import LISTS, columns, values
from mdeanalysis.demo.planted.model import Cause, Member, Value
from mdeanalysis.demo.planted.paths import Checked

Condition = tuple[str, Value]


@dataclass
class Gathered:
    """A cause's devices: who meets its conditions and who does not, of those that tried its hosts; whom it troubles.

    Of a workspace's hosts, which exist nowhere else, the devices of the other workspaces count as having tried them.
    """

    exposed: list[Member] = field(default_factory=list)
    others: list[Member] = field(default_factory=list)
    affected: list[Member] = field(default_factory=list)
    services: set[str] = field(default_factory=set)
    hosts: set[str] = field(default_factory=set)


def gather(
    members: Sequence[Member], found: Iterable[Checked], causes: Sequence[Cause]
) -> tuple[list[Gathered], list[Member]]:
    """What each cause does to the devices, whose tests found `found`; and the devices that several fail together."""
    gathered, entangled = [Gathered() for _ in causes], []
    tests, met = list(found), []
    for member, test in zip(members, tests, strict=True):
        own = columns(member)
        met.append([meets(own, cause.conditions.items()) for cause in causes])
        if _add_affected(gathered, causes, member, test, met[-1]):
            entangled.append(member)
    for at, (one, cause) in enumerate(zip(gathered, causes, strict=True)):
        for member, test, mets in zip(members, tests, met, strict=True):
            if _tried(one, cause, member, test):
                (one.exposed if mets[at] else one.others).append(member)
    return gathered, entangled


def _add_affected(
    gathered: list[Gathered], causes: Sequence[Cause], member: Member, test: Checked, met: Sequence[bool]
) -> bool:
    """Whether the device fails only because one cause's conditions hold and another cause stops its other ways."""
    own = [trouble for trouble in test.troubles if member.tested and met[trouble.cause]]
    for trouble in own:
        one = gathered[trouble.cause]
        one.hosts.add(trouble.host)
        one.services |= {trouble.service} if trouble.service else set()
    shown = {at for at, cause in enumerate(causes) if cause.shows and cause.shows(member)}
    for at in {trouble.cause for trouble in own} | shown:
        gathered[at].affected.append(member)
    return member.tested and bool(test.troubles) and not own


def _tried(one: Gathered, cause: Cause, member: Member, test: Checked) -> bool:
    """Whether the device could have failed by the cause; of what is no failure every one could bear the mark."""
    if not cause.failure:
        return True
    if cause.table == "workspace_hosts":
        return member.tested and bool(member.workspace)
    return member.tested and not one.hosts.isdisjoint(test.hosts)


def meets(found: Mapping[str, Value], conditions: Iterable[Condition]) -> bool:
    """Whether a row of `results` has the values; of a list, whether it holds the one."""
    for name, value in conditions:
        own = found.get(name)
        if not (value in str(own).split(",") if name in LISTS else value == own):
            return False
    return True


def equivalents(one: Gathered, cause: Cause) -> list[dict[str, Value]]:
    """Other single conditions that hold every troubled device, and none that is not exposed."""
    fitting = set(values(one.affected[0])) if one.affected else set()
    for member in one.affected:
        fitting.intersection_update(values(member))
    if len(cause.conditions) == 1:
        fitting -= set(cause.conditions.items())
    for member in one.others:
        if not fitting:
            break
        fitting.difference_update(values(member))
    return [{name: value} for name, value in sorted(fitting, key=str)]


def told(one: Gathered, cause: Cause) -> dict[str, object]:
    """A cause as `truth.json` has it."""
    return {
        "kind": cause.kind,
        "conditions": dict(cause.conditions),
        "equivalent_conditions": equivalents(one, cause),
        "services": sorted(one.services),
        "hosts": sorted(one.hosts),
        "reason": cause.reason,
        "failure": cause.failure,
        "table": cause.table,
        "devices": [member.name for member in one.affected],
        "exposed": [member.name for member in one.exposed],
    }
