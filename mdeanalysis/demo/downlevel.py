"""The report of servers with the old monitoring agent: gateways and workspaces in place of the URL checker's test.

The edition of May 2024 starts the agents' tests and loses what they print, so that it always says `Not tested`.
"""

from __future__ import annotations

from mdeanalysis.demo import edition_2022, edition_2024
from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo.culture import long_date
from mdeanalysis.demo.endpoints import GATEWAYS
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.cloud_connection_writer import CONNECTED, FAILED, cloud_connection_lines, workspace_test
from mdeanalysis.formats.gateway_block_writer import (
    Answered,
    GatewayCheck,
    GatewayFailed,
    gateway_check_lines,
    write_gateway_check,
)
from mdeanalysis.formats.side_file_writers import write_health_service
from mdeanalysis.formats.text_report_writer import RULE, Event, Header, Item, Part

_REGIONS = ("US", "UK", "EU")
_STORAGE = ("scadvisorcontent",)
_REFUSED = "The remote server returned an error: (407) Proxy Authentication Required."
_CHANNEL = "Command and Control channel as {} Account"


def workspaces(device: Device) -> list[str]:
    """The workspaces of the device's part of the company; a few servers have a second one left over."""
    number = ("europe", "americas", "pacific", "government").index(device.site.group) + 1
    names = [number, 9] if device.number % 4 == 1 else [number]
    return [f"dddddddd-0000-0000-0000-{name:012d}" for name in names]


def gateway_check(device: Device) -> GatewayCheck:
    """Every gateway of the list, over the agent's own proxy where it has one."""
    urls = [
        f"https://winatp-gw-{name}.microsoft.com/commands/test" for region in _REGIONS for name in GATEWAYS[region]
    ]
    if device.story == "mma_proxy_auth":
        return GatewayCheck(
            tuple(GatewayFailed(url, "ProtocolError", _REFUSED) for url in urls), oms_proxy=device.way.address
        )
    return GatewayCheck(tuple(map(Answered, urls)))


def user_check(device: Device) -> str:
    """The same as a file of its own, run by the user, whom every proxy knows."""
    return write_gateway_check(GatewayCheck(tuple(Answered(test.url) for test in _tests(device))))


def health_service(device: Device) -> str:
    """The agent's key in the registry."""
    address = device.way.address if device.way.kind == "oms" else ""
    return write_health_service(workspaces(device), address)


def _tests(device: Device) -> list[Answered | GatewayFailed]:
    return [test for test in gateway_check(device).tests if isinstance(test, Answered | GatewayFailed)]


def _captured(run: Run) -> bool:
    return run.device.edition != "e24"


def _general(run: Run) -> list[Part]:
    return edition_2022.general(run, edition_2022.SCRIPT_VERSION if _captured(run) else edition_2024.SCRIPT_VERSION)


def _identity(run: Run) -> list[Part]:
    device = run.device
    return [
        Item("EDRCompInfo", "DeviceId", "Device ID", device.device_id),
        Item("EDRCompInfo", "OrgId", "Organization Id", device.org_id),
        Item("EDRCompInfo", "SenseConfigVersion", "Sense Configuration version", run.configuration),
        f"Sense GUID is: {device.sense_guid}",
        "Optional Sense GroupIds is: False",
        f"Last Sense Seen TimeStamp is: {long_date(run.seen, device.culture)}",
    ]


def _verdicts(run: Run) -> list[Part]:
    system = run.device.system
    fine = "Passed validation" if _captured(run) else "Not tested"
    own = f"{_CHANNEL.format('System')}: {fine}"
    if run.device.story == "mma_proxy_auth":  # the blank before the colon stands in this case only
        own = f"{_CHANNEL.format('System')} : Some of the MDE APIs failed , see details below"
    return [
        f"OS Environment is  supported: Microsoft Windows NT {system.kernel}.{system.build}.0",
        own,
        f"{_CHANNEL.format('User')}: Passed validation",
    ]


def _agent(run: Run) -> list[Part]:
    text, advice = "The unified agent is missing.", "Install the unified agent."
    return [
        Item("EDRCompInfo", "MDfWSState", "Unified agent for downlevel servers installed", "NO", "High"),
        Event(121020, "MDfWSCheck", text, advice, run.at(60)),
    ]


def _channels(run: Run) -> list[Part]:
    """The agent's service, and the systems' libraries."""
    failed = run.device.story == "mma_proxy_auth"
    said = "Some of the OMS APIs failed , see details below" if failed else "Passed validation"
    version = f"{run.device.system.kernel}.{run.device.system.build}.{run.device.system.revision}"
    running = ["Service Microsoft Monitoring Agent is Running", "Health Service DLL version is: 10.20.18067.0"]
    return [
        Header("oms"),
        f"OMS channel: {said if _captured(run) else 'Not tested'}",
        *(running if said.startswith("Passed") and _captured(run) else []),
        Header("os"),
        *(f"The version {version} of {name}.dll is supported" for name in ("tdh", "wintrust")),
        "",
    ]


def _details(run: Run) -> list[Part]:
    gateways, hosts = [], []
    if _captured(run):
        says = FAILED if run.device.story == "mma_proxy_auth" else CONNECTED
        gateways = gateway_check_lines(gateway_check(run.device))
        hosts = cloud_connection_lines(workspace_test(name, _STORAGE, says) for name in workspaces(run.device))
    return [RULE, Header("gateways"), *gateways, RULE, Header("oms_hosts"), *hosts, RULE]


def _enrollment(_: Run) -> list[Part]:
    return [Header("enrollment"), Item("MDEDevConfig", "DomainJoined", "Domain Joined", "YES")]


SECTIONS: edition_2022.Sections = (
    _general,
    lambda _: [Header("device")],
    edition_2022.device_items,
    _identity,
    _verdicts,
    _agent,
    edition_2022.antivirus,
    _channels,
    _details,
    _enrollment,
    network.ctldl,
    network.proxy_settings,
    edition_2022.fsutil,
    edition_2022.command_line,
)
