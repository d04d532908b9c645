"""Which changes first: weighted set cover, greedy, over whole devices.

A device is free when all changes that it needs are made. So a step never takes one change alone, but all that some
device still lacks: changes that free devices only together are found, too.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
#: Sets of changes that a step compares; the largest groups of devices come first.
_CANDIDATES = 256
_SEED = 20250321


class Cover(NamedTuple):
    """Changes in their order, and for each device the position of the change that completes what it needs."""

    order: list[int]
    freed_at: Ints


def cover(device: Ints, change: Ints, cost: Floats, weight: Floats) -> Cover:
    """The order of changes from (device, change) pairs; both are numbered from 0.

    Each change has its cost and each device its weight: 0 where no change frees it.
    """
    if not len(device):
        return Cover([], np.zeros(len(weight), dtype=np.int64))
    needed, weights = _groups(device, change, len(cost), weight)
    order = _greedy(needed, weights, cost)
    position = np.zeros(len(cost), dtype=np.int64)
    position[order] = np.arange(len(order))
    freed = np.zeros(len(weight), dtype=np.int64)
    np.maximum.at(freed, device, position[change])
    return Cover(order, freed)


def _groups(device: Ints, change: Ints, changes: int, weight: Floats) -> tuple[npt.NDArray[np.float32], Floats]:
    """The distinct sets of changes as rows of 0 and 1, the heaviest first, and what the devices of each weigh."""
    pairs = np.unique(np.stack([device, change], axis=1), axis=0)
    marks = np.random.default_rng(_SEED).integers(1, 1 << 62, changes, dtype=np.uint64)
    sums = np.zeros(len(weight), dtype=np.uint64)
    np.add.at(sums, pairs[:, 0], marks[pairs[:, 1]])
    present = np.unique(device)
    distinct, group = np.unique(sums[present], return_inverse=True)
    weights = np.bincount(group, weights=weight[present]).astype(np.float64)
    needed = np.zeros((len(distinct), changes), dtype=np.float32)
    of_device = np.full(len(sums), -1, dtype=np.int64)
    of_device[present] = group
    needed[of_device[pairs[:, 0]], pairs[:, 1]] = 1
    rows = np.lexsort((*(-needed).T[::-1], -weights))
    return needed[rows], weights[rows]


def _greedy(needed: npt.NDArray[np.float32], weight: Floats, cost: Floats) -> list[int]:
    order: list[int] = []
    left = needed.copy()
    while len(left):
        some = left[:_CANDIDATES]
        gain = ((some @ left.T) == left.sum(axis=1)) @ weight
        best = int(np.lexsort((-gain, -gain / (some @ cost)))[0])
        bundle = np.flatnonzero(some[best])
        wanted = (left[:, bundle] > 0).T @ weight
        order += bundle[np.argsort(-wanted, kind="stable")].tolist()
        left[:, bundle] = 0
        alive = left.any(axis=1)
        left, weight = left[alive], weight[alive]
    return order
