"""Runs tasks in several processes. One that dies or hangs costs its task, never the run.

Workers are started fresh (by a server that forks them, where the system has one): forking this process could copy a
lock that a thread of it holds. They get no Ctrl-C, and end when this process does, however it ends.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Protocol

from mdeanalysis.errors import MdeAnalysisError
from mdeanalysis.reading.engine import Job
from mdeanalysis.reading.read import Done
from mdeanalysis.reading.units import Task

#: A worker that does not end by itself is killed after so long.
_GRACE_SECONDS = 2.0
#: Most often that one task is tried.
_TRIES = 4
_NO_ITEM = -1


class Clock(Protocol):
    """Tells the time; `time.monotonic`."""

    def __call__(self) -> float: ...


@dataclass(eq=False)
class _Worker:
    process: Any
    pipe: Connection
    #: The item that it reads, shared with it.
    place: Any
    task: Task | None = None
    seen: int = _NO_ITEM
    since: float = 0.0

    def give(self, task: Task, now: float) -> None:
        self.task, self.seen, self.since = task, _NO_ITEM, now
        self.place[0] = _NO_ITEM
        self.pipe.send(task)

    def is_late(self, now: float, timeout: float) -> bool:
        """Whether it reads one file for longer than that."""
        place = self.place[0]
        if place != self.seen:
            self.seen, self.since = place, now
        return place != _NO_ITEM and now - self.since > timeout


@dataclass
class Pool:
    """`jobs` processes; a file that takes longer than `timeout` seconds is named and left."""

    job: Job
    jobs: int
    timeout: float | None = None
    clock: Clock = time.monotonic
    _workers: list[_Worker] = field(default_factory=list)
    _queue: deque[Task] = field(default_factory=deque)
    _again: deque[Task] = field(default_factory=deque)

    def run(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Done]]:
        """Each task when it is done. Raises `OSError` where a part cannot be written."""
        source = iter(tasks)
        tries: dict[int, int] = {}
        try:
            yield from self._all(source, self.jobs)
            while self._again:  # alone: what killed it may have been the memory that all took together
                task = self._again.popleft()
                tries[task.number] = tries.get(task.number, 1) + 1
                if tries[task.number] > _TRIES:
                    _leave_all(task)
                self._queue.append(task)
                yield from self._all(iter(()), 1, last=True)
        finally:
            self._end()

    def _all(self, source: Iterator[Task], jobs: int, last: bool = False) -> Iterator[tuple[Task, Done]]:
        """Runs what the queue and the source have; `last` blames the file at hand where a worker dies."""
        while True:
            self._feed(source, jobs)
            busy = [worker for worker in self._workers if worker.task]
            if not busy:
                return
            for worker in self._ready(busy):
                task = worker.task
                done = self._answer(worker, last)
                if task and done:
                    yield task, done

    def _feed(self, source: Iterator[Task], jobs: int) -> None:
        while True:
            idle = next((worker for worker in self._workers if not worker.task), None)
            if idle is None and len(self._workers) >= jobs:
                return
            task = self._queue.popleft() if self._queue else next(source, None)
            if task is None:
                return
            worker = idle or self._start()
            try:
                worker.give(task, self.clock())
            except OSError:  # it died while it had nothing to do
                self._drop(worker)
                self._queue.appendleft(task)

    def _ready(self, busy: list[_Worker]) -> list[_Worker]:
        """Workers that answered or died. Those that hang are killed, and their task comes again without the file."""
        step = None if self.timeout is None else min(1.0, self.timeout / 4)
        handles = {worker.pipe: worker for worker in busy} | {worker.process.sentinel: worker for worker in busy}
        ready = {id(handles[handle]): handles[handle] for handle in wait(list(handles), step)}
        if self.timeout is not None:
            for worker in busy:
                if id(worker) not in ready and worker.is_late(self.clock(), self.timeout):
                    self._give_up(worker, self.timeout)
        return list(ready.values())

    def _give_up(self, worker: _Worker, timeout: float) -> None:
        task = worker.task
        if task:
            task.left[worker.seen] = f"took longer than {timeout:g} seconds and was left (--file-timeout)"
            self._queue.append(task)
        self._drop(worker)

    def _answer(self, worker: _Worker, last: bool) -> Done | None:
        task = worker.task
        assert task is not None
        try:
            answer = worker.pipe.recv() if worker.pipe.poll() else None
        except (EOFError, OSError):
            answer = None
        if isinstance(answer, Done):
            worker.task = None
            return answer
        if isinstance(answer, OSError):
            raise answer
        place = worker.place[0]
        self._drop(worker)
        why = answer or f"the process that read it ended ({_ending(worker.process.exitcode)})"
        if last and place != _NO_ITEM:
            task.left[place] = str(why)
        elif last:
            _leave_all(task, str(why))
        self._again.append(task)
        return None

    def _start(self) -> _Worker:
        context = _context()
        ours, theirs = context.Pipe()
        place = context.RawArray("q", [_NO_ITEM])
        process = context.Process(target=_serve, args=(theirs, place, self.job), daemon=True)
        with _no_interrupts():
            process.start()
        theirs.close()
        worker = _Worker(process, ours, place)
        self._workers.append(worker)
        return worker

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        _stop(worker)

    def _end(self) -> None:
        for worker in self._workers:
            worker.pipe.close()
            if worker.task:
                worker.process.terminate()
        for worker in self._workers:
            _stop(worker)
        self._workers.clear()


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    if worker.task:
        worker.process.kill()
    worker.process.join(_GRACE_SECONDS)
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()


def _leave_all(task: Task, why: str = "the process that read it ended again and again") -> None:
    for place in range(len(task.items)):
        task.left.setdefault(place, why)


def _ending(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"


def _context() -> Any:
    """How processes are started: by a server that forks them where there is one, else from nothing."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["mdeanalysis.reading.pool", "mdeanalysis.reading.columns", "pyarrow.parquet"])
    return context


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """A process that is started here gets no Ctrl-C, from its first moment on."""
    if os.name != "posix":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(pipe: Connection, place: Any, job: Job) -> None:
    """A worker: reads tasks until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()

    def begin(item: int) -> None:
        place[0] = item

    while True:
        try:
            task = pipe.recv()
        except (EOFError, OSError):
            return
        try:
            pipe.send(_result(job, task, begin))
        except BrokenPipeError:
            return


def _result(job: Job, task: Task, begin: Any) -> Done | OSError | str:
    try:
        return job(task, begin)
    except OSError as error:
        return OSError(error.errno, error.strerror or str(error), error.filename)
    except (MdeAnalysisError, Exception) as error:  # noqa: BLE001 - told of the task, which is tried again
        return f"it could not be read: {type(error).__name__}: {error}"
