"""What became of every file, counted while intake goes on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from mdeanalysis.records import Input


@dataclass
class Ledger:
    """What became of every file: `seen` is the sum of read, archives, side, foreign and failed.

    `rows` are of all that gave no document; whoever makes a table of them takes them away. `advance` is called with
    the files and folders done and those known so far.
    """

    seen: int = 0
    read: int = 0
    archives: int = 0
    side: int = 0
    foreign: int = 0
    failed: int = 0
    bytes_read: int = 0
    known: int = 0
    done: int = 0
    advance: Callable[[int, int], None] | None = None
    rows: list[Input] = field(default_factory=list)
    #: Results by the state of their device, as far as they are read.
    states: Counter[str] = field(default_factory=Counter)

    def archive(self, source: str) -> None:
        """An archive is opened; its members count for themselves."""
        self.archives += 1
        self.rows.append(Input(source, "archive"))

    def leave(self, source: str, taken_for: str, why: str, size: int | None = None) -> None:
        """A file is left, or a folder as a whole; `size` where it was read to know that."""
        if taken_for == "foreign":
            self.foreign += 1
        else:
            self.side += 1
        self.rows.append(Input(source, taken_for, bytes=size, why=why))

    def fail(self, source: str, why: str, size: int | None = None) -> None:
        """A file cannot be read; `size` where it was decoded for nothing."""
        self.failed += 1
        self.rows.append(Input(source, "failed", bytes=size, why=why))

    def add(self, other: Ledger) -> None:
        """Counts what another process read."""
        for name in ("seen", "read", "archives", "side", "foreign", "failed", "bytes_read"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for _ in range(other.done):
            self.step()

    def step(self) -> None:
        """One more of the known files and folders is done."""
        self.done += 1
        if self.advance:
            self.advance(self.done, self.known)
