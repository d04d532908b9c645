"""Which change a failed URL asks for, and which it does not: fleets worked out by hand."""

from __future__ import annotations

import pytest
from builders import BLOB, CTL, CYBER, GATEWAY, block, device, onboarding, report, write, zipped
from plan.fleets import HOST, OTHER, PROXY, again, by_proxy, directly, of, planned, rows, short

from mdeanalysis import load
from mdeanalysis.plan import make_plan

DIRECT = "direct from Bern"


def test_a_host_that_a_proxy_refuses_is_to_be_allowed_on_that_proxy(tmp_path):
    plan = planned(tmp_path, {"Bern/a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER))})
    assert short(plan) == [("allow_host", PROXY, 1)]
    change = plan.changes.iloc[0]
    assert change["hosts"] == [HOST[GATEWAY]]
    assert change["devices"] == ["A"]
    place, _, line = change["evidence"][0].rpartition(":")
    assert (tmp_path / place).read_text().split("\n")[
        int(line) - 1
    ] == "4.1 - Named proxy ( 10.0.0.6:8080): Succeeded (403)"


def test_a_host_that_another_method_reaches_needs_no_change(tmp_path):
    plan = planned(tmp_path, {"a.txt": of("A", by_proxy(GATEWAY, "403", direct="200"), by_proxy(CYBER))})
    assert short(plan) == []
    assert plan.failed == 0


def test_a_device_with_two_blockers_is_freed_by_the_second_alone(tmp_path):
    files = {
        "a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER, "pin")),
        "b.txt": of("B", by_proxy(GATEWAY, "403"), by_proxy(CYBER)),
    }
    plan = planned(tmp_path, files)
    assert short(plan) == [("allow_host", PROXY, 1), ("stop_inspection", PROXY, 1)]
    assert plan.changes["devices"].tolist() == [["B"], ["A"]]
    assert plan.changes["cumulative"].tolist() == [1, 2]
    assert plan.changes["needed_by"].tolist() == [2, 1]


def test_a_pair_of_changes_that_only_together_frees_many_comes_before_single_ones_that_free_few(tmp_path):
    pairs = {f"p{n}.txt": of(f"P{n}", by_proxy(GATEWAY, "403"), by_proxy(CYBER, "pin")) for n in range(3)}
    single = {"s.txt": of("S", by_proxy(GATEWAY, "407", proxy=OTHER), by_proxy(CYBER, proxy=OTHER))}
    plan = planned(tmp_path, pairs | single)
    assert short(plan) == [
        ("allow_host", PROXY, 0),
        ("stop_inspection", PROXY, 3),
        ("allow_anonymous", OTHER, 1),
    ]


@pytest.mark.parametrize(
    ("blocks", "kind", "target"),
    [
        ((by_proxy(GATEWAY, "407"), by_proxy(CYBER)), "allow_anonymous", PROXY),
        ((by_proxy(GATEWAY, "pin"), by_proxy(CYBER)), "stop_inspection", PROXY),
        ((directly(GATEWAY, "pin"), directly(CYBER)), "stop_inspection", DIRECT),
        ((by_proxy(GATEWAY, "bad"), by_proxy(CYBER, "bad")), "fix_proxy", f"TelemetryProxyServer {PROXY}"),
        ((by_proxy(GATEWAY, "12029"), by_proxy(CYBER, "12029")), "fix_proxy", PROXY),
        ((by_proxy(GATEWAY, "12029"), by_proxy(CYBER)), "allow_host", PROXY),
        ((directly(GATEWAY, "12002"), directly(CYBER)), "allow_host", DIRECT),
        ((directly(GATEWAY, "12002"), directly(CYBER, "12002")), "allow_host", DIRECT),
        ((directly(GATEWAY, "12007"), directly(CYBER)), "other", f"name resolution, {DIRECT}"),
        ((directly(GATEWAY, "12007"), directly(CYBER, "12007")), "other", f"name resolution, {DIRECT}"),
        ((directly(GATEWAY, "500"), directly(CYBER)), "other", f"unexpected answers, {DIRECT}"),
        ((directly(GATEWAY, "12045"), directly(CYBER)), "other", f"TLS, {DIRECT}"),
        ((directly(GATEWAY, "12345"), directly(CYBER)), "other", f"other errors, {DIRECT}"),
        ((block(GATEWAY, "12002 12167 12002 - -"), directly(CYBER)), "fix_proxy", "proxy script (WPAD), Bern"),
    ],
    ids=[
        *("asks-for-a-sign-in", "inspects", "inspected-without-a-proxy", "malformed", "proxy-gone", "cut-by-proxy"),
        *("dropped", "closed", "some-names", "no-names", "strange-answer", "tls", "odd-error", "script"),
    ],
)
def test_a_cause_has_its_kind_and_target(tmp_path, blocks, kind, target):
    assert short(planned(tmp_path, {"Bern/a.txt": of("A", *blocks)})) == [(kind, target, 1)]


def test_tls_that_fails_on_one_release_by_several_ways_is_one_change(tmp_path):
    """Two proxies and a direct way: the release that they share is named; by one way alone the way is."""
    both = {
        f"{site}/{name}.txt": of(name, way(GATEWAY, "12045"), way(CYBER))
        for site, name, way in (("Bern", "A", directly), ("Chur", "B", directly), ("Genf", "C", by_proxy))
    }
    (change,) = short(planned(tmp_path / "several", both))
    assert change == ("other", "TLS, devices with Windows 10 21H2", 3)
    alone = {f"Bern/{name}.txt": of(name, directly(GATEWAY, "12045"), directly(CYBER)) for name in "AB"}
    assert short(planned(tmp_path / "one", alone)) == [("other", f"TLS, {DIRECT}", 2)]


def test_a_path_without_a_site_is_named_by_its_region(tmp_path):
    plan = planned(tmp_path, {"a.txt": of("A", directly(GATEWAY, "12002"), directly(CYBER))})
    assert short(plan) == [("allow_host", "direct from region EU", 1)]


def test_one_proxy_written_in_two_ways_is_one_target(tmp_path):
    files = {
        "a.txt": of("A", by_proxy(GATEWAY, "403", proxy="Proxy.contoso.com:8080"), by_proxy(CYBER)),
        "b.txt": of("B", by_proxy(GATEWAY, "403", proxy="http://proxy.contoso.com:8080"), by_proxy(CYBER)),
    }
    assert short(planned(tmp_path, files)) == [("allow_host", "proxy.contoso.com:8080", 2)]


def test_what_most_devices_reach_by_the_same_way_is_blocked_for_part_of_them(tmp_path):
    good = {f"Bern/g{n}.txt": of(f"G{n}", directly(GATEWAY), directly(CYBER)) for n in range(2)}
    plan = planned(tmp_path, good | {"Bern/a.txt": of("A", directly(GATEWAY, "12029"), directly(CYBER))})
    assert short(plan) == [("allow_host", f"{DIRECT}, part of its devices", 1)]
    assert "by address, group or segment" in plan.changes["ask"][0]
    assert plan.changes["egress"][0] == DIRECT


def test_what_as_many_devices_reach_as_do_not_is_blocked_for_all(tmp_path):
    good = {"Bern/g.txt": of("G", directly(GATEWAY), directly(CYBER))}
    plan = planned(tmp_path, good | {"Bern/a.txt": of("A", directly(GATEWAY, "12029"), directly(CYBER))})
    assert short(plan) == [("allow_host", DIRECT, 1)]


def test_a_device_that_hears_nobody_where_its_peers_do_asks_no_firewall(tmp_path):
    files = {
        "Bern/a.txt": of("A", by_proxy(GATEWAY, "12007"), by_proxy(CYBER, "12007")),
        "Bern/g.txt": of("G", by_proxy(GATEWAY), by_proxy(CYBER)),
    }
    assert short(planned(tmp_path, files)) == [("other", f"own network of single devices, {PROXY}", 1)]


def test_devices_without_a_proxy_at_a_site_that_has_one_need_it(tmp_path):
    files = {
        "Bern/a.txt": of("A", directly(GATEWAY, "12002"), directly(CYBER, "12002")),
        "Bern/g.txt": of("G", by_proxy(GATEWAY), by_proxy(CYBER)),
    }
    plan = planned(tmp_path, files)
    assert short(plan) == [("fix_proxy", "no proxy set, Bern", 1)]
    assert f"at the same site {PROXY} works" in plan.changes["ask"][0]


def test_the_proxy_of_another_site_is_no_hint(tmp_path):
    files = {
        "Bern/a.txt": of("A", directly(GATEWAY, "12002"), directly(CYBER, "12002")),
        "Chur/g.txt": of("G", by_proxy(GATEWAY), by_proxy(CYBER)),
    }
    assert short(planned(tmp_path, files)) == [("allow_host", DIRECT, 1)]


def test_a_gateway_s_answer_points_to_the_proxy_s_own_way_out(tmp_path):
    refused, lost = (
        planned(tmp_path / word, {"a.txt": of("A", by_proxy(GATEWAY, word), by_proxy(CYBER))})
        for word in ("403", "503")
    )
    assert "did not get through" not in refused.changes["ask"][0]
    assert "did not get through" in lost.changes["ask"][0]


@pytest.mark.parametrize(
    ("word", "said"),
    [("bad", "Correct the proxy setting"), ("12029", "Mend this proxy, or name another")],
    ids=["malformed", "gone"],
)
def test_a_setting_that_is_wrong_is_told_from_a_proxy_that_is_gone(tmp_path, word, said):
    plan = planned(tmp_path, {"a.txt": of("A", by_proxy(GATEWAY, word), by_proxy(CYBER, word))})
    assert plan.changes["ask"][0].startswith(said)


def test_hosts_on_port_80_are_marked(tmp_path):
    blocks = [by_proxy(GATEWAY, "403"), block(CTL, "12002 12002 12002 403 -", pinned=False), by_proxy(CYBER)]
    plan = planned(tmp_path, {"a.txt": of("A", *blocks)})
    assert rows(plan, "hosts", "port_80_hosts") == [
        (["ctldl.windowsupdate.com", HOST[GATEWAY]], ["ctldl.windowsupdate.com"])
    ]


def test_a_host_that_the_device_does_not_require_is_in_no_plan(tmp_path):
    foreign = "https://winatp-gw-cus.microsoft.com/commands/test"
    text = of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER), by_proxy(foreign, "403"))
    files = {"MDEClientAnalyzer.txt": text, "DeviceOnboardedInfoCurrent.Json": onboarding()}
    fleet = load(write(tmp_path, {"A.zip": zipped(files)}))
    assert fleet.devices["region"].tolist() == ["EU"]
    plan = make_plan(fleet.tables)
    assert plan.changes["hosts"].tolist() == [[HOST[GATEWAY]]]
    assert plan.blind == 0


