"""What keeps the search honest: each safeguard has a fleet that only it reads rightly."""

from __future__ import annotations

from itertools import cycle
from typing import Any

import numpy as np
from causes.tiny import HOST, device, several, tables, with_attempts

from mdeanalysis.causes import explain
from mdeanalysis.causes.choose import Chooser
from mdeanalysis.causes.conditions import conditions
from mdeanalysis.causes.outcomes import NAMES, outcome_rows
from mdeanalysis.causes.search import Field, Searched, search

P1, P2, P3 = "10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.3:8080"


def searched(fleet: list[dict[str, Any]]) -> tuple[Searched, list[list[dict[str, Any]]]]:
    """The search over one failure of the fleet, and each conjunction that it found, in words."""
    known = conditions(tables(fleet)["devices"])
    every = np.arange(len(fleet))
    failing = np.flatnonzero([bool(one["fails"]) for one in fleet])
    done = search(Field(known, np.ones(len(fleet), dtype=bool), failing, known.count(every), len(fleet)))
    return done, [[dict([known.same[c][0]]) for c in one.sets] for one in done.found]


def crossed(here: str | None, one: str | None, other: str | None, neither: str | None) -> list[dict[str, Any]]:
    """Twelve devices each with proxy and region, with the proxy alone, the region alone, and neither."""
    return [
        *several(12, "a", here, proxy_address=P1, region="EU"),
        *several(12, "b", one, proxy_address=P1, region="US"),
        *several(12, "c", other, proxy_address=P2, region="EU"),
        *several(12, "d", neither, proxy_address=P2, region="US"),
    ]


def test_a_pair_is_found_only_where_it_beats_both_its_parents() -> None:
    pairs = searched(crossed("dns", None, None, None))[1]
    assert [sorted(way, key=str) for way in pairs] == [[{"proxy_address": P1}, {"region": "EU"}]]
    assert searched(crossed("dns", "dns", None, None))[1] == [[{"proxy_address": P1}]]
    assert searched(crossed("dns", None, "dns", None))[1] == [[{"region": "EU"}]]


def test_a_pair_that_beats_its_wider_parent_alone_is_not_found() -> None:
    """Within the region the proxy's devices fail and the others do not; the proxy says that by itself."""
    fleet = [
        *several(20, "a", "dns", proxy_address=P1, region="EU"),
        *several(6, "b", "dns", proxy_address=P1, region="US"),
        *several(4, "c", proxy_address=P2, region="EU"),
        *several(40, "d", proxy_address=P2, region="US"),
    ]
    assert searched(fleet)[1] == [[{"proxy_address": P1}]]


def test_who_is_exposed_is_the_same_by_mask_and_by_count() -> None:
    """Five of the devices hide their timeout behind a reason that tells more."""
    fleet = [
        *several(9, "a", "timeout", site="Lyon"),
        *several(5, "b", "invalid_proxy", site="Lyon"),
        *several(20, "c", site="Oslo"),
        device("both", {"x": "timeout", "y": "tls"}, ("x", "y"), site="Lyon"),
    ]
    frames = tables(fleet)
    known, rows = conditions(frames["devices"]), outcome_rows(frames)
    chooser = Chooser(known, rows)
    view = next(view for view in chooser.views if rows.services[view.service] == "command_control")
    one = chooser._field(view, rows.reason[view.failed], NAMES.index("timeout"))
    assert (one.total_n, int(one.exposed.sum()), one.total_k) == (30, 30, 10)
    assert one.n.tolist() == known.count(np.flatnonzero(one.exposed)).tolist()
    other = chooser._field(view, rows.reason[view.failed], NAMES.index("invalid_proxy"))
    assert (other.total_n, other.total_k) == (34, 5)  # what fails by tls alone could not show it


