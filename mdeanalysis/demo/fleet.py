"""Writes a made-up fleet, device after device, so that memory stays flat however many there are."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from pathlib import Path

from mdeanalysis.demo.carriers import carried, result_zip, zipped
from mdeanalysis.demo.documents import documents
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.planning import mended, plan
from mdeanalysis.demo.stories import BY_NAME
from mdeanalysis.errors import OutputError

#: From this size on, one more input is there that nobody can read.
UNREADABLE_FROM = 30
#: Bytes of the broken-off upload: it ends within its first member's name, so that nothing can be saved.
_UPLOADED = 40


@dataclass
class Counts:
    """What was written; `results` also has the second results of mended devices."""

    devices: int = 0
    results: int = 0
    files: int = 0
    unreadable: int = 0
    stories: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)


def write_fleet(out: Path, devices: int, seed: int, start: datetime | None = None) -> Counts:
    """Fills the folder `out`, which must be new or empty, or leaves it as it was."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(f"{out} is not an empty folder; name a new one for the fleet")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        # Beside `out`, because only within one file system is the renaming one step.
        with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
            counts = _write(Path(folder) / "fleet", devices, seed, start)
            if out.exists():
                out.rmdir()
            (Path(folder) / "fleet").rename(out)
    except OSError as error:
        raise OutputError(f"{out} could not be written: {error.strerror or error}") from error
    return counts


def _write(folder: Path, devices: int, seed: int, start: datetime | None) -> Counts:
    counts = Counts()
    folder.mkdir()
    for bundle, group in groupby(_bundles_last(plan(devices, seed, start)), key=lambda device: device.bundle):
        if bundle:
            _write_bundle(folder, bundle, list(group), counts)
            continue
        for device in group:
            _count(device, counts)
            _write_result(folder, device, counts)
            if device.mended_days:
                _write_result(folder, mended(device), counts)
    if devices >= UNREADABLE_FROM:
        _write_unreadable(folder, next(plan(1, seed, start)), counts)
    return counts


def _bundles_last(devices: Iterator[Device]) -> Iterator[Device]:
    """Brings the devices of one bundle together; a bundle is complete when the next one begins."""
    waiting: list[Device] = []
    for device in devices:
        if not device.bundle:
            yield device
            continue
        if waiting and waiting[0].bundle != device.bundle:
            yield from waiting
            waiting = []
        waiting.append(device)
    yield from waiting


def _count(device: Device, counts: Counts) -> None:
    counts.devices += 1
    counts.stories[device.story] += 1
    counts.states[BY_NAME[device.story].state] += 1


def _write_result(folder: Path, device: Device, counts: Counts) -> None:
    counts.results += 1
    for name, content in carried(device):
        _write_file(folder / device.site.name / name, content, counts)


def _write_bundle(folder: Path, bundle: str, devices: list[Device], counts: Counts) -> None:
    """One zip with a zip of each device."""
    members = []
    for device in devices:
        _count(device, counts)
        counts.results += 1
        members.append((f"{device.name}.zip", result_zip(device, documents(device))))
    content = zipped(members, max(device.started for device in devices))
    _write_file(folder / devices[0].site.name / f"{bundle}.zip", content, counts)


def _write_unreadable(folder: Path, device: Device, counts: Counts) -> None:
    """A zip whose transfer broke off."""
    content = result_zip(device, documents(device))
    _write_file(folder / device.site.name / "upload-broken-off.zip", content[:_UPLOADED], counts)
    counts.unreadable += 1


def _write_file(path: Path, content: bytes, counts: Counts) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    counts.files += 1
