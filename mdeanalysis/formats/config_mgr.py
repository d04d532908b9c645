"""How the device is enrolled for settings management (a log in `MdeConfigMgrLogs`).

Sample:

    EnrollmentStatus : 1
    TenantId         : 11111111-2222-3333-4444-555555555555
    DeviceId         : bbbbbbbb-0000-0000-0000-000000000001
    ProductName      : Windows 10 Enterprise
    UBR              : 1645
"""

from __future__ import annotations

import re

from mdeanalysis.formats import side_file
from mdeanalysis.records import Document, Fact, Format, Reading

SECTION = "settings management"
# `LastCheckinSuccess` prints when a check-in was last tried, so it is none of these.
_NAMES = frozenset({"EnrollmentStatus", "TenantId", "DeviceId", "ProductName", "UBR"})
_STATUS = re.compile(r"^[ \t]*EnrollmentStatus[ \t]*:", re.MULTILINE)


def parse(document: Document) -> Reading:
    """The values that say who manages which device; the last of each, for a log goes on."""
    reading = side_file.start(document, "config_mgr")
    facts: dict[str, Fact] = {}
    for number, line in side_file.numbered(document):
        name, colon, value = line.partition(":")
        if colon and (name := name.strip()) in _NAMES:
            facts[name] = Fact(SECTION, name, value.strip() or None, None, number)
    reading.facts = list(facts.values())
    return reading


def matches(document: Document) -> bool:
    """A line that states the enrollment."""
    head = side_file.head(document)
    return "EnrollmentStatus" in head and _STATUS.search(head) is not None


FORMAT = Format("config_mgr", "settings management", 220, matches, parse)
