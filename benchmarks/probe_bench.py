"""A probe of slow services beside what its concurrency allows at best: `python benchmarks/probe_bench.py`.

60 URLs by 5 methods, each answered after 200 ms, two of the methods through squid. The time is that of the whole
probe, from its start to its tables, over (tries x 200 ms / tries at once).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from probes.speed import ready

ROUNDS = 5


def main() -> None:
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("| tries at once | time / ideal, median | best | worst |\n|---|---|---|---|")
    with TemporaryDirectory() as folder, ready(Path(folder)) as measure:
        measure(16)  # imports
        for at_once in (8, 12, 16):
            ratios = sorted(measure(at_once)[0] for _ in range(ROUNDS))
            print(f"| {at_once} | {median(ratios):.2f} | {ratios[0]:.2f} | {ratios[-1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
