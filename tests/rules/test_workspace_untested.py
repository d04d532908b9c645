"""Workspaces of which no host was tested."""

from builders import report
from rules.downlevel import FIRST, SECOND, UNIFIED, mma
from rules.fleets import found

from mdeanalysis.formats.cloud_connection_writer import WorkspaceTest, workspace_test

RULE = "workspace_untested"
BARE = WorkspaceTest(FIRST, ())


def test_it_fires_for_a_workspace_that_is_only_named(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(BARE)})
    assert frame["result_id"].isna().all()
    assert frame["subject"].tolist() == [FIRST]
    assert frame["message"].tolist() == [f"no run tested a host of workspace {FIRST}, which 1 devices name"]
    assert frame["evidence"].tolist() == ["a.txt"]


def test_it_fires_for_a_workspace_of_the_registry_alone(tmp_path):
    registry = "\n".join(
        (
            "    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HealthService\\Parameters",
            f"AOI-{SECOND}   IsRequestFromAgent : 1",
            "",
        )
    )
    files = {"PC/SystemInfoLogs/MDEClientAnalyzer.txt": mma(workspace_test(FIRST))}
    files["PC/SystemInfoLogs/HealthServiceReg.txt"] = registry
    assert found(RULE, tmp_path, files)["subject"].tolist() == [SECOND]


def test_it_is_silent_where_another_device_tested_it(tmp_path):
    files = {"a.txt": mma(BARE, name="A"), "b.txt": mma(workspace_test(FIRST), name="B")}
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_is_silent_where_the_test_says_something_without_a_host(tmp_path):
    text = mma(BARE).replace(f"workspace id {FIRST}\n", f"workspace id {FIRST}\nConnection failed\n")
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_for_the_unified_agent(tmp_path):
    oms = "################# Connectivity details for OMS  validation  #########"
    named = f"Starting connectivity test for workspace id {FIRST}"
    assert len(found(RULE, tmp_path, {"a.txt": report(cloud=[f"{UNIFIED}YES", oms, named])})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_two_devices_with_one_workspace_are_one_finding(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(BARE, name="A"), "b.txt": mma(BARE, name="B")})
    assert frame["message"].tolist() == [f"no run tested a host of workspace {FIRST}, which 2 devices name"]
    assert frame["evidence"].tolist() == ["a.txt,b.txt"]
