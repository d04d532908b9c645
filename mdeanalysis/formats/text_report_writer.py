"""Writes the analyzer's text report from its parts: headers, items, events and plain lines.

Which parts a report has, and in which order, is an edition's matter; here is only how each part is printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

#: Every header, exactly as printed; the hash counts are the script's.
HEADERS = {
    "device": "######################## device Info summary #############################",
    "org_id": "############################ OrgID error check ###############################",
    "cloud": "#################### Defender for Endpoint cloud service check #####################",
    "oms": "###################### OMS validation details  ###########################",
    "os": "###################### OS validation details  ###########################",
    "gateways": "######## Connectivity details for Command and Control  validation  #######",
    "oms_hosts": "################# Connectivity details for OMS  validation  #########",
    "enrollment": "################# Device Registration and Enrollment ##################",
    "av_cloud": "################# Defender AntiVirus cloud service check ##################",
    "metered": "############################ Metered Network Check ############################",
    "security_center": "##################### Windows Security Center checks ######################",
    "asr": "############################ ASR rule check ###############################",
    "ctldl": "############## Connectivity Check for ctldl.windowsupdate.com #############",
    "certificate": "##################### certificate validation check ########################",
    "proxy": "########################### PROXY SETTINGS ################################",
    "data_collection": "#################### Data Collection Registry setting #####################",
    "diagtrack": "######################## DiagTrack Listener check #########################",
    "live_response": "################ Connectivity Check for Live Response URL ################",
    "fsutil": "######################## FSUTIL USN journal query #########################",
    "image_state": "############################ ImageState check ###############################",
    "image_path": "############################ ImagePath check ###############################",
    "chain": "################## MDE certificate chain validation  ####################",
    "command_line": "################## MDE CommandLine usage information ####################",
}
_NO_LINE_BEFORE = frozenset({"device", "gateways", "oms_hosts", "asr", "ctldl", "proxy", "live_response"})
#: The script ends this line with a lone LF of its own.
RULE = "#" * 74 + "\n"
SEVERITIES = ("Informational", "Warning", "Error")
CATEGORIES = {1: "Environment", 2: "Configuration", 3: "Connectivity", 4: "Telemetry"}


@dataclass(frozen=True)
class Item:
    """A named value that both reports hold; `parent` and `tag` place it in the XML, `alert` colours it."""

    parent: str
    tag: str
    label: str
    value: str
    alert: str = ""


@dataclass(frozen=True)
class Event:
    """An event of the tool itself; `<br>` in its sentences breaks lines in the XML and is gone in the text."""

    id: int
    check: str
    result: str
    guidance: str
    at: datetime

    @property
    def severity(self) -> str:
        """The third digit of the id, in words."""
        return SEVERITIES[self.id // 1000 % 10]

    @property
    def category(self) -> str:
        """The second digit of the id, in words."""
        return CATEGORIES[self.id // 10_000 % 10]


@dataclass(frozen=True)
class Header:
    """A section's header; `name` is a key of HEADERS."""

    name: str


#: A str is a line that only the text report has; it may hold the lone CR or LF of a script's slip.
Part = Item | Event | Header | str


def write_text_report(parts: Iterable[Part]) -> str:
    """The whole report; every line ends in CRLF."""
    return "".join(_printed(part) + "\r\n" for part in parts)


def failing_links(urls: Iterable[str]) -> str:
    """The failing URLs of an event as the script lists them, flags included."""
    return " ".join(f"<a href='{url}'>{url}</a>" for url in urls)


def _printed(part: Part) -> str:
    match part:
        case Header():
            before = "" if part.name in _NO_LINE_BEFORE else "\r\n"
            return before + HEADERS[part.name]
        case Item():
            return f"{part.label}: {part.value}"
        case Event():
            return _event_line(part)
        case str():
            return part


def _event_line(event: Event) -> str:
    # The stamp is the device's own clock, in spite of its Z.
    stamp = event.at.strftime("%Y-%m-%d %H:%M:%SZ")
    sentences = f"{event.result} {event.guidance}".replace("<br>", "")
    return f"{stamp} [{event.severity}] {event.check} {event.id}: {sentences}"
