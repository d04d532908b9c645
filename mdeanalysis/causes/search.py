"""Which conditions, alone or two or three together, raise one failure's rate, and which of them are one cause.

A longer condition must beat each of its parents. A condition is mixed, and no cause, where a part of it fails
clearly more often than its rest: two bad proxies do not make their region bad.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from mdeanalysis.causes.conditions import LEAST_DEVICES, Conditions
from mdeanalysis.causes.contrasts import chi_square, gain, screened_tail, upper_tail

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
#: Singles and pairs that are looked into further, the best first; what they hide comes up once they are explained.
_WIDTH = 10
#: A parent must be raised at least so much by chance's measure before it is looked into.
_PROMISING = 0.01
#: What lies fewer standard deviations above its mean is never so unlikely.
_SCREEN = 2.5
#: A condition's rest must fail less than this share of what its part does, for the condition to be mixed.
_REST = 0.75

#: A dimension over which a condition's rate differs so surely splits it.
_UNEVEN = 0.01


class Found(NamedTuple):
    """A conjunction of sets: `k` of its `n` devices fail, of `total_k` of `total_n` in the whole view."""

    sets: tuple[int, ...]
    k: int
    n: int
    total_k: int
    total_n: int
    p: float
    gain: float


@dataclass
class Field:
    """One failure: who is exposed to it and who fails, as masks over devices; `n` counts the exposed of each set."""

    conditions: Conditions
    exposed: Bools
    failing: Ints
    n: Ints
    total_n: int

    @property
    def total_k(self) -> int:
        """How many fail."""
        return len(self.failing)


@dataclass
class Searched:
    """What a search found, the smallest p of it, and how many conditions it tried."""

    found: list[Found] = field(default_factory=list)
    p: float = 1.0
    tests: int = 0


class _Parts(NamedTuple):
    """A parent's parts by one more condition: their sets, and what fails in them."""

    other: Ints
    k: Ints
    n: Ints
    p: Floats
    beats_parent: Bools
    beats_other: Bools


def search(one: Field) -> Searched:
    """All conditions that raise the failure's rate, those that are mixed left out."""
    k = one.conditions.count(one.failing)
    known = (one.n >= LEAST_DEVICES) & (one.n < one.total_n)
    raised = np.flatnonzero(known & (k >= LEAST_DEVICES) & (k * one.total_n > one.n * one.total_k))
    p = screened_tail(k[raised], one.n[raised], one.total_k, one.total_n, _SCREEN)
    done = Searched(p=float(p.min(initial=1.0)), tests=int(known.sum()))
    gains = gain(k[raised], one.n[raised], one.total_k, one.total_n)
    best = _best(gains, p < _PROMISING)
    failing = np.zeros(one.conditions.devices, dtype=bool)
    failing[one.failing] = True
    pairs: list[Found] = []
    for at in best.tolist():
        parent = _found(one, (int(raised[at]),), int(k[raised[at]]), int(one.n[raised[at]]), float(p[at]))
        parts = _parts(one, failing, parent, k, done)
        if parts is None or not _is_mixed(parent, parts):
            done.found.append(parent)
        pairs += _children(one, parent, parts)
    _triples(one, failing, pairs, k, done)
    return done


def _best(gains: Floats, wanted: Bools) -> Ints:
    order = np.argsort(-gains, kind="stable")
    return np.asarray(order[wanted[order]][:_WIDTH])


def _found(one: Field, sets: tuple[int, ...], k: int, n: int, p: float) -> Found:
    return Found(sets, k, n, one.total_k, one.total_n, p, float(gain(k, n, one.total_k, one.total_n)))


def devices_of(conditions: Conditions, sets: tuple[int, ...]) -> Ints:
    """The devices that fit all conditions."""
    rows = conditions.of(sets[0])
    for other in sets[1:]:
        rows = np.intersect1d(rows, conditions.of(other), assume_unique=True)
    return rows


