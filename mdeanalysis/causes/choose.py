"""A small set of causes: the strongest first, then the strongest of what it leaves unexplained, and so on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.conditions import LEAST_DEVICES, Conditions
from mdeanalysis.causes.contrasts import lift, q_values, upper_tail
from mdeanalysis.causes.extent import Extent, extent
from mdeanalysis.causes.outcomes import Rows, View, views
from mdeanalysis.causes.readings import first, rank
from mdeanalysis.causes.search import Field, Found, Searched, devices_of, search

Ints = npt.NDArray[np.int64]
#: A cause is so unlikely to be chance, among all conditions tried at every depth.
MAX_Q = 0.01
#: A smaller effect is no cause, however sure it is: this share of its devices fail, so many times more than elsewhere.
LEAST_RATE, LEAST_LIFT = 0.2, 2.5
#: Any failure must be raised too: a closed site turns noise of other reasons into its own.
_ANY = 0.01
#: Readings that fit less well by so many nats cannot be told apart from the best.
_SAME_FIT = 2.0
#: Share of the failing devices that a rival must have in common with the best.
_SAME_DEVICES = 0.8


@dataclass
class Choice:
    """A cause as chosen: its sets, what it reaches, and other conjunctions that fit as well."""

    sets: tuple[int, ...]
    reason: int
    view: View
    found: Found
    q: float
    extent: Extent
    rivals: list[tuple[int, ...]]


@dataclass
class Candidate:
    """What the search found in one view and reason."""

    view: int
    reason: int
    found: Found
    q: float
    score: float


@dataclass
class Chooser:
    """Keeps what was searched, so that only what a cause has changed is searched again."""

    conditions: Conditions
    rows: Rows
    workspace_services: frozenset[int] = frozenset()
    searched: dict[tuple[int, int], Searched] = field(default_factory=dict)

    @cached_property
    def views(self) -> list[View]:
        """Every service and host with failures enough."""
        return list(views(self.rows, LEAST_DEVICES))

    @cached_property
    def _exposed_counts(self) -> dict[bytes, Ints]:
        return {}

    def choose(self) -> list[Choice]:
        """The causes in the order in which they were found; marks the rows that they explain."""
        stale = set(range(len(self.views)))
        chosen: list[Choice] = []
        while stale:
            for at in sorted(stale):
                self._search(at)
            choice = self._next()
            stale = set()
            if choice is not None:
                self.rows.explained[choice.extent.rows] = len(chosen)
                chosen.append(choice)
                touched = set(choice.extent.services)
                stale = {at for at, view in enumerate(self.views) if view.service in touched}
        return chosen

    def _search(self, at: int) -> None:
        """Searches every reason of a view."""
        view = self.views[at]
        open_rows = view.failed[self.rows.explained[view.failed] < 0]
        exposed, n = self._exposed(view, open_rows)
        device, reason = self.rows.device[open_rows], self.rows.reason[open_rows]
        self.searched = {key: value for key, value in self.searched.items() if key[0] != at}
        for code in np.unique(reason).tolist():
            failing = np.unique(device[reason == code])
            if len(failing) >= LEAST_DEVICES:
                one = Field(self.conditions, exposed, failing, n, int(exposed.sum()))
                self.searched[at, code] = search(one)

    def _exposed(self, view: View, open_rows: Ints) -> tuple[npt.NDArray[np.bool_], Ints]:
        """Who may still fail here, and how many of them are in each set: not those whose failure is explained."""
        mask = np.zeros(self.conditions.devices, dtype=bool)
        mask[view.exposed] = True
        key = mask.tobytes()
        if key not in self._exposed_counts:
            self._exposed_counts[key] = self.conditions.count(view.exposed)
        gone = np.setdiff1d(self.rows.device[view.failed], self.rows.device[open_rows])
        mask[gone] = False
        return mask, self._exposed_counts[key] - self.conditions.count(gone)

    def _next(self) -> Choice | None:
        for candidate in self._candidates():
            if self._any_raised(candidate):
                return self._choice(candidate)
        return None

    def _candidates(self) -> list[Candidate]:
        """What may be a cause, the best first."""
        tests = sum(done.tests for done in self.searched.values())
        smallest = np.concatenate([np.zeros(0), *(done.p for done in self.searched.values())])
        known, q = np.unique(smallest, return_index=True)
        q = q_values(smallest, tests)[q]
        length = log(max(2, len(self.conditions)))
        found = [
            Candidate(view, reason, one, float(q[np.searchsorted(known, one.p)]), one.gain - length * (len(one.sets) - 1))
            for (view, reason), done in self.searched.items()
            for one in done.found
            if _is_large(one)
        ]
        found = [candidate for candidate in found if candidate.q <= MAX_Q]
        return sorted(found, key=lambda one: (-one.score, len(one.found.sets), one.view, one.reason, one.found.sets))

    def _any_raised(self, candidate: Candidate) -> bool:
        view = self.views[candidate.view]
        open_rows = view.failed[self.rows.explained[view.failed] < 0]
        exposed, _ = self._exposed(view, open_rows)
        failing = np.unique(self.rows.device[open_rows])
        own = devices_of(self.conditions, candidate.found.sets)
        k = len(np.intersect1d(own, failing, assume_unique=True))
        p = upper_tail(k, candidate.found.n, len(failing), int(exposed.sum()))
        return bool(p[0] <= _ANY)

    def _choice(self, best: Candidate) -> Choice:
        view = self.views[best.view]
        rivals = self._rivals(best)
        workspace = view.service in self.workspace_services
        named = min([best.found, *rivals], key=lambda one: self._rank(one, best.reason, workspace))
        devices = devices_of(self.conditions, named.sets)
        reach = extent(self.rows, devices, best.reason, view, self._better(named, devices, best.reason))
        others = [one.sets for one in [best.found, *rivals] if one.sets != named.sets]
        return Choice(named.sets, best.reason, view, named, best.q, reach, others)

    def _rank(self, one: Found, reason: int, workspace: bool) -> tuple[object, ...]:
        name = _name(reason)
        ranks = sorted(rank(name, first(name, self.conditions.same[c], workspace), workspace) for c in one.sets)
        return (len(one.sets), ranks)

    def _rivals(self, best: Candidate) -> list[Found]:
        """Conjunctions, no longer than the best, that fit as well and mean the same devices."""
        own = devices_of(self.conditions, best.found.sets)
        failing = self.rows.device[self.views[best.view].failed]
        own = np.intersect1d(own, failing)
        rivals = []
        for one in self.searched[best.view, best.reason].found:
            fits = one.gain >= best.found.gain - _SAME_FIT and len(one.sets) <= len(best.found.sets)
            if fits and one.sets != best.found.sets:
                other = np.intersect1d(devices_of(self.conditions, one.sets), failing)
                shared = len(np.intersect1d(own, other, assume_unique=True))
                if shared >= _SAME_DEVICES * len(np.union1d(own, other)):
                    rivals.append(one)
        return rivals

    def _better(self, named: Found, devices: Ints, reason: int) -> frozenset[int]:
        """Services whose own best condition for the reason is clearly better than this one."""
        better = set()
        for (at, code), done in self.searched.items():
            view = self.views[at]
            if code != reason or view.host is not None or not done.found:
                continue
            best = max(done.found, key=lambda one: one.gain)
            own = next((one.gain for one in done.found if one.sets == named.sets), None)
            inside = np.isin(devices_of(self.conditions, best.sets), devices).mean()
            if best.sets != named.sets and inside < _SAME_DEVICES and best.gain > 1.5 * (own or 0.0) + 5:
                better.add(view.service)
        return frozenset(better)


def _name(reason: int) -> str:
    from mdeanalysis.causes.outcomes import NAMES

    return NAMES[reason]


def _is_large(one: Found) -> bool:
    return one.k >= LEAST_RATE * one.n and lift(one.k, one.n, one.total_k, one.total_n) >= LEAST_LIFT
