"""Workspaces that cannot be reached: a new agent where there is one, else the host."""

from __future__ import annotations

from builders import GATEWAY
from plan.fleets import planned, short
from rules.downlevel import FIRST, UNIFIED, mma

from mdeanalysis.formats.cloud_connection_writer import FAILED, HostTest, RuleTest, WorkspaceTest, workspace_test
from mdeanalysis.formats.gateway_block_writer import Answered, GatewayCheck, GatewayFailed, gateway_check_lines

OLDER = {
    "Device Operating System": "Windows Server 2008 R2 Standard",
    "OS build number": "Microsoft Windows NT 6.1.7601 Service Pack 1.24000",
}
LOST = workspace_test(FIRST, says=FAILED)
HOSTS = [f"{FIRST}.ods.opinsights.azure.com", f"{FIRST}.oms.opinsights.azure.com"]


def test_a_server_that_can_have_the_unified_agent_is_to_have_it(tmp_path):
    plan = planned(tmp_path, {"Bern/a.txt": mma(LOST, more=[f"{UNIFIED}NO"])})
    assert short(plan) == [("install_agent", "unified agent, Windows Server 2012 R2", 0)]
    assert plan.changes["hosts"][0] == HOSTS
    assert plan.changes["needed_by"][0] == 1


def test_an_older_server_needs_its_workspace_s_hosts_allowed(tmp_path):
    plan = planned(tmp_path, {"Bern/a.txt": mma(LOST, **OLDER)})
    assert short(plan) == [("allow_host", "direct from Bern", 0)]
    assert plan.changes["hosts"][0] == HOSTS


def test_a_workspace_that_is_reached_asks_for_nothing(tmp_path):
    assert short(planned(tmp_path, {"a.txt": mma(workspace_test(FIRST))})) == []


def test_a_host_that_is_no_workspace_s_is_not_to_be_allowed(tmp_path):
    odd = WorkspaceTest(FIRST, (RuleTest("*.example.com", (HostTest("evil.example.com", FAILED),)),))
    plan = planned(tmp_path, {"Bern/a.txt": mma(odd, **OLDER)})
    assert short(plan) == [("other", "hosts that no list names, direct from Bern", 0)]


def gateway(name: str, *tests: Answered | GatewayFailed, proxy: str = "") -> str:
    """A down-level report whose gateways were tested so, by the agent's own proxy where it has one."""
    return mma(name=name, more=gateway_check_lines(GatewayCheck(tests, oms_proxy=proxy)))


LOST_GATEWAY = GatewayFailed(GATEWAY, "ConnectFailure", "Unable to connect to the remote server")


def test_a_proxy_that_does_not_answer_is_cleared_where_others_work_without_one(tmp_path):
    files = {
        "Bern/a.txt": gateway("A", LOST_GATEWAY, proxy="10.0.0.9:8080"),
        "Bern/b.txt": gateway("B", Answered(GATEWAY)),
    }
    plan = planned(tmp_path, files)
    assert short(plan) == [("clear_proxy", "10.0.0.9:8080", 1)]
    assert plan.changes["devices"][0] == ["A"]


def test_a_proxy_that_does_not_answer_is_mended_where_nobody_works_without_one(tmp_path):
    files = {
        "Bern/a.txt": gateway("A", LOST_GATEWAY, proxy="10.0.0.9:8080"),
        "Chur/b.txt": gateway("B", Answered(GATEWAY)),
    }
    assert short(planned(tmp_path, files)) == [("fix_proxy", "10.0.0.9:8080", 1)]
