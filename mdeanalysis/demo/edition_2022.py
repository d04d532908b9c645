"""The report of the script's edition 28042022: which parts it has, in which order.

Another edition is another module with its own SECTIONS.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mdeanalysis.demo import edition_2022_network as network
from mdeanalysis.demo.culture import long_date, script_run_time
from mdeanalysis.demo.messages import ARCHITECTURE, USN
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import RULE, Event, Header, Item, Part

SCRIPT_VERSION = "28042022"
ENROLLED = "Device is enrolled to AAD and MEM"


Sections = tuple[Callable[[Run], list[Part]], ...]


def general(run: Run, version: str) -> list[Part]:
    """The three items above all headers."""
    started = script_run_time(run.device.started, run.device.culture)
    return [
        Item("general", "PSlanguageMode", "PowerShell Language mode: ", "FullLanguage"),
        Item("general", "scriptVersion", "Script Version: ", version),
        Item("general", "scriptRunTime", "Script RunTime: ", started),
    ]


def device_items(run: Run) -> list[Part]:
    """Name and Windows, as the registry has them."""
    device, system = run.device, run.device.system
    build = f"Microsoft Windows NT {system.kernel}.{system.build}.0.{system.revision}"
    return [
        Item("devInfo", "deviceName", "Device name", device.name),
        Item("devInfo", "OSName", "Device Operating System", system.product),
        Item("devInfo", "OSBuild", "OS build number", build),
        Item("devInfo", "Edition", "OS Edition", "Server" if system.server else "Client"),
        Item("devInfo", "Architecture", "OS Architecture", ARCHITECTURE[device.language]),
    ]


def sense(run: Run) -> list[Part]:
    """The sensor's registry values; a path that is not there reads as False."""
    device = run.device
    known = device.onboarded
    seen = long_date(run.seen, device.culture) if known else "Unknown"
    return [
        Item("EDRCompInfo", "DeviceId", "Device ID", device.device_id if known else "False"),
        Item("EDRCompInfo", "OrgId", "Organization Id", device.org_id if known else "False"),
        Item("EDRCompInfo", "SenseVersion", "Sense version", device.system.sense),
        Item("EDRCompInfo", "SenseConfigVersion", "Sense Configuration version", run.configuration),
        f"Sense GUID is: {device.sense_guid if known else 'False'}",
        f"Optional Sense DeviceTag is: {device.tag if known else 'False'}",
        f"Optional Sense GroupIds is: {device.groups}",
        f"Last Sense Seen TimeStamp is: {seen}",
    ]


def services(run: Run) -> list[Part]:
    """States of services; a server has no security center, so its status is an empty text."""
    center = "" if run.device.system.server else "Running"
    return [
        sense_status(run),
        Item("EDRCompInfo", "UTCServiceStatus", "DiagTrack (UTC) Service Status", "Running"),
        Item("AVCompInfo", "DefenderServiceStatus", "Defender AV Service Status", "Running"),
        Item("AVCompInfo", "WindowsSecurityCenter", "Windows Security Center Service Status", center),
        Item("AVCompInfo", "SecurityHealthService", "Windows Security Health Service Status", center),
        Item("EDRCompInfo", "WLIDServiceStartType", "Microsoft Account Sign-in Assistant Start Type", "Manual"),
        Item("AVCompInfo", "DefenderState", "Defender AV mode", "Active", "None"),
    ]


def sense_status(run: Run) -> Item:
    """The sensor's own service."""
    status = "Running" if run.device.onboarded else "Stopped"
    return Item("EDRCompInfo", "SenseServiceStatus", "Sense service Status", status)


def uploads(run: Run) -> list[Part]:
    """When telemetry last went out."""
    uploads = run.device.onboarded and run.reaches_something
    shown = long_date(run.seen, run.device.culture) if uploads else "Unknown"
    name = "Last SevilleDiagTrack"
    return [
        f"{name} LastNormalUploadTime TimeStamp: {shown}",
        f"{name} LastRealTimeUploadTime TimeStamp: Unknown",
        f"{name} LastInvalidHttpCode: ",
    ]


def org_id(run: Run, items: Sequence[Part]) -> list[Part]:
    """The organisation. Without the onboarding value the device's items come again, and a slip of the pen."""
    sentence = "Based on SENSE log, no OrgId mismatch errors were found in events"
    if run.device.onboarded:
        return [Header("org_id"), sentence]
    # The script's escape for a new line before "Note" is a lone CR.
    note = "\rNote: OnboardingInfo could not be found in the registry. Was the device onboarded?"
    return [Header("org_id"), sentence, *items, note]


