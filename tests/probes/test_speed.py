"""Slow answers are waited for side by side. How well is for `benchmarks/probe_bench.py` to say."""

from __future__ import annotations

from pathlib import Path

from probes.speed import METHODS, URLS, ready

#: An idle machine needs 1.1 times the ideal (`benchmarks/probe_bench.py`), a busy one more; one by one would be 12.
MOST = 3.0


def test_slow_answers_are_waited_for_side_by_side(tmp_path: Path) -> None:
    with ready(tmp_path) as measure:
        ratio, found = measure(12)
    assert len(found.fleet.attempts) == len(found.fleet.live) == URLS * METHODS
    assert set(found.fleet.attempts["outcome"]) == {"succeeded"}
    assert ratio < MOST, f"{ratio:.2f} times the ideal"
