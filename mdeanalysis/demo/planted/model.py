"""The words of a planted fleet: places, members, attempts and causes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from mdeanalysis.catalogue.os_releases import os_release
from mdeanalysis.demo.endpoints import Endpoint
from mdeanalysis.demo.model import Site, System, Way
from mdeanalysis.formats.url_block_writer import Result

#: The first Windows with a sensor of its own; older ones have the Log Analytics agent.
_FIRST_SENSOR = 10240
Value = str | int


@dataclass(frozen=True)
class Place:
    """A site, what its network is like, and how its staff collect results.

    `proxies` are its usual and its second one; `closed` is the WinHTTP error of a direct try that is not let out.
    """

    number: int
    site: Site
    role: str
    proxies: tuple[str, str]
    closed: int
    edition: str
    encoding: str
    runner: str
    started: datetime

    @property
    def open(self) -> bool:
        """Whether the firewall lets direct traffic out."""
        return self.role == "direct"


class Noise(NamedTuple):
    """A device's own trouble: `kind` and what of it differs; see `noise`."""

    kind: str
    error: int = 0
    part: str = ""


class Member(NamedTuple):
    """A device of the company: what of it decides its result. `story` is one of the demo's that stops the test."""

    number: int
    name: str
    place: Place
    system: System
    way: Way
    groups: str
    tag: str
    streamlined: bool
    workspace: str
    story: str = "healthy"
    wpad_broken: bool = False
    noise: Noise | None = None

    @property
    def agent(self) -> str:
        """The agent that the system has."""
        if self.system.build < _FIRST_SENSOR:
            return "mma"
        return "unified" if self.system.unified_agent else "built_in"

    @property
    def tested(self) -> bool:
        """Whether the test ran."""
        return self.story == "healthy"

    @property
    def release(self) -> str | None:
        """The name of the system's release."""
        return os_release(self.system.build, self.system.server, self.system.product)


class Attempt(NamedTuple):
    """One try to reach an endpoint: by which method and proxy, none where it goes out directly."""

    method: str
    proxy: str
    endpoint: Endpoint


Touch = Callable[[Member, Attempt], Result | None]
Dress = Callable[[Member], Member]


def leaves(_: Member, __: Attempt) -> Result | None:
    """Touches nothing."""
    return None


def as_is(member: Member) -> Member:
    """Changes nothing."""
    return member


@dataclass(frozen=True)
class Cause:
    """What is planted.

    `conditions` are columns of `results` with the values that its devices have there. `dress` changes devices when
    the fleet is made, `blocks` the tries that it stops on the way, and `spoils` those that get through otherwise.
    Both may tell endpoints apart by what `paths` calls their likeness, and the hosts of workspaces by name. One that
    is no `failure` has `shows` instead: whether a device bears its mark. Its devices' trouble is read in `table`.
    """

    kind: str
    conditions: Mapping[str, Value]
    reason: str
    dress: Dress = as_is
    blocks: Touch = leaves
    spoils: Touch = leaves
    failure: bool = True
    shows: Callable[[Member], bool] | None = None
    table: str = "urls"
