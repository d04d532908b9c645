"""One run at a time changes a store. The system gives the lock back however a run ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mdeanalysis.errors import OutputError

LOCK_FILE = "lock"
#: The byte that is locked lies behind the text, which stays readable on Windows so.
_BYTE = 1_000


@contextmanager
def locked(store: Path) -> Iterator[None]:
    """Holds the store's lock. Raises `OutputError` where another run has it."""
    descriptor = os.open(store / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _take(descriptor):
            holder = _holder(store)
            raise OutputError(f"{store} is being changed by another run{holder}; wait for it to end, and try again")
        os.ftruncate(descriptor, 0)
        os.write(descriptor, str(os.getpid()).encode())
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            os.lseek(descriptor, _BYTE, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _holder(store: Path) -> str:
    with suppress(OSError, ValueError):
        return f" (process {int((store / LOCK_FILE).read_text())})"
    return ""
