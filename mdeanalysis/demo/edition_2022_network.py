"""The sections of 2022 that are about the network: connectivity, certificates, proxies."""

from __future__ import annotations

from collections.abc import Sequence

from mdeanalysis.demo.cloud_events import cloud_events
from mdeanalysis.demo.messages import netsh_lines
from mdeanalysis.demo.run import Run
from mdeanalysis.formats.text_report_writer import Event, Header, Part

BYPASS = "*.contoso.com"
_CTL = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/pinrulesstl.cab"
NOTES = (
    "",
    "Important notes:",
    "1. If at least one of the options shows status 200, the service can be reached.",
    "2. For *.blob.core.*.net URLs, status 400 is the answer to hope for.",
    "For more information on certificate pinning, see https://docs.example.com/pinning",
    "",
)


def connectivity(run: Run, notes: Sequence[str] = NOTES) -> list[Part]:
    """The notes, the checker's own output, and what PsExec said meanwhile."""
    if run.device.runner == "system":
        return [*notes, "Connectivity output, running as System:", *run.check_lines]
    return [*notes, "Connectivity output, using psexec -s:", *run.check_lines, *psexec_lines(run)]


def psexec_lines(run: Run) -> list[str]:
    """PsExec's standard error, from a run that went through, was stopped, or was refused."""
    name, program = run.device.name, r"C:\Work\tools\MDEClientAnalyzer.exe"
    lines = ["", "Connecting to local system...", "Starting PSEXESVC service on local system..."]
    if run.device.story == "psexec_refused":
        return [*lines, "Couldn't install PSEXESVC service:", "Access is denied."]
    lines += [f"Copying authentication key to {name}...", f"Connecting with PsExec service on {name}..."]
    if run.device.story == "asr_blocked":
        return [*lines, f"PsExec could not start {program} on {name}:", "Access is denied."]
    lines.append(f"Starting {program} on {name}...")
    ended = f"MDEClientAnalyzer.exe exited on {name} with error code 0."
    return lines if run.device.story == "killed" else [*lines, ended]


def cloud_check(run: Run) -> list[Part]:
    """The verdict on each channel."""
    region = run.device.region if run.device.onboarded else ""
    return [Header("cloud"), *cloud_events(run.check_lines, region, run.at(92), run.rule)]


def av_cloud(run: Run) -> list[Part]:
    """The antivirus's own test, which goes over the same network."""
    if run.reaches_something:
        event = Event(130011, "AVCloud", "The antivirus cloud answered.", "N/A", run.at(110))
    else:
        text = "ValidateMapsConnection failed to establish a connection to MAPS (hr=80072EE2 httpcode=0)"
        event = Event(131007, "AVCloud", text, "Let the device reach the antivirus cloud.", run.at(110))
    return [Header("av_cloud"), event]


def asr_rules(run: Run) -> list[Part]:
    """Printed to a user only; the sentence explains why nothing was tested."""
    if run.device.runner == "system":
        return []
    rule = "ASR rule 'Block process creations originating from PSExec and WMI commands' exists"
    found = [f"{rule} on the device and is in Block mode"] if run.device.story == "asr_blocked" else []
    return [Header("asr"), *found]


def ctldl(run: Run) -> list[Part]:
    """The list of trusted roots, fetched by the user who ran the script."""
    if run.reaches_something:
        return [Header("ctldl"), f"StatusCode for {_CTL} IS : OK"]
    advice = "Let the device reach ctldl.windowsupdate.com."
    event = Event(131003, "AuthRoot", "The list of trusted roots is out of reach.", advice, run.at(118))
    return [Header("ctldl"), f"Exception occurred for {_CTL} :Unable to connect to the remote server", event]


def certificate(run: Run) -> list[Part]:
    """Under PsExec its messages end up here as PowerShell's errors."""
    if run.reaches_something:
        event = Event(130010, "CertRevocation", "Revocation was checked and is fine.", "N/A", run.at(140))
    else:
        event = Event(131004, "CertRevocation", "Revocation was not checked.", "Test it by hand.", run.at(140))
    return [Header("certificate"), *_error_record(run), event]


