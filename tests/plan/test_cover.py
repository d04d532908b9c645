"""The greedy order of changes: against numbers worked out by hand, and against what must always hold."""

from __future__ import annotations

import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.plan.cover import cover


def covered(needs: list[set[int]], changes: int, cost: list[float] | None = None, weight: list[float] | None = None):
    pairs = [(device, change) for device, wanted in enumerate(needs) for change in sorted(wanted)]
    device, change = (np.asarray(side, dtype=np.int64) for side in zip(*pairs, strict=True)) if pairs else ([], [])
    return cover(
        np.asarray(device, dtype=np.int64),
        np.asarray(change, dtype=np.int64),
        np.asarray(cost or [1.0] * changes),
        np.asarray(weight or [1.0] * len(needs)),
    )


def test_the_change_that_frees_most_comes_first():
    assert covered([{0}, {1}, {1}, {2}], 3).order == [1, 0, 2]


def test_a_pair_is_found_that_no_single_change_hints_at():
    found = covered([{0, 1}] * 5 + [{2}] * 2, 3)
    assert found.order == [0, 1, 2]
    assert found.freed_at.tolist() == [1] * 5 + [2] * 2


def test_a_pair_that_frees_less_for_each_change_than_a_single_one_comes_later():
    assert covered([{0, 1}] * 3 + [{2}] * 2, 3).order == [2, 0, 1]


def test_what_is_half_done_is_cheap_to_complete():
    assert covered([{0}] * 3 + [{0, 1}] * 2 + [{2}], 3).order == [0, 1, 2]


def test_a_dear_change_waits():
    assert covered([{0}] * 4 + [{1}] * 2, 2, cost=[4, 1]).order == [1, 0]


def test_devices_that_nothing_frees_decide_nothing_and_lose_no_change():
    found = covered([{0}] * 9 + [{1}], 2, weight=[0] * 9 + [1])
    assert found.order == [1, 0]


def test_nothing_to_do_is_no_order():
    assert covered([], 0).order == []


sets_of_changes = st.lists(st.sets(st.integers(0, 5), min_size=1), max_size=12)


@given(sets_of_changes)
def test_every_change_comes_once_and_frees_each_device_with_its_last(needs):
    found = covered(needs, 6)
    assert sorted(found.order) == sorted(set().union(*needs))
    place = {change: position for position, change in enumerate(found.order)}
    assert found.freed_at.tolist() == [max(place[change] for change in wanted) for wanted in needs]


@given(sets_of_changes)
def test_no_single_change_frees_more_than_the_first_step(needs):
    """A first step of k changes frees at least k times what the best single change would."""
    found = covered(needs, 6)
    if not needs:
        return
    alone = max(sum(wanted == {change} for wanted in needs) for change in range(6))
    rates = [sum(wanted <= set(found.order[:k]) for wanted in needs) / k for k in range(1, len(found.order) + 1)]
    assert max(rates) >= alone


def test_twenty_thousand_devices_of_a_thousand_sets_take_seconds():
    random = np.random.default_rng(5)
    sets = [set(random.integers(0, 300, 3).tolist()) for _ in range(1_000)]
    needs = [sets[number] for number in random.integers(0, 1_000, 20_000).tolist()]
    start = time.process_time()
    found = covered(needs, 300)
    assert time.process_time() - start < 20
    assert len(found.order) == len(set().union(*sets))
