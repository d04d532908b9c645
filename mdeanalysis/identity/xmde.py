"""What a Linux or macOS report says of its device, in the columns of `results`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from mdeanalysis.records import Result
from mdeanalysis.vocabulary import platform_of

#: The kernel's own name -> platform.
_FAMILIES = {"linux": "linux", "darwin": "macos"}


def platform(result: Result, facts: Mapping[str, str]) -> str | None:
    """The platform that the report states, or that its event ids begin with."""
    family = _FAMILIES.get(facts.get("OS Family", "").lower())
    events = (platform_of(event.event_id) for reading in result.readings for event in reading.events)
    return family or next((found for found in events if found in _FAMILIES.values()), None)


def columns(result: Result, facts: Mapping[str, str]) -> dict[str, object]:
    """The columns that differ from those of a Windows report; its times are UTC, whatever the device's clock."""
    found = platform(result, facts)
    ran = _time(facts.get("script_run_time"))
    return {
        "platform": found,
        "tool_version": facts.get("script_version"),
        "run_at": ran,
        "run_at_local": None,
        "os_name": facts.get("OS Name"),
        "os_version": _version(found, facts),
        "os_release": _release(found, facts),
        "sense_version": facts.get("Sense Version"),
        "agent": "xmde",
    }


def _version(platform: str | None, facts: Mapping[str, str]) -> str | None:
    """macOS names its version, with the build in parentheses; what Linux has of one is its kernel's."""
    text = facts.get("macOS Version", "") if platform == "macos" else facts.get("OS Kernel Version", "")
    return text.partition(" ")[0] or None


def _release(platform: str | None, facts: Mapping[str, str]) -> str | None:
    """What an administrator calls the system: the distribution with its version, or macOS and its first number."""
    if platform == "macos":
        major = facts.get("macOS Version", "").partition(".")[0]
        return f"macOS {major}" if major.isdecimal() else None
    return facts.get("OS Name")


def _time(text: str | None) -> datetime | None:
    try:
        ran = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return ran.replace(tzinfo=UTC) if ran.tzinfo is None else ran.astimezone(UTC)
