"""What hostile input costs beside five good devices, as ratios: `make hostile`, or `python benchmarks/hostile.py`.

The first table is of the inputs of `tests/hostile`: processor time and peak memory of a load with the input over
those of the same load without it. The second is of bait for parsers: what twice as much takes, which is 2 where each
byte is looked at alike, and what a MiB takes over a MiB of ordinary reports.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

TESTS = Path(__file__).parent.parent / "tests"
sys.path[:0] = [str(TESTS / "hostile"), str(TESTS)]

import hostile_bait  # noqa: E402
from hostile_inputs import CASES  # noqa: E402
from measuring import measuring  # noqa: E402

ROUNDS = 3


def inputs() -> None:
    print("| beside five good devices | problem rows | time | memory |\n|---|---|---|---|")
    with measuring() as loader:
        plain = [loader.plain() for _ in range(2 * ROUNDS)][ROUNDS:]
        seconds, resident = (median(one[name] for one in plain) for name in ("seconds", "resident"))
        for name, case in CASES.items():
            found = loader.case(case)
            kinds = ", ".join(kind for _, kind, _ in found["problems"]) or "none"
            time, memory = found["seconds"] / seconds, found["resident"] / resident
            print(f"| {name} | {kinds} | {time:.0f} | {memory:.1f} |", flush=True)


def bait() -> None:
    print("| bait | twice as much takes | a MiB / a MiB of reports |\n|---|---|---|")
    _, ordinary = hostile_bait.growth(hostile_bait.REPORTS, 2)
    for name, make in {"reports": hostile_bait.REPORTS, **hostile_bait.TEXTS}.items():
        doubled, a_mib = hostile_bait.growth(make, 2)
        print(f"| {name} | {doubled:.1f} | {a_mib / ordinary:.1f} |", flush=True)


if __name__ == "__main__":
    inputs()
    print()
    bait()
