"""The benchmark's inputs: a demo fleet, its text reports as loose files and as zips, and one without repetition."""

from __future__ import annotations

import itertools
import re
import zipfile
from pathlib import Path

from mdeanalysis.demo import write_fleet
from mdeanalysis.intake import Ledger, documents

SEED = 3
_PROXY_ROW = re.compile(r"^4(?:\.1)? - Named proxy.*$", re.MULTILINE)


def build(folder: Path, devices: int) -> None:
    """Writes `fleet`, `texts`, `zips` and `unique` below `folder`."""
    write_fleet(folder / "fleet", devices, SEED)
    for name in ("texts", "zips", "unique"):
        (folder / name).mkdir()
    numbers = itertools.count()
    for number, text in enumerate(_reports(folder / "fleet")):
        content = b"\xff\xfe" + text.replace("\n", "\r\n").encode("utf-16-le")
        (folder / "texts" / f"{number:06}.txt").write_bytes(content)
        with zipfile.ZipFile(folder / "zips" / f"{number:06}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("SystemInfoLogs\\MDEClientAnalyzer.txt", content)
        unique = _PROXY_ROW.sub(lambda _: _unique_row(next(numbers)), text).replace("\n", "\r\n")
        (folder / "unique" / f"{number:06}.txt").write_bytes(b"\xff\xfe" + unique.encode("utf-16-le"))


def _reports(fleet: Path) -> itertools.chain[str]:
    groups = documents([fleet], Ledger())
    found = ([d.text for d in g.documents if d.text.startswith("PowerShell Language mode")] for g in groups)
    return itertools.chain.from_iterable(found)


def _unique_row(number: int) -> str:
    return (
        f"4.1 - Named proxy ( p{number}.contoso.com:8080): Failed (12029: WinHttpSendRequest: 12029: none {number})"
    )
