"""How the device is joined to a directory, as `dsregcmd /status` prints it (`dsregcmd.txt`).

Sample:

    +----------------------------------------------------------------------+
    | Device State                                                         |
    +----------------------------------------------------------------------+
                 AzureAdJoined : YES
                    DeviceName : CONTOSO-WS017
"""

from __future__ import annotations

import re

from mdeanalysis.formats import side_file
from mdeanalysis.formats.memory import remembered
from mdeanalysis.records import Document, Fact, Format, Reading

SECTION = "dsregcmd"
_NAME = re.compile(r"[A-Za-z][\w ./()-]{0,60}")
_JOINED = re.compile(r"^[ \t]*AzureAdJoined +:", re.MULTILINE)
#: The device's name in older and in newer Windows, where it may be a whole host name.
_DEVICE_NAMES = ("DeviceName", "Device Name")


def parse(document: Document) -> Reading:
    """Every named value as a fact; a name that comes again keeps its first value."""
    reading = side_file.start(document, "dsregcmd")
    facts: dict[str, Fact] = {}
    for number, line in side_file.numbered(document):
        stated = _stated(line)
        if stated and stated[0] not in facts:
            facts[stated[0]] = Fact(SECTION, *stated, None, number)
    named = (facts[name].value for name in _DEVICE_NAMES if name in facts)
    reading.host = next((value.partition(".")[0] for value in named if value), None)
    reading.facts = list(facts.values())
    return reading


@remembered
def _stated(line: str) -> tuple[str, str | None] | None:
    """The name and the value of a line that states one."""
    name, colon, value = (part.strip() for part in line.partition(" :"))
    return (name, value or None) if colon and _NAME.fullmatch(name) else None


def matches(document: Document) -> bool:
    """The state that stands first, or the file's name."""
    head = side_file.head(document)
    told = "AzureAdJoined" in head and _JOINED.search(head) is not None
    return told or side_file.is_named(document, "dsregcmd.txt")


FORMAT = Format("dsregcmd", "directory join", 210, matches, parse)
