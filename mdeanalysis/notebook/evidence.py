"""One device followed down: its URLs by method, its failed tries, and the lines of text that say so."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from mdeanalysis.errors import SelectionError
from mdeanalysis.intake import Ledger, documents
from mdeanalysis.notebook.views import frame_of
from mdeanalysis.records import Document
from mdeanalysis.report.device import build, find

Tables = Mapping[str, pd.DataFrame]
_TRY = (
    "device_name", "context", "url", "method", "proxy_address", "outcome", "http_status", "error_code", "reason",
    "message", "source", "line",
)  # fmt: skip


def most_failed(tables: Tables) -> str:
    """The key of the device with the most failed URLs, or of the first one where none failed.

    Raises `SelectionError` where no device was read.
    """
    devices = tables["devices"]
    if not len(devices):
        raise SelectionError("no device was read: see what became of the files in fleet.problems")
    failed = devices["failed_urls"].fillna(0).to_numpy(dtype=int)
    return str(devices["device_key"].iloc[int(failed.argmax())])


def url_grid(tables: Tables, device: str) -> pd.DataFrame:
    """A device's URLs, worst first, with the answer of every method: a status, an error number, `-` not configured.

    `device` is a key, or a name that only one device has. Raises `SelectionError` where there is no such device.
    """
    _, sections = build(tables, find(tables, device))
    grid = frame_of(next(section for section in sections if section.name == "urls"))
    return grid[[name for name in grid if name != "line"]]


def failed_tries(tables: Tables, device: str) -> pd.DataFrame:
    """The tries of a device's newest result that say why they failed, each with its source and line."""
    attempts, devices = tables["attempts"], tables["devices"]
    newest = devices.loc[devices["device_key"] == find(tables, device), "result_id"]
    failed = attempts["result_id"].isin(newest) & attempts["reason"].notna()
    return attempts.loc[failed, list(_TRY)].reset_index(drop=True)


def lines_of_first(results_path: str | Path, rows: pd.DataFrame, around: int = 3) -> pd.DataFrame:
    """The lines of text behind the first row of any table that has `source` and `line`; none where it is empty."""
    known = rows[rows["line"].notna()]
    if not len(known):
        return _lines([], 1, 0)
    return lines_of(results_path, str(known["source"].iloc[0]), int(known["line"].iloc[0]), around)


def lines_of(results_path: str | Path, source: str, line: int, around: int = 3) -> pd.DataFrame:
    """The text around a row's `line`, read again in memory from the PATH that was loaded; `>` marks the line itself.

    Raises `SelectionError` where the PATH has no such document or the document no such line.
    """
    lines = _document(Path(results_path), source).lines
    if not 1 <= line <= len(lines):
        raise SelectionError(f"{source} has {len(lines):,} lines, not {line:,}")
    first = max(1, line - around)
    return _lines(lines[first - 1 : line + around], first, line)


def _lines(texts: list[str], first: int, marked: int) -> pd.DataFrame:
    numbers = range(first, first + len(texts))
    marks = [">" if number == marked else "" for number in numbers]
    return pd.DataFrame({"": marks, "line": list(numbers), "text": texts})


def _document(root: Path, source: str) -> Document:
    """The document of this source; only the file that holds it is read, where the source tells which that is."""
    file = _file(root, source)
    above = file.relative_to(root).parent.as_posix() if file != root else "."
    prefix = "" if above == "." else f"{above}/"
    for group in documents([file], Ledger()):
        for document in group.documents:
            if prefix + document.source == source:
                return document
    raise SelectionError(f"{root} holds no {source} that can be read")


def _file(root: Path, source: str) -> Path:
    """The file that holds the source, or all of `root`: names of files may hold `!`, and be shown escaped."""
    parts = source.split("!")
    for count in range(1, len(parts) + 1):
        file = root / "!".join(parts[:count])
        if root.is_dir() and file.is_file() and file.resolve().is_relative_to(root.resolve()):
            return file
    return root
