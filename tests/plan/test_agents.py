"""Workspaces that cannot be reached: a new agent where there is one, else the host."""

from __future__ import annotations

from plan.fleets import planned, short
from rules.downlevel import FIRST, UNIFIED, mma

from mdeanalysis.formats.cloud_connection_writer import FAILED, HostTest, RuleTest, WorkspaceTest, workspace_test

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
