"""The numbers of a contrast: how likely chance alone is, how large the difference, how sure the rate.

All functions take whole arrays: `k` of `n` devices fail here, `total_k` of `total_n` in all. The test is exact
(one-sided Fisher: the hypergeometric tail). It conditions on both margins, so it allows for what the background rate
itself is uncertain of, as a beta-binomial background does. numpy alone carries it, so that 140 MB of scipy are not
needed; the tests hold every number to scipy's.
"""

from __future__ import annotations

from functools import lru_cache
from math import erfc, exp, pi, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
#: The normal quantile of a 95 % interval.
Z = 1.959963984540054
#: Terms of a tail below this share of their sum change nothing.
_NEGLIGIBLE = 1e-11


@lru_cache(maxsize=4)
def _log_factorials(most: int) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1, dtype=float)))])


def upper_tail(k: Any, n: Any, total_k: Any, total_n: Any) -> Floats:
    """P(X >= k) for n devices drawn out of `total_n`, of which `total_k` fail."""
    k, n, total_k, total_n = (np.atleast_1d(np.asarray(a, dtype=np.int64)) for a in (k, n, total_k, total_n))
    k, n, total_k, total_n = np.broadcast_arrays(k, n, total_k, total_n)
    above = k * total_n > n * total_k
    lowest = np.maximum(0, n + total_k - total_n)
    start = np.where(above, np.minimum(k, np.minimum(n, total_k)), np.maximum(k - 1, lowest))
    part = _tail(start, n, total_k, total_n, above)
    found = np.where(above, part, 1 - part)
    found = np.where(k > np.minimum(n, total_k), 0.0, np.where(k <= lowest, 1.0, found))
    return np.asarray(np.clip(found, 0.0, 1.0))


def screened_tail(k: Any, n: Any, total_k: int, total_n: int, least: float) -> Floats:
    """`upper_tail` where k lies at least `least` standard deviations above its mean, else 1.

    Most conditions tried are no more than chance, and the tail near the mean is the long one to add up.
    """
    k, n = np.asarray(k, dtype=np.int64), np.asarray(n, dtype=np.int64)
    rate = total_k / total_n
    spread = n * rate * (1 - rate) * (total_n - n) / max(1, total_n - 1)
    chosen = (k - n * rate) >= least * np.sqrt(spread)
    chosen &= k > n * rate
    p = np.ones(len(k))
    if chosen.any():
        p[chosen] = upper_tail(k[chosen], n[chosen], total_k, total_n)
    return p


def _tail(j: Ints, n: Ints, total_k: Ints, total_n: Ints, upward: npt.NDArray[np.bool_]) -> Floats:
    """The probabilities from `j` on, away from the mean, where each is smaller than the one before."""
    term = np.exp(_log_probability(j, n, total_k, total_n))
    total = term.copy()
    rest = total_n - total_k - n
    while (term > _NEGLIGIBLE * total).any():
        more = (total_k - j) * (n - j) / ((j + 1) * np.maximum(rest + j + 1, 1))
        less = j * np.maximum(rest + j, 0) / ((total_k - j + 1) * (n - j + 1))
        term = term * np.where(upward, more, less)
        total += term
        j = np.where(upward, np.minimum(j + 1, np.minimum(n, total_k)), np.maximum(j - 1, 0))
    return total


def _log_probability(k: Ints, n: Ints, total_k: Ints, total_n: Ints) -> Floats:
    size = int(total_n.max(initial=0)) + 1
    of = _log_factorials(1 << size.bit_length())

    def choose(a: Ints, b: Ints) -> Floats:
        return np.asarray(of[a] - of[b] - of[a - b])

    return choose(total_k, k) + choose(total_n - total_k, n - k) - choose(total_n, n)


def gain(k: Any, n: Any, total_k: Any, total_n: Any) -> Floats:
    """By how much (in nats) a rate of its own fits better than the common one: n log-likelihood ratio, 0 or more."""
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    total_k, total_n = np.asarray(total_k, dtype=float), np.asarray(total_n, dtype=float)
    apart = _likelihood(k, n) + _likelihood(total_k - k, total_n - n)
    return np.asarray(np.maximum(apart - _likelihood(total_k, total_n), 0.0))


def _likelihood(k: Floats, n: Floats) -> Floats:
    good = n - k
    with np.errstate(divide="ignore", invalid="ignore"):
        hits = np.where(k > 0, k * np.log(k / n), 0.0)
        misses = np.where(good > 0, good * np.log(good / n), 0.0)
    return np.asarray(hits + misses)


def wilson(k: Any, n: Any, z: float = Z) -> tuple[Floats, Floats]:
    """The Wilson intervals of rates, low and high; 0 and 1 where there is nothing to count."""
    k, n = np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    of = np.maximum(n, 1.0)
    rate, weight = k / of, z * z / of
    middle = (rate + weight / 2) / (1 + weight)
    half = z * np.sqrt(rate * (1 - rate) / of + weight / (4 * of)) / (1 + weight)
    low = np.where((n == 0) | (k == 0), 0.0, np.maximum(middle - half, 0.0))
    high = np.where((n == 0) | (k == n), 1.0, np.minimum(middle + half, 1.0))
    return low, high


def q_values(p: Floats, tests: int) -> Floats:
    """Benjamini and Hochberg's q of each p, among `tests` of which the largest may be left out as 1."""
    order = np.argsort(p, kind="stable")
    ranked = p[order] * max(tests, len(p)) / np.arange(1, len(p) + 1)
    found = np.empty(len(p))
    found[order] = np.minimum.accumulate(ranked[::-1])[::-1].clip(max=1.0)
    return found


def lift(k: int, n: int, total_k: int, total_n: int) -> float:
    """Rate here by rate elsewhere, with half a device added to each side, so that none elsewhere is no infinity."""
    here = (k + 0.5) / (n + 1)
    elsewhere = (total_k - k + 0.5) / (total_n - n + 1)
    return here / elsewhere


def chi_square(failed: Ints, of: Ints) -> tuple[float, int, float]:
    """Statistic, degrees of freedom and p of "one rate in all groups"; p is 1 where nothing can differ."""
    failed, of = failed[of > 0], of[of > 0]
    rate = failed.sum() / of.sum() if of.sum() else 0.0
    freedom = max(0, len(of) - 1)
    if not freedom or rate in (0.0, 1.0):
        return 0.0, freedom, 1.0
    statistic = float((((failed - of * rate) ** 2) / (of * rate * (1 - rate))).sum())
    return statistic, freedom, _chi_square_tail(statistic, freedom)


def _chi_square_tail(x: float, freedom: int) -> float:
    """The upper tail by its finite series: of exponentials for even degrees, from erfc on for odd ones."""
    odd = freedom % 2
    total = erfc(sqrt(x / 2)) if odd else exp(-x / 2)
    term = sqrt(2 * x / pi) * exp(-x / 2) if odd else exp(-x / 2) * x / 2
    for step in range(odd, freedom - 1, 2) if odd else range(2, freedom, 2):
        total += term
        term *= x / (step + 2)
    return min(1.0, total)
