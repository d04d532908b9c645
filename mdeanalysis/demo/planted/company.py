"""A made-up company: regions with proxies, sites with networks, and how results are collected there."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from mdeanalysis.demo.chance import pick, shuffled
from mdeanalysis.demo.model import Site, System, Way
from mdeanalysis.demo.planted.model import Place

GLOBAL_PROXY = "proxy-global.contoso.com:8080"


class _Region(NamedTuple):
    """A region, its datacenter as the tool writes it, its gateway, its clock, and its towns."""

    name: str
    datacenter: str
    gateway: str
    utc_hours: int
    towns: tuple[str, ...]


_REGIONS = (
    _Region(
        "EU",
        "WestEurope",
        "weu",
        1,
        ("Zurich", "Lyon", "Berlin", "Madrid", "Milan", "Vienna", "Oslo", "Turku", "Brno", "Graz", "Ghent", "Torun"),
    ),
    _Region(
        "US",
        "EastUs2",
        "eus",
        -6,
        ("Austin", "Denver", "Boise", "Fresno", "Omaha", "Tulsa", "Tampa", "Akron", "Salem", "Provo"),
    ),
    _Region("UK", "UkSouth", "uks", 0, ("Leeds", "Bristol", "Exeter", "Dundee", "York")),
    _Region("AU", "AustraliaEast", "aue", 11, ("Perth", "Sydney", "Hobart")),
)
#: In which order sites are opened, over and over until the towns are used up.
_ORDER = ("EU", "US", "EU", "US", "UK", "EU", "US", "AU")
_MOST_SITES = 30
#: How a site's devices get out, in two parts of every ten: the first six sites have every kind.
_ROLES = ("named", "wpad", "direct", "named", "named", "winhttp", "wpad", "named", "direct", "named")
#: Most texts were re-saved by the script that collected them.
_ENCODINGS = ("utf8", "utf8", "utf16")
_EDITIONS = ("e22", "e24", "e22b", "e24", "e22")

_TEN = "Windows 10 Enterprise"
#: Each system with its share of every fifty devices.
SYSTEMS = (
    (System(_TEN, "1803", 17134, 2208, "10.3720.17134.2208"), 3),
    (System(_TEN, "1809", 17763, 6189, "10.8040.17763.6189"), 4),
    (System(_TEN, "22H2", 19045, 5487, "10.8760.19041.5487"), 15),
    (System(_TEN, "23H2", 22631, 4890, "10.8760.22621.4890"), 11),
    (System(_TEN, "24H2", 26100, 3194, "10.8760.26100.3194"), 5),
    (System("Windows Server 2016 Standard", "1607", 14393, 7785, "10.8760.25873.1030", server=True), 2),
    (System("Windows Server 2022 Standard", "21H2", 20348, 3207, "10.8760.20348.3207", server=True), 4),
    (System("Windows Server 2012 R2 Standard", "", 9600, 20337, "", server=True), 4),
    (System("Windows 7 Enterprise", "", 7601, 26769, ""), 2),
)
#: Group ids, as policies set them ring by ring, and tags, each with its share in percent.
RINGS = (("Ring-0", 8), ("Ring-1", 12), ("Ring-2", 15), ("Ring-3", 30), ("Ring-4", 35))
TAGS = (("", 58), ("Kiosk", 10), ("Lab", 12), ("Finance", 20))


def places(devices: int, seed: int, start: datetime) -> list[Place]:
    """The sites of a company of so many devices: six for fifty, thirty at most."""
    count = min(_MOST_SITES, 5 + int(devices**0.5 / 4))
    rng = Random(f"{seed}/company")
    regions = {region.name: region._replace(towns=tuple(shuffled(rng, region.towns))) for region in _REGIONS}
    roles = [role for _ in range(3) for part in (_ROLES[:6], _ROLES[6:]) for role in shuffled(rng, part)]
    opened: dict[str, int] = dict.fromkeys(regions, 0)
    found: list[Place] = []
    while len(found) < count:
        region = regions[_ORDER[len(found) % len(_ORDER)]]
        if opened[region.name] == len(region.towns):
            region = next(r for r in regions.values() if opened[r.name] < len(r.towns))
        found.append(_place(len(found), region, opened[region.name], roles[len(found)], start, seed))
        opened[region.name] += 1
    return found


def _place(number: int, region: _Region, at: int, role: str, start: datetime, seed: int) -> Place:
    rng = Random(f"{seed}/place/{number}")
    proxies = (proxy(region.name, at // 2), proxy(region.name, at // 2 + 1))
    town = region.towns[at]
    minutes = 480 + int(rng.random() * 540)
    return Place(
        number=number,
        site=Site(
            name=town,
            code=town[:3].upper(),
            region=region.name,
            datacenter=region.datacenter,
            gateway=region.gateway,
            group=region.name.lower(),
            utc_hours=region.utc_hours,
            cultures=("en-GB",),
            ways=(Way("direct"),),
            wpad_proxy=proxies[0] if role == "wpad" else "",
        ),
        role=role,
        proxies=proxies,
        closed=pick(rng, (12002, 12002, 12007, 12029)),
        edition=_EDITIONS[number % len(_EDITIONS)],
        encoding=pick(rng, _ENCODINGS),
        runner="psexec" if rng.random() < 0.6 else "system",
        started=start + timedelta(days=int(rng.random() * 10), hours=-region.utc_hours, minutes=minutes),
    )


def proxy(region: str, number: int) -> str:
    """A proxy of a region; two sites of a region share theirs with their neighbours."""
    return f"proxy-{region.lower()}{number + 1}.contoso.com:8080"
