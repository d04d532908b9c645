"""Which URLs a probe tests: those of the catalogue that a kind of device needs, or those that are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from mdeanalysis.catalogue.choice import chosen, filled
from mdeanalysis.catalogue.endpoints import Endpoint, lookup
from mdeanalysis.catalogue.profile import Profile, is_known
from mdeanalysis.catalogue.table import Row
from mdeanalysis.errors import ProbeError
from mdeanalysis.vocabulary import SERVICES

#: Services whose certificates the checker compares with Microsoft's own; storage and management are not among them.
_PINNED = frozenset({"command_control", "cyber_data", "settings", "events"})
_STORAGE = re.compile(r"\.blob\.core\.|/storage/", re.IGNORECASE)


class Target(NamedTuple):
    """One URL, and what the device asked for needs of it; `required` is None where that is not known."""

    url: str
    pinned: bool
    expected: frozenset[int]
    service: str | None
    required: bool | None
    #: The wildcard that firewalls know the host of a workspace by; a URL that the checker tests has none.
    rule: str | None = None

    @property
    def workspace_id(self) -> str:
        """What the host of a workspace begins with."""
        return self.host.partition(".")[0]

    @property
    def host(self) -> str:
        """The URL's host."""
        return urlsplit(self.url).hostname or ""


def targets_of(profile: Profile, workspaces: Sequence[str] = ()) -> list[Target]:
    """The URLs that a device needs, as far as the catalogue knows what they answer.

    Without a region or, on Windows, a build, all that fit. Raises `SelectionError` for a region that is none.
    """
    rows = chosen(profile, required=is_known(profile))
    urls = dict.fromkeys(url for row in rows for url in _urls_of(row))
    found = [target_of(url, profile) for url in urls]
    own = [target for row in rows for target in _of_workspaces(row, workspaces)]
    return [*sorted(found, key=lambda target: _rank(target.service)), *own]


def _of_workspaces(row: Row, workspaces: Sequence[str]) -> Iterator[Target]:
    """The hosts of these workspaces. They refuse a bare request: what tells is that Microsoft's certificate does."""
    if row.workspace_template:
        for one in filled([row], workspaces):
            if not one.is_wildcard:
                yield Target(f"https://{one.endpoint}", False, one.statuses[0], one.service, True, row.endpoint)


def target_of(url: str, profile: Profile, pinned: bool | None = None) -> Target:
    """One URL, whoever it belongs to. Raises `ProbeError` where it is none, or would send a name and password."""
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        usable = False
    if not usable or re.search(r"[\s\x00-\x1f<>]", url) or not url.isascii():
        raise ProbeError(f"{url!r} is no URL: write https://host/path")
    if "@" in parts.netloc:
        raise ProbeError("a URL is tried without signing in: leave name and password out of it")
    endpoint = lookup(url, profile)
    pins = _is_pinned(url, endpoint) if pinned is None else pinned
    return Target(url, pins, endpoint.expected, endpoint.service, endpoint.required)


def _is_pinned(url: str, endpoint: Endpoint) -> bool:
    return url.startswith("https:") and endpoint.service in _PINNED and not _STORAGE.search(url)


def _urls_of(row: Row) -> Iterator[str]:
    """The first path of which the answer is known; a pattern is no URL."""
    if row.is_wildcard:
        return
    for path, statuses in zip(row.paths or ("/",), row.statuses, strict=True):
        if statuses and "*" not in path:
            yield f"{row.schemes[0]}://{row.endpoint}{path if path != '/' else ''}"
            return


def _rank(service: str | None) -> int:
    return SERVICES.index(service) if service in SERVICES else len(SERVICES)
