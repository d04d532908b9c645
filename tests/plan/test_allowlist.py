"""The hosts that a fleet needs: its own regions', by name, and nothing that only a result says."""

from __future__ import annotations

from builders import CTL, GATEWAY, block, report, write
from plan.fleets import directly, of
from rules.downlevel import FIRST, UNIFIED, mma

from mdeanalysis import load
from mdeanalysis.formats.cloud_connection_writer import workspace_test
from mdeanalysis.plan.allowlist import COLUMNS, allowlist

US_GATEWAY = "https://winatp-gw-cus.microsoft.com/commands/test"


def listed(folder, files):
    return allowlist(load(write(folder, files)).tables).set_index(["host", "port"])


def hosts(folder, files):
    return set(listed(folder, files).index.get_level_values("host"))


def test_a_fleet_of_one_region_needs_that_region_s_hosts(tmp_path):
    found = hosts(tmp_path, {"a.txt": of("A", directly(GATEWAY))})
    assert {"winatp-gw-weu.microsoft.com", "usseu1northprod.blob.core.windows.net"} <= found
    assert not {host for host in found if "-cus" in host or "-uks" in host}


def test_a_host_says_who_needs_it(tmp_path):
    files = {
        "a.txt": of("A", directly(GATEWAY)),
        "b.txt": of("B", directly(GATEWAY), **{"OS build number": "Microsoft Windows NT 10.0.22631.0.1"}),
        "c.txt": of("C", directly(US_GATEWAY)),
    }
    frame = listed(tmp_path, files)
    assert list(frame.reset_index().columns) == list(COLUMNS)
    own, shared = frame.loc[("winatp-gw-weu.microsoft.com", 443)], frame.loc[("events.data.microsoft.com", 443)]
    assert (own["devices"], own["regions"], own["services"]) == (2, "EU", "command_control")
    assert (shared["devices"], shared["regions"], shared["modes"]) == (3, "EU,US", "standard")
    assert (own["inspection"], own["agents"]) == ("bypass", "built_in")


def test_hosts_on_port_80_have_rows_of_their_own(tmp_path):
    frame = listed(tmp_path, {"a.txt": of("A", directly(GATEWAY))})
    assert ("ctldl.windowsupdate.com", 80) in frame.index
    assert ("ctldl.windowsupdate.com", 443) not in frame.index
    assert {("go.microsoft.com", 80), ("go.microsoft.com", 443)} <= set(frame.index)


def test_a_device_of_unknown_region_has_no_part_in_it(tmp_path):
    assert hosts(tmp_path, {"a.txt": report(block(CTL))}) == set()


def test_an_empty_fleet_needs_nothing(tmp_path):
    assert list(allowlist(load(write(tmp_path, {})).tables).columns) == list(COLUMNS)


def test_workspaces_and_their_storage_stand_by_name_in_place_of_wildcards(tmp_path):
    test = workspace_test(FIRST, ["scadvisorcontent", "aaabbbccc"])
    gateway = "https://winatp-gw-weu.microsoft.com/test"
    text = mma(
        test,
        more=[f"{UNIFIED}NO", f"Test URL{gateway} : Certificate Issuer is Microsoft IT TLS CA 4 : Test result is OK"],
    )
    fleet = load(write(tmp_path, {"a.txt": text}))
    assert fleet.devices["required_urls"].notna().all(), "the region must be known for this test to tell anything"
    frame = allowlist(fleet.tables).set_index("host")
    own = {f"{FIRST}.ods.opinsights.azure.com", f"{FIRST}.oms.opinsights.azure.com"}
    assert own | {"aaabbbccc.blob.core.windows.net", "scadvisorcontent.blob.core.windows.net"} <= set(frame.index)
    assert not {host for host in frame.index if host.startswith(("*.blob", "*.ods", "*.oms"))}
    assert frame.loc["aaabbbccc.blob.core.windows.net", "named_by"] == "results alone"
    assert frame.loc["winatp-gw-weu.microsoft.com", "named_by"] == "Microsoft's lists"


def test_a_wildcard_of_which_no_name_is_known_stays(tmp_path):
    assert "*.wd.microsoft.com" in hosts(tmp_path, {"a.txt": of("A", directly(GATEWAY))})


def test_what_results_name_is_a_name_or_left_out(tmp_path):
    bad = "https://x y.blob.core.windows.net/"
    found = hosts(
        tmp_path, {"a.txt": of("A", directly(GATEWAY), directly(bad, "403"), directly("https://evil.example.com/"))}
    )
    assert not {host for host in found if "evil" in host or " " in host}
