"""The Microsoft Monitoring Agent's settings in the registry (`HealthServiceReg.txt`): workspaces and their proxy.

Sample:

    Hive: HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HealthService\\Parameters
    Name                                       Property
    ----                                       --------
    Service Connector Services                 ProxyUrl : http://proxy.contoso.com:8080
    AOI-dddddddd-0000-0000-0000-000000000001   IsRequestFromAgent : 1
"""

from __future__ import annotations

import re

from mdeanalysis.formats import side_file
from mdeanalysis.records import Document, Fact, Format, ProxySetting, Reading

SECTION = "health service"
_KEY = "\\HealthService\\Parameters"
_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_WORKSPACE = re.compile(
    rf"\bAOI-({_GUID})\b|\b({_GUID})\.(?:ods|oms)\.opinsights\.|\bworkspace ?id\b\W*(?:REG_SZ\W*)?({_GUID})\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:\w+://)?(?:[\w-]+\.)*[\w-]+(?::\d+)?/?")
#: Values about a proxy that are no address, and others that no table may show.
_NO_ADDRESS = re.compile(r"user|account|password|credential|secret|bypass|enable|override", re.IGNORECASE)
_SECRET = re.compile(r"password|credential|secret|\bkey", re.IGNORECASE)
_TOLD = re.compile(r"proxy|workspace|managementgroup", re.IGNORECASE)


def parse(document: Document) -> Reading:
    """Workspace ids in lower case, the agent's proxies, and the values that name either."""
    reading = side_file.start(document, "health_service")
    facts: dict[tuple[str, str | None], Fact] = {}
    for number, line in side_file.numbered(document):
        for found in _WORKSPACE.finditer(line):
            workspace = next(group for group in found.groups() if group).lower()
            if workspace not in reading.workspace_ids:
                reading.workspace_ids.append(workspace)
        stated = side_file.pair(line)
        if stated and _TOLD.search(stated[0]) and not _SECRET.search(stated[0]):
            name, value = stated[0], stated[1] or None
            facts.setdefault((name, value), Fact(SECTION, name, value, None, number))
            _add_proxy(reading, name, value, number)
    reading.facts = list(facts.values())
    return reading


def _add_proxy(reading: Reading, name: str, value: str | None, number: int) -> None:
    if "proxy" not in name.lower() or _NO_ADDRESS.search(name) or not value:
        return
    if ("." in value or ":" in value) and _ADDRESS.fullmatch(value):
        reading.proxy_settings.append(ProxySetting("oms", "static", value, None, None, number))


def matches(document: Document) -> bool:
    """The agent's key, or the file's name."""
    return _KEY in side_file.head(document) or side_file.is_named(document, "healthservicereg.txt")


FORMAT = Format("health_service", "monitoring agent's settings", 230, matches, parse)
