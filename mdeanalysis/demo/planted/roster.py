"""Draws the devices of a made-up company, whose dimensions hang together as in life.

The site decides region, network and how results are collected; region and site mostly decide the proxy; the system
decides the agent; group ids and tags go their own ways.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random

from mdeanalysis.demo.chance import guid, pick, shuffled, weighted
from mdeanalysis.demo.model import System, Way
from mdeanalysis.demo.planted.columns import values
from mdeanalysis.demo.planted.company import GLOBAL_PROXY, RINGS, SYSTEMS, TAGS, places, proxy
from mdeanalysis.demo.planted.model import Dress, Member, Place, Value

#: Regions with workspaces of the Log Analytics agent, each with its own.
_WORKSPACES = {"EU": 1, "US": 2, "UK": 3, "AU": 4}
#: The first Windows that takes the package of few hosts, and how many of a site's devices that can have it do.
_FIRST_STREAMLINED, _STREAMLINED = 17763, 0.25
#: How many devices behind a closed firewall are let out all the same.
_LET_OUT = 0.06
_FOREIGN = ("eu", "us")
#: A role -> ways out with their shares; `main` and `second` are the site's proxies.
_WAYS = {
    "named": (("main", 56), ("second", 15), ("global", 20), ("direct", 5), ("foreign", 4)),
    "winhttp": (("winhttp", 56), ("second", 15), ("global", 20), ("direct", 5), ("foreign", 4)),
    "wpad": (("wpad", 76), ("second", 14), ("global", 10)),
    "direct": (("direct", 84), ("main", 10), ("global", 6)),
}


class Roster:
    """The devices, and what of them was chosen already for a cause."""

    def __init__(self, members: list[Member]) -> None:
        self.members = members
        self.taken: set[tuple[str, Value]] = set()

    @property
    def least(self) -> int:
        """So many devices a cause must have at least: four, or half a percent of a large fleet."""
        return max(4, len(self.members) // 200)

    def dress(self, dress: Dress) -> None:
        """Changes the devices as a cause has it."""
        self.members = [dress(member) for member in self.members]

    def choose(
        self, rng: Random, column: str, where: Callable[[Member], bool], most: float = 1.0, least: int = 0
    ) -> Value | None:
        """A value of `column` that enough devices have for which `where` holds, and at most a share `most` of all."""
        counts: Counter[Value] = Counter()
        for member in filter(where, self.members):
            counts.update(value for name, value in values(member) if name == column)
        least, limit = least or self.least, most * len(self.members)
        fitting = [value for value, count in counts.items() if least <= count <= limit]
        free = sorted((value for value in fitting if (column, value) not in self.taken), key=str)
        if not free:
            return None
        chosen = pick(rng, free)
        self.taken.add((column, chosen))
        return chosen


def draw(devices: int, seed: int, start: datetime) -> Roster:
    """A roster without any trouble."""
    sites = places(devices, seed, start)
    rng = Random(f"{seed}/roster")
    systems = _decks(rng)
    return Roster([_member(rng, number, sites, next(systems)) for number in range(1, devices + 1)])


def _decks(rng: Random) -> Iterator[System]:
    """Every fifty devices have every system as often as its share."""
    while True:
        yield from shuffled(rng, [system for system, share in SYSTEMS for _ in range(share)])


def _member(rng: Random, number: int, sites: list[Place], system: System) -> Member:
    place = _place(rng, sites)
    way = _way(rng, place)
    ring, tag, lab, few = weighted(rng, RINGS), weighted(rng, TAGS), rng.random() < 0.08, rng.random() < _STREAMLINED
    member = Member(
        number=number,
        name=f"{place.site.code}-{'SRV' if system.server else 'WS'}{number:05d}",
        place=place,
        system=system,
        way=way,
        groups=f"{ring},Testers" if lab else ring,
        tag=tag,
        streamlined=few and place.edition == "e24" and system.build >= _FIRST_STREAMLINED,
        workspace="",
    )
    return member if member.agent != "mma" else _down_level(member)


def _down_level(member: Member) -> Member:
    """No policy of rings reaches it, and the firewall knows its agent."""
    workspace = guid(f"workspace/{_WORKSPACES[member.place.site.region]}")
    return member._replace(way=Way("direct"), groups="", workspace=workspace)


def _place(rng: Random, sites: list[Place]) -> Place:
    """The first sites are larger than the last."""
    return sites[min(int(rng.random() ** 1.3 * len(sites)), len(sites) - 1)]


def _way(rng: Random, place: Place) -> Way:
    kind = weighted(rng, _WAYS[place.role])
    let_out, foreign = rng.random() < _LET_OUT, pick(rng, _FOREIGN)
    open_ = place.open or kind == "direct" or let_out
    if kind in ("direct", "wpad"):
        return Way(kind, "", open_)
    addresses = {
        "main": place.proxies[0],
        "winhttp": place.proxies[0],
        "second": place.proxies[1],
        "global": GLOBAL_PROXY,
        "foreign": proxy(foreign, 0),
    }
    return Way("winhttp" if kind == "winhttp" else "named", addresses[kind], open_)
