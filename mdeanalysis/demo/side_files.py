"""Small stand-ins for the copies of registry and tools that lie beside the reports."""

from __future__ import annotations

from collections.abc import Iterator

from mdeanalysis.demo.run import Run
from mdeanalysis.formats.side_file_writers import SignedList, write_cert_signer, write_config_mgr, write_dsregcmd

_PROGRAMS = (
    ("Contoso VPN Client", "5.1.4", "C:\\Program Files\\Contoso VPN\\", "Contoso Ltd."),
    ("Fabrikam Reader", "24.1.0", "C:\\Program Files\\Fabrikam\\", "Fabrikam, Inc."),
    ("Northwind Backup Agent", "11.0.2", "", "Northwind Traders"),
)


def side_files(run: Run) -> Iterator[tuple[str, str, str]]:
    """Name, text and encoding of each."""
    yield "dsregcmd.txt", _dsregcmd(run), "utf16"
    yield "CertSigner.log", _cert_signer(run), "utf16"
    yield "AddRemovePrograms.csv", _programs(run), "utf8_bom"
    yield "InstalledUpdates.txt", _updates(run), "utf16"
    yield "SCHANNEL.txt", _registry(r"Control\SecurityProviders\SCHANNEL", {"EventLogging": "0x1"}), "utf16"
    yield "SSL_00010002.txt", _registry(r"Control\Cryptography\SSL\00010002", {"Functions": ""}), "utf16"
    yield "SessionManager.txt", _registry(r"Control\Session Manager", {"SafeDllSearchMode": "0x1"}), "utf16"
    yield "filters.txt", _filters(), "utf16"
    if run.device.edition == "e24":
        yield (
            "EnabledCiphers.txt",
            _text(["TLS_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]),
            "utf16",
        )
        yield "DFSS_Settings.txt", _registry(r"Control\Session Manager\Quota System", {}), "utf16"
        yield "DeviceGuardSettings.txt", _text(["", "SecurityServicesRunning : {0}", ""]), "utf16"
        yield "ModuleInfo.Json", _text(["[]"]), "utf8_bom"


def settings_log(run: Run) -> str:
    """How the device is enrolled for settings management, which the tool collects since 2024."""
    values = {
        "EnrollmentStatus": "1",
        "TenantId": run.tenant_id,
        "DeviceId": run.guid("AADDeviceID"),
        "ProductName": run.device.system.product,
        "UBR": str(run.device.system.revision),
    }
    return write_config_mgr(values)


def _dsregcmd(run: Run) -> str:
    values = {
        "AzureAdJoined": "YES",
        "EnterpriseJoined": "NO",
        "DomainJoined": "YES",
        "DeviceName": run.device.name,
        "DeviceId": run.guid("AADDeviceID"),
        "TenantName": "Contoso",
        "TenantId": run.tenant_id,
    }
    return write_dsregcmd(values)


def _cert_signer(run: Run) -> str:
    day = f"{run.at(86400 * 700):%m/%d/%Y %H:%M:%S}"
    return write_cert_signer(
        SignedList(f"certutil -verifyctl {name}", day, "700.0") for name in ("AuthRoot", "Disallowed")
    )


def _programs(run: Run) -> str:
    head = ("DisplayName", "DisplayVersion", "InstallLocation", "Publisher")
    rows = [head, *_PROGRAMS[: 1 + run.number % len(_PROGRAMS)]]
    return _text([",".join(f'"{cell}"' for cell in row) for row in rows])


def _updates(run: Run) -> str:
    day = f"{run.at(-86400 * (4 + run.number % 20)):%m/%d/%Y}"
    head = ["", "HotFixID   InstalledOn", "--------   -----------"]
    return _text([*head, f"KB50{run.device.system.revision:05d}  {day}", ""])


def _registry(path: str, values: dict[str, str]) -> str:
    key = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\" + path
    return _text(["", key, *(f"    {name}    REG_DWORD    {value}" for name, value in values.items()), ""])


def _filters() -> str:
    head = ["", "Filter Name    Num Instances    Altitude    Frame", "-" * 50]
    return _text([*head, "WdFilter       3                328010      0", ""])


def _text(lines: list[str]) -> str:
    return "".join(line + "\r\n" for line in lines)
