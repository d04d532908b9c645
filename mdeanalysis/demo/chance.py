"""Choices and identities that are the same in every Python and on every machine.

Of Python's random numbers only `random()` is promised to stay the same in every version, so all choices rest on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def pick(rng: Random, items: Sequence[T]) -> T:
    """One of the items; only `random()` is the same in every Python."""
    return items[int(rng.random() * len(items))]


def weighted(rng: Random, items: Sequence[tuple[T, int]]) -> T:
    """One of the items, each as often as its weight has it."""
    left = rng.random() * sum(weight for _, weight in items)
    for item, weight in items:
        left -= weight
        if left < 0:
            return item
    return items[-1][0]


def shuffled(rng: Random, items: Sequence[T]) -> list[T]:
    """The items in another order."""
    keys = sorted((rng.random(), at) for at in range(len(items)))
    return [items[at] for _, at in keys]


def digits(name: str) -> str:
    """64 hex digits that belong to a name."""
    return hashlib.sha256(name.encode()).hexdigest()


def guid(name: str) -> str:
    """An identity that belongs to a name."""
    found = digits(name)
    return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:32]))
