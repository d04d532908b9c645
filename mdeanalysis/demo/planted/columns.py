"""The columns of `results` that a device will have once its result is loaded, as far as causes may go by them."""

from __future__ import annotations

from mdeanalysis.demo import edition_2022, edition_2022_october, edition_2024
from mdeanalysis.demo.planted.model import Member, Value

TOOL_VERSIONS = {
    "e22": edition_2022.SCRIPT_VERSION,
    "e22b": edition_2022_october.SCRIPT_VERSION,
    "e24": edition_2024.SCRIPT_VERSION,
}
#: Those whose values are lists; a condition names one member.
LISTS = frozenset({"group_ids", "workspace_ids"})
#: `UrlCheck.method` -> `results.proxy_method`
_METHODS = {
    "TelemetryProxyServer": "static",
    "NamedWinHttp": "winhttp",
    "AutoDetectWPAD": "wpad",
    "Direct": "direct",
    "Unknown": "unknown",
}


def edition_of(member: Member) -> str:
    """The site's edition of the tool; that of 2024 holds no test of down-level Windows."""
    return "e22" if member.agent == "mma" else member.place.edition


def discovered(member: Member) -> tuple[str, str]:
    """What the checker finds first, as its first line has it: method and address."""
    way, wpad = member.way, member.place.site.wpad_proxy
    if way.kind == "named":
        return "TelemetryProxyServer", way.address
    if way.kind == "winhttp":
        return "NamedWinHttp", way.address
    if member.wpad_broken:
        return "Unknown", ""
    if wpad and not (member.noise and member.noise.kind == "offline"):
        return "AutoDetectWPAD", wpad
    return "Direct", ""


def columns(member: Member) -> dict[str, Value]:
    """Column -> value, without those that are unknown."""
    place, system = member.place, member.system
    found: dict[str, Value | None] = {
        "site": place.site.name,
        "os_release": member.release,
        "os_build": system.build,
        "os_edition": "Server" if system.server else "Client",
        "sense_version": system.sense,
        "agent": member.agent,
        "tool_version": TOOL_VERSIONS[edition_of(member)],
        "group_ids": member.groups,
        "device_tag": member.tag,
        "workspace_ids": member.workspace,
    }
    # A text alone tells the region by the URLs that were tested; the Log Analytics agent tests all regions'.
    if member.agent == "mma":
        found["connectivity_mode"] = "standard"
    elif member.tested or place.edition == "e24":
        found["region"] = place.site.region
        found["connectivity_mode"] = "streamlined" if member.streamlined else "standard"
    if member.agent != "mma" and member.tested:
        method, address = discovered(member)
        found |= {"proxy_method": _METHODS[method], "proxy_address": address}
    return {name: value for name, value in found.items() if value}


def values(member: Member) -> list[tuple[str, Value]]:
    """Every single condition that the device meets; a list has one for each of its members."""
    pairs: list[tuple[str, Value]] = []
    for name, value in columns(member).items():
        members = str(value).split(",") if name in LISTS else [value]
        pairs += [(name, one) for one in members]
    return pairs
