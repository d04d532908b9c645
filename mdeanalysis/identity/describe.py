"""The columns of `results`: each from the most trusted place that states it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mdeanalysis.catalogue.os_releases import os_release
from mdeanalysis.identity import run_time, xmde
from mdeanalysis.identity.place import device_name_of, site_of
from mdeanalysis.identity.region import add_region
from mdeanalysis.identity.tested import test_state
from mdeanalysis.records import Reading, Result
from mdeanalysis.vocabulary import SIDE_FORMATS

_DEVICE_ID = re.compile(r"\b[0-9a-fA-F]{40}\b")
_GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
#: No part has more than nine digits; a longer number is no version.
_VERSION = re.compile(r"(?<!\d)(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:\.\d{1,9})?(?: Service Pack \d{1,9})?\.(\d{1,9})$")
#: Older or partial texts of a version, without the revision.
_SHORT_VERSION = re.compile(r"(?<!\d)(\d{1,9})\.(\d{1,9})\.(\d{4,9})(?:\s|$)")
_XMDE = frozenset({"xmde_xml", "mdatp_test"})


class Facts(dict[str, str]):
    """Display name -> value, the XML's before the text's, the current onboarding before the policy's.

    `beside` has the same of each side file's format, whose names are other programs'.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        super().__init__()
        self.beside: dict[str, dict[str, str]] = {}
        trusted = sorted(readings, key=_trust)
        for reading in reversed(trusted):
            if reading.formats[0] in SIDE_FORMATS:
                self.beside.setdefault(reading.formats[0], {}).update(reading.stated())
            else:
                self.update(reading.stated())

    def side(self, format_: str, name: str) -> str | None:
        """The value of a name in a side file."""
        return self.beside.get(format_, {}).get(name)


def _trust(reading: Reading) -> int:
    name = reading.document.name.lower()
    if reading.formats[0] == "xml":
        return 0
    if reading.formats[0] == "onboarding_json":
        return 4 if "offboarding" in name else 3 if "policy" in name else 2
    return 1


def describe(result: Result, inputs: Iterable[str] = ()) -> dict[str, object]:
    """The result's row but for `device_key`, `superseded` and the numbering of nameless devices."""
    facts = Facts(result.readings)
    reports = [reading.document for reading in result.readings if reading.formats[0] not in SIDE_FORMATS]
    columns: dict[str, object] = {
        "result_id": result.result_id,
        "source": result.source,
        "formats": ",".join(result.formats),
        "device_name": _device_name(result, facts),
        "site": site_of(result, inputs),
        "platform": None if set(result.formats) <= _XMDE else "windows",
        "workspace_ids": ",".join(_workspaces(result)) or None,
        "encoding": ",".join(dict.fromkeys(document.encoding for document in reports)),
        "decode_replaced": any(document.replaced for document in reports),
    }
    columns |= _run(result, facts) | _system(facts) | _ids(facts) | _sensor(result, facts)
    if "xmde_xml" in result.formats:
        columns |= xmde.columns(result, facts)
    columns["test_state"], columns["not_tested_reason"] = test_state(result)
    add_region(columns, result, facts)
    return columns


def _device_name(result: Result, facts: Facts) -> str | None:
    """As printed; Windows names are one name in any case."""
    hosts = (reading.host for reading in result.readings if reading.host)
    name = facts.get("Device name") or next(hosts, None) or device_name_of(result)
    return name.upper() if name and not _XMDE & set(result.formats) else name


def _workspaces(result: Result) -> dict[str, None]:
    """The workspaces that any document names, and those of the hosts that were tested, each once in their order."""
    named = [workspace for reading in result.readings for workspace in reading.workspace_ids]
    return dict.fromkeys(named)


def _run(result: Result, facts: Facts) -> dict[str, object]:
    stamps = (stamp for reading in result.readings for stamp in reading.stamps())
    ran = run_time.parse(facts.get("Script RunTime"), stamps)
    return {"tool_version": facts.get("Script Version"), "run_at": ran.at, "run_at_local": ran.local}


def _system(facts: Facts) -> dict[str, object]:
    version = facts.get("OS build number") or facts.get("OS Environment is supported") or ""
    return _of_system(
        facts.get("Device Operating System", ""), facts.get("OS Edition"), version, facts.get("OS Architecture")
    )


