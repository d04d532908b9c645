"""Lines of the report that are neither items, events nor blocks: sentences, each with what it states."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdeanalysis.formats.memory import remembered


class Sentence(NamedTuple):
    """What a sentence says: a fact (where it has a name) and a mark about the run (where it decides one)."""

    name: str | None = None
    value: str | None = None
    mark: str | None = None


#: Titles of sections that hold raw output of other tools: any line is expected there.
RAW_SECTIONS = frozenset(
    {
        "fsutil usn journal query",
        "mde commandline usage information",
        "certificate validation check",
        "winsock error check",
        "orgid error check",
        "processmitigations check",
        "unsupported win os check",
        "mma certificate error check",
        "client timeskew check",
        "missing default path check",
        "sccm onboarding check",
        "mma unsupported os check",
        "imagestate check",
        "imagepath check",
        "scep client check",
        "vdi information",
        "auth root policies",
        "connectivity check for ctldl.windowsupdate.com",
        "trusted publishers policy",
        "diagtrack listener check",
        "senseoms listener check",
        "mde certificate chain validation",
        "os validation details",
        "metered network check",
    }
)
_FIXED = (
    r"Important notes:",
    r"1\. If at least one\b.*",
    r"2\. For \*?\.?blob\b.*|2\. For .*",
    r"However, please refer to section\b.*",
    r"For more information on certificate pinning\b.*",
    r"CheckConnectivity -OSPreviousVersion\b.*",
    r"Event Log error information:",
    r"Windows Defender firewall settings not optimal",
    r"User Account Controller \(UAC\) is switched off",
    r"Windows Defender anti-virus is running and up-to-date",
    r"Skipping PSR recording as it requires an interactive user session\.",
    r"Log Collection was started from a remote device\.",
    r"Error \d+ occured when starting WPR trace\.",
    r"Starting netsh trace\.\.\.",
    r"Netsh trace start attempt at:.*",
    r"Unable to generate HTML file",
    r"SQM Machine Identifier was not found in .*",
    r"Unknown Error",
)
_UNDERSTOOD = re.compile("|".join(f"(?:{pattern})" for pattern in _FIXED))
#: Name of the fact that says how the test was started.
OUTPUT = "Connectivity output"
_OUTPUT = re.compile(r"Connectivity output, (using psexec -s|running as System):")
_NO_ORG_ERROR = re.compile(r"Based on SENSE log, no OrgId mismatch errors were found in events")
_NOTE = re.compile(r"Note: OnboardingInfo could not be found in the registry\b")
_ASR = re.compile(r"ASR rule 'Block process creations originating from PSExec and WMI commands' exists\b(.*)")
_LIVE = re.compile(r"(Successfully connected to|Could not connect to) Host: (\S+) on Port: (\d+)")
_DOTNET = re.compile(r"To run URI validation tool please install \.NET framework\b")
#: Pattern of a sentence, the fact's name (groups in braces) and the group of its value.
_NAMED = tuple(
    (re.compile(pattern), name, value)
    for pattern, name, value in (
        (r"StatusCode for (\S+) IS : (.*)", "StatusCode for {0}", 2),
        (r"Exception occurred for (\S+) :(.*)", "Exception for {0}", 2),
        (r"([A-Z][A-Za-z -]+): (WSC_SECURITY_PROVIDER_HEALTH_\w+)", "{0}", 2),
        (r"Service (Microsoft Monitoring Agent) is (\w+)$", "{0} service", 2),
        (r"The version (\S+) of (tdh\.dll|wintrust\.dll) is supported", "{1}", 1),
        (r"Environment is not supported: (.*)", "Environment is not supported", 1),
        (
            r"Based on SENSE log, the device is linked to an active Organization ID: (\S+)",
            "Organization ID of the SENSE log",
            1,
        ),
    )
)


@remembered
def understand(line: str) -> Sentence | None:
    """What a line (without outer blanks) says, or None where it is no known sentence."""
    for read in (_fact, _decision):
        if sentence := read(line):
            return sentence
    return Sentence() if _UNDERSTOOD.fullmatch(line) else None


def _fact(line: str) -> Sentence | None:
    if found := _LIVE.match(line):
        return Sentence(f"Live Response {found[2]}:{found[3]}", found[1].removesuffix(" to"))
    for pattern, name, value in _NAMED:
        if found := pattern.match(line):
            return Sentence(name.format(*found.groups()).strip(), found[value].strip() or None)
    return None


def _decision(line: str) -> Sentence | None:
    if found := _OUTPUT.match(line):
        return Sentence(OUTPUT, found[1], "psexec" if "psexec" in found[1] else "system")
    if _NO_ORG_ERROR.match(line):
        return Sentence("OrgId mismatch errors", "no")
    if _NOTE.match(line):
        return Sentence("OnboardingInfo", None, "no_onboarding_info")
    if found := _ASR.match(line):
        return Sentence("ASR rule for PSExec and WMI", line, "asr_rule" if _blocks(found[1]) else None)
    return Sentence(mark="dotnet_missing") if _DOTNET.match(line) else None


def _blocks(rest: str) -> bool:
    return "block mode" in rest.lower() and "excluded" not in rest.lower()