def _parts(one: Field, failing: Bools, parent: Found, k: Ints, done: Searched) -> _Parts | None:
    """The parent together with each other set; counts them as tried."""
    own = devices_of(one.conditions, parent.sets)
    own = own[one.exposed[own]]
    part_k = one.conditions.count(own[failing[own]])
    for taken in parent.sets:
        part_k[one.conditions.beside[taken]] = 0
    other = np.flatnonzero(part_k >= LEAST_DEVICES)
    if not len(other):
        return None
    part_n = one.conditions.count(own)[other]
    part_k = part_k[other]
    smaller = part_n < parent.n
    other, part_k, part_n = other[smaller], part_k[smaller], part_n[smaller]
    if not len(other):
        return None
    p = screened_tail(part_k, part_n, one.total_k, one.total_n, _SCREEN)
    done.p = min(done.p, float(p.min()))
    done.tests += len(p)
    level = 0.05 / len(one.conditions)
    beats_parent = screened_tail(part_k, part_n, parent.k, parent.n, _SCREEN) <= level
    beats_other = np.zeros(len(other), dtype=bool)
    worth = np.flatnonzero(beats_parent & (part_n < one.n[other]))
    if len(worth):
        within = other[worth]
        beats_other[worth] = upper_tail(part_k[worth], part_n[worth], k[within], one.n[within]) <= level
    return _Parts(other, part_k, part_n, p, beats_parent, beats_other)


def _is_mixed(parent: Found, parts: _Parts) -> bool:
    rest = (parent.k - parts.k) / (parent.n - parts.n)
    return bool((parts.beats_parent & (rest < _REST * parts.k / parts.n)).any())


def _children(one: Field, parent: Found, parts: _Parts | None) -> list[Found]:
    if parts is None:
        return []
    better = np.flatnonzero(parts.beats_parent & parts.beats_other)
    return [
        _found(one, (*parent.sets, int(parts.other[at])), int(parts.k[at]), int(parts.n[at]), float(parts.p[at]))
        for at in better
    ]


def _triples(one: Field, failing: Bools, pairs: list[Found], k: Ints, done: Searched) -> None:
    distinct = {tuple(sorted(pair.sets)): pair for pair in pairs}
    for pair in sorted(distinct.values(), key=lambda pair: (-pair.gain, pair.sets))[:_WIDTH]:
        parts = _parts(one, failing, pair, k, done)
        if parts is None or not _is_mixed(pair, parts):
            done.found.append(pair)
        for triple in _children(one, pair, parts):
            if all(_beats(one, failing, triple, dropped) for dropped in pair.sets):
                done.found.append(triple)


def uneven_sets(one: Field, found: Found) -> set[int]:
    """Sets of dimensions over whose values the condition's rate differs more than chance lets it."""
    own = devices_of(one.conditions, found.sets)
    own = own[one.exposed[own]]
    n, k = one.conditions.count(own), one.conditions.count(np.intersect1d(own, one.failing, assume_unique=True))
    uneven: set[int] = set()
    dimensions = one.conditions.by_dimension
    for sets in dimensions.values():
        inside = sets[(n[sets] > 0) & (n[sets] < found.n)]
        rest_n, rest_k = max(0, found.n - int(n[inside].sum())), max(0, found.k - int(k[inside].sum()))
        _, _, p = chi_square(np.append(k[inside], min(rest_k, rest_n)), np.append(n[inside], rest_n))
        if p <= _UNEVEN / len(dimensions):
            uneven |= set(inside.tolist())
    return uneven


def _beats(one: Field, failing: Bools, longer: Found, dropped: int) -> bool:
    """Whether the longer condition is clearly worse than itself without one of its sets."""
    own = devices_of(one.conditions, tuple(other for other in longer.sets if other != dropped))
    own = own[one.exposed[own]]
    level = 0.05 / len(one.conditions)
    n, k = len(own), int(failing[own].sum())
    return longer.n < n and float(upper_tail(longer.k, longer.n, k, n)[0]) <= level
