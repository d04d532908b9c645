"""Runs tasks: in this process. Each gives its raw tables to a writer, which may keep them or put them on a disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from mdeanalysis.parts import UNIT
from mdeanalysis.pipeline import Tables
from mdeanalysis.reading.read import Begin, Done, Work, WrittenPart
from mdeanalysis.reading.units import Task


class Write(Protocol):
    """Keeps a part; gives the rows of each table. It may be sent to another process."""

    def __call__(self, name: str, raw: Tables) -> dict[str, int]: ...


class Engine(Protocol):
    """Runs tasks in any order."""

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Done]]: ...


@dataclass(frozen=True)
class Job:
    """What every process does with a task: reads it, and writes parts whose names begin with `run`."""

    write: Write
    run: str
    hashed: bool = True

    def __call__(self, task: Task, begin: Begin | None = None) -> Done:
        work = Work(task, begin, self.hashed)
        for number, raw in enumerate(work.raw()):
            name = f"{self.run}-{task.number:06}-{number:02}"
            units = sorted(set(raw["inputs"][UNIT].tolist()))
            if units:
                work.done.parts.append(WrittenPart(name, self.write(name, raw), units))
        return work.done


@dataclass
class OneProcess:
    """Runs tasks one after the other, here."""

    job: Job

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task as it is done."""
        for task in tasks:
            yield task, self.job(task)


@dataclass(frozen=True)
class ToFolder:
    """Writes parts as Parquet below a folder; `lasting` waits until the disk has them."""

    folder: Path
    lasting: bool = True

    def __call__(self, name: str, raw: Tables) -> dict[str, int]:
        from mdeanalysis.reading.files import write_part

        return write_part(self.folder, name, raw, self.lasting)