@lru_cache(maxsize=4096)
def _of_system(system: str, edition: str | None, version_text: str, architecture: str | None) -> dict[str, object]:
    """The columns about the operating system; a fleet has few of them."""
    name = system.removeprefix("Microsoft ") or None
    version, build, revision = _version(version_text)
    server = edition.startswith("Server") if edition else None
    if name and build and build >= 22000 and edition == "Client":
        name = name.replace("Windows 10", "Windows 11", 1)
    return {
        "os_name": name,
        "os_version": version,
        "os_build": build,
        "os_revision": revision,
        "os_release": os_release(build, server, name),
        "os_edition": edition,
        "architecture": _architecture(architecture),
    }


def _version(text: str) -> tuple[str | None, int | None, int | None]:
    if found := _VERSION.search(text.strip()):
        major, minor, build, revision = map(int, found.groups())
        parts = (major, minor, build, revision) if revision else (major, minor, build)
        return ".".join(map(str, parts)), build, revision or None
    if found := _SHORT_VERSION.search(text):
        return found[0].strip(), int(found[3]), None
    return None, None, None


def _architecture(text: str | None) -> str | None:
    if not text:
        return None
    if "arm" in text.lower() or "aarch" in text.lower():
        return "arm64"
    return "x64" if "64" in text else "x86" if "32" in text or "86" in text else None


def _ids(facts: Facts) -> dict[str, object]:
    return {
        "device_id": _matched(_DEVICE_ID, facts.get("Device ID")),
        "sense_guid": _matched(_GUID, facts.get("Sense GUID is")),
        "org_id": _first(_GUID, *(facts.get(name) for name in ("Organization Id", "Organization ID", "orgId"))),
        "tenant_id": _first(
            _GUID,
            facts.get("Azure AD Tenant ID"),
            *(facts.side(file, "TenantId") for file in ("dsregcmd", "config_mgr")),
        ),
        "aad_device_id": _first(
            _GUID,
            facts.get("Azure AD Device ID"),
            *(facts.side(file, "DeviceId") for file in ("dsregcmd", "config_mgr")),
        ),
        "group_ids": facts.get("Sense GroupIds") or facts.get("Optional Sense GroupIds is"),
        "device_tag": facts.get("Optional Sense DeviceTag is"),
    }


def _matched(pattern: re.Pattern[str], text: str | None) -> str | None:
    if not text:
        return None
    found = pattern.search(text)
    return found[0].lower() if found else None


def _first(pattern: re.Pattern[str], *texts: str | None) -> str | None:
    return next((found for text in texts if (found := _matched(pattern, text))), None)


def _sensor(result: Result, facts: Facts) -> dict[str, object]:
    return {
        "sense_version": facts.get("Sense version"),
        "agent": _agent(result, facts),
        "onboarded": _onboarded(result),
        "proxy_method": next((r.proxy_method for r in _system_first(result) if r.proxy_method), None),
        "proxy_address": _discovered(result),
    }


def _agent(result: Result, facts: Facts) -> str | None:
    if facts.get("Unified agent for downlevel servers installed") == "YES":
        return "unified"
    if "downlevel_text" in result.formats:
        return "mma"
    # An XML report of either branch looks alike; only devices with the Sense service state its status. Only they have
    # URL blocks, by which a legacy report is told.
    return (
        "built_in"
        if {"modern_text", "legacy_text"} & set(result.formats) or "Sense service Status" in facts
        else None
    )


def _onboarded(result: Result) -> bool | None:
    """Unknown where no report states a device id; the two sentences alone are weak, but weigh against it."""
    stated = [value for reading in result.readings for value in reading.values_of("Device ID")]
    against = {mark for r in result.readings for mark in r.marks} & {"no_onboarding_info", "not_onboarded"}
    if not stated:
        return False if against else None
    return not against and any(value and _DEVICE_ID.search(value) for value in stated)


def _discovered(result: Result) -> str | None:
    settings = (s for r in _system_first(result) for s in r.proxy_settings if s.scope == "discovered")
    return next((setting.address for setting in settings), None)


def _system_first(result: Result) -> list[Reading]:
    """What the sensor's own account found, before what a user's did."""
    return sorted(result.readings, key=lambda reading: reading.context)
