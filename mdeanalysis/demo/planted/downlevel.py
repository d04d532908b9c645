"""The text report of Windows without a sensor of its own: the tests of the Log Analytics agent."""

from __future__ import annotations

from collections.abc import Sequence

from mdeanalysis.demo import edition_2022 as april
from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo.culture import long_date
from mdeanalysis.demo.messages import ARCHITECTURE
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.cloud_connection_writer import (
    CONNECTED,
    FAILED,
    HostTest,
    RuleTest,
    WorkspaceTest,
    cloud_connection_lines,
)
from mdeanalysis.formats.gateway_block_writer import Answered, GatewayCheck, GatewayFailed, gateway_check_lines
from mdeanalysis.formats.text_report_writer import RULE, Event, Header, Item, Part
from mdeanalysis.formats.url_block_writer import CheckedUrl, Failed

BLOB_RULE = "*.blob.core.windows.net"
_COMMON_HOST = "scadvisorcontent.blob.core.windows.net"
_FIRST_SERVER_2012_R2 = 9600
#: WinHTTP's error -> the WebException's status and .NET's words for it.
_EXCEPTIONS = {
    12002: ("Timeout", "The operation has timed out"),
    12007: ("NameResolutionFailure", "The remote name could not be resolved"),
    12029: ("ConnectFailure", "Unable to connect to the remote server"),
    12030: ("ReceiveFailure", "The underlying connection was closed: An unexpected error occurred on a receive."),
}


def storage_host(workspace: str) -> str:
    """The storage account that belongs to a workspace."""
    return f"oms{workspace[:8]}.blob.core.windows.net"


def workspace_hosts(workspace: str) -> list[tuple[str, list[str]]]:
    """What the agent's own test tries: each wildcard with its hosts."""
    zones = [f"{name}.opinsights.azure.com" for name in ("ods", "oms")]
    own = [(f"*.{zone}", [f"{workspace}.{zone}"]) for zone in zones]
    return [*own, (BLOB_RULE, [_COMMON_HOST, storage_host(workspace)])]


def report(run: Run, workspace: str, gateways: Sequence[CheckedUrl], blocked: frozenset[str]) -> list[Part]:
    """Every part of the report; `blocked` has the hosts that the agent cannot reach."""
    tests = gateway_check_lines(GatewayCheck(tuple(map(_gateway, gateways))))
    rules = [_rule_test(rule, hosts, blocked) for rule, hosts in workspace_hosts(workspace)]
    hosts = cloud_connection_lines([WorkspaceTest(workspace, tuple(rules))])
    return [
        *april.general(run, april.SCRIPT_VERSION),
        Header("device"),
        *_device_items(run),
        *_verdicts(run, any(" is failed " in line for line in tests)),
        *_agent(run, FAILED in hosts),
        RULE,
        Header("gateways"),
        *tests,
        RULE,
        Header("oms_hosts"),
        *hosts,
        RULE,
        *network.proxy_settings(run),
        *april.fsutil(run),
        *april.command_line(run),
    ]


def _gateway(url: CheckedUrl) -> Answered | GatewayFailed:
    result = url.rows[0]
    if not isinstance(result, Failed):
        return Answered(url.url)
    status, message = _EXCEPTIONS[result.code]
    return GatewayFailed(url.url, status, message)


def _rule_test(rule: str, hosts: Sequence[str], blocked: frozenset[str]) -> RuleTest:
    return RuleTest(rule, tuple(HostTest(host, FAILED if host in blocked else CONNECTED) for host in hosts))


def _version(run: Run) -> str:
    build = run.device.system.build
    return f"Microsoft Windows NT 6.{3 if build == _FIRST_SERVER_2012_R2 else 1}.{build}"


def _device_items(run: Run) -> list[Part]:
    device, system = run.device, run.device.system
    return [
        Item("devInfo", "deviceName", "Device name", device.name),
        Item("devInfo", "OSName", "Device Operating System", system.product),
        Item("devInfo", "OSBuild", "OS build number", f"{_version(run)}.0.{system.revision}"),
        Item("devInfo", "Edition", "OS Edition", "Server" if system.server else "Client"),
        Item("devInfo", "Architecture", "OS Architecture", ARCHITECTURE[device.language]),
        Item("EDRCompInfo", "DeviceId", "Device ID", device.device_id),
        Item("EDRCompInfo", "OrgId", "Organization Id", device.org_id),
        Item("EDRCompInfo", "SenseConfigVersion", "Sense Configuration version", run.configuration),
        f"Sense GUID is: {device.sense_guid}",
        f"Optional Sense DeviceTag is: {device.tag}",
        f"Optional Sense GroupIds is: {device.groups}",
        f"Last Sense Seen TimeStamp is: {long_date(run.seen, device.culture)}",
    ]


def _verdicts(run: Run, failed: bool) -> list[Part]:
    says = " : Some of the MDE APIs failed , see details below" if failed else ": Passed validation"
    accounts = [f"Command and Control channel as {who} Account{says}" for who in ("System", "User")]
    return [f"OS Environment is  supported: {_version(run)}.0", *accounts]


def _agent(run: Run, failed: bool) -> list[Part]:
    parts: list[Part] = []
    if run.device.system.server:
        label, advice = "Unified agent for downlevel servers installed", "Install it."
        parts.append(Item("EDRCompInfo", "MDfWSState", label, "NO", "Medium"))
        parts.append(Event(121020, "MDfWSCheck", "The unified agent is missing.", advice, run.at(80)))
    running = ["Service Microsoft Monitoring Agent is Running", "Health Service DLL version is: 10.20.18067.0"]
    oms = ["Some of the OMS APIs failed , see details below"] if failed else ["Passed validation", *running]
    system = f"6.{3 if run.device.system.build == _FIRST_SERVER_2012_R2 else 1}.{run.device.system.build}"
    libraries = [f"The version {system}.20337 of {name}.dll is supported" for name in ("tdh", "wintrust")]
    return [*parts, Header("oms"), f"OMS channel: {oms[0]}", *oms[1:], Header("os"), *libraries, ""]
