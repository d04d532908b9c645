"""How many processes this machine bears: by its cores, and by the memory that is free."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

#: What one process takes with a batch of large results in it.
BYTES_A_PROCESS = 600 * 2**20
_CPU_QUOTA, _MEMORY_MAX = Path("/sys/fs/cgroup/cpu.max"), Path("/sys/fs/cgroup/memory.max")
_MEMORY = Path("/proc/meminfo")


def processes(wanted: int | None = None) -> int:
    """The number wanted; without one as many as there are cores, as far as memory allows."""
    if wanted is not None:
        return max(1, wanted)
    free = free_memory()
    return max(1, min(cores(), free // BYTES_A_PROCESS if free else cores()))


def cores() -> int:
    """Cores that this process may use; a container's share counts."""
    count = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(OSError, ValueError):
        quota, period = _CPU_QUOTA.read_text().split()
        if quota != "max":
            count = min(count, max(1, int(quota) // int(period)))
    return count


def free_memory() -> int | None:
    """Bytes that can be had without swapping; None where the system does not tell."""
    found = []
    with suppress(OSError, ValueError, IndexError):
        lines = _MEMORY.read_text().splitlines()
        found += [int(line.split()[1]) * 1024 for line in lines if line.startswith("MemAvailable:")]
    with suppress(OSError, ValueError):
        found.append(int(_MEMORY_MAX.read_text()))
    return min(found, default=None)
