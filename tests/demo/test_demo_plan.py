"""Which devices a made-up fleet has."""

from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest

from mdeanalysis.demo import plan
from mdeanalysis.demo.endpoints import built_in_list, region_list
from mdeanalysis.demo.network import printed_lines
from mdeanalysis.demo.planning import mended
from mdeanalysis.demo.stories import BY_NAME, STORIES

SEEDS = [0, 1, 42]


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_devices_cover_every_story_and_every_language(seed: int) -> None:
    devices = list(plan(40, seed))
    assert {device.story for device in devices} == set(BY_NAME)
    assert {device.language for device in devices} >= {"en", "de", "fr", "ja"}


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_devices_come_in_every_carrier_and_encoding(seed: int) -> None:
    devices = list(plan(40, seed))
    assert len({device.carrier for device in devices}) == 11
    assert {device.encoding for device in devices} == {"utf16", "utf16_bare", "utf8", "lf", "cp1252"}
    assert any(device.mended_days for device in devices)


def test_seven_of_ten_devices_of_a_large_fleet_are_well() -> None:
    states = Counter(BY_NAME[device.story].state for device in plan(2000, 3))
    assert 0.67 < states["reached"] / 2000 < 0.75


def test_names_and_identities_are_unique() -> None:
    devices = list(plan(500, 1))
    for field in ("name", "device_id", "sense_guid"):
        assert len({getattr(device, field) for device in devices}) == 500
    assert all(len(device.name) <= 15 and len(device.device_id) == 40 for device in devices)


def test_a_larger_fleet_begins_with_the_smaller_one() -> None:
    assert list(plan(10, 5)) == list(islice(plan(100, 5), 10))


def test_another_seed_is_another_fleet() -> None:
    assert list(plan(10, 5)) != list(plan(10, 6))


def test_choices_are_the_same_on_every_python() -> None:
    first = next(plan(1, 1))
    assert (first.name, first.story, first.device_id[:8], first.started_utc.isoformat()) == (
        "SYD-WS00001",
        "localised_japanese",
        "0f7b0d9c",
        "2025-03-06T02:56:23+00:00",
    )


@pytest.mark.parametrize("tzinfo", [UTC, None], ids=["utc", "without-zone"])
def test_runs_begin_on_the_given_day_by_the_site_s_clock(tzinfo: None) -> None:
    start = datetime(2026, 1, 5, tzinfo=tzinfo)
    days = [device.started.day - 5 for device in plan(100, 1, start)]
    assert min(days) == 0
    assert max(days) == 9
    assert all(8 <= device.started.hour < 18 for device in plan(100, 1, start))


def test_stories_stay_at_their_site_and_proxy() -> None:
    for device in plan(300, 2):
        story = BY_NAME[device.story]
        assert story.site in (None, device.site)
        assert story.way in (None, device.way)


def test_what_is_lost_with_a_rare_carrier_is_a_healthy_device_s() -> None:
    rare = [device for device in plan(300, 2) if device.carrier in ("url_paste", "text_lost", "bundle")]
    assert {device.story for device in rare} == {"healthy"}


def test_a_bundle_is_of_one_site() -> None:
    bundles: dict[str, set[str]] = {}
    for device in plan(300, 2):
        bundles.setdefault(device.bundle, set()).add(device.site.name)
    del bundles[""]
    assert len(bundles) == 6
    assert all(len(sites) == 1 for sites in bundles.values())


def test_a_mended_device_is_itself_some_days_later_and_reaches_all() -> None:
    broken = next(device for device in plan(40, 1) if device.mended_days)
    later = mended(broken)
    assert (later.name, later.device_id, later.story) == (broken.name, broken.device_id, "healthy")
    assert later.started_utc > broken.started_utc
    assert sum("Succeeded (" in line for line in printed_lines(later)) >= len(region_list(later.site.region))


@pytest.mark.parametrize(
    ("region", "count"),
    [("US", 31), ("EU", 19), ("UK", 19), ("FFL4", 7), ("AU", 17)],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_region_s_list_has_its_length_and_order(region: str, count: int) -> None:
    channels = [endpoint.channel for endpoint in region_list(region)]
    order = ["gateway", "cyber", "autoir", "samples", "management", "ctl", "settings", "events"]
    assert len(channels) == count
    assert channels == sorted(channels, key=order.index)


def test_only_unpinned_channels_carry_the_flag() -> None:
    unpinned = {endpoint.channel for endpoint in region_list("US") if endpoint.no_pinning}
    assert unpinned == {"autoir", "samples", "management", "ctl"}
    assert len(built_in_list()) == 7


def test_the_table_names_each_story_once() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES) == 22