def test_a_device_of_unknown_region_is_judged_by_all_that_it_tested_and_said_to_be(tmp_path):
    foreign = "https://winatp-gw-cus.microsoft.com/commands/test"
    plan = planned(tmp_path, {"a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(foreign, "403"), by_proxy(CYBER))})
    assert plan.changes["hosts"].tolist() == [["winatp-gw-cus.microsoft.com", HOST[GATEWAY]]]
    assert plan.blind == 1


@pytest.mark.parametrize(
    "url",
    ["https://evil.example.com/commands/test", "https://203.0.113.7/", "https://winatp-gw-weu.microsoft.com;x/"],
)
def test_nobody_is_asked_to_allow_a_host_because_a_result_names_it(tmp_path, url):
    plan = planned(tmp_path, {"a.txt": of("A", by_proxy(url, "403"), by_proxy(BLOB))})
    assert [row[:1] + row[2:] for row in short(plan)] == [("other", 1)]
    assert plan.changes["target"][0].startswith("hosts that no list names, ")


def test_an_older_result_asks_for_nothing(tmp_path):
    old = of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER))
    new = report(by_proxy(GATEWAY), by_proxy(CYBER), items=device("A"), ran="29/04/2022 9:54:23 AM +02:00")
    plan = planned(tmp_path, {"a.txt": old, "b.txt": new})
    assert short(plan) == []


