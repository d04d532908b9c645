"""The name by which people know a Windows build."""

from __future__ import annotations

_CLIENTS = {
    7600: "Windows 7",
    7601: "Windows 7 SP1",
    9200: "Windows 8",
    9600: "Windows 8.1",
    10240: "Windows 10 1507",
    10586: "Windows 10 1511",
    14393: "Windows 10 1607",
    15063: "Windows 10 1703",
    16299: "Windows 10 1709",
    17134: "Windows 10 1803",
    17763: "Windows 10 1809",
    18362: "Windows 10 1903",
    18363: "Windows 10 1909",
    19041: "Windows 10 2004",
    19042: "Windows 10 20H2",
    19043: "Windows 10 21H1",
    19044: "Windows 10 21H2",
    19045: "Windows 10 22H2",
    22000: "Windows 11 21H2",
    22621: "Windows 11 22H2",
    22631: "Windows 11 23H2",
    26100: "Windows 11 24H2",
    26200: "Windows 11 25H2",
}
_SERVERS = {
    6002: "Windows Server 2008 SP2",
    6003: "Windows Server 2008 SP2",
    7600: "Windows Server 2008 R2",
    7601: "Windows Server 2008 R2 SP1",
    9200: "Windows Server 2012",
    9600: "Windows Server 2012 R2",
    14393: "Windows Server 2016",
    16299: "Windows Server, version 1709",
    17134: "Windows Server, version 1803",
    17763: "Windows Server 2019",
    18362: "Windows Server, version 1903",
    18363: "Windows Server, version 1909",
    19041: "Windows Server, version 2004",
    19042: "Windows Server, version 20H2",
    20348: "Windows Server 2022",
    25398: "Windows Server, version 23H2",
    26100: "Windows Server 2025",
}
_FIRST_WINDOWS_10 = 10240
_FIRST_WINDOWS_11 = 22000


def os_release(build: int | None, is_server: bool | None, os_name: str | None) -> str | None:
    """The release of a build, such as `Windows 10 21H2`.

    The name tells client from server where nothing else does; a build of both kinds then has no release.
    """
    if build is None:
        return None
    server = _names_server(os_name) if is_server is None else is_server
    if server is None:
        server = _only_server(build)
    if server is None:
        return None
    if server:
        return _SERVERS.get(build, f"Windows Server build {build}")
    return _CLIENTS.get(build) or f"{_client_family(build)} build {build}"


def _names_server(os_name: str | None) -> bool | None:
    return "server" in os_name.lower() if os_name else None


def _only_server(build: int) -> bool | None:
    """Whether a build exists as server alone; None where it exists as both or is unknown."""
    if (build in _SERVERS) == (build in _CLIENTS):
        return None
    return build in _SERVERS


def _client_family(build: int) -> str:
    if build >= _FIRST_WINDOWS_11:
        return "Windows 11"
    return "Windows 10" if build >= _FIRST_WINDOWS_10 else "Windows"
