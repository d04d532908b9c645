"""What a URL is for, what it answers, and whether a device requires it: the catalogue's join rule."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mdeanalysis.catalogue.gateways import region_of_cnc
from mdeanalysis.catalogue.profile import Profile, is_known, regions_of
from mdeanalysis.catalogue.required import is_required
from mdeanalysis.catalogue.rows import catalogue, path_key, rows_of_host, split_url
from mdeanalysis.catalogue.table import REGIONS, Row
from mdeanalysis.vocabulary import SERVICES, TESTED_SERVICES

__all__ = ["Endpoint", "Profile", "Row", "lookup", "region_of_cnc", "required_endpoints"]

_BLOB = re.compile(r".\.blob\.core\..")
_STREAMLINED = re.compile(r".\.endpoint\.security\.microsoft\.")
#: The listed statuses that a proxy on the way gives as well: never proof that the service answered.
_NEVER_EXPECTED = frozenset({403, 407})


class Endpoint(NamedTuple):
    """What the catalogue says of one URL for one device; None where it cannot say."""

    service: str | None
    endpoint_region: str | None
    expected: frozenset[int]
    expected_status: str
    required: bool | None
    rows: tuple[Row, ...]


class _Hit(NamedTuple):
    """A row, and what it says of the path: the slot in `statuses`, None where the path is not listed."""

    row: Row
    slot: int | None

    @property
    def statuses(self) -> frozenset[int]:
        return frozenset() if self.slot is None else self.row.statuses[self.slot]


@lru_cache(maxsize=1 << 16)
def lookup(url: str, profile: Profile) -> Endpoint:
    """The endpoint that a URL belongs to, as seen by a device."""
    host, path = split_url(url)
    hits = _of_first_service(_of_nearest_region(_hits(host, path), profile))
    rows = tuple(dict.fromkeys(hit.row for hit in hits))
    service = rows[0].service if rows else None
    expected = _expected(host, path, service, hits)
    return Endpoint(
        service=service,
        endpoint_region="/".join(in_order({row.region for row in rows})) or None,
        expected=expected,
        expected_status="|".join(map(str, sorted(expected))),
        required=any(is_required(row, profile) for row in rows) if is_known(profile) else None,
        rows=rows,
    )


def in_order(regions: set[str]) -> list[str]:
    """Regions as they are named side by side; those that only an imported list knows come last."""
    return [*(region for region in REGIONS if region in regions), *sorted(regions.difference(REGIONS))]


@lru_cache(maxsize=1024)
def required_endpoints(profile: Profile) -> tuple[tuple[str, str, tuple[str, ...]], ...] | None:
    """Host, service and paths of each named host that the device requires, of services that are tested."""
    if not is_known(profile):
        return None
    services = {*TESTED_SERVICES, "maps"} if profile.is_streamlined else set(TESTED_SERVICES)
    found: dict[tuple[str, str], dict[str, None]] = {}
    for row in catalogue():
        if row.service in services and not row.is_wildcard and is_required(row, profile):
            found.setdefault((row.endpoint, row.service), {}).update(dict.fromkeys(row.paths))
    return tuple((host, service, tuple(paths)) for (host, service), paths in found.items())


@lru_cache(maxsize=1 << 14)
def _hits(host: str, path: str) -> tuple[_Hit, ...]:
    """The host's rows that list the path, else a prefix of it, else no path at all, else every one."""
    rows = rows_of_host(host)
    listed = [_Hit(row, slot) for row in rows for slot in range(len(row.paths))]
    hits = [hit for hit in listed if _listed_path(hit) == path] or _of_longest_prefix(listed, path)
    hits = hits or [_Hit(row, 0) for row in rows if not row.paths]
    return tuple(hits or [_Hit(row, None) for row in rows])


def _listed_path(hit: _Hit) -> str:
    return path_key(hit.row.paths[hit.slot or 0])


def _of_longest_prefix(listed: list[_Hit], path: str) -> list[_Hit]:
    prefixes = [(hit, *_listed_path(hit).partition("*")) for hit in listed]
    fitting = [(hit, prefix) for hit, prefix, star, _ in prefixes if star and f"{path}/".startswith(prefix)]
    longest = max((len(prefix) for _, prefix in fitting), default=0)
    return [hit for hit, prefix in fitting if len(prefix) == longest]


def _of_nearest_region(hits: tuple[_Hit, ...], profile: Profile) -> tuple[_Hit, ...]:
    """The hits of the first of the device's regions that has any; all where the URL is a foreign one."""
    for regions in regions_of(profile):
        if near := tuple(hit for hit in hits if hit.row.region in regions):
            return near
    return hits


def _of_first_service(hits: tuple[_Hit, ...]) -> tuple[_Hit, ...]:
    """The hits of one service; those outside the fixed order come behind it, as the catalogue lists them."""
    if not hits:
        return ()
    first = min((hit.row.service for hit in hits), key=_rank)
    return tuple(hit for hit in hits if hit.row.service == first)


def _rank(service: str) -> int:
    return SERVICES.index(service) if service in SERVICES else len(SERVICES)


def _expected(host: str, path: str, service: str | None, hits: tuple[_Hit, ...]) -> frozenset[int]:
    """A storage account answers a bare request with 400: any other status comes from something in between."""
    if _BLOB.search(host) or (_STREAMLINED.search(host) and f"{path}/".startswith("/storage/")):
        return frozenset({400})
    if service == "mde_config_mgr":
        return frozenset({200, 404, 405})
    listed = frozenset[int]().union(*(hit.statuses for hit in hits)) - _NEVER_EXPECTED
    return frozenset(status for status in listed if status < 500) or frozenset({200})
