"""Fuzzes targets and prints what came of it: `python -m fuzz.run [TARGET...] [--seconds N] [--jobs N]`.

Without a target all of them are run. What breaks something is written below `found/`, where `test_found.py` reads it.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fuzz.targets import targets

NO_ATHERIS = "fuzzing needs atheris, which has builds for Linux on x86_64 with Python 3.11 to 3.13 only"
_TAIL = 2_000


def fuzz(name: str, seconds: float) -> dict[str, Any]:
    """One target in a process of its own: libFuzzer ends the process that it runs in."""
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        command = [sys.executable, "-m", "fuzz.child", name, str(seconds), str(output)]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
        if output.exists():
            found: dict[str, Any] = json.loads(output.read_text(encoding="utf-8"))
            return {"target": name, **found}
    print(done.stderr[-_TAIL:], file=sys.stderr)
    return {"target": name, "inputs": 0, "crashes": ["the process ended"], "slowest": 0.0, "slowest_bytes": 0}


def line_of(found: dict[str, Any]) -> str:
    """A line of the table."""
    slowest = f"{found['slowest']:.2f} s ({found['slowest_bytes']:,} bytes)"
    kinds = ", ".join(found["crashes"])
    return f"{found['target']:<18} {found['inputs']:>12,} {len(found['crashes']):>8}  {slowest:<24} {kinds}".rstrip()


def main() -> int:
    """1 where something broke."""
    known = targets()
    parser = argparse.ArgumentParser(prog="python -m fuzz.run", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="TARGET", help=", ".join(known))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--jobs", type=int, default=2, help="targets at a time")
    asked = parser.parse_args()
    if unknown := [name for name in asked.names if name not in known]:
        parser.error(f"no target {', '.join(unknown)}; there are {', '.join(known)}")
    if find_spec("atheris") is None:
        parser.exit(1, f"{NO_ATHERIS}\n")
    print(f"{'target':<18} {'inputs tried':>12} {'crashes':>8}  slowest input")
    broken = 0
    with ThreadPoolExecutor(asked.jobs) as pool:
        for found in pool.map(partial(fuzz, seconds=asked.seconds), asked.names or known):
            print(line_of(found), flush=True)
            broken += len(found["crashes"])
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
