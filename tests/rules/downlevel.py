"""Reports of servers with the monitoring agent, and the cloud connection test in them."""

from __future__ import annotations

from collections.abc import Iterable

from builders import device, report

from mdeanalysis.formats.cloud_connection_writer import WorkspaceTest, cloud_connection_lines

SERVER = {
    "Device Operating System": "Windows Server 2012 R2 Standard",
    "OS build number": "Microsoft Windows NT 6.3.9600.0.20337",
    "OS Edition": "Server",
    "Sense service Status": None,
}
UNIFIED = "Unified agent for downlevel servers installed: "
FIRST, SECOND = (f"dddddddd-0000-0000-0000-00000000000{n}" for n in (1, 2))


def mma(*workspaces: WorkspaceTest, name: str = "CONTOSO-SRV01", more: Iterable[str] = (), **items: str) -> str:
    """A down-level report; `more` are lines before the cloud connection test."""
    shown = device(name) | SERVER | {"OS Environment is  supported": "6.3.9600.0"} | items
    test = [
        "################# Connectivity details for OMS  validation  #########",
        *cloud_connection_lines(workspaces),
    ]
    text = report(items=shown, after_test=(), cloud=[*more, *test, "#" * 74])
    return text.replace("Important notes:", "").replace("Connectivity output, using psexec -s:", "")
