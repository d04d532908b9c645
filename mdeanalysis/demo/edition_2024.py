"""The report of the script's edition 08May2024: which parts it has, in which order."""

from __future__ import annotations

from mdeanalysis.demo import edition_2022 as april
from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo import edition_2024_network as newer
from mdeanalysis.demo.certificates import chain
from mdeanalysis.demo.edition_2022_october import boot_time
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import Event, Header, Item, Part

SCRIPT_VERSION = "08May2024"
#: From this build on the name comes from WMI, since the registry still says 10.
_WINDOWS_11 = 22000
_HEALTH = {
    "Firewall": "GOOD",
    "Auto-Update": "GOOD",
    "Anti-Virus": "GOOD",
    "Anti-Spyware": "GOOD",
    "Internet Settings": "GOOD",
    "User Account Control": "GOOD",
    "WSC Service": "GOOD",
}


def _machine_identifier(run: Run) -> list[Part]:
    return [Header("device"), f"SQM Machine Identifier from registry is:  {{{run.guid('SQM').upper()}}}"]


def device_items(run: Run) -> list[Part]:
    """Windows 11 has its true name."""
    parts = [*april.device_items(run), boot_time(run)]
    system = run.device.system
    if system.build >= _WINDOWS_11 and not system.server:
        caption = "Microsoft " + system.product.replace("Windows 10", "Windows 11")
        parts[1] = Item("devInfo", "OSName", "Device Operating System", caption)
    return parts


def _sense(run: Run) -> list[Part]:
    """No time of the sensor's last word: the script asks for it too early. The account cache is a table."""
    known = run.device.onboarded
    *items, tag, _groups, _seen = april.sense(run)
    hive = r"    Hive: HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows Advanced Threat Protection"
    row = f"{run.guid('AADDeviceID') if known else '(default)':<45}Tenant : {run.tenant_id if known else ''}"
    table = ["", "", hive, "", "", f"{'Name':<45}Property", f"{'----':<45}--------", row, "", ""]
    return [
        *items,
        "AadAccountCache is: ",
        *table,
        tag,
        Item("EDRCompInfo", "SenseGroupIds", "Sense GroupIds", run.device.groups),
        f"Optional PreferStaticProxyForHttpRequest setting is: {'1' if newer.prefers_static(run) else 'False'}",
    ]


def _services(run: Run) -> list[Part]:
    """The sensor's own service comes later, the antivirus's network part is new."""
    _sense_status, *services, mode = april.services(run)
    return [
        *services,
        Item("AVCompInfo", "DefenderAVProxy", "Defender AV proxy configuration", newer.antivirus_proxy(run)),
        Item("AVCompInfo", "SSLOptions", "Defender AV SSLOptions configuration", "False"),
        mode,
        Item("AVCompInfo", "NetworkProtectionState", "Defender Network Inspection Service", "Running"),
        Item("AVCompInfo", "NetworkProtectionState", "Defender Network Inspection Driver", "Running"),
    ]


def _anti_spoofing(run: Run) -> list[Part]:
    item, event = april.anti_spoofing(run)
    machine = Item("EDRCompInfo", "MachineAuthId", "MachineAuth ID", run.device.device_id[:32])
    state = Item("EDRCompInfo", "StateReg", "Anti-Spoofing State GUID", run.guid("anti-spoofing"))
    return [item, machine, state, event]


def _antivirus(run: Run) -> list[Part]:
    return [
        *april.antivirus(run),
        Item("AVCompInfo", "DefenderState", "Defender Is Tamper Protected", "True", "None"),
        Item("AVCompInfo", "DefenderState", "Defender Tamper Protection Source", "Signatures"),
        Item("AVCompInfo", "DefenderState", "Defender Is Tamper Protection Exclusions Enabled", "False"),
        *_connectivity_mode(run),
    ]


def _connectivity_mode(run: Run) -> list[Part]:
    device = run.device
    streamlined = "YES" if device.streamlined else "NO"
    location = device.site.region if device.onboarded else ""
    return [
        Item("devInfo", "SimplifiedConnectivity", "Streamlined Connectivity Readiness", "READY", "None"),
        Item("EDRCompInfo", "Location", "Device Datacenter Location", location),
        Item("EDRCompInfo", "SimplifiedConnectivity", "Device Onboarded via Streamlined Connectivity", streamlined),
    ]


def _enrollment(run: Run) -> list[Part]:
    version = Item("MDEDevConfig", "SwitchMode", "Version", "2")
    return april.enrollment(run, f"{april.ENROLLED} (1)", [version])


def _sense_service(run: Run) -> list[Part]:
    return [
        april.sense_status(run),
        Item("EDRCompInfo", "SenseStartType", "Sense service StartType", "Automatic"),
        Item("AVCompInfo", "NetworkProtectionState", "Defender Network Protection Mode", "Audit"),
    ]


def _security_center(run: Run) -> list[Part]:
    if run.device.system.server:
        return []
    lines = [f"{name:>20}: WSC_SECURITY_PROVIDER_HEALTH_{health}" for name, health in _HEALTH.items()]
    return [Header("security_center"), *lines, "Windows Defender anti-virus is running and up-to-date"]


def _protected_process(run: Run) -> list[Part]:
    return [Event(110005, "SensePPL", "The sensor runs as a protected process.", "N/A", run.at(170))]


def _image(_: Run) -> list[Part]:
    path = r'"C:\Program Files\Windows Defender Advanced Threat Protection\MsSense.exe"'
    return [Header("image_state"), "IMAGE_STATE_COMPLETE", Header("image_path"), path]


def _command_line(run: Run) -> list[Part]:
    return [*april.command_line(run), "-outputDir", r"C:\Work\tools"]


SECTIONS: april.Sections = (
    lambda run: april.general(run, SCRIPT_VERSION),
    _machine_identifier,
    device_items,
    _sense,
    _services,
    _anti_spoofing,
    april.uploads,
    lambda run: april.org_id(run, device_items(run)),
    newer.connectivity,
    network.cloud_check,
    newer.discovered,
    _antivirus,
    april.downlevel,
    _enrollment,
    network.av_cloud,
    newer.metered,
    _sense_service,
    _security_center,
    network.asr_rules,
    newer.ctldl,
    network.certificate,
    newer.proxy_settings,
    network.data_collection,
    april.diagtrack,
    network.live_response,
    april.fsutil,
    _protected_process,
    _image,
    chain,
    _command_line,
)
