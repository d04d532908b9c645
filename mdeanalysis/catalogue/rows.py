"""The endpoint catalogue as typed rows, read from `endpoints.csv` at first use."""

from __future__ import annotations

import csv
import re
from functools import cache, lru_cache
from importlib.resources import files
from io import StringIO
from typing import NamedTuple

#: The order in which regions are named side by side.
REGIONS = ("WW", "US", "EU", "UK", "AU", "CH", "IN", "AE", "ASM", "USGOV", "GCC", "GCCH", "DOD")

_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)(?::[^/?#]*)?([^?#]*)", re.IGNORECASE
)


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


@cache
def catalogue() -> tuple[Row, ...]:
    """Every row, in the file's order."""
    text = files("mdeanalysis.catalogue").joinpath("endpoints.csv").read_text(encoding="utf-8")
    return tuple(_row(cells) for cells in csv.DictReader(StringIO(text)))


@lru_cache(maxsize=1 << 14)
def rows_of_host(host: str) -> tuple[Row, ...]:
    """The rows of a lower-case host, else of the longest pattern that it fits."""
    exact = _by_endpoint().get(host)
    if exact:
        return exact
    for pattern, rows in _by_pattern():
        if pattern.fullmatch(host):
            return rows
    return ()


def split_url(url: str) -> tuple[str, str]:
    """Host and path of any text that may be a URL, in the form in which two of them are compared."""
    found = _URL.match(url.strip())
    host, path = found.groups() if found else ("", "")
    return host.lower().rstrip("."), path_key(path)


def path_key(path: str) -> str:
    """A path without query, case and final slash; the root is the empty text."""
    return re.split("[?#]", path, maxsplit=1)[0].lower().rstrip("/")


@cache
def _by_endpoint() -> dict[str, tuple[Row, ...]]:
    grouped: dict[str, list[Row]] = {}
    for row in catalogue():
        grouped.setdefault(row.endpoint, []).append(row)
    return {endpoint: tuple(rows) for endpoint, rows in grouped.items()}


@cache
def _by_pattern() -> tuple[tuple[re.Pattern[str], tuple[Row, ...]], ...]:
    patterns = sorted((name for name in _by_endpoint() if "*" in name), key=lambda name: (-len(name), name))
    return tuple((_compiled(name), _by_endpoint()[name]) for name in patterns)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, pattern.split("*"))), re.DOTALL)


def _row(cells: dict[str, str]) -> Row:
    paths = _split(cells["url_path"])
    return Row(
        endpoint=cells["endpoint"],
        paths=paths,
        statuses=_statuses(cells["expected_status"], max(1, len(paths))),
        schemes=_split(cells["scheme"]),
        ports=tuple(map(int, _split(cells["port"]))),
        service=cells["service"],
        channel=cells["channel"],
        cloud=cells["cloud"],
        region=cells["region"],
        os_min_build=_number(cells["os_min_build"]),
        os_max_build=_number(cells["os_max_build"]),
        platforms=frozenset(_split(cells["platforms"])),
        required=cells["required"],
        ssl_inspection=cells["ssl_inspection"],
        anonymous=cells["anonymous"] == "yes",
        generation=cells["generation"],
        workspace_template=cells["workspace_template"] or None,
        source=cells["source"],
        last_seen=_number(cells["last_seen"]),
    )


def _statuses(cell: str, slots: int) -> tuple[frozenset[int], ...]:
    """One set a path; a cell without `;` speaks for all of them."""
    parts = cell.split(";") if ";" in cell else [cell] * slots
    return tuple(frozenset(map(int, filter(None, part.split("|")))) for part in parts)


def _split(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(";")) if cell else ()


def _number(cell: str) -> int | None:
    return int(cell) if cell else None
