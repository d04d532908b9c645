"""Small results from few words: texts of the 2022 edition, XML reports, onboarding bodies, zips, and their tables."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from mdeanalysis.intake.find import Group
from mdeanalysis.pipeline import Batch, Tables
from mdeanalysis.records import Document

GATEWAY = "https://winatp-gw-weu.microsoft.com/commands/test"
GATEWAY_2 = "https://winatp-gw-neu.microsoft.com/commands/test"
CYBER = "https://eu-v20.events.data.microsoft.com/ping"
BLOB = "https://automatedirstrprdweu.blob.core.windows.net"
CTL = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/disallowedcertstl.cab"
GOOD, BAD = "200 200 200 - -", "12029 12029 12029 - -"
DEVICE_ID = "0123456789abcdef0123456789abcdef01234567"
GUID = "11111111-2222-3333-4444-555555555555"
STARS = "*" * 68 + " "
RUN_TIME = "28/04/2022 9:54:23 AM +02:00"
LABELS = (
    "1 - Default proxy",
    "2 - Proxy auto discovery (WPAD)",
    "3 - Proxy disabled",
    "4 - Named proxy",
    "5 - Command line proxy",
)
PSEXEC = (
    "Connecting to local system...",
    "Starting PSEXESVC service on local system...",
    "Starting C:\\Tools\\MDEClientAnalyzer.exe on CONTOSO-WS01...",
    "MDEClientAnalyzer.exe exited on CONTOSO-WS01 with error code 0.",
)
ANSWERS = {
    "-": "Doesn't exist",
    "bad": "The proxy isn't in valid format",
    "!": "Unexpected exception was thrown",
    "?": "Sorry, not now",
    "ssl": "Failed (0: SSL error: WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA SSL invalid CA. )",
    "pin": "Failed (12157: Failed to verify certificate root: 2148204809: Root not trusted.)",
    "pin-date": "Failed (12157: Failed to verify certificate root: 2148204801: Out of date.)",
}


def answer(word: str) -> str:
    """A word of ANSWERS, a status of three digits, or an error number."""
    if len(word) == 3 and word.isdigit():
        return f"Succeeded ({word})"
    return ANSWERS.get(word) or f"Failed ({word}: WinHttpSendRequest: {word}: made-up words)"


def block(url: str, words: str = GOOD, *, pinned: bool = True, proxy: str = "10.0.0.6:8080") -> str:
    """A URL's lines; `words` has one answer a row, and rows without one are not printed."""
    lines = [STARS, STARS, f"Testing URL : {url}" + "\tNoPinning" * (not pinned)]
    for label, word in zip(LABELS, words.split(), strict=False):
        shown = label
        if label.startswith("4") and word != "-":
            shown = f"{label} ( {proxy})" if word == "bad" else f"4.1 - Named proxy ( {proxy})"
        elif label.startswith("5") and word != "-":
            shown = f"{label} ( https://{proxy})"
        lines.append(f"{shown}: {answer(word)}")
    return "\n".join(lines)


def url_check(*blocks: str, config: str = "Method=Direct, address=") -> str:
    """The checker's own output."""
    return "\n".join([f"Proxy config: {config}", *blocks, ""])


DEFAULT_ITEMS = {
    "Device name": "CONTOSO-WS01",
    "Device Operating System": "Windows 10 Enterprise",
    "OS build number": "Microsoft Windows NT 10.0.19044.0.1645",
    "OS Edition": "Client",
    "OS Architecture": "64-bit",
    "Device ID": DEVICE_ID,
    "Organization Id": GUID,
    "Sense version": "10.8040.19041.1645",
    "Sense service Status": "Running",
}


def device(name: str, **more: str) -> dict[str, str]:
    """Items of a device whose id follows from its name."""
    return {"Device name": name, "Device ID": hashlib.sha1(name.encode()).hexdigest(), **more}


def report(
    *blocks: str,
    items: Mapping[str, str | None] | None = None,
    ran: str | None = RUN_TIME,
    version: str = "28042022",
    after_test: Iterable[str] = PSEXEC,
    cloud: Iterable[str] = (),
    output: str = "using psexec -s",
    end: bool = True,
) -> str:
    """A text report; `items` change or (None) leave out device items, `cloud` are lines behind the test."""
    shown = {**DEFAULT_ITEMS, **(items or {})}
    lines = ["PowerShell Language mode: : FullLanguage", f"Script Version: : {version}"]
    lines += [f"Script RunTime: : {ran}"] if ran else []
    lines.append("######################## device Info summary #############################")
    lines += [f"{label}: {value}" for label, value in shown.items() if value is not None]
    lines += ["", "Important notes:", "", f"Connectivity output, {output}:"]
    lines += [url_check(*blocks)] if blocks else []
    lines += [*after_test, ""]
    lines += ["#################### Defender for Endpoint cloud service check #####################", *cloud, ""]
    if end:
        lines += ["################## MDE CommandLine usage information ####################", "powershell.exe", ""]
    return "\n".join(lines)


def xml(items: Mapping[str, str | None] | None = None, ran: str | None = RUN_TIME, events: str = "") -> str:
    """An XML report with the same items as `report`; `events` is markup."""
    shown = {"Script RunTime: ": ran, **DEFAULT_ITEMS, **(items or {})}
    made = "".join(
        f'<item{n} displayName="{label}"><value>{value}</value></item{n}>'
        for n, (label, value) in enumerate(shown.items())
        if value is not None
    )
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f"{head}\n<MDEResults>\n<devInfo>{made}</devInfo>\n<events>{events}</events></MDEResults>"


def onboarding(**values: str) -> str:
    """An onboarding body."""
    return json.dumps({"orgId": GUID, "datacenter": "WestEurope", "vortexGeoLocation": "EU", **values})


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of texts (as UTF-8) or bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files below a folder, which it gives back."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def result_files(text: str | None = None, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """A result folder's files: the text report, and `more` below `SystemInfoLogs`."""
    found = {} if text is None else {"SystemInfoLogs/MDEClientAnalyzer.txt": text}
    return found | {f"SystemInfoLogs/{name}": content for name, content in (more or {}).items()}


def tables_of(files: Mapping[str, str], root: str = "PC1.zip") -> Tables:
    """The tables of one root's files, without any disk; all of them are members of the archive `root`."""
    documents = [
        Document(f"{root}!{name}", content, root, hashlib.sha256(content.encode()).digest())
        for name, content in files.items()
    ]
    batch = Batch()
    batch.add(Group(root, documents, False, []))
    return batch.tables()


def described(text: str | None = None, **more: str) -> pd.Series[Any]:
    """The only result of a text report and of further files, whose dots are written `__`."""
    files = result_files(text, {name.replace("__", "."): content for name, content in more.items()})
    results = tables_of(files)["results"]
    assert len(results) == 1
    return results.iloc[0]


def known(value: object) -> Any:
    """A cell as a plain value; None for <NA>."""
    if pd.isna(value):
        return None
    return value.item() if hasattr(value, "item") else value
