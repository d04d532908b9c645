"""What the client analyzer for Linux and macOS leaves behind, and the agent's own test, saved beside it."""

from __future__ import annotations

from collections.abc import Iterator

from mdeanalysis.demo.endpoints import GATEWAYS
from mdeanalysis.demo.model import Device
from mdeanalysis.formats.mdatp_test_writer import AgentTry, write_mdatp_test
from mdeanalysis.formats.xmde_xml_writer import XmdeItem, device_item, write_xmde_xml

TEST = "connectivity_test.txt"
#: Of command and control, sensor data and the antivirus's cloud: all reached, or all failed; then processes.
_FINE, _FAILED = (30002, 30005, 30008), (32003, 32006, 32009)
_PROCESSES_RUN = 10002


def members(device: Device) -> Iterator[tuple[str, str]]:
    """Name and text of each file; `xmde_untested` has no test beside its report."""
    yield "mde.xml", _report(device)
    if device.story != "xmde_untested":
        yield TEST, write_mdatp_test(_tries(device))


def _report(device: Device) -> str:
    started = f"{device.started_utc:%Y-%m-%dT%H:%M:%S}.{device.number % 10**6:06d}"
    general = [XmdeItem("script_version", "1.5.1"), XmdeItem("script_run_time", started)]
    items = [device_item(tag, value) for tag, value in _values(device).items()]
    digits = _FAILED if device.story == "xmde_inspected" else _FINE
    family = 300_000 if device.system.server else 200_000
    return write_xmde_xml(general, items, [family + number for number in (*digits, _PROCESSES_RUN)])


def _values(device: Device) -> dict[str, str]:
    system = device.system
    shared = {
        "device_name": device.name,
        "host_name": device.name,
        "os_family": "Linux" if system.server else "Darwin",
        "os_name": f"{system.product} {system.release.partition(' ')[0]}",
        "os_kernel_version": system.kernel,
        "architecture": "x86_64" if system.server else "arm64",
        "device_id": device.device_id,
        "org_id": device.org_id,
        "sense_version": system.sense,
        "real_time_protection_enabled": "True",
        "passive_mode_enabled": "False",
        "healthy": str(device.story != "xmde_inspected"),
        "edr_process_status": "running",
    }
    own = {"linux_distro": system.product, "auditd_status": "active"} if system.server else {}
    return {**shared, **(own or {"macos_version": system.release})}


def _tries(device: Device) -> Iterator[AgentTry]:
    """The agent's list for its region; an inspecting proxy's certificate is none that it takes."""
    geo = "us" if device.site.region.startswith("FFL") else device.site.region.lower()
    gateways = GATEWAYS["US" if geo == "us" else device.site.region]
    urls = (
        "https://x.cp.wd.microsoft.com/api/report",
        "https://cdn.x.cp.wd.microsoft.com/ping",
        f"https://{geo}-v20.events.data.microsoft.com/ping",
        *(f"https://winatp-gw-{name}.microsoft.com/test" for name in gateways),
    )
    inspected = device.story == "xmde_inspected"
    return (AgentTry(url, "ERROR", "SSL cert issue") if inspected else AgentTry(url) for url in urls)
