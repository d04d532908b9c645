"""In what a result reaches the analyst: zip, folder, loose texts, or all of these packed once more."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from mdeanalysis.demo import xmde
from mdeanalysis.demo.documents import TEXT, XML, Documents, documents, encoded, pasted_check
from mdeanalysis.demo.model import Device
from mdeanalysis.demo.pastes import legacy_report, mail, ticket

ZIP_NAME = "MDEClientAnalyzerResult.zip"
LEGACY_NAME = "MDATPClientAnalyzerResult"
Files = Iterator[tuple[str, bytes]]


def carried(device: Device) -> Files:
    """The files that hold the device's result, by their path below the site's folder."""
    stem = f"{device.name}-{device.started:%Y%m%d}" if device.rerun else device.name
    if device.carrier in PASTES:
        for name, content in PASTES[device.carrier](device):
            yield stem + name, content
        return
    for name, content in CARRIERS[device.carrier](device, documents(device)):
        yield stem + name, content


def zipped(members: Iterable[tuple[str, bytes]], at: datetime, separator: str = "/") -> bytes:
    """A zip whose bytes depend on its members alone: no clock and no system of this machine is in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            info = zipfile.ZipInfo("member", at.timetuple()[:6])
            # Set afterwards: on Windows the constructor turns the tool's backslashes around.
            info.filename = name.replace("/", separator)
            info.create_system = 0
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, compresslevel=6)
    return buffer.getvalue()


def result_zip(device: Device, result: Documents, without: tuple[str, ...] = ()) -> bytes:
    """The tool's own zip, with the backslashes that Windows PowerShell puts into it."""
    members = ((name, content) for name, content in result.folder() if name not in without)
    return zipped(members, device.started, separator="\\")


def _zip_name(device: Device) -> str:
    """Since 2024 an interactive run's zip bears the time: year, day, month, and hours without AM or PM."""
    if device.edition != "e24" or device.runner == "system":
        return ZIP_NAME
    return ZIP_NAME.replace(".zip", f"_{device.started:%y%d%m%I%M}.zip")


def _zip(device: Device, result: Documents) -> Files:
    yield f"_{_zip_name(device)}", result_zip(device, result)


def _zip_in_folder(device: Device, result: Documents) -> Files:
    yield f"/{_zip_name(device)}", result_zip(device, result)


def _zip_without_xml(device: Device, result: Documents) -> Files:
    yield f"_{_zip_name(device)}", result_zip(device, result, without=(XML,))


def _text_lost(device: Device, result: Documents) -> Files:
    yield f"_{_zip_name(device)}", result_zip(device, result, without=(TEXT,))


def _zip_gz(device: Device, result: Documents) -> Files:
    yield ".zip.gz", _gzipped(result_zip(device, result), device.started)


def _folder(_: Device, result: Documents) -> Files:
    for name, content in result.folder():
        yield f"/{name}", content


def _text(_: Device, result: Documents) -> Files:
    yield ".txt", result.text()


def _text_gz(device: Device, result: Documents) -> Files:
    yield ".txt.gz", _gzipped(result.text(), device.started)


def _pair(_: Device, result: Documents) -> Files:
    yield ".txt", result.text()
    yield ".xml", result.xml()


def _url_paste(device: Device) -> Files:
    yield "-URLCheckLog.txt", pasted_check(device)


def _mail(device: Device) -> Files:
    yield "-mail.txt", encoded(mail(device), "utf8")


def _ticket(device: Device) -> Files:
    yield "-ticket.txt", encoded(ticket(device), "utf8")


def _legacy_text(device: Device) -> Files:
    yield f"/{LEGACY_NAME}.txt", encoded(legacy_report(device), "utf16")


def _legacy_zip(device: Device) -> Files:
    member = f"{LEGACY_NAME}.txt", encoded(legacy_report(device), "utf16")
    yield f"_{LEGACY_NAME}.zip", zipped([member], device.started, separator="\\")


def _output_zip(device: Device) -> Files:
    members = ((name, encoded(text, "utf8")) for name, text in xmde.members(device))
    yield f"_{device.started:%d_%m_%Y_%H_%M_%S}_output.zip", zipped(members, device.started)


def _output_folder(device: Device) -> Files:
    for name, text in xmde.members(device):
        yield f"/{name}", encoded(text, "utf8")


def _gzipped(content: bytes, at: datetime) -> bytes:
    return gzip.compress(content, 6, mtime=int(at.timestamp()))


CARRIERS: dict[str, Callable[[Device, Documents], Files]] = {
    "zip": _zip,
    "zip_in_folder": _zip_in_folder,
    "zip_without_xml": _zip_without_xml,
    "zip_gz": _zip_gz,
    "folder": _folder,
    "text": _text,
    "text_gz": _text_gz,
    "pair": _pair,
    "text_lost": _text_lost,
    "bundle": _zip,
}
#: What holds less than a whole result of Windows.
PASTES: dict[str, Callable[[Device], Files]] = {
    "url_paste": _url_paste,
    "mail": _mail,
    "ticket": _ticket,
    "legacy_text": _legacy_text,
    "legacy_zip": _legacy_zip,
    "output_zip": _output_zip,
    "output_folder": _output_folder,
}