def _error_record(run: Run) -> list[str]:
    if run.device.runner == "system":
        return []
    return [
        "PsExec.exe : ",
        r"At C:\Work\tools\MDEClientAnalyzer.ps1:1417 char:5",
        "+     & $PsExec -accepteula -s -nobanner certutil.exe -f -verify -urlfetch",
        "    + CategoryInfo          : NotSpecified: (:String) [], RemoteException",
        "    + FullyQualifiedErrorId : NativeCommandError",
        " ",
        "Connecting to local system...",
        f"certutil.exe exited on {run.device.name} with error code 0.",
    ]


def proxy_settings(run: Run) -> list[Part]:
    """The proxies that are set, then netsh in its language."""
    return [Header("proxy"), *proxy_scopes(run), *netsh(run)]


def proxy_scopes(run: Run) -> list[str]:
    """WinINET's settings where there are any, and the system account's in one line."""
    usage = "AUTODETECT" if run.device.site.wpad_proxy else "NO_PROXY"
    bitsadmin = (
        "Proxy setting detected via bitsadmin:  BITSADMIN version 3.0 BITS administration utility. "
        "(C) Copyright Microsoft Corp.  Internet proxy settings for account LOCALSYSTEM: "
        f"(connection = default)  Proxy usage:  {usage}"
    )
    return [*_machine_proxy(run), *_user_proxy(run), bitsadmin]


def netsh(run: Run) -> list[str]:
    """WinHTTP's own proxy."""
    way = run.device.way
    address = way.address if way.kind == "winhttp" else ""
    return netsh_lines(run.device.language, address, BYPASS if run.number % 2 else "")


def _machine_proxy(run: Run) -> list[str]:
    if run.device.way.kind != "winhttp" or run.number % 3:
        return []
    address = run.device.way.address
    return [
        "Proxy settings in device level were detected",
        f"The detected Proxy settings in device path (HKLM) are :  http={address};https={address}",
        "ProxyEnable is set to :  1",
    ]


def _user_proxy(run: Run) -> list[str]:
    """A person's browser has its proxy, which is no use to the system account."""
    if run.device.runner == "system" or run.device.way.kind == "direct":
        return []
    address = run.device.way.address or run.device.site.wpad_proxy
    return [
        "Proxy setting in current user level were detected",
        f"The detected proxy settings in current user path (HKCU) are :  {address}",
        f"ProxyEnable is set to :  {run.number % 2}",
    ]


def data_collection(run: Run) -> list[Part]:
    """PowerShell's view of the policy key that holds the named proxy."""
    values = {"AllowTelemetry": "1", "DisableEnterpriseAuthProxy": "1"}
    if run.device.way.kind == "named":
        values["TelemetryProxyServer"] = run.device.way.address
    width = max(map(len, values))
    rows = [f"{name:<{width}} : {value}" for name, value in values.items()]
    hive = r"    Hive: HKEY_LOCAL_MACHINE\SOFTWARE\Policies\Microsoft\Windows"
    table = [f"{'Name':<31}Property", f"{'----':<31}--------"]
    names = ["DataCollection", *[""] * (len(rows) - 1)]
    listed = [f"{name:<31}{row}" for name, row in zip(names, rows, strict=True)]
    return [Header("data_collection"), "", "", hive, "", "", *table, *listed, "", ""]


def live_response(run: Run) -> list[Part]:
    """Plain TCP past any proxy, so behind a closed firewall it fails everywhere."""
    hosts = ("global.notify.windows.com", "client.wns.windows.com")
    open_ = run.device.way.direct_open and run.device.story != "offline"
    words = "Successfully connected to Host" if open_ else "Could not connect to Host"
    return [Header("live_response"), *(f"{words}: {host} on Port: 443" for host in hosts)]