def test_a_triple_is_found_where_each_of_its_pairs_is_too_wide() -> None:
    fleet = []
    for number in range(8):
        has = {"proxy_address": (P1, P2)[number & 1], "region": ("EU", "US")[number >> 1 & 1]}
        has |= {"site": ("Lyon", "Oslo")[number >> 2 & 1]}
        fleet += several(15, f"g{number}-", "dns" if number == 0 else None, **has)
    found = searched(fleet)[1]
    assert [{"proxy_address": P1}, {"region": "EU"}, {"site": "Lyon"}] in [sorted(way, key=str) for way in found]
    assert all(len(way) == 3 for way in found)
    assert explain(tables(fleet)).causes[0].conditions == {"proxy_address": P1, "region": "EU", "site": "Lyon"}


def test_every_condition_tried_is_counted_at_every_depth() -> None:
    """Four values alone; then P1 with EU and EU with P1, the only pairs in which three devices fail."""
    assert searched(several(20, "a", region="EU", site="Lyon"))[0].tests == 0  # nothing to compare with
    assert searched(crossed(None, None, None, None))[0].tests == 4
    assert searched(crossed("dns", None, None, None))[0].tests == 6


def test_a_region_of_which_one_proxy_fails_is_mixed() -> None:
    fleet = [
        *several(15, "a", "proxy_auth", proxy_address=P1, region="EU"),
        *several(15, "b", proxy_address=P2, region="EU"),
        *several(40, "c", proxy_address=P3, region="US"),
    ]
    assert [{"region": "EU"}] not in searched(fleet)[1]
    assert [{"proxy_address": P1}] in searched(fleet)[1]


def test_a_region_where_nearly_all_stand_behind_two_bad_proxies_is_split() -> None:
    """No proxy beats the region by itself, since both are bad; but the rate within the region is not even."""
    fleet = [
        *several(37, "a", "proxy_refused", proxy_address=P1, region="EU"),
        *several(5, "b", proxy_address=P1, region="EU"),
        *several(20, "c", "proxy_refused", proxy_address=P2, region="EU"),
        *several(3, "d", proxy_address=P2, region="EU"),
        *several(6, "e", proxy_address=P3, region="EU"),
        *several(120, "f", proxy_address="10.9.0.1:8080", region="US"),
    ]
    assert [cause.conditions for cause in explain(tables(fleet)).causes] == [
        {"proxy_address": P1},
        {"proxy_address": P2},
    ]


def test_another_reason_at_the_same_rate_is_no_cause() -> None:
    """Half of all devices fail; at one site it merely reads dns where it reads timeout elsewhere."""
    fleet = [
        *several(20, "a", "dns", site="Lyon"),
        *several(20, "b", site="Lyon"),
        *several(60, "c", "timeout", site="Oslo"),
        *several(60, "d", site="Oslo"),
    ]
    assert explain(tables(fleet)).causes == []


def varied(count: int, prefix: str, fails: str | None, **has: Any) -> list[dict[str, Any]]:
    """Devices that differ in much else."""
    builds, rings, versions = cycle([1, 2, 3]), cycle("abcde"), cycle("wxyz")
    return [
        device(f"{prefix}{n}", {HOST: fails} if fails else {}, os_build=next(builds), group_ids=next(rings),
               tool_version=next(versions), **has)
        for n in range(count)
    ]  # fmt: skip


def test_a_p_that_is_small_for_one_test_is_not_for_the_many_that_were_tried() -> None:
    """4 of 12 against 0 of 30: p = 0.0044 by itself, but a dozen other conditions were tried."""
    fleet = [
        *varied(4, "a", "dns", site="Lyon"),
        *varied(8, "b", None, site="Lyon"),
        *varied(30, "c", None, site="Oslo"),
    ]
    assert explain(tables(fleet)).causes == []
    surer = [
        *varied(8, "a", "dns", site="Lyon"),
        *varied(4, "b", None, site="Lyon"),
        *varied(30, "c", None, site="Oslo"),
    ]
    assert [cause.conditions for cause in explain(tables(surer)).causes] == [{"site": "Lyon"}]


def test_a_small_effect_is_no_cause_however_sure() -> None:
    """8 % against 1 % of a large fleet: sure, and nothing to change at that site."""
    fleet = [
        *several(40, "a", "dns", site="Lyon"),
        *several(460, "b", site="Lyon"),
        *several(10, "c", "dns", site="Oslo"),
        *several(990, "d", site="Oslo"),
    ]
    assert explain(tables(fleet)).causes == []


