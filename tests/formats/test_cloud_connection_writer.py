"""The text of the agent's connection test, and that reading it gives back what was written."""

from __future__ import annotations

from formats.golden import document
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.formats import cloud_connection
from mdeanalysis.formats.cloud_connection_writer import (
    CONNECTED,
    FAILED,
    HostTest,
    RuleTest,
    WorkspaceTest,
    cloud_connection_lines,
    workspace_test,
    write_cloud_connection,
)
from mdeanalysis.records import WorkspaceHost

ID = "dddddddd-0000-0000-0000-000000000001"


def test_a_whole_test_is_printed_byte_for_byte():
    rules = (
        RuleTest("*.ods.opinsights.azure.com", (HostTest(f"{ID}.ods.opinsights.azure.com"),)),
        RuleTest("*.blob.core.windows.net", (HostTest("contosoblob.blob.core.windows.net", FAILED),)),
    )
    assert write_cloud_connection([WorkspaceTest(ID, rules)]) == (
        f"Starting connectivity test for workspace id {ID}\r\n"
        "Firewall Rule: *.ods.opinsights.azure.com\r\n"
        f"{ID}.ods.opinsights.azure.com:443\r\n"
        "TCP connectivity test succeeded\r\n"
        "Firewall Rule: *.blob.core.windows.net\r\n"
        "contosoblob.blob.core.windows.net:443\r\n"
        "Connection failed\r\n"
    )


def test_an_agent_without_a_workspace_prints_nothing():
    assert cloud_connection_lines([]) == []


def test_a_workspaces_own_hosts_are_named_after_it():
    rules = workspace_test(ID, ["contosoblob"], FAILED).rules
    assert [(rule.rule, [(host.host, host.says) for host in rule.hosts]) for rule in rules] == [
        ("*.ods.opinsights.azure.com", [(f"{ID}.ods.opinsights.azure.com", FAILED)]),
        ("*.oms.opinsights.azure.com", [(f"{ID}.oms.opinsights.azure.com", FAILED)]),
        ("*.blob.core.windows.net", [("contosoblob.blob.core.windows.net", FAILED)]),
    ]
    assert [rule.rule for rule in workspace_test(ID).rules] == [rule.rule for rule in rules[:2]]


SAYS = {
    CONNECTED: ("succeeded", None),
    FAILED: ("failed", "other"),
    "Connection timed out": ("failed", "timeout"),
    "The remote name could not be resolved": ("failed", "dns"),
    "No connection: refused": ("failed", "connect"),
    "(407) Proxy Authentication Required, unable to go on": ("failed", "proxy_auth"),
    "Certificate error": ("failed", "tls"),
}
numbers = st.integers(0, 2**48 - 1)
ids = numbers.map(lambda number: f"dddddddd-0000-0000-0000-{number:012x}")
host_tests = st.builds(
    HostTest, st.from_regex(r"[a-z][a-z0-9]{0,20}\.blob\.core\.windows\.net", fullmatch=True),
    st.sampled_from(sorted(SAYS)), st.integers(1, 65535),
)  # fmt: skip
rule_tests = st.builds(
    RuleTest,
    st.sampled_from(["*.blob.core.windows.net", "*.agentsvc.azure-automation.net"]),
    st.lists(host_tests, max_size=3, unique_by=lambda host: host.host).map(tuple),
)
rules = st.lists(rule_tests, max_size=2, unique_by=lambda rule: rule.rule).map(tuple)
workspaces = st.lists(st.builds(WorkspaceTest, ids, rules), max_size=3, unique_by=lambda one: one.workspace_id)


def rows_of(tests: list[WorkspaceTest]) -> list[WorkspaceHost]:
    return [
        WorkspaceHost(
            one.workspace_id,
            rule.rule,
            host.host,
            host.port,
            *SAYS[host.says],
            f"{host.host}:{host.port}; {host.says}",
            0,
        )
        for one in tests
        for rule in one.rules
        for host in rule.hosts
    ]


@settings(max_examples=100, deadline=None)
@given(workspaces)
def test_reading_what_was_written_gives_it_back(tests: list[WorkspaceTest]):
    reading = cloud_connection.parse(document(write_cloud_connection(tests)))
    assert [host._replace(line=0) for host in reading.workspace_hosts] == rows_of(tests)
    assert reading.workspace_ids == [one.workspace_id for one in tests]
    assert (reading.facts, reading.unknown, reading.problems) == ([], 0, [])
