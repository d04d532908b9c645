"""The columns of an endpoint list, and the way from its CSV text to typed rows and back."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import NamedTuple

from mdeanalysis.errors import CatalogueError

#: The order in which regions are named side by side.
REGIONS = ("WW", "US", "EU", "UK", "AU", "CH", "IN", "AE", "ASM", "USGOV", "GCC", "GCCH", "DOD")
PLATFORMS = ("windows", "macos", "linux")
COLUMNS = (
    *("endpoint", "url_path", "scheme", "port", "service", "channel", "cloud", "region", "os_min_build"),
    *("os_max_build", "platforms", "required", "ssl_inspection", "anonymous", "generation", "expected_status"),
    *("workspace_template", "source", "last_seen"),
)
_WORDS = {
    "required": {"required", "optional", "legacy"},
    "generation": {"standard", "streamlined", "mma", "shape"},
    "cloud": {"commercial", "gcc", "gcch_dod"},
    "ssl_inspection": {"bypass", "allowed", "unknown"},
    "anonymous": {"yes", "no"},
}
_ENDPOINT = re.compile(r"[a-z0-9*-]+(?:\.[a-z0-9*-]+)+")
_REGION = re.compile(r"[A-Z]{2,8}")
_SERVICE = re.compile(r"[a-z0-9_]{1,40}")


class Row(NamedTuple):
    """One line of the catalogue. `endpoint` is a host or a pattern with `*`, `required` the source's word."""

    endpoint: str
    #: As the source writes them, a query or a closing `*` included; empty where the host alone is listed.
    paths: tuple[str, ...]
    #: What each path answers, empty where unknown; a row without paths has one entry.
    statuses: tuple[frozenset[int], ...]
    schemes: tuple[str, ...]
    ports: tuple[int, ...]
    service: str
    channel: str
    cloud: str
    region: str
    os_min_build: int | None
    os_max_build: int | None
    platforms: frozenset[str]
    required: str
    ssl_inspection: str
    anonymous: bool
    generation: str
    workspace_template: str | None
    source: str
    last_seen: int | None

    @property
    def is_wildcard(self) -> bool:
        """Whether the row stands for many hosts."""
        return "*" in self.endpoint

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What no other row has."""
        return self.endpoint, self.region, self.service, self.cloud


def read(text: str, name: str) -> tuple[Row, ...]:
    """The rows of a CSV text, further columns ignored. `name` is what an error calls it.

    Raises `CatalogueError` with the line where the text is no endpoint list.
    """
    lines = csv.DictReader(StringIO(text, newline=""))
    try:
        missing = [column for column in COLUMNS if column not in (lines.fieldnames or ())]
        if missing:
            raise ValueError(f"the column {missing[0]} is missing")
        rows = tuple(_row({column: cells[column] or "" for column in COLUMNS}) for cells in lines)
        _refuse_twins(rows)
    except (ValueError, csv.Error) as error:
        raise CatalogueError(f"{name}, line {max(1, lines.line_num)}: no endpoint list: {error}") from error
    return rows


def write(rows: Iterable[Row]) -> str:
    """The rows as CSV text that `read` gives back."""
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells(row) for row in rows)
    return out.getvalue()


def cells(row: Row) -> dict[str, str]:
    """The row as the cells of its line."""
    return {
        "endpoint": row.endpoint,
        "url_path": ";".join(row.paths),
        "scheme": ";".join(row.schemes),
        "port": ";".join(map(str, row.ports)),
        "service": row.service,
        "channel": row.channel,
        "cloud": row.cloud,
        "region": row.region,
        "os_min_build": _text(row.os_min_build),
        "os_max_build": _text(row.os_max_build),
        "platforms": ";".join(name for name in PLATFORMS if name in row.platforms),
        "required": row.required,
        "ssl_inspection": row.ssl_inspection,
        "anonymous": "yes" if row.anonymous else "no",
        "generation": row.generation,
        "expected_status": _joined(row.statuses),
        "workspace_template": row.workspace_template or "",
        "source": row.source,
        "last_seen": _text(row.last_seen),
    }


def _row(found: dict[str, str]) -> Row:
    _refuse_unknown_words(found)
    paths = _split(found["url_path"])
    return Row(
        endpoint=found["endpoint"],
        paths=paths,
        statuses=_statuses(found["expected_status"], max(1, len(paths))),
        schemes=_split(found["scheme"]),
        ports=tuple(map(int, _split(found["port"]))),
        service=found["service"],
        channel=found["channel"],
        cloud=found["cloud"],
        region=found["region"],
        os_min_build=_number(found["os_min_build"]),
        os_max_build=_number(found["os_max_build"]),
        platforms=frozenset(_split(found["platforms"])),
        required=found["required"],
        ssl_inspection=found["ssl_inspection"],
        anonymous=found["anonymous"] == "yes",
        generation=found["generation"],
        workspace_template=found["workspace_template"] or None,
        source=found["source"],
        last_seen=_number(found["last_seen"]),
    )


def _refuse_unknown_words(found: dict[str, str]) -> None:
    """A list that users can edit must not change verdicts by a slip of the pen."""
    for column, shape in (("endpoint", _ENDPOINT), ("region", _REGION), ("service", _SERVICE)):
        if not shape.fullmatch(found[column]):
            raise ValueError(f"{found[column]!r} is no {column}")
    for column, words in _WORDS.items():
        if found[column] not in words:
            raise ValueError(f"{found[column]!r} is no word of {column}: {', '.join(sorted(words))}")
    if not set(_split(found["platforms"])) <= set(PLATFORMS):
        raise ValueError(f"{found['platforms']!r} are no platforms")
    if not found["port"] or len(_split(found["port"])) != len(_split(found["scheme"])):
        raise ValueError("each scheme has its port")


def _refuse_twins(rows: Sequence[Row]) -> None:
    seen: set[tuple[str, str, str, str]] = set()
    for row in rows:
        if row.key in seen:
            raise ValueError(f"{' '.join(row.key)} is listed twice")
        seen.add(row.key)


def _statuses(cell: str, slots: int) -> tuple[frozenset[int], ...]:
    """One set a path; a cell without `;` speaks for all of them."""
    parts = cell.split(";") if ";" in cell else [cell] * slots
    if len(parts) != slots:
        raise ValueError(f"expected_status {cell!r} is not for {slots} paths")
    return tuple(frozenset(map(int, filter(None, part.split("|")))) for part in parts)


def _joined(statuses: tuple[frozenset[int], ...]) -> str:
    parts = ["|".join(map(str, sorted(status))) for status in statuses]
    return ";".join(parts) if any(parts) else ""


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
