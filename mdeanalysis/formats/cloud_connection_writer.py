"""Writes what the Log Analytics agent's connection test prints, as far as its words are known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CONNECTED = "TCP connectivity test succeeded"
#: The words that the analyzer itself looks for.
FAILED = "Connection failed"


@dataclass(frozen=True)
class HostTest:
    """One host and what the test says of it."""

    host: str
    says: str = CONNECTED
    port: int = 443


@dataclass(frozen=True)
class RuleTest:
    """The hosts behind one wildcard that a firewall has to let through."""

    rule: str
    hosts: tuple[HostTest, ...]


@dataclass(frozen=True)
class WorkspaceTest:
    """All that the test says of one workspace."""

    workspace_id: str
    rules: tuple[RuleTest, ...]


def workspace_test(workspace_id: str, storage: Iterable[str] = (), says: str = CONNECTED) -> WorkspaceTest:
    """A workspace with the hosts that are named after it and its `storage` accounts, all with one outcome."""
    own = (
        RuleTest(f"*.{name}.opinsights.azure.com", (HostTest(f"{workspace_id}.{name}.opinsights.azure.com", says),))
        for name in ("ods", "oms")
    )
    accounts = tuple(HostTest(f"{account}.blob.core.windows.net", says) for account in storage)
    blobs = (RuleTest("*.blob.core.windows.net", accounts),) if accounts else ()
    return WorkspaceTest(workspace_id, (*own, *blobs))


def cloud_connection_lines(workspaces: Iterable[WorkspaceTest]) -> list[str]:
    """The test's output, without line ends."""
    lines = []
    for workspace in workspaces:
        lines.append(f"Starting connectivity test for workspace id {workspace.workspace_id}")
        for rule in workspace.rules:
            lines.append(f"Firewall Rule: {rule.rule}")
            lines += [line for host in rule.hosts for line in (f"{host.host}:{host.port}", host.says)]
    return lines


def write_cloud_connection(workspaces: Iterable[WorkspaceTest]) -> str:
    """The test's output as a file of its own."""
    return "".join(line + "\r\n" for line in cloud_connection_lines(workspaces))
