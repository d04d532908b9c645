"""A small set of causes: the strongest first, then the strongest of what it leaves unexplained, and so on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from math import log

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.conditions import LEAST_DEVICES, Conditions
from mdeanalysis.causes.contrasts import gain, lift, q_values, upper_tail
from mdeanalysis.causes.extent import Extent, extent
from mdeanalysis.causes.outcomes import NAMES, Rows, View, distinct, views
from mdeanalysis.causes.readings import first, rank
from mdeanalysis.causes.search import Field, Found, Searched, devices_of, search, uneven_sets

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
#: A cause is so unlikely to be chance, among all conditions tried at every depth.
MAX_Q = 0.01
#: A smaller effect is no cause, however sure it is: this share of its devices fail, and so many times more than
#: elsewhere, or so much more.
LEAST_RATE, LEAST_LIFT, LEAST_DIFFERENCE = 0.2, 2.5, 0.3
#: Any failure must be raised too: a closed site turns noise of other reasons into its own.
_ANY = 0.01
#: Readings that fit less well by so many nats cannot be told apart from the best.
_SAME_FIT = 2.0
#: Share of the failing devices that a rival must have in common with the best.
_SAME_DEVICES = 0.8
#: Share of a condition's devices that lie in another, which is then the wider.
_WITHIN = 0.95
#: A part of a condition fails throughout where this share of it does, and parts are most of it from this share on.
_WHOLE, _MOST = 0.9, 0.5
#: Another condition explains a service clearly better where its gain is so many times larger and so much more.
_AHEAD, _AHEAD_BY = 1.5, 5.0


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
    _counted: dict[bytes, Ints] = field(default_factory=dict)

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
                self._take(choice, chosen)
                touched = set(choice.extent.services)
                stale = [
                    key for key in self.searched if key[1] == choice.reason and self.views[key[0]].service in touched
                ]
        return chosen

    def _take(self, choice: Choice, chosen: list[Choice]) -> None:
        """Adds a cause, or joins it with an earlier one that says the same."""
        for at, earlier in enumerate(chosen):
            together = join(self.conditions, earlier, choice)
            if together is not None:
                chosen[at] = together
                self.rows.explained[choice.extent.rows] = at
                return
        self.rows.explained[choice.extent.rows] = len(chosen)
        chosen.append(choice)

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
        device, explained = self.rows.device[view.failed], self.rows.explained[view.failed] >= 0
        failing = distinct(device[(reason == code) & ~explained], self.conditions.devices)
        beside = np.zeros(self.conditions.devices, dtype=bool)
        beside[device[(reason < code) | ((reason == code) & explained)]] = True
        beside[self.rows.device[view.masked[self.rows.masked[view.masked] >> code & 1 > 0]]] = True
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
            if self._any_raised(candidate) and self._harms(candidate):
                return self._choice(self._split(candidate, candidates))
        return None

    def _split(self, best: Candidate, candidates: list[Candidate]) -> Candidate:
        """The strongest part of a condition whose rate is not the same throughout, where a part is a cause too."""
        view = self.views[best.view]
        one = self._field(view, self.rows.reason[view.failed], best.reason)
        uneven = uneven_sets(one, best.found)
        for part in candidates:
            same = (part.view, part.reason) == (best.view, best.reason)
            if same and not uneven.isdisjoint(part.found.sets) and _rate(part.found) > _rate(best.found):
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

    def _any_raised(self, candidate: Candidate) -> bool:
        view = self.views[candidate.view]
        explained = self.rows.explained[view.failed] >= 0
        failing = np.unique(self.rows.device[view.failed[~explained]])
        gone = np.setdiff1d(self.rows.device[view.failed[explained]], failing)
        open_ = np.setdiff1d(view.exposed, gone, assume_unique=True)
        own = np.intersect1d(devices_of(self.conditions, candidate.found.sets), open_, assume_unique=True)
        k = len(np.intersect1d(own, failing, assume_unique=True))
        return bool(upper_tail(k, len(own), len(failing), len(open_))[0] <= _ANY)

    def _harms(self, candidate: Candidate) -> bool:
        """Whether it keeps devices enough from the service: not where nearly all of them get round it."""
        view, code = self.views[candidate.view], candidate.reason
        round_it = self.rows.device[view.masked[self.rows.masked[view.masked] >> code & 1 > 0]]
        failing = self.rows.device[view.failed[self.rows.reason[view.failed] == code]]
        own = devices_of(self.conditions, candidate.found.sets)
        masked = np.setdiff1d(np.intersect1d(own, round_it), failing)
        return candidate.found.k >= LEAST_RATE * (candidate.found.n + len(masked))

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
                if shared >= _SAME_DEVICES * len(np.union1d(own, other)):
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
                if best.sets != named.sets and ahead and _rate(best) >= own_rate:
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


def join(conditions: Conditions, earlier: Choice, later: Choice) -> Choice | None:
    """Both as one cause, where they are one.

    The later is the earlier's where it adds nothing but services on the same devices, or narrows its condition to
    devices that test other services; hosts of which the tool does not say why they fail go along. The earlier is
    the later's where that is the wider and breaks the same services. Parts of one condition that both fail nearly
    throughout, and together are most of it, are that condition: they only differ in what they test.
    """
    unspecific = later.reason == NAMES.index("other")
    if later.reason != earlier.reason and not unspecific:
        return None
    old, new = devices_of(conditions, earlier.sets), devices_of(conditions, later.sets)
    both = len(np.intersect1d(old, new, assume_unique=True))
    known = np.isin(later.extent.devices, earlier.extent.devices).mean()
    if both >= _WITHIN * len(new) and (known >= _SAME_DEVICES or set(earlier.sets) <= set(later.sets)):
        return replace(earlier, extent=earlier.extent.with_(later.extent))
    services = set(earlier.extent.services) & set(later.extent.services)
    if both >= _WITHIN * len(old) and services and later.reason == earlier.reason:
        return replace(later, view=earlier.view, q=earlier.q, extent=earlier.extent.with_(later.extent))
    common = tuple(c for c in earlier.sets if c in later.sets)
    parts = later.reason == earlier.reason and both == 0 and min(_rate(earlier.found), _rate(later.found)) >= _WHOLE
    together = earlier.extent.with_(later.extent)
    if common and parts and len(together.devices) >= _MOST * len(devices_of(conditions, common)):
        return replace(earlier, sets=common, extent=together, rivals=[])
    return None


def _q(p: float, smallest: Floats, q: Floats) -> float:
    """The q of a p among those of all failures, sorted; each is corrected for the conditions tried on its own."""
    at = int(np.searchsorted(smallest, p, side="right"))
    own = p * len(smallest) / max(1, at)
    return float(min(1.0, own, q[at] if at < len(q) else 1.0))


def _rate(one: Found) -> float:
    return one.k / one.n


def _is_large(one: Found) -> bool:
    rate, elsewhere = one.k / one.n, (one.total_k - one.k) / max(1, one.total_n - one.n)
    larger = lift(one.k, one.n, one.total_k, one.total_n) >= LEAST_LIFT or rate - elsewhere >= LEAST_DIFFERENCE
    return rate >= LEAST_RATE and larger
