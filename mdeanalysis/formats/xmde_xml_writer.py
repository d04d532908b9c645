"""Writes the report of the client analyzer for Linux and macOS: ASCII, LF, two blanks a level, no declaration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

#: What the tool shows for each tag of `device_info`, in its order; the last are macOS's one and Linux's five.
LABELS = {
    "device_name": "Device Name",
    "host_name": "Host Name",
    "os_family": "OS Family",
    "os_name": "OS Name",
    "os_kernel_version": "OS Kernel Version",
    "architecture": "OS Architecture",
    "MDATP_Status": "MDATP Status",
    "device_id": "Device ID",
    "org_id": "Organization ID",
    "sense_version": "Sense Version",
    "sense_config_version": "Sense Configuration Version",
    "av_signature_version": "Defender AV Security Intelligence Version",
    "av_engine_version": "Defender AV engine Version",
    "release_ring": "MDE Release Ring Name",
    "real_time_protection_enabled": "AV Real Time Protection Enabled",
    "real_time_protection_available": "AV Real Time Protection Available",
    "real_time_protection_subsystem": "AV Real Time Protection Subsystem",
    "passive_mode_enabled": "Passive Mode Enabled",
    "healthy": "Healthy",
    "edr_process_status": "EDR Process Status",
    "av_process_status": "AV Process Status",
    "telemetry_process_status": "Telemetry Process Status",
    "conflicting_agents": "Conflicting Agents",
    "macos_version": "macOS Version",
    "linux_distro": "Distribution",
    "auditd_status": "Audit Status",
    "audisp_plugin_status": "Audisp plugin Status",
    "conflicting_binaries": "Conflicting Binaries",
    "mde_netfilter_version": "MDE Net Filter version",
}
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}


@dataclass(frozen=True)
class XmdeItem:
    """A named value; without a label, as in `general`, the tag is its name."""

    tag: str
    value: str
    label: str = ""


def device_item(tag: str, value: str) -> XmdeItem:
    """An item of `device_info` with the label that the tool gives it."""
    return XmdeItem(tag, value, LABELS[tag])


def write_xmde_xml(general: Iterable[XmdeItem], device: Iterable[XmdeItem], event_ids: Iterable[int]) -> str:
    """The whole report; a section without content is one empty element."""
    lines = [
        "<mdatp>",
        *_section("general", [_item_line(item) for item in general]),
        *_section("device_info", [_item_line(item) for item in device]),
        *_section("events", [f'<event id="{number}"></event>' for number in event_ids]),
        "</mdatp>",
    ]
    return "".join(f"{line}\n" for line in lines)


def _section(tag: str, inner: list[str]) -> list[str]:
    if not inner:
        return [f"  <{tag}/>"]
    return [f"  <{tag}>", *(f"    {line}" for line in inner), f"  </{tag}>"]


def _item_line(item: XmdeItem) -> str:
    label = _escaped(item.label).replace('"', "&quot;")
    shown = f' display_name="{label}"' if label else ""
    return f"<{item.tag}{shown}>{_escaped(item.value)}</{item.tag}>"


def _escaped(text: str) -> str:
    for raw, entity in _ESCAPES.items():
        text = text.replace(raw, entity)
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")
