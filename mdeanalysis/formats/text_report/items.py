"""The report's items: every display name that any known edition prints as `name: value`."""

from __future__ import annotations

import regex

_NAMES = """
PowerShell Language mode
Script Version
Script RunTime
Trace StartTime
Trace StopTime
SQM Machine Identifier from registry is
Device name
Device Operating System
OS build number
OS Edition
OS Architecture
SystemBootTime
Device ID
Organization Id
Sense version
Sense Configuration version
Sense GUID is
AadAccountCache is
Optional Sense DeviceTag is
Optional Sense GroupIds is
Sense GroupIds
Optional PreferStaticProxyForHttpRequest setting is
Last Sense Seen TimeStamp is
Device is
Sense service Status
Sense service StartType
DiagTrack (UTC) Service Status
Defender AV Service Status
Windows Security Center Service Status
Windows Security Health Service Status
Microsoft Account Sign-in Assistant Start Type
Defender AV proxy configuration
Defender AV SSLOptions configuration
Defender AV mode
Defender Network Inspection Service
Defender Network Inspection Driver
Defender AV StartType
Last SevilleDiagTrack LastNormalUploadTime TimeStamp
Last SevilleDiagTrack LastRealTimeUploadTime TimeStamp
Last SevilleDiagTrack LastInvalidHttpCode
Anti-Spoofing capability deployed
MachineAuth ID
Anti-Spoofing State GUID
Sense Service Discovered Proxy
Unified agent for downlevel servers installed
Defender AV Platform Version
Defender AV Security Intelligence Version
Defender AV engine Version
Defender Is Tamper Protected
Defender Tamper Protection Source
Defender Is Tamper Protection Exclusions Enabled
Streamlined Connectivity Readiness (Preview)
Streamlined Connectivity Readiness
Device Datacenter Location
Device Onboarded via Streamlined Connectivity
PreventPlatformUpdate is set in Registry
SharedSignatureRoot is set in Registry
OobeEnableRtpAndSigUpdate is set in Registry
Version
Enrollment Status
Intune Device ID
Azure AD Device ID
Azure AD Tenant ID
Domain Joined
Azure AD Joined
Workplace Joined
MDM Enrollment state
SCP Configuration Type
SCP Tenant Name
SCP Tenant ID
Defender Network Protection Mode
URL Custom Indicator Creation Date
System-wide WinHTTP proxy
Preferred Telemetry Proxy Server enabled
Curl HTTPS proxy
Curl HTTP proxy
Curl NO proxy override
Curl ALL proxy
Azure Resource Id
Device Host Name
DisableAntiSpyware
SmartLockerMode
OS Environment is supported
OS Environment is not supported
Command and Control channel as System Account
Command and Control channel as User Account
OMS channel
Health Service DLL version is
"""
#: Display name in lower case, blanks collapsed -> display name.
ITEMS = {name.lower(): name for name in _NAMES.strip().split("\n")}
#: Below this length a name is too short to be told when garbled.
_FUZZY_LENGTH = 10
_FUZZY = regex.compile(
    r"(?b)(?:" + "|".join(f"(?:{regex.escape(n)}){{e<=2}}" for n in ITEMS.values() if len(n) >= _FUZZY_LENGTH) + ")",
    regex.IGNORECASE,
)
_FUZZY_TIMEOUT = 0.2


def canonical(name: str) -> str | None:
    """The display name as the newest edition spells it, or None where no edition has it."""
    return ITEMS.get(" ".join(name.split()).lower())


def split_item(line: str) -> tuple[str, str | None] | None:
    """Display name and value of an item line; `False` and nothing are no value."""
    name, colon, value = line.partition(":")
    known = canonical(name) if colon else None
    return None if known is None else (known, clean(value))


def guess_item(line: str) -> tuple[str, str | None] | None:
    """The same for a line whose display name is garbled by at most two letters."""
    name, colon, value = line.partition(":")
    name = " ".join(name.split())
    if not colon or not _FUZZY_LENGTH <= len(name) <= 80:
        return None
    try:
        if not _FUZZY.fullmatch(name, timeout=_FUZZY_TIMEOUT):
            return None
    except TimeoutError:
        return None
    return _nearest(name), clean(value)


def _nearest(name: str) -> str:
    def distance(known: str) -> int:
        found = regex.fullmatch(f"(?b)(?:{regex.escape(known)}){{e<=2}}", name, regex.IGNORECASE)
        return sum(found.fuzzy_counts) if found else 3

    # Two letters are all that may differ: looking at every name would take ten times as long.
    near = [known for known in ITEMS.values() if abs(len(known) - len(name)) <= 2]
    return min(near or ITEMS.values(), key=distance)


def clean(value: str) -> str | None:
    """A value without the second colon of general items; None for `False` (path missing) and nothing."""
    value = value.strip()
    if value[:1] == ":" and not value[1:2].strip():  # `::1` is a value
        value = value[1:].strip()
    return None if value in {"", "False"} else value
