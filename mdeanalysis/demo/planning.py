"""Decides, without writing anything, which devices a made-up fleet has. Equal seeds give equal fleets everywhere.

Of Python's random numbers only `random()` is promised to stay the same in every version, so all choices rest on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from typing import NamedTuple, TypeVar

from mdeanalysis.demo.agents import turns
from mdeanalysis.demo.chance import pick, shuffled, weighted
from mdeanalysis.demo.model import Device, Site, System, Way
from mdeanalysis.demo.sites import DIRECT, DOWNLEVEL, SITES, SYSTEMS, UNIX
from mdeanalysis.demo.stories import BY_NAME, HEALTHY, STORIES, Story

T = TypeVar("T")
DEFAULT_START = datetime(2025, 3, 3, tzinfo=UTC)
#: The first 40 devices have every story once; every later 50 do so too, which makes 70 of 100 healthy.
FIRST_DECK, NEXT_DECK = 40, 50
#: Carriers that lose something, or are rare, each with its edition; they go to healthy devices, so that no story is
#: lost with them.
RARE = (
    ("url_paste", "e22"),
    ("mail", "e22b"),
    ("text_lost", "e24"),
    ("bundle", "e22"),
    ("bundle", "e22"),
    ("bundle", "e22"),
    ("legacy_text", "legacy"),
    ("legacy_zip", "legacy"),
)
#: The rest of a deck in percent; what is left is edition `e22`. `streamlined` is `e24` with the package of few hosts.
EDITIONS = (("e24", 20), ("streamlined", 12), ("e22b", 17))
COMMON_CARRIERS = (
    *("zip_in_folder",) * 5,
    *("folder",) * 3,
    *("text",) * 3,
    *("pair",) * 3,
    *("text_gz",) * 2,
    *("zip_gz",) * 2,
    *("zip_without_xml",) * 2,
)
RARE_ENCODINGS = ("utf16_bare", "utf16_bare", "utf8", "utf8", "utf8", "lf", "lf", "cp1252", "cp1252")
#: Regions with a streamlined package, and the first build that takes it.
COMMERCIAL = frozenset({"US", "EU", "UK", "AU"})
FIRST_STREAMLINED_BUILD = 17763
#: The newest Windows at whose time the tool still wrote its old report.
LAST_LEGACY_BUILD = 19045
TAGS = ("False", "False", "Kiosk", "Finance", "Lab", "Servers")


class Card(NamedTuple):
    """What the deck deals to one device."""

    story: Story
    carrier: str
    encoding: str = "utf16"
    edition: str = "e22"
    bundle: str = ""
    mended: bool = False


def plan(devices: int, seed: int, start: datetime | None = None) -> Iterator[Device]:
    """The devices of a fleet, one after the other; `start` is the day from which the analyzer was run.

    A `start` without a zone is UTC, lest this machine's zone decide.
    """
    cards = _cards(seed)
    start = start or DEFAULT_START
    start = start.astimezone(UTC) if start.tzinfo else start.replace(tzinfo=UTC)
    for number in range(1, devices + 1):
        yield _device(number, seed, next(cards), start)


def mended(device: Device) -> Device:
    """The same device some days later, when its trouble is over."""
    started = device.started_utc + timedelta(days=device.mended_days)
    way = device.site.ways[0]
    return replace(device, story="healthy", way=way, started_utc=started, mended_days=0, rerun=True)


def _cards(seed: int) -> Iterator[Card]:
    for deck in count():
        rng = Random(f"{seed}/deck/{deck}")
        yield from _deck(rng, deck, NEXT_DECK if deck else FIRST_DECK)


def _deck(rng: Random, deck: int, size: int) -> list[Card]:
    """Healthy devices come first and take what is rare; then all are mixed."""
    cards = [Card(HEALTHY, carrier, edition=edition) for carrier, edition in RARE]
    cards = [card._replace(bundle=f"collected-{deck + 1:02d}" * (card.carrier == "bundle")) for card in cards]
    cards.append(Card(BY_NAME["report_cut"], "ticket", "utf8"))
    left = size - len(cards)
    stories = [HEALTHY] * (left - len(STORIES)) + shuffled(rng, STORIES)
    carriers = _filled(rng, COMMON_CARRIERS, "zip", left)
    encodings = [*RARE_ENCODINGS, *["utf16"] * (left - len(RARE_ENCODINGS))]
    editions = _filled(rng, [name for name, share in EDITIONS for _ in range(left * share // 100)], "e22", left)
    for story, carrier, encoding, edition in zip(stories, carriers, encodings, editions, strict=True):
        again = story.state == "failed" and rng.random() < 0.15
        cards.append(Card(story, carrier, encoding, story.edition or edition, mended=again))
    if not any(card.mended for card in cards):
        last = max(at for at, card in enumerate(cards) if card.story.state == "failed")
        cards[last] = cards[last]._replace(mended=True)
    for at, story, carrier in turns(cards, ("zip", *COMMON_CARRIERS), deck):
        cards[at] = cards[at]._replace(story=story, carrier=carrier or cards[at].carrier, edition=story.edition)
    return shuffled(rng, cards)


def _device(number: int, seed: int, card: Card, start: datetime) -> Device:
    rng = Random(f"{seed}/device/{number}")
    story = card.story
    site = _site(rng, seed, card)
    system = _system(rng, card)
    return Device(
        number=number,
        name=_name(site, system, number),
        site=site,
        system=system,
        way=_way(rng, site, card),
        story=story.name,
        carrier=card.carrier,
        encoding=card.encoding,
        culture=story.culture or pick(rng, site.cultures),
        runner=_runner(rng, card),
        url_list=_url_list(rng, card),
        started_utc=_start(rng, start, site),
        device_id=_digits(f"{seed}/{number}/device")[:40],
        sense_guid=_guid(f"{seed}/{number}/sense"),
        org_id=_guid(f"org/{site.group}"),
        tag=story.tag or pick(rng, TAGS),
        bundle=card.bundle,
        mended_days=(5 + int(rng.random() * 10)) if card.mended else 0,
        edition="e24" if card.edition == "streamlined" else card.edition,
        streamlined=_is_streamlined(card),
    )


def _name(site: Site, system: System, number: int) -> str:
    if system.agent == "xmde":
        return f"{site.code}-{'lnx' if system.server else 'mac'}{number:05d}".lower()
    return f"{site.code}-{'SRV' if system.server else 'WS'}{number:05d}"


def _is_streamlined(card: Card) -> bool:
    return card.edition == "streamlined" and card.story.name != "not_onboarded"


def _site(rng: Random, seed: int, card: Card) -> Site:
    """All devices of a bundle were collected at one site; the government has no streamlined package here."""
    if card.bundle:
        return weighted(Random(f"{seed}/{card.bundle}"), SITES)
    sites = [pair for pair in SITES if pair[0].region in COMMERCIAL] if _is_streamlined(card) else SITES
    return card.story.site or weighted(rng, sites)


def _system(rng: Random, card: Card) -> System:
    systems = list(SYSTEMS)
    if card.edition == "legacy":
        systems = [pair for pair in SYSTEMS if pair[0].build <= LAST_LEGACY_BUILD and not pair[0].unified_agent]
    elif card.story.agent:
        systems = list(DOWNLEVEL if card.story.agent == "mma" else UNIX)
    elif _is_streamlined(card):
        systems = [pair for pair in SYSTEMS if pair[0].build >= FIRST_STREAMLINED_BUILD]
    system = weighted(rng, systems)
    # A device in another language is somebody's desk.
    return SYSTEMS[4][0] if card.story.culture and system.server else system


def _runner(rng: Random, card: Card) -> str:
    """A mail and a legacy report name their device only in what PsExec said, or were always started by it."""
    by_chance = "psexec" if rng.random() < 0.7 else "system"
    return card.story.runner or ("psexec" if card.carrier == "mail" or card.edition == "legacy" else by_chance)


def _way(rng: Random, site: Site, card: Card) -> Way:
    """Half of the devices have the site's usual way out; the rest, any; half of those with a proxy have no other."""
    if card.story.way or card.carrier == "ticket":
        return card.story.way or DIRECT  # nothing fails, so that the whole test fits into the ticket
    way = site.ways[0] if rng.random() < 0.5 else pick(rng, site.ways)
    closed = way.kind in ("named", "winhttp") and rng.random() < 0.5
    return replace(way, direct_open=False) if closed else way


def _url_list(rng: Random, card: Card) -> str:
    by_chance = rng.random() < 0.12 and card.story is HEALTHY and card.edition == "e22"
    if card.story.name == "not_onboarded":
        return "shipped"
    if card.edition == "legacy":
        return "legacy"
    return "built_in" if by_chance or card.carrier == "ticket" else "region"


def _start(rng: Random, start: datetime, site: Site) -> datetime:
    """A working hour by the site's clock, on one of ten days."""
    minutes, seconds = 480 + int(rng.random() * 540), int(rng.random() * 60)
    return start + timedelta(days=int(rng.random() * 10), hours=-site.utc_hours, minutes=minutes, seconds=seconds)


def _filled(rng: Random, items: Sequence[str], filler: str, size: int) -> list[str]:
    return shuffled(rng, [*items, *[filler] * (size - len(items))])


def _digits(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _guid(name: str) -> str:
    digits = _digits(name)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
