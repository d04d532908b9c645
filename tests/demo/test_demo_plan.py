"""Which devices a made-up fleet has."""

from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest

from mdeanalysis.demo import plan
from mdeanalysis.demo.endpoints import built_in_list, legacy_list, region_list
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
    assert len({device.carrier for device in devices}) == 17
    assert {device.encoding for device in devices} == {"utf16", "utf16_bare", "utf8", "lf", "cp1252"}
    assert any(device.mended_days for device in devices)


@pytest.mark.parametrize("seed", SEEDS)
def test_forty_devices_have_every_edition_and_both_kinds_of_onboarding(seed: int) -> None:
    devices = list(plan(40, seed))
    assert {device.edition for device in devices} == {"e22", "e22b", "e24", "legacy", "xmde"}
    assert {device.streamlined for device in devices if device.edition == "e24"} == {True, False}


def test_editions_are_mixed_as_in_the_field() -> None:
    devices = [device for device in plan(1000, 3) if device.carrier not in ("url_paste", "mail", "ticket")]
    share = Counter(device.edition for device in devices)
    assert 0.42 < share["e22"] / 1000 < 0.54
    assert 0.10 < share["e22b"] / 1000 < 0.20
    assert 0.20 < share["e24"] / 1000 < 0.30
    assert 0.03 < share["legacy"] / 1000 < 0.06


def test_streamlined_devices_can_be_so() -> None:
    devices = [device for device in plan(400, 4) if device.streamlined]
    assert all(device.edition == "e24" and device.url_list == "region" for device in devices)
    assert all(device.system.build >= 17763 and device.site.region in ("US", "EU", "UK", "AU") for device in devices)
    assert {device.region for device in devices} == {"GW_US", "GW_EU", "GW_UK", "GW_AU"}
    assert {device.story for device in devices} > {"healthy"}


def test_a_story_that_only_one_edition_shows_is_of_that_edition() -> None:
    for device in plan(300, 2):
        assert BY_NAME[device.story].edition in ("", device.edition)


def test_legacy_reports_are_of_older_windows() -> None:
    old = [device for device in plan(400, 2) if device.edition == "legacy"]
    assert old
    assert all(device.system.build <= 19045 and device.runner == "psexec" for device in old)


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
        "SYD-SRV00001",
        "healthy",
        "0f7b0d9c",
        "2025-03-06T21:58:14+00:00",
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
        assert device.carrier != "ticket" or device.way.kind == "direct"


def test_what_is_lost_with_a_rare_carrier_is_a_healthy_device_s() -> None:
    names = ("url_paste", "mail", "text_lost", "bundle", "legacy_text", "legacy_zip")
    rare = [device for device in plan(300, 2) if device.carrier in names]
    assert {device.story for device in rare} == {"healthy"}
    assert {device.story for device in plan(300, 2) if device.carrier == "ticket"} == {"report_cut"}


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


@pytest.mark.parametrize(("region", "count"), [("GW_US", 22), ("GW_EU", 18), ("GW_UK", 18), ("GW_AU", 18)])
def test_a_streamlined_list_has_its_hosts_statuses_and_order(region: str, count: int) -> None:
    endpoints = region_list(region)
    order = ["gateway", "cyber", "autoir", "samples", "management", "core_service", "ctl", "settings", "events"]
    channels = [endpoint.channel for endpoint in endpoints]
    assert len(endpoints) == count
    assert channels == sorted(channels, key=order.index)
    assert {endpoint.status for endpoint in endpoints} == {200, 400, 404, 405}
    zone = f".{region[3:].lower()}.endpoint.security.microsoft.com/"
    own = [e for e in endpoints if e.channel in ("gateway", "autoir", "samples")]
    assert all(zone in endpoint.url and not endpoint.no_pinning for endpoint in own)


def test_the_list_of_before_2021_has_old_paths() -> None:
    urls = [endpoint.url for endpoint in legacy_list("EU")]
    assert urls[0] == "https://winatp-gw-weu.microsoft.com/test"
    assert "https://eu.vortex-win.data.microsoft.com/health/keepalive" in urls
    assert "https://us4-v20.events.data.microsoft.com/ping" in [e.url for e in legacy_list("FFL4")]


def test_only_unpinned_channels_carry_the_flag() -> None:
    unpinned = {endpoint.channel for endpoint in region_list("US") if endpoint.no_pinning}
    assert unpinned == {"autoir", "samples", "management", "ctl"}
    assert len(built_in_list()) == 7


def test_the_table_names_each_story_once() -> None:
    assert len({story.name for story in STORIES}) == len(STORIES) == 22
