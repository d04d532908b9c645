"""The region that a device's Command & Control hosts give away."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdeanalysis.catalogue.rows import rows_of_host, split_url

#: The catalogue's government regions as onboarding data names them, with the prefix of their datacenters.
_GOVERNMENT = {"GCC": ("FFL4", "UsMod"), "GCCH": ("FFL4", "UsGov"), "DOD": ("FFL4", "UsGov")}
_STREAMLINED = re.compile(r"edr-[^.]+\.([a-z0-9]+)\.endpoint\.security\.microsoft\.(?:com|us)")
_LABEL = re.compile(r"(?:^|\.)([a-z]+)(?:-v20\.events)?\.endpoint\.security\.microsoft\.")
#: The label before `endpoint.security` as onboarding data names it.
_LABELS: dict[str, tuple[str, str | None]] = {
    "us": ("US", None),
    "eu": ("EU", None),
    "uk": ("UK", None),
    "au": ("AU", None),
    "ch": ("CH", None),
    "ina": ("IN", None),
    "usg": ("FFL4", "UsGov"),
}


def region_of_cnc(hosts: Iterable[str]) -> tuple[str, str | None] | None:
    """Region and datacenter prefix, where all Command & Control hosts among `hosts` belong to one region.

    The built-in test list names gateways of two regions and so gives none; a gateway that no list names
    gives none either.
    """
    found = {_region(host) for host in map(_plain, hosts) if _is_gateway(host)}
    return found.pop() if len(found) == 1 else None


def region_of_label(endpoint: str) -> str | None:
    """The catalogue's region that a streamlined host names by the label before `endpoint.security`."""
    found = _LABEL.search(endpoint)
    region, prefix = _LABELS.get(found[1], (None, None)) if found else (None, None)
    return "USGOV" if prefix else region


def _plain(host: str) -> str:
    return split_url(host)[0]


def _is_gateway(host: str) -> bool:
    return any(row.service == "command_control" for row in rows_of_host(host))


def _region(host: str) -> tuple[str, str | None] | None:
    if label := _STREAMLINED.fullmatch(host):
        return _LABELS.get(label[1])
    rows = (row for row in rows_of_host(host) if row.generation != "shape")
    regions = {_GOVERNMENT.get(row.region, (row.region, None)) for row in rows}
    return regions.pop() if len(regions) == 1 else None
