"""A small set of causes: the strongest first, then the strongest of what it leaves unexplained, and so on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.conditions import LEAST_DEVICES, Conditions
from mdeanalysis.causes.contrasts import gain, lift, q_values
from mdeanalysis.causes.doubts import Doubts
from mdeanalysis.causes.extent import extent
from mdeanalysis.causes.joining import SAME_DEVICES, Choice, join, rate
from mdeanalysis.causes.outcomes import NAMES, PATH_REASONS, Rows, View, distinct, views
from mdeanalysis.causes.readings import first, rank
from mdeanalysis.causes.search import Field, Found, Searched, devices_of, search, uneven_sets

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
#: A cause is so unlikely to be chance, among all conditions tried at every depth.
MAX_Q = 0.01
#: A smaller effect is no cause, however sure it is: this share of its devices fail, and so many times more than
#: elsewhere, or so much more.
LEAST_RATE, LEAST_LIFT, LEAST_DIFFERENCE = 0.2, 2.5, 0.3
#: Readings that fit less well by so many nats cannot be told apart from the best.
_SAME_FIT = 2.0
#: The rest of a condition must fail less than this share of what its part does, for the part to be told instead: in a
#: large fleet a difference too small to matter is sure as well.
_REST = 0.85
#: Another condition explains a service clearly better where its gain is so many times larger and so much more.
_AHEAD, _AHEAD_BY = 1.5, 5.0


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
    _counted: dict[bytes, Ints] = field(default_factory=dict)

    @cached_property
    def _doubts(self) -> Doubts:
        return Doubts(self.conditions, self.rows)

    @cached_property
    def views(self) -> list[View]:
        """Every service and host with failures enough."""
        return list(views(self.rows, LEAST_DEVICES))

    def choose(self) -> list[Choice]:
        """The causes in the order in which they were found; marks the rows that they explain."""
        stale = [(at, code) for at in range(len(self.views)) for code in self._reasons(at)]
        chosen: list[Choice] = []
        while stale:
            for at, code in stale:
                self._search(at, code)
            choice = self._next()
            stale = []
            if choice is not None:
                number = self._take(choice, chosen)
                touched = {(service, choice.reason) for service in choice.extent.services}
                touched |= self._drive(choice, number)
                stale = [key for key in self.searched if (self.views[key[0]].service, key[1]) in touched]
        return chosen

    def _drive(self, choice: Choice, number: int) -> set[tuple[int, int]]:
        """Marks failures of devices that would not be on the way that fails but for the cause.

        They are no evidence of a further cause, and neither are the cause's devices that have no such way. Gives the
        services and reasons that this concerns.
        """
        if NAMES[choice.reason] not in PATH_REASONS:
            return set()
        rows = self.rows
        own = np.zeros(max(rows.size, self.conditions.devices), dtype=bool)
        own[devices_of(self.conditions, choice.sets)] = True
        driven = rows.failed & (rows.reason != choice.reason) & (rows.ways >> choice.reason & 1 > 0)
        driven &= own[rows.device] & ~rows.settled
        rows.driven_by[driven] = number
        return set(zip(rows.service[driven].tolist(), rows.reason[driven].tolist(), strict=True))

    def _take(self, choice: Choice, chosen: list[Choice]) -> int:
        """Adds a cause, or joins it with an earlier one that says the same; gives its number."""
        number = len(chosen)
        for at, earlier in enumerate(chosen):
            together = join(self.conditions, earlier, choice)
            if together is not None:
                chosen[at] = together
                number = at
                break
        else:
            chosen.append(choice)
        self.rows.explained[choice.extent.rows] = number
        return number

    def _reasons(self, at: int) -> list[int]:
        """The reasons with failures enough in a view."""
        counts = np.bincount(self.rows.reason[self.views[at].failed])
        return np.flatnonzero(counts >= LEAST_DEVICES).tolist()

    def _search(self, at: int, code: int) -> None:
        """Searches a view for a reason; what a cause explains changes no other reason's search."""
        view = self.views[at]
        self.searched.pop((at, code), None)
        one = self._field(view, self.rows.reason[view.failed], code)
        if one.total_k >= LEAST_DEVICES:
            self.searched[at, code] = search(one)

    def _field(self, view: View, reason: Ints, code: int) -> Field:
        """Who fails a view for a reason, among those who could: not where it is explained, hidden or got round."""
        device, settled = self.rows.device[view.failed], self.rows.settled[view.failed]
        failing = distinct(device[(reason == code) & ~settled], self.conditions.devices)
        drivers = np.unique(self.rows.driven_by[view.failed[reason == code]])
        driving = np.isin(self.rows.explained[view.failed], drivers[drivers >= 0])
        beside = np.zeros(self.conditions.devices, dtype=bool)
        beside[device[(reason < code) | ((reason == code) & settled) | driving]] = True
        beside[self.rows.device[view.masked[self.rows.ways[view.masked] >> code & 1 > 0]]] = True
        beside[failing] = False
        gone = np.flatnonzero(beside)
        exposed = np.zeros(self.conditions.devices, dtype=bool)
        exposed[view.exposed] = True
        exposed[gone] = False
        n = self._exposed_counts(view) - self.conditions.count(gone)
        return Field(self.conditions, exposed, failing, n, len(view.exposed) - len(gone))

    def _exposed_counts(self, view: View) -> Ints:
        key = view.exposed.tobytes()
        if key not in self._counted:
            self._counted[key] = self.conditions.count(view.exposed)
        return self._counted[key]

    def _next(self) -> Choice | None:
        candidates = self._candidates()
        for candidate in candidates:
            if self._doubts.none_of(self.views[candidate.view], candidate.reason, candidate.found):
                return self._choice(self._split(candidate, candidates))
        return None

    def _split(self, best: Candidate, candidates: list[Candidate]) -> Candidate:
        """The strongest part of a condition whose rate is not the same throughout, where a part is a cause too."""
        view = self.views[best.view]
        one = self._field(view, self.rows.reason[view.failed], best.reason)
        uneven = uneven_sets(one, best.found)
        for part in candidates:
            same = (part.view, part.reason) == (best.view, best.reason)
            if same and not uneven.isdisjoint(part.found.sets) and _stands_out(part.found, best.found):
                return part
        return best

    def _candidates(self) -> list[Candidate]:
        """What may be a cause, the best first."""
        smallest = np.sort([min(1.0, done.p * done.tests) for done in self.searched.values()])
        q = q_values(smallest, len(smallest))
        length = log(max(2, len(self.conditions)))
        found = [
            Candidate(view, reason, one, _q(one.p * done.tests, smallest, q), one.gain - length * (len(one.sets) - 1))
            for (view, reason), done in self.searched.items()
            for one in done.found
            if _is_large(one)
        ]
        found = [candidate for candidate in found if candidate.q <= MAX_Q]
        return sorted(found, key=lambda one: (-one.score, len(one.found.sets), one.view, one.reason, one.found.sets))

    def _choice(self, best: Candidate) -> Choice:
        view = self.views[best.view]
        rivals = self._rivals(best)
        workspace = view.service in self.workspace_services
        named = min([best.found, *rivals], key=lambda one: self._rank(one, best.reason, workspace))
        devices = devices_of(self.conditions, named.sets)
        reach = extent(self.rows, devices, best.reason, view, self._better(named, best.reason))
        others = [one.sets for one in [best.found, *rivals] if one.sets != named.sets]
        return Choice(named.sets, best.reason, view, named, best.q, reach, others)

    def _rank(self, one: Found, reason: int, workspace: bool) -> tuple[object, ...]:
        name = NAMES[reason]
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
                if shared >= SAME_DEVICES * len(np.union1d(own, other)):
                    rivals.append(one)
        return rivals

    def _better(self, named: Found, reason: int) -> frozenset[int]:
        """Services whose own best condition for the reason is clearly better, and fails more often."""
        better = set()
        for (at, code), done in self.searched.items():
            view = self.views[at]
            if code == reason and view.host is None and done.found:
                best = max(done.found, key=lambda one: one.gain)
                own_rate, own_gain = self._here(view, code, named.sets)
                ahead = best.gain > _AHEAD * own_gain + _AHEAD_BY
                if best.sets != named.sets and ahead and rate(best) >= own_rate:
                    better.add(view.service)
        return frozenset(better)

    def _here(self, view: View, code: int, sets: tuple[int, ...]) -> tuple[float, float]:
        """Rate and gain of a condition in another view, as far as it raises the rate there."""
        one = self._field(view, self.rows.reason[view.failed], code)
        own = devices_of(self.conditions, sets)
        own = own[one.exposed[own]]
        k, n = len(np.intersect1d(own, one.failing, assume_unique=True)), len(own)
        raised = n and k * one.total_n > n * one.total_k
        return (k / n, float(gain(k, n, one.total_k, one.total_n))) if raised else (0.0, 0.0)


def _q(p: float, smallest: Floats, q: Floats) -> float:
    """The q of a p among those of all failures, sorted; each is corrected for the conditions tried on its own."""
    at = int(np.searchsorted(smallest, p, side="right"))
    own = p * len(smallest) / max(1, at)
    return float(min(1.0, own, q[at] if at < len(q) else 1.0))


def _stands_out(part: Found, whole: Found) -> bool:
    """Whether the rest of the whole fails less often than its part, by more than other causes make it."""
    rest_k, rest_n = max(0, whole.k - part.k), max(1, whole.n - part.n)
    return rate(part) > rate(whole) and rest_k / rest_n < _REST * rate(part)


def _is_large(one: Found) -> bool:
    here, elsewhere = rate(one), (one.total_k - one.k) / max(1, one.total_n - one.n)
    larger = lift(one.k, one.n, one.total_k, one.total_n) >= LEAST_LIFT or here - elsewhere >= LEAST_DIFFERENCE
    return here >= LEAST_RATE and larger
