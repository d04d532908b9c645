"""Causes: what is found, what is named, what is not said."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest
from causes.tiny import HOST, device, several, tables
from hypothesis import given, settings
from hypothesis import strategies as st

import mdeanalysis
from mdeanalysis.causes import Explanation, contrasts, explain
from mdeanalysis.causes.cause import KEYS
from mdeanalysis.errors import SelectionError

P1, P2, P3 = "10.0.0.1:8080", "10.0.0.2:8080", "10.0.0.3:8080"


def only(found: Explanation) -> Any:
    assert len(found.causes) == 1, [cause.conditions for cause in found.causes]
    return found.causes[0]


def refused_behind(proxy: str = P1) -> list[dict[str, Any]]:
    """Ten devices behind a proxy that refuses, and thirty behind two that do not."""
    return [
        *several(10, "bad", "proxy_refused", proxy_address=proxy),
        *several(15, "good", proxy_address=P2),
        *several(15, "fine", proxy_address=P3),
    ]


def test_a_proxy_that_refuses_is_told_with_its_numbers() -> None:
    cause = only(explain(tables(refused_behind())))
    assert cause.conditions == {"proxy_address": P1}
    assert (cause.reason, cause.services, cause.hosts) == ("proxy_refused", ["command_control"], [HOST])
    assert (cause.failing_devices, cause.exposed_devices, cause.rate, cause.rate_elsewhere) == (10, 10, 1.0, 0.0)
    assert (cause.failing_elsewhere, cause.exposed_elsewhere) == (0, 30)
    assert cause.devices == sorted(f"bad{n}" for n in range(10))
    assert cause.evidence[0] == "bad0.txt:10"
    assert cause.q_value < 1e-6
    assert cause.counter_examples == []


def test_json_has_the_contracts_keys_in_their_order() -> None:
    found = explain(tables(refused_behind())).to_dict()
    assert list(found) == ["causes", "unexplained", "tested", "not_tested"]
    assert tuple(found["causes"][0]) == KEYS
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_a_device_that_escapes_is_a_counter_example_by_name() -> None:
    fleet = [*refused_behind(), device("lucky", proxy_address=P1)]
    cause = only(explain(tables(fleet)))
    assert (cause.failing_devices, cause.exposed_devices, cause.counter_examples) == (10, 11, ["lucky"])


def test_a_device_with_another_way_out_is_masked_and_no_counter_example() -> None:
    frames = tables([*refused_behind(), device("masked", proxy_address=P1)])
    attempt = {"result_id": ["masked"], "device_key": ["masked"], "context": ["system"], "host": [HOST]}
    more = {"reason": ["proxy_refused"], "outcome": ["failed"], "method": ["default_proxy"]}
    frames["attempts"] = mdeanalysis.tables.to_frame("attempts", {**attempt, **more}, 1)
    cause = only(explain(frames))
    assert (cause.counter_examples, cause.masked) == ([], ["masked"])


def test_conditions_of_the_same_devices_are_named_together_the_fitting_one_first() -> None:
    fleet = [
        *several(10, "bad", "proxy_refused", proxy_address=P1, region="EU", site="Lyon"),
        *several(20, "good", proxy_address=P2, region="US", site="Austin"),
    ]
    cause = only(explain(tables(fleet)))
    assert cause.conditions == {"proxy_address": P1}
    assert {"region": "EU"} in cause.equivalent_conditions
    assert {"site": "Lyon"} in cause.equivalent_conditions


@pytest.mark.parametrize(
    ("reason", "named"),
    [
        ("proxy_auth", {"proxy_address": P1}),
        ("tls_inspection", {"proxy_address": P1}),
        ("proxy_refused", {"proxy_address": P1}),
        ("dns", {"site": "Lyon"}),
        ("wpad_script", {"site": "Lyon"}),
        ("invalid_proxy", {"group_ids": "ring-1"}),
        ("tls", {"os_build": 17763}),
    ],
)
def test_the_reason_decides_which_reading_is_named(reason: str, named: dict[str, Any]) -> None:
    here = {"proxy_address": P1, "site": "Lyon", "group_ids": "ring-1", "os_build": 17763}
    there = {"proxy_address": P2, "site": "Austin", "group_ids": "ring-2", "os_build": 19045}
    fleet = [*several(10, "bad", reason, **here), *several(20, "good", **there)]
    assert only(explain(tables(fleet))).conditions == named


def test_a_conjunction_is_named_where_neither_part_alone_is_to_blame() -> None:
    fleet = [
        *several(12, "bad", "proxy_refused", proxy_address=P1, region="EU"),
        *several(25, "a", proxy_address=P1, region="US"),
        *several(25, "b", proxy_address=P2, region="EU"),
        *several(25, "c", proxy_address=P2, region="US"),
    ]
    assert only(explain(tables(fleet))).conditions == {"proxy_address": P1, "region": "EU"}


def test_a_longer_condition_that_is_no_better_is_not_named() -> None:
    fleet = [
        *several(12, "a", "proxy_refused", proxy_address=P1, region="EU"),
        *several(12, "b", "proxy_refused", proxy_address=P1, region="US"),
        *several(25, "c", proxy_address=P2, region="EU"),
        *several(25, "d", proxy_address=P2, region="US"),
    ]
    assert only(explain(tables(fleet))).conditions == {"proxy_address": P1}


def test_two_bad_proxies_do_not_make_their_region_bad() -> None:
    fleet = [
        *several(15, "a", "proxy_auth", proxy_address=P1, region="EU"),
        *several(12, "b", "proxy_auth", proxy_address=P2, region="EU"),
        *several(12, "c", proxy_address=P3, region="EU"),
        *several(40, "d", proxy_address="10.9.0.1:8080", region="US"),
    ]
    found = explain(tables(fleet))
    assert [cause.conditions for cause in found.causes] == [{"proxy_address": P1}, {"proxy_address": P2}]
    assert [cause.rate_elsewhere for cause in found.causes] == [0.0, 0.0]


def test_two_causes_of_different_reasons_on_the_same_devices_are_both_told() -> None:
    services = {"a.example.com": "command_control", "b.example.com": "cyber_data"}
    hosts = tuple(services)
    bad = [device(f"x{n}", {"a.example.com": "proxy_refused", "b.example.com": "tls"}, hosts, proxy_address=P1,
                  os_build=9600) for n in range(10)]  # fmt: skip
    old = [device(f"y{n}", {"b.example.com": "tls"}, hosts, proxy_address=P2, os_build=9600) for n in range(10)]
    proxied = [device(f"z{n}", {"a.example.com": "proxy_refused"}, hosts, proxy_address=P1, os_build=19045)
               for n in range(10)]  # fmt: skip
    good = [device(f"g{n}", {}, hosts, proxy_address=P3, os_build=19045) for n in range(30)]
    found = explain(tables([*bad, *old, *proxied, *good], services))
    told = {(cause.reason, tuple(cause.conditions.items()), tuple(cause.services)) for cause in found.causes}
    assert told == {
        ("proxy_refused", (("proxy_address", P1),), ("command_control",)),
        ("tls", (("os_build", 9600),), ("cyber_data",)),
    }


def test_one_blocked_host_of_a_service_is_named_alone() -> None:
    hosts = ("a.example.com", "b.example.com", "c.example.com")
    bad = [device(f"x{n}", {"b.example.com": "proxy_refused"}, hosts, proxy_address=P1) for n in range(12)]
    good = [device(f"g{n}", {}, hosts, proxy_address=P2) for n in range(30)]
    assert only(explain(tables([*bad, *good]))).hosts == ["b.example.com"]


def test_a_member_of_a_list_is_a_condition_of_its_own() -> None:
    fleet = [
        *several(6, "a", "timeout", workspace_ids="w1"),
        *several(6, "b", "timeout", workspace_ids="w2,w1"),
        *several(15, "c", workspace_ids="w2"),
        *several(15, "d", workspace_ids="w3"),
    ]
    assert only(explain(tables(fleet))).conditions == {"workspace_ids": "w1"}


def test_a_host_of_one_workspace_is_compared_with_the_hosts_of_the_others() -> None:
    fleet = [*several(10, "a", workspace_ids="w1"), *several(20, "b", workspace_ids="w2")]
    frames = tables(fleet)
    names = [one["name"] for one in fleet]
    owner = [one["has"]["workspace_ids"] for one in fleet]
    failed = [own == "w1" for own in owner]
    columns: dict[str, list[Any]] = {"result_id": names, "device_key": names, "device_name": names}
    columns |= {
        "workspace_id": owner,
        "rule": ["*.blob.example.com"] * 30,
        "host": [f"{w}.blob.example.com" for w in owner],
    }
    columns |= {"outcome": ["failed" if bad else "succeeded" for bad in failed], "line": list(range(30))}
    columns |= {"reason": ["timeout" if bad else None for bad in failed], "source": ["x.txt"] * 30}
    frames["workspace_hosts"] = mdeanalysis.tables.to_frame("workspace_hosts", columns, 30)
    cause = only(explain(frames))
    assert (cause.conditions, cause.services) == ({"workspace_ids": "w1"}, ["*.blob.example.com"])
    assert (cause.hosts, cause.rate_elsewhere) == (["w1.blob.example.com"], 0.0)


def test_devices_without_a_tag_are_a_group_of_their_own() -> None:
    fleet = [
        *several(10, "a", "invalid_proxy"),
        *several(12, "b", device_tag="Lab"),
        *several(12, "c", device_tag="Ops"),
    ]
    cause = only(explain(tables(fleet)))
    assert {"device_tag": None} in [cause.conditions, *cause.equivalent_conditions]


def test_a_way_out_that_the_tool_did_not_find_is_a_symptom_and_no_condition() -> None:
    fleet = [
        *several(12, "a", "wpad_script", site="Lyon", proxy_method="unknown"),
        *several(3, "b", site="Lyon", proxy_method="wpad"),
        *several(30, "c", site="Oslo", proxy_method="wpad"),
    ]
    assert only(explain(tables(fleet))).conditions == {"site": "Lyon"}


def test_devices_whose_region_is_not_stated_are_no_group() -> None:
    fleet = [
        *several(10, "a", "timeout", region=None),
        *several(12, "b", region="EU"),
        *several(12, "c", region="US"),
    ]
    assert all("region" not in cause.conditions for cause in explain(tables(fleet)).causes)


def test_cut_off_and_untested_devices_are_in_no_denominator() -> None:
    fleet = [
        *refused_behind(),
        *[device(f"cut{n}", {HOST: "proxy_refused"}, proxy_address=P1, state="cut_off") for n in range(5)],
        *[device(f"un{n}", {}, (), proxy_address=P1, state="not_tested") for n in range(2)],
    ]
    found = explain(tables(fleet))
    assert (only(found).exposed_devices, found.tested, found.not_tested) == (10, 40, 7)


def test_a_group_that_was_not_tested_is_a_cause_of_just_that() -> None:
    untested = [device(f"u{n}", {}, (), group_ids="ring-1", state="not_tested") for n in range(12)]
    cause = only(explain(tables([*untested, *several(40, "g", group_ids="ring-2")])))
    assert (cause.reason, cause.conditions, cause.failing_devices) == ("not_tested", {"group_ids": "ring-1"}, 12)


def test_what_a_few_devices_share_by_chance_is_no_cause_but_unexplained() -> None:
    fleet = [*several(2, "bad", "dns", site="Lyon"), *several(10, "ok", site="Lyon"), *several(30, "g", site="Oslo")]
    found = explain(tables(fleet))
    assert found.causes == []
    assert (found.unexplained["failing_devices"], found.unexplained["of"]) == (2, 2)
    group = found.unexplained["groups"][0]
    assert (group["service"], group["reason"], group["failing_devices"], group["exposed_devices"]) == (
        "command_control", "dns", 2, 42,
    )  # fmt: skip
    assert group["evidence"] == "bad0.txt:10"


def test_what_fails_everywhere_has_no_cause() -> None:
    fleet = [*several(20, "a", "timeout", site="Lyon"), *several(20, "b", "timeout", site="Oslo")]
    found = explain(tables(fleet))
    assert found.causes == []
    assert found.unexplained["groups"][0]["rate"] == 1.0


def test_a_column_of_ones_own_can_explain() -> None:
    fleet = [*several(10, "bad", "reset", site="Lyon"), *several(30, "good", site="Lyon")]
    extra = pd.DataFrame({"device_key": [one["name"] for one in fleet], "vlan": ["17"] * 10 + ["18"] * 30})
    assert only(explain(tables(fleet), extra)).conditions == {"vlan": "17"}


def test_a_device_twice_among_ones_own_columns_is_refused() -> None:
    extra = pd.DataFrame({"device_key": ["bad0", "bad0"], "vlan": ["1", "2"]})
    with pytest.raises(SelectionError, match="bad0"):
        explain(tables(refused_behind()), extra)


@pytest.mark.parametrize(
    "fleet", [[], [device("one")], several(5, "a", "dns", site="Lyon")], ids=["none", "one", "all"]
)
def test_a_fleet_too_small_for_statistics_has_no_causes(fleet: list[dict[str, Any]]) -> None:
    found = explain(tables(fleet))
    assert (found.causes, found.tested) == ([], len(fleet))


def test_devices_of_one_name_are_told_apart_by_their_keys() -> None:
    frames = tables(refused_behind())
    frames["devices"]["device_name"] = pd.Categorical(["TWIN"] * 40)
    assert only(explain(frames)).devices[0] == "TWIN (bad0)"


def mixed_fleet() -> list[dict[str, Any]]:
    """Two causes and some noise."""
    return [
        *several(12, "a", "proxy_refused", proxy_address=P1, site="Lyon", group_ids="ring-1"),
        *several(12, "b", "dns", proxy_address=P2, site="Oslo", group_ids="ring-2"),
        *several(20, "c", proxy_address=P2, site="Lyon", group_ids="ring-1"),
        *several(20, "d", proxy_address=P3, site="Bern", group_ids="ring-2"),
        *several(1, "e", "reset", proxy_address=P3, site="Bern", group_ids="ring-1"),
    ]


def told(found: Explanation) -> list[tuple[Any, ...]]:
    """What must not change."""
    return [(cause.conditions, cause.reason, cause.devices, cause.counter_examples) for cause in found.causes]


@settings(max_examples=20, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(random: Any) -> None:
    fleet = mixed_fleet()
    before = explain(tables(fleet))
    random.shuffle(fleet)
    after = explain(tables(fleet))
    assert told(after) == told(before)
    assert [cause.to_dict()["q_value"] for cause in after.causes] == [cause.q_value for cause in before.causes]


@settings(max_examples=20, deadline=None)
@given(st.permutations(["Lyon", "Oslo", "Bern"]))
def test_renamed_values_rename_the_causes_and_nothing_else(names: list[str]) -> None:
    new = dict(zip(["Lyon", "Oslo", "Bern"], [f"{name} 2" for name in names], strict=True))
    before, fleet = explain(tables(mixed_fleet())), mixed_fleet()
    for one in fleet:
        one["has"]["site"] = new[one["has"]["site"]]
    after = explain(tables(fleet))
    assert [(c.reason, c.devices) for c in after.causes] == [(c.reason, c.devices) for c in before.causes]
    renamed = [{k: new.get(v, v) for k, v in c.conditions.items()} for c in before.causes]
    assert [c.conditions for c in after.causes] == renamed


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 60))
def test_healthy_devices_of_another_site_change_no_cause(count: int) -> None:
    before = told(explain(tables(mixed_fleet())))
    healthy = several(count, "new", proxy_address="10.7.0.1:8080", site="Rome", group_ids="ring-3")
    assert told(explain(tables([*mixed_fleet(), *healthy]))) == before


def test_contrasts_compare_each_condition_with_all_other_devices() -> None:
    row = contrasts(tables(refused_behind())).iloc[0]
    assert (row["condition"], row["value"], row["reason"]) == ("proxy_address", P1, "proxy_refused")
    assert (row["failing"], row["exposed"], row["failing_elsewhere"], row["exposed_elsewhere"]) == (10, 10, 0, 30)
    assert (row["difference"], row["high"], row["low_elsewhere"]) == (1.0, 1.0, 0.0)
    assert row["q"] < 1e-6
    assert row["low"] == pytest.approx(0.722, abs=0.001)


def test_contrasts_of_a_fleet_without_failures_are_empty_with_their_columns() -> None:
    found = contrasts(tables(several(5, "g", site="Lyon")))
    assert len(found) == 0
    assert {"service", "p", "q"} <= set(found.columns)