def test_what_another_reason_hides_is_no_evidence_against_a_cause() -> None:
    """A whole site is down; of its devices those of a ring show their malformed proxy, which tells more."""
    fleet = [
        *several(14, "a", "timeout", site="Lyon", group_ids="ring-2"),
        *several(14, "b", "invalid_proxy", site="Lyon", group_ids="ring-1"),
        *several(30, "c", "invalid_proxy", site="Oslo", group_ids="ring-1"),
        *several(60, "d", site="Oslo", group_ids="ring-2"),
    ]
    found = {cause.reason: cause.conditions for cause in explain(tables(fleet)).causes}
    assert found == {"timeout": {"site": "Lyon"}, "invalid_proxy": {"group_ids": "ring-1"}}


def test_a_service_that_another_condition_explains_better_is_not_added() -> None:
    """A proxy refuses one service, a site's firewall another; half of the devices of each are in both."""
    services = {"a.example.com": "command_control", "b.example.com": "settings"}

    def devices(count: int, prefix: str, hosts: str, **has: Any) -> list[dict[str, Any]]:
        fails = {f"{letter}.example.com": "proxy_refused" for letter in hosts}
        return [device(f"{prefix}{n}", fails, tuple(services), **has) for n in range(count)]

    fleet = [
        *devices(12, "w", "ab", proxy_address=P1, site="Lyon"),
        *devices(12, "x", "a", proxy_address=P1, site="Oslo"),
        *devices(12, "y", "b", proxy_address=P2, site="Lyon"),
        *devices(60, "z", "", proxy_address=P2, site="Oslo"),
    ]
    found = {tuple(cause.conditions.items()): cause.services for cause in explain(tables(fleet, services)).causes}
    assert found == {(("proxy_address", P1),): ["command_control"], (("site", "Lyon"),): ["settings"]}


def test_a_cut_off_device_is_not_counted_as_tested_where_others_were_not_tested() -> None:
    fleet = [
        *[device(f"u{n}", {}, (), group_ids="ring-1", state="not_tested") for n in range(12)],
        *[device(f"c{n}", {}, (), group_ids="ring-1", state="cut_off") for n in range(5)],
        *several(40, "g", group_ids="ring-2"),
    ]
    cause = explain(tables(fleet)).causes[0]
    assert (cause.failing_devices, cause.exposed_devices) == (12, 12)


def test_a_value_of_two_devices_is_no_condition() -> None:
    known = conditions(tables([*several(2, "a", site="Lyon"), *several(3, "b", site="Oslo")])["devices"])
    assert [same[0].value for same in known.same if same[0].name == "site"] == ["Oslo"]


def test_devices_that_get_round_a_bad_setting_do_not_split_its_cause() -> None:
    """A ring's proxy is malformed everywhere; where direct is open the devices get out all the same."""
    fleet = [
        *several(40, "a", "invalid_proxy", group_ids="ring-1", site="Lyon"),
        *several(25, "b", group_ids="ring-1", site="Oslo"),
        *several(60, "c", group_ids="ring-2", site="Lyon"),
        *several(60, "d", group_ids="ring-2", site="Oslo"),
    ]
    masked = [f"b{n}" for n in range(25)]
    cause = explain(with_attempts(tables(fleet), masked, "invalid_proxy")).causes[0]
    assert cause.conditions == {"group_ids": "ring-1"}
    assert (cause.failing_devices, cause.exposed_devices, len(cause.masked)) == (40, 65, 25)
    unmasked = explain(tables(fleet)).causes[0]
    assert unmasked.conditions == {"group_ids": "ring-1", "site": "Lyon"}


def test_a_trouble_that_nearly_all_get_round_is_no_cause() -> None:
    fleet = [
        *several(6, "a", "proxy_auth", site="Lyon"),
        *several(60, "b", site="Lyon"),
        *several(60, "c", site="Oslo"),
    ]
    masked = [f"b{n}" for n in range(60)]
    assert explain(with_attempts(tables(fleet), masked, "proxy_auth")).causes == []
