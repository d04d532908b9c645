"""Loads folders, each in a process of its own, and says what that gave and cost.

`python measure.py PLAIN` reads a request `{"folder": ..., "nobody": ...}` from each line of standard input and
answers with a line. PLAIN is loaded before, so that imports and first allocations are in none of the figures.
"""

from __future__ import annotations

import hashlib
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import Any

import mdeanalysis
from mdeanalysis.cli._run import exit_status

NOBODY = 65534
#: Linux counts peak memory in KiB, macOS in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024


def peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT


def measured(folder: str, nobody: bool) -> dict[str, Any]:
    """Problems, exit status, a digest of each good device's rows, seconds of this process and its memory's growth."""
    if nobody and os.geteuid() == 0:
        os.seteuid(NOBODY)
    before, start = peak(), time.process_time()
    fleet = mdeanalysis.load(folder)
    seconds, grown = time.process_time() - start, peak() - before
    return {
        "problems": fleet.problems[["source", "kind", "reason"]].values.tolist(),
        "devices": sorted(map(str, fleet.devices["device_name"])),
        "status": exit_status(fleet.tables, "never"),
        "digests": digests(fleet.tables, folder),
        "seconds": seconds,
        "peak": grown,
        "resident": peak(),
    }


def digests(tables: Any, folder: str) -> dict[str, str]:
    """A digest of all rows of each device whose carrier is named after it, wherever else something was read."""
    names = [name for name in tables["devices"]["device_name"].astype("str") if name.startswith("PC-")]
    return {name: _digest(tables, name) for name in names}


def _digest(tables: Any, name: str) -> str:
    made = hashlib.sha256()
    for frame in tables.values():
        if "device_name" in frame:
            made.update(frame[frame["device_name"] == name].to_csv(index=False).encode())
    return made.hexdigest()


def answer(folder: str, nobody: bool) -> None:
    """One answer, from a child that ends with it."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        return
    try:
        found = measured(folder, nobody)
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test must hear of it
        found = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)


def main() -> None:
    mdeanalysis.load(sys.argv[1])
    for line in sys.stdin:
        request = json.loads(line)
        answer(str(Path(request["folder"])), request["nobody"])


if __name__ == "__main__":
    main()
