"""The list of devices that the made-up organisation expects, as its portal exports it with columns of its own.

It agrees with the fleet of the same size and seed but for what a list is for: some devices never sent a result, some
that did are not listed, and of a few the portal says the opposite of what their results show.
"""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Iterator
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.demo.model import Device
from mdeanalysis.demo.planning import plan
from mdeanalysis.demo.stories import BY_NAME
from mdeanalysis.errors import OutputError

HEAD = (
    "Device ID", "Device name", "Domain", "Device group", "Health status", "Onboarding status", "Site", "Owner",
    "Cost centre",
)  # fmt: skip
DOMAIN = "contoso.com"
RINGS = ("Pilot", "Early", "Broad", "Broad", "Broad", "Broad")
#: One device in so many is on no list, and the list has one in so many that never sent anything.
UNLISTED_EVERY, MISSING_EVERY = 19, 8
#: One failing device in so many is active in the portal, and one healthy one in so many is not.
ACTIVE_EVERY, INACTIVE_EVERY = 2, 12
_TEAMS = {"europe": "workplace-emea", "americas": "workplace-amer", "pacific": "workplace-apac"}


class Written(NamedTuple):
    """What the list holds."""

    lines: int
    missing: int
    unlisted: int


def write_inventory(file: Path, devices: int, seed: int, start: datetime | None = None) -> Written:
    """Writes the list of the fleet of this size and seed as CSV, or leaves nothing.

    Raises `OutputError` where the file is there already, or cannot be written.
    """
    if file.exists():
        raise OutputError(f"{file} is there already; name a new file for the inventory")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent) as folder:
            made = Path(folder) / file.name
            written = _write(made, devices, seed, start)
            os.link(made, file)  # never over a file that has come meanwhile
    except OSError as error:
        raise OutputError(f"{file} could not be written: {error.strerror or error}") from error
    return written


def _write(file: Path, devices: int, seed: int, start: datetime | None) -> Written:
    lines = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(HEAD)
        for row in chain(_listed(devices, seed, start), _missing(devices, seed, start)):
            writer.writerow(row)
            lines += 1
    missing = devices // MISSING_EVERY
    return Written(lines, missing, devices + missing - lines)


def _listed(devices: int, seed: int, start: datetime | None) -> Iterator[tuple[str, ...]]:
    for device in plan(devices, seed, start):
        if device.number % UNLISTED_EVERY:
            yield _row(device, _health(device))


def _missing(devices: int, seed: int, start: datetime | None) -> Iterator[tuple[str, ...]]:
    """Devices with numbers behind the fleet's last, that were planned alike and sent nothing."""
    more = devices // MISSING_EVERY
    for device in plan(devices + more, seed, start):
        if device.number > devices:
            yield _row(device, "No sensor data" if device.number % 2 else "Inactive")


def _row(device: Device, health: str) -> tuple[str, ...]:
    name = f"{device.name.lower()}.{DOMAIN}"
    onboarding = "Onboarded" if device.onboarded else "Can be onboarded"
    ring = RINGS[device.number % len(RINGS)]
    owner = f"{_TEAMS.get(device.site.group, 'workplace-gov')}@{DOMAIN}"
    centre = str(4_100 + 10 * (device.number % 4))
    return device.device_id, name, DOMAIN, ring, health, onboarding, device.site.name, owner, centre


def _health(device: Device) -> str:
    """What the portal says: right for most."""
    if not device.onboarded:
        return ""
    state = BY_NAME[device.story].state
    if state == "failed" and not device.mended_days:
        return "Active" if device.number % ACTIVE_EVERY else "Impaired communications"
    return "Inactive" if device.number % INACTIVE_EVERY == 0 else "Active"
