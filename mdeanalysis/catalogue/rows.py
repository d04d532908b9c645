"""The one place that reads the endpoint catalogue: the stored list, else the shipped one, at first use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from mdeanalysis.catalogue.stored import place, stored_text, way_back
from mdeanalysis.catalogue.table import Row, read
from mdeanalysis.errors import CatalogueError

_URL = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)(?::[^/?#]*)?([^?#]*)", re.IGNORECASE
)


@cache
def catalogue() -> tuple[Row, ...]:
    """Every row of the list in use, in its order: what the user has stored, else what is shipped."""
    text = stored_text()
    if text is None:
        return shipped()
    try:
        return read(text, str(place()))
    except CatalogueError as error:
        raise CatalogueError(f"{error}; {way_back()}") from error


@cache
def shipped() -> tuple[Row, ...]:
    """Every row that comes with mdeanalysis."""
    text = files("mdeanalysis.catalogue").joinpath("endpoints.csv").read_text(encoding="utf-8")
    return read(text, "endpoints.csv")


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


def grouped(rows: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """The rows by their endpoint."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.endpoint, []).append(row)
    return {endpoint: tuple(of_one) for endpoint, of_one in found.items()}


def longest_first(names: Iterable[str]) -> list[tuple[re.Pattern[str], str]]:
    """The names with a `*` as patterns of hosts, in the order in which they are tried."""
    patterns = sorted({name for name in names if "*" in name}, key=lambda name: (-len(name), name))
    return [(re.compile(".+".join(map(re.escape, name.split("*"))), re.DOTALL), name) for name in patterns]


@cache
def _by_endpoint() -> dict[str, tuple[Row, ...]]:
    return grouped(catalogue())


@cache
def _by_pattern() -> tuple[tuple[re.Pattern[str], tuple[Row, ...]], ...]:
    return tuple((pattern, _by_endpoint()[name]) for pattern, name in longest_first(_by_endpoint()))
