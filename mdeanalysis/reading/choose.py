"""Which engine runs: several processes where that pays, else this one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

from mdeanalysis.reading.engine import Job, OneProcess
from mdeanalysis.reading.limits import processes
from mdeanalysis.reading.pool import Pool
from mdeanalysis.reading.read import Done
from mdeanalysis.reading.units import Task

#: Documents of a task.
TASK_DOCUMENTS = 1_250
#: So many tasks are read faster here than in processes that have to start first.
FEW = 3


@dataclass(frozen=True)
class Effort:
    """How much of the machine may be used: `jobs` processes (None: what it bears), seconds a file."""

    jobs: int | None = None
    timeout: float | None = None

    def needs_workers(self, tasks: int) -> bool:
        """Whether so many tasks are worth starting processes; only another one's time can be limited."""
        return self.timeout is not None or (tasks > FEW and processes(self.jobs) > 1)


def peek(tasks: Iterable[Task]) -> tuple[int, Iterator[Task]]:
    """How many tasks there are, as far as that matters, and all of them."""
    rest = iter(tasks)
    first = list(islice(rest, FEW + 1))
    return len(first), chain(first, rest)


@dataclass
class Chosen:
    """Runs a job's tasks in the way that suits their number."""

    job: Job
    effort: Effort = Effort()

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task when it is done, in any order."""
        number, all_of_them = peek(tasks)
        if self.effort.needs_workers(number):
            yield from Pool(self.job, processes(self.effort.jobs), self.effort.timeout).run(all_of_them)
        else:
            yield from OneProcess(self.job).run(all_of_them)