def antivirus(run: Run) -> list[Part]:
    """Versions, and an event where the signatures are old."""
    outdated = run.signatures_outdated
    parts: list[Part] = []
    if run.device.system.unified_agent:
        label = "Unified agent for downlevel servers installed"
        parts.append(Item("EDRCompInfo", "MDfWSState", label, "YES", "None"))
    if outdated:
        advice = "Update the security intelligence."
        parts.append(Event(121012, "SecurityIntelligenceVersion", "Signatures are old.", advice, run.at(95)))
    signature = "1.421.96.0" if outdated else "1.423.200.0"
    label = "Defender AV Security Intelligence Version"
    return [
        *parts,
        Item("AVCompInfo", "AVPlatformVersion", "Defender AV Platform Version", "4.18.25010.11", "None"),
        Item("AVCompInfo", "AVSignatureVersion", label, signature, "Medium" if outdated else "None"),
        Item("AVCompInfo", "AVEngineVersion", "Defender AV engine Version", "1.1.25010.7", "None"),
    ]


def downlevel(run: Run) -> list[Part]:
    """Server 2016 shows the old agent's sections too, with next to nothing in them."""
    if not run.device.system.unified_agent:
        return []
    oms: list[Part] = [Header("oms"), "OMS channel: Not tested"]
    version = f"10.0.14393.{run.device.system.revision}"
    os = [f"The version {version} of {name}.dll is supported" for name in ("tdh", "wintrust")]
    return [*oms, Header("os"), *os, "", RULE, Header("gateways"), RULE, Header("oms_hosts"), RULE]


def enrollment(run: Run, status: str = ENROLLED, version: Sequence[Part] = ()) -> list[Part]:
    """Registration in the directory; `version` is what the edition prints first."""
    ids = {"Intune Device ID": "IntuneDeviceID", "Azure AD Device ID": "AADDeviceID"}
    return [
        Header("enrollment"),
        *version,
        Item("MDEDevConfig", "SenseCMEnrollmentStatus", "Enrollment Status", status, "None"),
        *(Item("MDEDevConfig", tag, label, run.guid(tag)) for label, tag in ids.items()),
        Item("MDEDevConfig", "AADTenantId", "Azure AD Tenant ID", run.tenant_id),
        Item("MDEDevConfig", "DomainJoined", "Domain Joined", "YES"),
        Item("MDEDevConfig", "AzureADJoined", "Azure AD Joined", "YES"),
        Item("MDEDevConfig", "WorkplaceJoined", "Workplace Joined", "NO"),
    ]


def anti_spoofing(run: Run) -> list[Part]:
    """Protection against devices that pretend to be this one."""
    return [
        Item("EDRCompInfo", "AFState", "Anti-Spoofing capability deployed", "YES", "None"),
        Event(120037, "AntiSpoofingStable", "Anti-spoofing works and is stable.", "N/A", run.at(150)),
    ]


def diagtrack(run: Run) -> list[Part]:
    """Old clients send sensor data through the telemetry service."""
    if run.device.system.server or run.device.system.build > 17134:
        return []
    return [
        Header("diagtrack"),
        Event(140004, "UTCListener", "The listener for telemetry is there.", "N/A", run.at(160)),
    ]


def fsutil(run: Run) -> list[Part]:
    """Windows' own words on each drive's journal."""
    journal, first = USN[run.device.language]
    drives = "CD" if run.device.system.server else "C"
    parts: list[Part] = [Header("fsutil")]
    for drive in drives:
        number = f"0x01d9{run.number:08x}{ord(drive):04x}"
        parts += ["USN query journal output for Drive: ", drive, journal + number, first + "0x0000000012c00000"]
    return parts


def command_line(run: Run) -> list[Part]:
    """How the script was started: the last section."""
    script = r"C:\TSS\BIN\MDEClientAnalyzer.ps1" if run.test_edition else r"C:\Work\tools\MDEClientAnalyzer.ps1"
    shell = r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe"
    return [Header("command_line"), shell, "-ExecutionPolicy", "Bypass", "-Command", f"& '{script}'"]


SECTIONS: Sections = (
    lambda run: general(run, SCRIPT_VERSION),
    lambda _: [Header("device")],
    device_items,
    sense,
    services,
    uploads,
    lambda run: org_id(run, device_items(run)),
    network.connectivity,
    network.cloud_check,
    antivirus,
    downlevel,
    enrollment,
    network.av_cloud,
    network.asr_rules,
    network.ctldl,
    network.certificate,
    network.proxy_settings,
    anti_spoofing,
    network.data_collection,
    diagtrack,
    network.live_response,
    fsutil,
    command_line,
)
