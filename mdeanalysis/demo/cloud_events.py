"""The analyzer's own verdict on each channel, from the lines that the checker printed and the region's list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from mdeanalysis.demo.endpoints import region_list
from mdeanalysis.formats.text_report_writer import Event, failing_links

URL = "Testing URL : "
GUIDANCE = (
    "Let the device reach this address: "
    "<a target='_blank' href='https://docs.example.com/service-urls'>ServiceURLs</a>."
)


class Rule(NamedTuple):
    """How an edition's script judges."""

    #: A substring anywhere in one of the six lines after the URL's is enough for the script.
    marks: tuple[str, ...]
    #: Devices of other regions get no verdict at all; None where every device gets one.
    regions: tuple[str, ...] | None


RULE_2022 = Rule(("(200)", "(400)", "(404)"), ("US", "EU", "UK", "FFL"))
RULE_2024 = Rule((*RULE_2022.marks, "Succeeded (405)"), None)
RULES = {"e22": RULE_2022, "e22b": RULE_2022, "e24": RULE_2024, "legacy": RULE_2022}


class Family(NamedTuple):
    """The three events of a channel: every URL fine, exactly one failed, more failed."""

    channel: str
    check: str
    fine: int
    one: int
    more: int
    words: str


FAMILIES = (
    Family("gateway", "EDRCloud CnC", 130017, 131013, 132021, "command and control"),
    Family("cyber", "EDRCloud Cyber", 130018, 131014, 132022, "sensor data"),
    Family("autoir", "EDRCloud AutoIR", 130019, 131015, 132023, "automated investigation"),
    Family("samples", "AVCloud SampleUpload", 130020, 131016, 132024, "sample upload"),
    Family("management", "EDRCloud MdeConfigMgr", 130021, 131017, 132025, "security settings management"),
)


def failing_urls(lines: Sequence[str], rule: Rule = RULE_2022) -> list[str]:
    """The printed URLs, flag included, that the script takes for failed."""
    failing = []
    for at, line in enumerate(lines):
        if line.startswith(URL):
            window = lines[at + 1 : at + 7]
            if not any(mark in row for row in window for mark in rule.marks):
                failing.append(line.removeprefix(URL))
    return failing


def cloud_events(lines: Sequence[str], region: str, at: datetime, rule: Rule = RULE_2022) -> list[Event]:
    """One event a channel; `region` is empty for a device that was not onboarded, which only 2024 judges."""
    if not any(line.startswith(URL) for line in lines):
        return [Event(131001, "EDRCloud", "No address of the service was tested.", GUIDANCE, at)]
    if rule.regions is not None and not region.startswith(rule.regions):
        return []
    failing = failing_urls(lines, rule)
    skips_samples = rule.regions is not None and region.startswith("FFL")
    families = [family for family in FAMILIES if not (skips_samples and family.channel == "samples")]
    return [_verdict(family, failing, region, at) for family in families]


def _verdict(family: Family, failing: Sequence[str], region: str, at: datetime) -> Event:
    # By string equality, as the script does: a URL of another list never counts.
    endpoints = region_list(region) if region else ()
    listed = {endpoint.line for endpoint in endpoints if endpoint.channel == family.channel}
    links = failing_links(url for url in failing if url in listed)
    match sum(url in listed for url in failing):
        case 0:
            return Event(family.fine, family.check, f"Every {family.words} address answered.", "N/A", at)
        case 1:
            text = f"One {family.words} address was out of reach: <br>{links}"
            return Event(family.one, family.check, text, GUIDANCE, at)
        case _:
            text = f"All {family.words} addresses were out of reach: <br>{links}"
            return Event(family.more, family.check, text, GUIDANCE, at)
