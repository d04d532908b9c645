"""What a report costs over a load of the same fleet, and the memory of it: part of `make bench`, or by itself.

Each is one process that is asked for its processor time, from its start to its file, and its peak memory.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from formats_bench import BETWEEN

from mdeanalysis.demo import write_fleet

SEED = 3
DAY = "2025-03-21"
_TELL = """
import resource
used = resource.getrusage(resource.RUSAGE_SELF)
print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)
"""
_LOADING = f"import sys, mdeanalysis\nmdeanalysis.load(sys.argv[1])\n{_TELL}"
_REPORTING = f"""
import sys
from mdeanalysis.cli import main
try:
    main(sys.argv[1:])
except SystemExit as done:
    assert done.code in {{0, 3, 4}}, done.code
{_TELL}"""
WANTED = {"html": "<= 10", "pdf": "<= 20"}


class Used(NamedTuple):
    """Processor seconds, and MiB at the peak (Linux)."""

    seconds: float
    peak: int


def used(code: str, *arguments: str) -> Used:
    """What a process takes that runs this code."""
    command = [sys.executable, "-c", BETWEEN, "-c", code, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return Used(float(seconds), int(peak))


def main() -> None:
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        fleet = Path(name) / "fleet"
        write_fleet(fleet, devices, SEED)
        load = used(_LOADING, str(fleet))
        print(f"{devices:,} devices; a load takes {load.seconds:.1f} s of a processor here\n")
        print("| report | / a load of the same fleet | wanted | peak memory, MiB (below 1,024) |\n|---|---|---|---|")
        for kind, wanted in WANTED.items():
            to = str(Path(name) / f"report.{kind}")
            made = used(_REPORTING, "report", str(fleet), "--as-of", DAY, "--jobs", "1", "-o", to)
            print(f"| {kind.upper()} | {made.seconds / load.seconds:.1f} | {wanted} | {made.peak:,} |")


if __name__ == "__main__":
    main()