def test_an_empty_fleet_has_no_plan(tmp_path):
    plan = planned(tmp_path, {})
    assert len(plan.changes) == 0
    assert list(plan.changes.columns)[:3] == ["rank", "kind", "target"]


def test_a_fleet_plans_by_itself(tmp_path):
    fleet = load(write(tmp_path, {"a.txt": of("A", by_proxy(GATEWAY, "403"), by_proxy(CYBER))}))
    assert fleet.plan()["kind"].tolist() == ["allow_host"]


def test_a_device_whose_checker_broke_off_is_freed_by_no_change(tmp_path):
    files = {
        "a.txt": of("A", by_proxy(GATEWAY, "403"), block(CYBER, "! ! ! ! -")),
        "b.txt": of("B", by_proxy(GATEWAY, "403"), by_proxy(CYBER)),
    }
    plan = planned(tmp_path, files)
    assert short(plan) == [("allow_host", PROXY, 1)]
    assert plan.changes["needed_by"][0] == 2
    assert again(plan) == {"the checker broke off": 1}
    assert (plan.failed, plan.freed) == (2, 1)


def test_a_device_with_a_url_cut_off_is_freed_by_no_change(tmp_path):
    cut = report(by_proxy(GATEWAY, "403"), block(CYBER, "12002"), items=device("A"), end=False)
    plan = planned(tmp_path, {"a.txt": cut})
    assert short(plan) == [("allow_host", PROXY, 0)]
    assert again(plan)["the test was cut off"] == 1


def test_devices_that_were_not_tested_are_to_be_tested_again(tmp_path):
    asr = report(items=device("A"), after_test=["Device is configured with ASR rule Block process creations"])
    plan = planned(tmp_path, {"a.txt": asr})
    assert plan.failed == 0
    assert sum(again(plan).values()) == 1
    assert plan.changes["devices_freed"].tolist() == [0]
    assert plan.changes["evidence"][0] != []
