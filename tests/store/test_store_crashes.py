"""A run that ends at any moment leaves a store that reads, with all that it had, and the next run makes it whole."""

import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from builders import BAD, GATEWAY, block, device, report, write, zipped
from child import command_line
from store.stores import assert_as_loaded, assert_same, ingest

from mdeanalysis.loading import Fleet, load

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills by signals")
HERE = Path(__file__).parent
TEXT = "SystemInfoLogs/MDEClientAnalyzer.txt"


def text(name: str, answers: str = BAD) -> str:
    return report(block(GATEWAY, answers), items=device(name))


def known(fleet: Fleet) -> Counter[tuple[str, str]]:
    """Each device with its state."""
    return Counter(zip(fleet.devices["device_name"], fleet.devices["state"].astype(str), strict=True))


def is_gone(group: int) -> bool:
    """Whether a group of processes ends; what serves others learns of their end a moment later."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
    return False


@pytest.fixture
def changed(tmp_path: Path) -> tuple[Path, Path, Fleet]:
    """A store, its inputs that have changed since, and what the store holds."""
    inputs, store = tmp_path / "in", tmp_path / "store"
    write(inputs, {"a/PC1.txt": text("PC1"), "PC2.zip": zipped({TEXT: text("PC2")}), f"b/{TEXT}": text("PC3")})
    write(inputs, {f"many/M{number}.txt": text(f"M{number}") for number in range(4)})
    ingest(store, inputs)
    before = load(store)
    write(inputs, {"a/PC1.txt": text("PC1", "200 200 200 - -"), "PC5.zip": zipped({TEXT: text("PC5")})})
    write(inputs, {"many/other.txt": text("M9"), "many/M1.txt": text("M1", "200 200 200 - -")})
    (inputs / "PC2.zip").unlink()
    return store, inputs, before


def test_a_run_may_be_killed_at_any_moment(changed, tmp_path):
    store, inputs, before = changed
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    command = [sys.executable, str(HERE / "killed.py"), str(store), str(inputs), str(scratch)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False, env=environment)
    assert run.returncode == 0, run.stderr
    ends = dict(line.split() for line in run.stdout.splitlines())
    assert Counter(ends.values())["9"] >= 8
    assert Counter(ends.values())["exit-1"] >= 1
    clean = load(inputs)
    old, new = known(before), known(clean)
    for name in ends:
        left = known(load(scratch / name))
        assert set(left) <= set(old) | set(new), name
        assert {device for device, _ in left} >= {device for device, _ in old} & {device for device, _ in new}, name
        ingest(scratch / name, prune=True)
        assert_same(load(scratch / name), clean)
        expected = {path.name for path in (scratch / name / "results").iterdir()}
        assert not any(file.startswith(".") for file in expected), name
        shutil.rmtree(scratch / name)


def test_a_first_run_that_is_killed_leaves_an_empty_store_or_more(tmp_path):
    inputs, store = write(tmp_path / "in", {"PC1.txt": text("PC1")}), tmp_path / "store"
    code = f"import sys; sys.path[:0] = {sys.path!r}; from store.killed import *; kill_at({{}}, HALF); "
    code += f"module.ingest(Path({str(store)!r}), [{str(inputs)!r}], OneProcess)"
    for number in (1, 3, 6):
        subprocess.run([sys.executable, "-c", code.format(number)], capture_output=True, check=False)
        if number > 2:
            assert len(load(store).results) == 0
    ingest(store, inputs)
    assert_as_loaded(store, inputs)


def test_two_runs_at_once_do_no_harm(changed, run_command):
    store, inputs, before = changed
    hold = f"import sys; sys.path[:0] = {sys.path!r}; from pathlib import Path\n"
    hold += "from mdeanalysis.store.lock import locked\n"
    hold += f"with locked(Path({str(store)!r})): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        second = run_command("ingest", inputs, "--store", store)
        assert second.returncode == 1
        assert f"is being changed by another run (process {holder.pid}); wait" in second.stderr
        assert_same(load(store), before)  # who only reads does not wait
        assert holder.stdin is not None
        holder.stdin.close()
        holder.wait()
    assert run_command("ingest", inputs, "--store", store, "--prune").returncode == 0
    assert_as_loaded(store, inputs)


def test_a_run_that_is_interrupted_leaves_no_process_and_no_file(tmp_path):
    inputs, store, scratch = tmp_path / "in", tmp_path / "store", tmp_path / "t"
    scratch.mkdir()
    write(inputs, {f"{number}.txt": text(f"PC{number}") for number in range(600)})
    command = [*command_line(), "ingest", str(inputs), "--store", str(store), "--jobs", "2", "--file-timeout", "99"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, start_new_session=True, env={**os.environ, "TMPDIR": str(scratch)}
    ) as run:
        while run.poll() is None and not list(store.glob("*/.*.half")) and not list(store.glob("results/*")):
            pass
        os.killpg(run.pid, 2)
        assert run.wait(60) == 130
        assert run.stderr is not None
        assert "interrupted" in run.stderr.read()
    assert is_gone(run.pid)
    assert list(scratch.iterdir()) == []
    assert len(load(store).results) == len(list(load(store).results["result_id"]))
    ingest(store, inputs)
    assert_as_loaded(store, inputs)
