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

from mdeanalysis.demo.model import Device, Site, System, Way
from mdeanalysis.demo.sites import SITES, SYSTEMS
from mdeanalysis.demo.stories import HEALTHY, STORIES, Story

T = TypeVar("T")
DEFAULT_START = datetime(2025, 3, 3, tzinfo=UTC)
#: The first 40 devices have every story once; every later 50 do so too, which makes 70 of 100 healthy.
FIRST_DECK, NEXT_DECK = 40, 50
#: Carriers that lose something, or are rare; they go to healthy devices, so that no story is lost with them.
RARE_CARRIERS = ("url_paste", "text_lost", "bundle", "bundle", "bundle")
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
TAGS = ("False", "False", "Kiosk", "Finance", "Lab", "Servers")


class Card(NamedTuple):
    """What the deck deals to one device."""

    story: Story
    carrier: str
    encoding: str
    bundle: str
    mended: bool


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
    stories = [HEALTHY] * (size - len(STORIES)) + _shuffled(rng, STORIES)
    carriers = [*RARE_CARRIERS, *_filled(rng, COMMON_CARRIERS, "zip", size - len(RARE_CARRIERS))]
    encodings = ["utf16"] * len(RARE_CARRIERS) + [*RARE_ENCODINGS]
    encodings += ["utf16"] * (size - len(encodings))
    cards = []
    for story, carrier, encoding in zip(stories, carriers, encodings, strict=True):
        bundle = f"collected-{deck + 1:02d}" if carrier == "bundle" else ""
        again = story.state == "failed" and rng.random() < 0.15
        cards.append(Card(story, carrier, encoding, bundle, again))
    if not any(card.mended for card in cards):
        last = max(at for at, card in enumerate(cards) if card.story.state == "failed")
        cards[last] = cards[last]._replace(mended=True)
    return _shuffled(rng, cards)


def _device(number: int, seed: int, card: Card, start: datetime) -> Device:
    rng = Random(f"{seed}/device/{number}")
    story = card.story
    site = _bundle_site(seed, card) or story.site or _weighted(rng, SITES)
    system = _system(rng, story)
    return Device(
        number=number,
        name=f"{site.code}-{'SRV' if system.server else 'WS'}{number:05d}",
        site=site,
        system=system,
        way=story.way or _way(rng, site),
        story=story.name,
        carrier=card.carrier,
        encoding=card.encoding,
        culture=story.culture or _pick(rng, site.cultures),
        runner=story.runner or ("psexec" if rng.random() < 0.7 else "system"),
        url_list=_url_list(rng, story),
        started_utc=_start(rng, start, site),
        device_id=_digits(f"{seed}/{number}/device")[:40],
        sense_guid=_guid(f"{seed}/{number}/sense"),
        org_id=_guid(f"org/{site.group}"),
        tag=story.tag or _pick(rng, TAGS),
        bundle=card.bundle,
        mended_days=(5 + int(rng.random() * 10)) if card.mended else 0,
    )


def _bundle_site(seed: int, card: Card) -> Site | None:
    """All devices of a bundle were collected at one site."""
    return _weighted(Random(f"{seed}/{card.bundle}"), SITES) if card.bundle else None


def _system(rng: Random, story: Story) -> System:
    system = _weighted(rng, SYSTEMS)
    # A device in another language is somebody's desk.
    return SYSTEMS[4][0] if story.culture and system.server else system


def _way(rng: Random, site: Site) -> Way:
    """Half of the devices have the site's usual way out; the rest, any; half of those with a proxy have no other."""
    way = site.ways[0] if rng.random() < 0.5 else _pick(rng, site.ways)
    closed = way.kind in ("named", "winhttp") and rng.random() < 0.5
    return replace(way, direct_open=False) if closed else way


def _url_list(rng: Random, story: Story) -> str:
    if story.name == "not_onboarded":
        return "shipped"
    return "built_in" if rng.random() < 0.12 and story is HEALTHY else "region"


def _start(rng: Random, start: datetime, site: Site) -> datetime:
    """A working hour by the site's clock, on one of ten days."""
    minutes, seconds = 480 + int(rng.random() * 540), int(rng.random() * 60)
    return start + timedelta(days=int(rng.random() * 10), hours=-site.utc_hours, minutes=minutes, seconds=seconds)


def _pick(rng: Random, items: Sequence[T]) -> T:
    return items[int(rng.random() * len(items))]


def _weighted(rng: Random, items: Sequence[tuple[T, int]]) -> T:
    left = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        left -= weight
        if left < 0:
            return item
    return items[-1][0]


def _shuffled(rng: Random, items: Sequence[T]) -> list[T]:
    keys = [(rng.random(), at) for at in range(len(items))]
    return [items[at] for _, at in sorted(keys)]


def _filled(rng: Random, items: Sequence[str], filler: str, size: int) -> list[str]:
    return _shuffled(rng, [*items, *[filler] * (size - len(items))])


def _digits(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _guid(name: str) -> str:
    digits = _digits(name)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))
