"""What a list to import says, whatever it was written in: one entry a host or path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

#: What stands between the hosts of one cell.
_BETWEEN = re.compile(r"[\s,;|\"'()\u2022\u00a0]+")
_URL = re.compile(r"(?:(https?)://)?([^/:?#]+)(?::(\d{1,5}))?([/?#].*)?", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"<[^<>]{1,60}>|\{[^{}]{1,60}\}|\[[^\[\]]{1,60}\]")
_HOST = re.compile(r"(?:[a-z0-9*](?:[a-z0-9*-]{0,61}[a-z0-9*])?\.)+[a-z]{2,24}")
#: A pattern has at least two fixed labels: `*.com` would claim the whole world for one service.
_FIXED = re.compile(r"(?:^|\.)[a-z0-9-]+\.[a-z]+$")
_LONGEST_PATH = 300


class Entry(NamedTuple):
    """A host, with what the list says of it; None and empty are not said."""

    endpoint: str
    path: str = ""
    ports: tuple[int, ...] = ()
    region: str = ""
    government: bool = False
    service: str | None = None
    required: bool | None = None
    #: What a new row says where the list does not.
    unless_told: str = "required"
    platforms: frozenset[str] = frozenset()
    generation: str | None = None


class Listing(NamedTuple):
    """`kind` is `standard` or `streamlined` for Microsoft's lists, `tested` for the analyzer's own."""

    kind: str
    entries: tuple[Entry, ...]
    #: (place, what stands there) of rows that name no host that could be understood.
    left: tuple[tuple[str, str], ...] = ()


class Target(NamedTuple):
    """One host of a cell, with path and ports where they are written."""

    endpoint: str
    path: str
    ports: tuple[int, ...]


def targets(text: str) -> list[Target]:
    """The hosts in a text of any form: URLs, patterns, several in one cell, words between them."""
    found: dict[Target, None] = {}
    for word in _BETWEEN.split(_PLACEHOLDER.sub("*", text)):
        found.update(dict.fromkeys(_targets_of(word.strip(".").rstrip(":"), dotted=word.startswith("."))))
    return list(found)


def _targets_of(word: str, *, dotted: bool) -> Iterator[Target]:
    url = _URL.fullmatch(word)
    if url is None:
        return
    scheme, host, port, path = url.groups()
    ports = (int(port),) if port else {None: (), "http": (80,), "https": (443,)}[scheme and scheme.lower()]
    path = (path or "").rstrip(".")
    host = host.lower().rstrip(".")
    for name in _names("*." + host if dotted else host):
        if len(name) <= 253 and _HOST.fullmatch(name) and _FIXED.search(name):
            yield Target(name, path if len(path) <= _LONGEST_PATH and ";" not in path else "", ports)


def _names(host: str) -> Iterator[str]:
    """A star that stands before a name without a dot is for the name itself too."""
    host = re.sub(r"\*(?:\.?\*)+", "*", host)
    if re.fullmatch(r"\*[a-z0-9][a-z0-9-]*\.[a-z0-9-]+\.[a-z]+", host):
        yield f"*.{host[1:]}"
        yield host[1:]
    else:
        yield host
