"""What speaks against a condition that is far from chance: each doubt with the fleet that rises from it, and one near
by that it leaves alone.
"""

from __future__ import annotations

from typing import Any

from causes.tiny import device, several, tables, with_attempts

from mdeanalysis.causes import Explanation, explain

OTHER = "events.example.com"


def told(found: Explanation) -> dict[str, list[dict[str, Any]]]:
    """The conditions of the causes by their reason."""
    reasons = dict.fromkeys(cause.reason for cause in found.causes)
    return {reason: [one.conditions for one in found.causes if one.reason == reason] for reason in reasons}


def test_those_whom_a_cause_could_not_reach_are_no_cause() -> None:
    """15 % are offline everywhere; at Lyon everyone else is stopped by a firewall, so only they are left."""
    fleet = [
        *several(34, "a", "timeout", site="Lyon"),
        *several(6, "b", "dns", site="Lyon"),
        *several(30, "c", "dns", site="Oslo"),
        *several(170, "d", site="Oslo"),
    ]
    assert told(explain(tables(fleet))) == {"timeout": [{"site": "Lyon"}]}


def test_a_cause_beside_a_larger_one_is_one_where_they_are_more_than_chance_would_have_left() -> None:
    fleet = [
        *several(28, "a", "timeout", site="Lyon"),
        *several(12, "b", "dns", site="Lyon"),
        *several(6, "c", "dns", site="Oslo"),
        *several(194, "d", site="Oslo"),
    ]
    assert told(explain(tables(fleet))) == {"timeout": [{"site": "Lyon"}], "dns": [{"site": "Lyon"}]}


def lost_at_lyon(reaches_another: bool = False, **has: str) -> list[dict[str, Any]]:
    """Lyon finds its proxy by WPAD, but for six devices whose names are not resolved; so are some of Oslo's."""
    hosts = (OTHER,) if reaches_another else ()
    lost = several(6, "a", "dns", **({"site": "Lyon", "proxy_method": "direct"} | has))
    return [
        *[device(one["name"], one["fails"], (*one["hosts"], *hosts), **one["has"]) for one in lost],
        *several(60, "b", site="Lyon", proxy_method="wpad"),
        *several(8, "c", "dns", site="Oslo", proxy_method="static"),
        *several(240, "d", site="Oslo", proxy_method="static"),
        *several(12, "e", site="Graz", proxy_method="direct"),
    ]


def test_a_device_that_reaches_nothing_shows_as_direct_for_want_of_a_proxy() -> None:
    assert told(explain(tables(lost_at_lyon()))) == {}


def test_a_device_that_reaches_something_is_as_direct_as_it_says() -> None:
    found = told(explain(tables(lost_at_lyon(reaches_another=True), {OTHER: "events"})))
    assert found == {"dns": [{"proxy_method": "direct", "site": "Lyon"}]}


def test_a_way_out_that_is_set_is_no_fallback() -> None:
    found = told(explain(tables(lost_at_lyon(proxy_method="winhttp"))))
    assert found == {"dns": [{"proxy_method": "winhttp"}]}


def test_direct_devices_of_a_site_fail_more_often_whatever_their_number_may_hide() -> None:
    """Half of Lyon goes out directly, which its firewall stops."""
    fleet = [
        *several(30, "a", "dns", site="Lyon", proxy_method="direct"),
        *several(30, "b", site="Lyon", proxy_method="wpad"),
        *several(10, "c", "dns", site="Oslo", proxy_method="static"),
        *several(120, "d", site="Oslo", proxy_method="static"),
        *several(60, "e", site="Graz", proxy_method="direct"),
    ]
    assert told(explain(tables(fleet))) == {"dns": [{"proxy_method": "direct", "site": "Lyon"}]}


def malformed_ring(inspected: int) -> list[dict[str, Any]]:
    """A ring's proxy is malformed; at Graz its devices find another by WPAD, which inspects TLS."""
    return [
        *several(40, "a", "invalid_proxy", site="Lyon", group_ids="ring-1"),
        *several(inspected, "b", "tls_inspection", site="Graz", group_ids="ring-1"),
        *several(20, "c", site="Graz", group_ids="ring-2"),
        *several(160, "d", site="Lyon", group_ids="ring-2"),
    ]


def test_who_is_driven_onto_another_bad_way_by_a_cause_is_no_cause_of_its_own() -> None:
    driven = with_attempts(tables(malformed_ring(9)), [f"b{number}" for number in range(9)], "invalid_proxy")
    assert told(explain(driven)) == {"invalid_proxy": [{"group_ids": "ring-1"}]}
    found = explain(driven).unexplained
    assert (found["failing_devices"], found["groups"][0]["reason"]) == (9, "tls_inspection")


def test_who_has_one_bad_way_only_is_driven_by_nobody() -> None:
    found = told(explain(tables(malformed_ring(9))))
    assert found.keys() == {"invalid_proxy", "tls_inspection"}


def test_devices_that_are_driven_do_not_hide_the_cause_that_they_share_with_others() -> None:
    """An old system has no root certificate, wherever it gets through; a ring's devices do so by WPAD, or nowhere."""
    fleet = [
        *several(4, "a", "tls", os_build=17763, group_ids="ring-1"),
        *several(14, "b", "invalid_proxy", os_build=17763, group_ids="ring-1"),
        *several(130, "c", "invalid_proxy", os_build=22631, group_ids="ring-1"),
        *several(21, "d", "tls", os_build=17763, group_ids="ring-2"),
        *several(16, "e", "tls", os_build=17763, group_ids="ring-3"),
        *several(3, "h", os_build=17763, group_ids="ring-2"),
        *several(2, "i", os_build=17763, group_ids="ring-3"),
        *several(200, "f", os_build=22631, group_ids="ring-2"),
        *several(200, "g", os_build=22631, group_ids="ring-3"),
    ]
    named = [one["name"] for one in fleet if one["has"]["group_ids"] == "ring-1"]
    found = explain(with_attempts(tables(fleet), named, "invalid_proxy"))
    assert told(found) == {"invalid_proxy": [{"group_ids": "ring-1"}], "tls": [{"os_build": 17763}]}
    assert [cause.failing_devices for cause in found.causes if cause.reason == "tls"] == [41]


def test_in_a_large_fleet_a_small_difference_splits_no_cause() -> None:
    """98 % of an old build's devices fail behind named proxies, and 89 % by WPAD, where another cause takes a few."""
    fleet = [
        *several(397, "a", "tls", os_build=17763, proxy_method="static"),
        *several(7, "b", os_build=17763, proxy_method="static"),
        *several(283, "c", "tls", os_build=17763, proxy_method="wpad"),
        *several(35, "d", "wpad_script", os_build=17763, proxy_method="wpad"),
        *several(1500, "e", os_build=22631, proxy_method="static"),
        *several(1400, "f", os_build=22631, proxy_method="wpad"),
    ]
    [cause] = [cause for cause in explain(tables(fleet)).causes if cause.reason == "tls"]
    assert (cause.conditions, cause.failing_devices) == ({"os_build": 17763}, 680)
