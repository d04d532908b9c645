"""What a report costs over a load of the same fleet, and the memory of it: part of `make bench`, or by itself.

Each is a process of its own, from its start to its file; memory is the peak of that process.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench import timed
from formats_bench import BETWEEN

from mdeanalysis.demo import write_fleet

SEED = 3
DAY = "2025-03-21"
_LOADING = "import sys, mdeanalysis; mdeanalysis.load(sys.argv[1])"
_REPORTING = """
import resource, sys
from mdeanalysis.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    assert done.code in {0, 3, 4}, done.code
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
WANTED = {"html": "<= 10", "pdf": "<= 20"}


def load(fleet: Path) -> None:
    """A process that loads, and nothing else."""
    subprocess.run([sys.executable, "-c", _LOADING, str(fleet)], check=True, capture_output=True)


def report(fleet: Path, kind: str) -> int:
    """A process that writes a report of this kind; gives its peak memory in MiB (Linux)."""
    arguments = ["report", str(fleet), "--as-of", DAY, "-o", str(fleet.parent / f"report.{kind}")]
    command = [sys.executable, "-c", BETWEEN, "-c", _REPORTING, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return int(done.stdout) // 1024


def main() -> None:
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        fleet = Path(name) / "fleet"
        write_fleet(fleet, devices, SEED)
        peaks: dict[str, int] = {}
        took = timed(
            {
                "load": lambda: load(fleet),
                **{kind: lambda kind=kind: peaks.update({kind: report(fleet, kind)}) for kind in WANTED},
            }
        )
    print(f"{devices:,} devices; a load takes {took['load']:.1f} s here\n")
    print("| report | / a load of the same fleet | wanted | peak memory, MiB (below 1,024) |\n|---|---|---|---|")
    for kind, wanted in WANTED.items():
        print(f"| {kind.upper()} | {took[kind] / took['load']:.1f} | {wanted} | {peaks[kind]:,} |")


if __name__ == "__main__":
    main()
