"""The numbers of a contrast are scipy's, and those that one can work out by hand."""

from __future__ import annotations

from math import comb, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mdeanalysis.causes.contrasts import chi_square, gain, lift, q_values, screened_tail, upper_tail, wilson

Counts = tuple[int, int, int, int]


@st.composite
def counts(draw: st.DrawFn) -> Counts:
    """k of n, total_k of total_n, as they can be."""
    total_n = draw(st.integers(1, 5_000))
    total_k, n = draw(st.integers(0, total_n)), draw(st.integers(0, total_n))
    k = draw(st.integers(max(0, n + total_k - total_n), min(n, total_k)))
    return k, n, total_k, total_n


@given(counts())
def test_the_exact_tail_is_scipys(drawn: Counts) -> None:
    k, n, total_k, total_n = drawn
    expected = stats.hypergeom.sf(k - 1, total_n, total_k, n)
    assert upper_tail(k, n, total_k, total_n)[0] == pytest.approx(expected, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize(("k", "n", "total_k", "total_n"), [(300, 300, 310, 9_000), (40, 200, 60, 20_000)])
def test_the_exact_tail_is_scipys_far_out_too(k: int, n: int, total_k: int, total_n: int) -> None:
    expected = stats.hypergeom.sf(k - 1, total_n, total_k, n)
    assert upper_tail(k, n, total_k, total_n)[0] == pytest.approx(expected, rel=1e-6)


def test_all_three_failures_among_three_of_ten_devices_are_one_in_120() -> None:
    assert upper_tail(3, 3, 3, 10)[0] == pytest.approx(1 / comb(10, 3))


def test_the_exact_test_is_fishers() -> None:
    table = [[8, 2], [1, 9]]
    assert upper_tail(8, 10, 9, 20)[0] == pytest.approx(stats.fisher_exact(table, alternative="greater").pvalue)


def test_none_or_more_is_certain_and_more_than_there_are_impossible() -> None:
    assert upper_tail([0, 4], [5, 5], [3, 3], [20, 20]).tolist() == [1.0, 0.0]


def test_a_screened_tail_is_exact_where_it_matters_and_one_near_the_mean() -> None:
    p = screened_tail([5, 1], [5, 5], 6, 100, 2.5)
    assert p.tolist() == pytest.approx([stats.hypergeom.sf(4, 100, 6, 5), 1.0])


@given(st.integers(1, 2_000), st.data())
def test_the_interval_is_scipys_wilson(n: int, data: st.DataObject) -> None:
    k = data.draw(st.integers(0, n))
    expected = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")
    low, high = wilson(k, n)
    assert (float(low), float(high)) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_an_interval_of_nothing_says_nothing() -> None:
    low, high = wilson(0, 0)
    assert (float(low), float(high)) == (0.0, 1.0)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_q_is_scipys_benjamini_and_hochberg(p: list[float]) -> None:
    expected = stats.false_discovery_control(p, method="bh")
    assert q_values(np.asarray(p), len(p)).tolist() == pytest.approx(expected.tolist())


def test_tests_whose_p_is_not_at_hand_count_all_the_same() -> None:
    assert q_values(np.asarray([0.001, 0.002]), 100).tolist() == pytest.approx([0.1, 0.1])


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 40)), min_size=1, max_size=9))
def test_chi_square_is_scipys(groups: list[tuple[int, int]]) -> None:
    failed = np.asarray([k for k, _ in groups])
    of = failed + np.asarray([good for _, good in groups])
    statistic, freedom, p = chi_square(failed, of)
    kept = of > 0
    if kept.sum() < 2 or failed.sum() in (0, of.sum()):
        assert p == 1.0
        return
    expected = stats.chi2_contingency([failed[kept], (of - failed)[kept]], correction=False)
    assert (statistic, freedom, p) == pytest.approx((expected.statistic, expected.dof, expected.pvalue), abs=1e-9)


def test_the_gain_of_a_clean_cut_is_worked_out_by_hand() -> None:
    """5 of 5 here and 0 of 5 elsewhere: ten coin tosses are explained, each worth log 2."""
    assert float(gain(5, 5, 5, 10)) == pytest.approx(10 * log(2))


@given(counts())
def test_a_gain_is_never_negative(drawn: Counts) -> None:
    k, n, total_k, total_n = drawn
    assert n in (0, total_n) or float(gain(k, n, total_k, total_n)) >= 0


def test_the_lift_is_finite_where_nothing_fails_elsewhere() -> None:
    assert lift(9, 9, 9, 100) == pytest.approx((9.5 / 10) / (0.5 / 92))
