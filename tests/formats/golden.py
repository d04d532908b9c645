"""Golden pairs: `tests/data/<format>/<case>.<ending>` is an input, `<case>.expected.json` beside it its rows.

The rows were written by hand from the description of the format; no test and no tool writes them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mdeanalysis.formats import url_block
from mdeanalysis.records import Document, Reading, UrlBlock

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Case:
    """One pair; `format` is the name of the format's module."""

    format: str
    path: Path

    @property
    def name(self) -> str:
        return self.path.name.removesuffix(".expected.json")

    @property
    def document(self) -> Document:
        source = next(p for p in sorted(self.path.parent.glob(f"{self.name}.*")) if p != self.path)
        return document(source.read_bytes().decode("utf-8"), source.name)

    @property
    def expected(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path.read_text(encoding="utf-8"))
        return found


def cases(format_: str) -> list[Case]:
    """All pairs of one format."""
    return [Case(format_, path) for path in sorted((DATA / format_).glob("*.expected.json"))]


def document(text: str, source: str = "MDEClientAnalyzer.txt", first_line: int = 1) -> Document:
    """A document as intake makes it: line ends are LF."""
    return Document(source, text.replace("\r\n", "\n").replace("\r", "\n"), first_line=first_line)


def without_nothing(row: NamedTuple) -> dict[str, Any]:
    """A row's columns that state something."""
    counts = ("offset", "mark")  # 0 is nothing there, and an error code elsewhere
    return {
        name: value for name, value in row._asdict().items() if value is not None and (value or name not in counts)
    }


def rows(reading: Reading) -> dict[str, Any]:
    """What was read, as the expected files write it: columns and tables that state nothing are left out."""
    found = {
        "formats": list(reading.formats),
        "context": "" if reading.context == "system" else reading.context,
        "proxy_method": reading.proxy_method,
        "host": reading.host,
        "marks": sorted(reading.marks),
        "blocks": [
            {"line": line, "url": b.url, "pinned": b.pinned, "tries": [without_nothing(a) for a in b.attempts]}
            for b, line in reading.blocks
        ],
        "facts": [without_nothing(fact) for fact in reading.facts],
        "proxy_settings": [without_nothing(setting) for setting in reading.proxy_settings],
        "events": [without_nothing(event) for event in reading.events],
        "workspace_hosts": [without_nothing(host) for host in reading.workspace_hosts],
        "workspace_ids": reading.workspace_ids,
        "problems": [{"line": problem.line, "kind": problem.kind} for problem in reading.problems],
        "understood": reading.understood,
        "unknown": reading.unknown,
    }
    return {name: value for name, value in found.items() if value not in (None, "", 0, [])}


def values(block: UrlBlock) -> tuple[object, ...]:
    """What a block states; blocks themselves are compared by identity."""
    return block.url, block.pinned, block.attempts


def plain(found: url_block.Connectivity) -> url_block.Connectivity:
    """The same with values in the place of blocks."""
    return found._replace(blocks=[(values(block), line) for block, line in found.blocks])  # type: ignore[misc]
