"""Ingests that end in the middle: `python killed.py STORE INPUTS SCRATCH`, in a process of its own.

Each end is tried on a copy of STORE in a forked child: by SIGKILL before or after the n-th file is moved to its
place, or by a limit on the size of files. Prints a line for each: the copy, and how the child ended.
"""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sys
from pathlib import Path

from mdeanalysis.errors import MdeAnalysisError
from mdeanalysis.reading.engine import OneProcess
from mdeanalysis.store import ingest as module

#: From one file to the next that is killed at; with an odd step both moments come in turn.
STEP = 1
#: Bytes that no file may exceed: below the smallest part, and below the index.
LIMITS = (100, 4_000)
HALF, WHOLE, LIMIT = "half", "whole", "limit"


def kill_at(number: int, moment: str) -> None:
    """From now on, the process ends before (half) or after (whole) the n-th file is moved."""
    moved, count = Path.replace, [0]

    def replace(self: Path, target: Path) -> Path:
        count[0] += 1
        if moment == WHOLE:
            result = moved(self, target)
        if count[0] == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result if moment == WHOLE else moved(self, target)

    Path.replace = replace  # type: ignore[method-assign]


def child(store: Path, inputs: Path, moment: str, number: int) -> int:
    """The exit status of an ingest that is ended so."""
    if moment == LIMIT:
        resource.setrlimit(resource.RLIMIT_FSIZE, (number, resource.RLIM_INFINITY))
    else:
        kill_at(number, moment)
    module.COMMIT_SECONDS = 0.0
    module.TASK_DOCUMENTS = 6
    try:
        module.ingest(store, [str(inputs)], OneProcess, prune=True)
    except (MdeAnalysisError, OSError):
        return 1
    return 0


def main(store: Path, inputs: Path, scratch: Path) -> None:
    ends = [((HALF, WHOLE)[number % 2], number) for number in range(1, 300, STEP)]
    for moment, number in ends:
        if _try(store, inputs, scratch / f"{moment}-{number}", moment, number) == "exit-0":
            break  # it was done before it could be killed
    for size in LIMITS:
        _try(store, inputs, scratch / f"{LIMIT}-{size}", LIMIT, size)


def _try(store: Path, inputs: Path, copy: Path, moment: str, number: int) -> str:
    shutil.copytree(store, copy)
    process = os.fork()
    if not process:
        os._exit(child(copy, inputs, moment, number))
    status = os.waitpid(process, 0)[1]
    ended = str(os.WTERMSIG(status)) if os.WIFSIGNALED(status) else f"exit-{os.WEXITSTATUS(status)}"
    sys.stdout.write(f"{copy.name} {ended}\n")
    sys.stdout.flush()
    return ended


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
