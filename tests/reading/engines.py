"""Tasks whose files do harm, for tests of what a pool makes of them. Workers import this module."""

from __future__ import annotations

import io
import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from builders import BAD, GATEWAY, block, device, report

from mdeanalysis.intake.find import Piece
from mdeanalysis.intake.gather import Item
from mdeanalysis.reading.units import Task, Unit

LONG = 600


def content(name: str) -> BinaryIO:
    return io.BytesIO(report(block(GATEWAY, BAD), items=device(name)).encode())


def die(mark: Path | None) -> BinaryIO:
    """Ends the process as the system does where memory is short; with a mark only the first time."""
    if mark is None or not mark.exists():
        if mark:
            mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return content("ONCE")


def hang() -> BinaryIO:
    time.sleep(LONG)
    return content("LATE")


def task(number: int, **files: Callable[[], BinaryIO]) -> Task:
    """A task of loose files; each is opened by its function."""
    items = [Item(f"{name}.txt", f"{name}.txt", open_) for name, open_ in files.items()]
    units = [Unit(Piece("", [item], False, []), [], [100 * number + place]) for place, item in enumerate(items)]
    return Task(0, units, 1_000, number)


def harmful(folder: Path) -> list[Task]:
    """One file kills whoever reads it, one only the first, one is never read to its end; good ones lie beside."""
    return [
        task(0, a=partial(content, "A"), killer=partial(die, None)),
        task(1, once=partial(die, folder / "mark"), b=partial(content, "B")),
        task(2, slow=hang, c=partial(content, "C")),
        task(3, d=partial(content, "D")),
    ]
