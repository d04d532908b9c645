"""A chosen cause in numbers and names: here and elsewhere, who escapes it, and the lines that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.causes.cause import Cause
from mdeanalysis.causes.conditions import Condition, Conditions
from mdeanalysis.causes.contrasts import lift, wilson
from mdeanalysis.causes.joining import Choice
from mdeanalysis.causes.outcomes import NAMES, NOT_TESTED, Rows, distinct, position
from mdeanalysis.causes.readings import first, rank, speaks_of
from mdeanalysis.causes.search import devices_of

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
#: Lines of evidence, each of another device where there are so many.
EVIDENCE = 5
#: Other readings that are listed.
READINGS = 12


@dataclass
class Teller:
    """What the causes of one fleet are told from."""

    tables: dict[str, pd.DataFrame]
    conditions: Conditions
    rows: Rows
    workspace_services: frozenset[int]

    @cached_property
    def names(self) -> list[str]:
        """Each device's name, with its key where others have the same."""
        devices = self.tables["devices"]
        names = devices["device_name"].astype("str")
        shared = names.duplicated(keep=False)
        return [
            f"{name} ({key})" if twice else name
            for name, key, twice in zip(names, devices["device_key"].astype("str"), shared, strict=True)
        ]

    def tell(self, choice: Choice, number: int) -> Cause:
        """The cause that was chosen as the `number`th."""
        reason = NAMES[choice.reason]
        own = self._mask(devices_of(self.conditions, choice.sets))
        rows, listed = self._relevant(choice, own), choice.extent.devices
        inside = own[rows.device]
        exposed = distinct(rows.device[rows.use & inside], len(own))
        other, failing_other = self._elsewhere(rows, ~inside, number)
        k, n, other_k, other_n = len(listed), len(exposed), len(failing_other), len(other)
        escaped = np.setdiff1d(exposed, distinct(rows.device[rows.use & inside & self.rows.failed], len(own)))
        masked = self._masked(escaped, choice)
        workspace = choice.view.service in self.workspace_services
        return Cause(
            rank=number + 1,
            conditions=_as_dict(first(reason, self.conditions.same[c], workspace) for c in choice.sets),
            services=[self.rows.services[code] for code in choice.extent.services],
            hosts=sorted(self.rows.hosts[code] for code in choice.extent.hosts)
            if choice.reason != NOT_TESTED
            else [],
            reason=reason,
            failing_devices=k,
            exposed_devices=n,
            rate=k / n,
            rate_elsewhere=other_k / other_n if other_n else None,
            lift=lift(k, n, k + other_k, n + other_n) if other_n else None,
            q_value=choice.q,
            equivalent_conditions=self._readings(choice, reason, workspace),
            counter_examples=self._named(np.setdiff1d(escaped, masked)),
            devices=self._named(listed),
            evidence=self._evidence(choice),
            interval=_interval(k, n),
            interval_elsewhere=_interval(other_k, other_n),
            failing_elsewhere=other_k,
            exposed_elsewhere=other_n,
            masked=self._named(masked),
            device_keys=self.tables["devices"]["device_key"].astype("str").iloc[listed].tolist(),
            speaks_of=speaks_of(reason),
        )

    def _mask(self, devices: Ints) -> Bools:
        mask = np.zeros(max(self.rows.size, self.conditions.devices), dtype=bool)
        mask[devices] = True
        return mask

    def _relevant(self, choice: Choice, own: Bools) -> _Relevant:
        """Rows of the cause's hosts; of the whole service where no other device has these hosts."""
        hosts = np.zeros(len(self.rows.hosts), dtype=bool)
        hosts[choice.extent.hosts] = True
        use = hosts[self.rows.host]
        outside = ~own[self.rows.device]
        for service in choice.extent.services:
            whole = self.rows.service == service
            if not (use & whole & outside).any():
                use |= whole & outside
        return _Relevant(self.rows.device, use, self.rows.reason == choice.reason)

    def _elsewhere(self, rows: _Relevant, outside: Bools, number: int) -> tuple[Ints, Ints]:
        """The other devices that were tested, and those of them that fail, without what other causes explain."""
        size = self.conditions.devices
        explained = self.rows.explained
        own = rows.use & outside
        bad = own & self.rows.failed & rows.same_reason & ((explained < 0) | (explained == number))
        failing = distinct(rows.device[bad], size)
        gone = np.setdiff1d(distinct(rows.device[own & (explained >= 0) & (explained != number)], size), failing)
        return np.setdiff1d(distinct(rows.device[own], size), gone), failing

    def _masked(self, escaped: Ints, choice: Choice) -> Ints:
        """Devices that reach a host of the cause although one of their ways to it fails for its reason."""
        attempts, devices = self.tables["attempts"], self.tables["devices"]
        if not len(escaped) or not len(attempts):
            return np.zeros(0, dtype=np.int64)
        hosts = {self.rows.hosts[code] for code in choice.extent.hosts}
        tried = (attempts["reason"] == NAMES[choice.reason]).to_numpy()
        some = attempts[tried]
        some = some[some["host"].isin(hosts).to_numpy() & (some["context"] == "system").to_numpy()]
        return np.intersect1d(escaped, position(some, devices))

    def _readings(self, choice: Choice, reason: str, workspace: bool) -> list[dict[str, Any]]:
        """Every other way to say the same, those that fit the reason best first."""
        named = _as_dict(first(reason, self.conditions.same[c], workspace) for c in choice.sets)
        ways: list[tuple[Condition, ...]] = []
        for sets in (choice.sets, *choice.rivals):
            ways += product(*(self.conditions.same[c] for c in sets))
        ways.sort(key=lambda way: (len(way), sorted(rank(reason, one, workspace) for one in way)))
        found = [_as_dict(way) for way in ways]
        distinct_ways = [way for at, way in enumerate(found) if way != named and way not in found[:at]]
        return distinct_ways[:READINGS]

    def _evidence(self, choice: Choice) -> list[str]:
        rows = choice.extent.rows
        rows = rows[np.isin(self.rows.device[rows], choice.extent.devices)]
        first_of_device = np.unique(self.rows.device[rows], return_index=True)[1]
        order = [*rows[first_of_device].tolist(), *np.delete(rows, first_of_device).tolist()][:EVIDENCE]
        return [self.rows.place(at) for at in order]

    def _named(self, devices: Ints) -> list[str]:
        return sorted(self.names[at] for at in devices.tolist())

    def unexplained(self) -> dict[str, Any]:
        """What no cause explains, by service and reason."""
        rows = self.rows
        tests = rows.reason == NOT_TESTED
        failed = rows.failed & ~tests
        left = failed & (rows.explained < 0)
        devices = distinct(rows.device[left], self.conditions.devices)
        of, by_urls = (
            len(distinct(rows.device[chosen], self.conditions.devices))
            for chosen in (failed, failed & ~np.isin(rows.service, list(self.workspace_services)))
        )
        groups = [
            self._group(left, service, reason) for service, reason in _pairs(rows.service[left], rows.reason[left])
        ]
        groups.sort(key=lambda group: (-group["failing_devices"], group["service"], group["reason"]))
        return {
            "failing_devices": len(devices),
            "of": of,
            "workspace_only": of - by_urls,
            "devices": self._named(devices),
            "groups": groups,
        }

    def _group(self, left: Bools, service: int, reason: int) -> dict[str, Any]:
        rows = self.rows
        own = rows.service == service
        chosen = np.flatnonzero(left & own & (rows.reason == reason))
        k, n = len(np.unique(rows.device[chosen])), len(distinct(rows.device[own], rows.size))
        return {
            "service": rows.services[service],
            "reason": NAMES[reason],
            "failing_devices": k,
            "exposed_devices": n,
            "rate": k / n,
            "hosts": sorted({rows.hosts[code] for code in np.unique(rows.host[chosen]).tolist()}),
            "devices": self._named(np.unique(rows.device[chosen])),
            "evidence": rows.place(int(chosen[0])),
        }


@dataclass
class _Relevant:
    """The fleet's rows, which of them a cause is about, and which fail for its reason."""

    device: Ints
    use: Bools
    same_reason: Bools


def _pairs(services: Ints, reasons: Ints) -> list[tuple[int, int]]:
    return sorted(set(zip(services.tolist(), reasons.tolist(), strict=True)))


def _as_dict(way: Any) -> dict[str, Any]:
    return dict(sorted((one.name, one.value) for one in way))


def _interval(k: int, n: int) -> tuple[float, float]:
    low, high = wilson(k, n)
    return float(low), float(high)


def ordered(causes: Sequence[Cause]) -> list[Cause]:
    """Causes of most devices first, ranked so."""
    found = sorted(
        causes, key=lambda cause: (-cause.failing_devices, cause.q_value, sorted(map(str, cause.conditions.items())))
    )
    for number, cause in enumerate(found, start=1):
        cause.rank = number
    return found
