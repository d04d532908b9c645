"""Whichever process reads, and whatever becomes of it, the tables are the same and nothing is lost in silence."""

import pytest
from builders import write
from reading.engines import harmful
from store.stores import assert_as_loaded, assert_same

from mdeanalysis import loading
from mdeanalysis.demo.fleet import write_fleet
from mdeanalysis.errors import InputError
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.loading import load
from mdeanalysis.reading import choose, limits
from mdeanalysis.reading.choose import Chosen, Effort
from mdeanalysis.reading.engine import Job, OneProcess, ToFolder
from mdeanalysis.reading.files import make_folders
from mdeanalysis.reading.pool import Pool
from mdeanalysis.store import ingest as ingesting


def test_several_processes_give_what_one_gives(tmp_path, monkeypatch):
    write_fleet(tmp_path / "in", 40, 3)
    one, several = Ledger(), Ledger()
    expected = load(tmp_path / "in", ledger=one)
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 40)
    monkeypatch.setattr(choose, "FEW", 0)
    assert_same(load(tmp_path / "in", ledger=several, jobs=2), expected)
    assert several == one
    monkeypatch.setattr(ingesting, "TASK_DOCUMENTS", 40)
    ingesting.ingest(tmp_path / "s", [str(tmp_path / "in")], lambda job: Chosen(job, Effort(2)))
    assert_as_loaded(tmp_path / "s", tmp_path / "in")


def test_a_worker_that_dies_or_hangs_costs_one_file(tmp_path):
    make_folders(tmp_path)
    pool = Pool(Job(ToFolder(tmp_path, lasting=False), "t", hashed=False), 2, timeout=3)
    found = {task.number: (task, done) for task, done in pool.run(harmful(tmp_path))}
    assert sorted(found) == [0, 1, 2, 3]
    left = {task.items[place].source: why for task, _ in found.values() for place, why in task.left.items()}
    assert left == {
        "killer.txt": "the process that read it ended (signal 9)",
        "slow.txt": "took longer than 3 seconds and was left (--file-timeout)",
    }
    rows = {number: sum(part.rows["results"] for part in done.parts) for number, (_, done) in found.items()}
    assert rows == {0: 1, 1: 2, 2: 1, 3: 1}
    problems = [part.rows.get("problems", 0) for _, done in found.values() for part in done.parts]
    assert sum(problems) == len(left)
    assert pool._workers == []


def test_a_part_that_cannot_be_written_stops_all(tmp_path):
    tasks = harmful(tmp_path)[3:]
    with pytest.raises(OSError, match="No such file or directory"):
        list(Pool(Job(ToFolder(tmp_path / "gone"), "t"), 1).run(tasks))


@pytest.mark.parametrize(
    ("effort", "tasks", "expected"),
    [
        (Effort(2), choose.FEW, False),
        (Effort(2), choose.FEW + 1, True),
        (Effort(1), 100, False),
        (Effort(1, timeout=5), 1, True),
    ],
    ids=["few", "many", "one-wanted", "limited-time"],
)
def test_processes_are_started_where_they_pay(effort, tasks, expected):
    assert effort.needs_workers(tasks) is expected


def test_few_tasks_are_run_here(tmp_path):
    make_folders(tmp_path)
    chosen = Chosen(Job(ToFolder(tmp_path, lasting=False), "t"), Effort(2))
    ((task, done),) = chosen.run(harmful(tmp_path)[3:])
    assert (task.number, done.states.total()) == (3, 1)
    assert [part.name for part in done.parts] == ["t-000003-00"]


@pytest.mark.parametrize(
    ("memory", "quota", "expected"),
    [
        ("MemAvailable: 4194304 kB", "max 100000", 4),
        ("MemAvailable: 700000 kB", "max 100000", 1),
        ("", "200000 100000", 2),
        ("", "50000 100000", 1),
    ],
    ids=["ample", "little-memory", "two-shares", "half-a-share"],
)
def test_processes_are_bounded_by_cores_and_memory(tmp_path, monkeypatch, memory, quota, expected):
    write(tmp_path, {"meminfo": f"MemTotal: 1 kB\n{memory}\n", "cpu.max": quota, "memory.max": "max"})
    monkeypatch.setattr(limits, "_MEMORY", tmp_path / "meminfo")
    monkeypatch.setattr(limits, "_CPU_QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(limits, "_MEMORY_MAX", tmp_path / "memory.max")
    monkeypatch.setattr(limits.os, "sched_getaffinity", lambda _: range(4), raising=False)
    assert limits.processes() == expected
    assert limits.processes(3) == 3


def test_an_unguarded_error_of_one_process_is_its_own(tmp_path):
    with pytest.raises(OSError, match="No such file"):
        list(OneProcess(Job(ToFolder(tmp_path / "gone"), "t")).run(harmful(tmp_path)[3:]))


def test_a_path_that_is_no_place_stops_all_beforehand(tmp_path):
    with pytest.raises(InputError, match="only files, folders"):
        load(tmp_path, "ftp://example.com/x")
