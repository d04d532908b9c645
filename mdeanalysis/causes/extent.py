"""How far a cause reaches: which services and hosts it breaks, which devices, and which rows it explains."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.contrasts import upper_tail, wilson
from mdeanalysis.causes.outcomes import Rows, View, distinct

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Another service belongs to the cause where its rate is so unlikely to be chance,
_BELONGS = 0.01
#: and at least this share of what it is in the service that told of the cause.
_SHARE_OF_RATE = 0.3
#: A host belongs where it fails at least this share as often as its service's worst, or, on some devices, may do so.
_SHARE_OF_WORST, _SOME = 0.5, 3
#: A cause that fails so many of a service's hosts on a device is total: fewer failing hosts are then chance.
_TOTAL, _MOST = 0.7, 0.5


class Extent(NamedTuple):
    """Codes of services and hosts, the failing devices, and all rows that are explained."""

    services: list[int]
    hosts: list[int]
    devices: Ints
    rows: Ints

    def with_(self, other: Extent) -> Extent:
        """What either of the two reaches."""
        return Extent(
            sorted({*self.services, *other.services}),
            sorted({*self.hosts, *other.hosts}),
            np.union1d(self.devices, other.devices),
            np.union1d(self.rows, other.rows),
        )


def extent(rows: Rows, devices: Ints, reason: int, view: View, better: frozenset[int]) -> Extent:
    """What `devices` fail for `reason`, apart from services that have a better explanation of their own."""
    inside = np.zeros(int(max(rows.device.max(initial=0), devices.max(initial=0))) + 1, dtype=bool)
    inside[devices] = True
    inside = inside[rows.device] & (~rows.failed | (rows.reason == reason))  # another reason hides this one
    bad = rows.failed & (rows.reason == reason) & (rows.explained < 0)
    services = _services(rows, inside, bad, view, better)
    chosen = np.isin(rows.service, services)
    own = inside & chosen
    hosts = _hosts(rows, own, bad)
    explained = own & bad & hosts[rows.host]
    listed = _listed(rows, own & hosts[rows.host], explained, services)
    return Extent(services, np.flatnonzero(hosts).tolist(), listed, np.flatnonzero(explained))


def _services(rows: Rows, inside: Bools, bad: Bools, view: View, better: frozenset[int]) -> list[int]:
    """The view's own service, and those that the same devices fail for the same reason."""
    found = [view.service]
    least = _SHARE_OF_RATE * _rate(rows, inside, bad, view.service)
    for service in np.unique(rows.service[inside & bad]).tolist():
        if service == view.service or service in better:
            continue
        own = rows.service == service
        k, n = _devices(rows, own & inside & bad), _devices(rows, own & inside)
        p = upper_tail(k, n, _devices(rows, own & bad), _devices(rows, own))[0]
        if p <= _BELONGS and k >= least * n:
            found.append(service)
    return sorted(found)


def _rate(rows: Rows, inside: Bools, bad: Bools, service: int) -> float:
    own = (rows.service == service) & inside
    return _devices(rows, own & bad) / max(1, _devices(rows, own))


def _devices(rows: Rows, chosen: Bools) -> int:
    return len(distinct(rows.device[chosen], rows.size))


def _hosts(rows: Rows, own: Bools, bad: Bools) -> Bools:
    """Which hosts the cause breaks, by code."""
    size = len(rows.hosts)
    tested, failed = np.bincount(rows.host[own], minlength=size), np.bincount(rows.host[own & bad], minlength=size)
    rate = failed / np.maximum(tested, 1)
    service = np.zeros(size, dtype=np.int64)
    service[rows.host[own]] = rows.service[own]
    low, high = wilson(failed, tested)
    worst, surely = np.zeros(len(rows.services)), np.zeros(len(rows.services))
    np.maximum.at(worst, service, rate)
    np.maximum.at(surely, service, low)
    often = rate >= _SHARE_OF_WORST * worst[service]
    perhaps = (failed >= _SOME) & (high >= _SHARE_OF_WORST * surely[service])
    return np.asarray((failed > 0) & (often | perhaps))


def _listed(rows: Rows, own: Bools, explained: Bools, services: list[int]) -> Ints:
    """Devices that fail one of the services: most of its hosts where the cause is total, else any."""
    size = int(rows.device.max(initial=0)) + 1
    listed = np.zeros(size, dtype=bool)
    for service in services:
        mine = own & (rows.service == service)
        tested = np.bincount(rows.device[mine], minlength=size)
        failed = np.bincount(rows.device[mine & explained], minlength=size)
        share = failed / np.maximum(tested, 1)
        total = share[failed > 0].mean() >= _TOTAL if (failed > 0).any() else False
        listed |= (share >= _MOST) if total else (failed > 0)
    return np.flatnonzero(listed)
