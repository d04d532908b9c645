"""`mdeanalysis ingest`, and a store as PATH of the other commands."""

import shutil

import pytest
from builders import BAD, GATEWAY, block, device, report, write
from readme import ROOT

SAMPLE = ROOT / "sample_results"
AS_OF = ("--as-of", "2025-03-21")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """A place for a store of the sample fleet."""
    return tmp_path_factory.mktemp("stores") / "store"


def test_a_store_is_a_path_of_every_command(run_command, store):
    first = run_command("ingest", SAMPLE, "--store", store, "--no-progress")
    assert first.returncode == 4  # the sample has a broken zip
    assert " new, 0 changed and 0 unchanged files; " in first.stdout
    for command in (
        ["summarize", *AS_OF],
        ["findings", *AS_OF, "--format", "json"],
        ["inspect"],
        ["explain", *AS_OF],
    ):
        name, *options = command
        one, other = run_command(name, store, *options), run_command(name, SAMPLE, *options)
        assert (one.stdout, one.returncode) == (other.stdout, other.returncode), name
        assert one.stderr == other.stderr


def test_a_second_run_reads_nothing(run_command, store):
    again = run_command("ingest", "--store", store)
    assert (again.returncode, "0 results read" in again.stdout) == (0, True)


def test_what_is_gone_is_told_and_pruned(run_command, tmp_path):
    inputs = write(
        tmp_path / "in", {f"{n}.txt": report(block(GATEWAY, BAD), items=device(f"PC{n}")) for n in range(3)}
    )
    run_command("ingest", inputs, "--store", tmp_path / "s")
    (inputs / "1.txt").unlink()
    kept = run_command("ingest", inputs, "--store", tmp_path / "s")
    assert "2 unchanged files, 1 gone and kept (--prune forgets them); 0 results read" in kept.stdout
    gone = run_command("ingest", inputs, "--store", tmp_path / "s", "--prune")
    assert "1 gone and forgotten" in gone.stdout
    shutil.rmtree(inputs)
    missing = run_command("ingest", inputs, "--store", tmp_path / "s")
    assert (missing.returncode, "no such file or folder" in missing.stderr) == (1, True)


def test_several_processes_print_what_one_prints(run_command):
    one = run_command("summarize", SAMPLE, *AS_OF, "--jobs", "1")
    several = run_command("summarize", SAMPLE, *AS_OF, "--jobs", "2", "--file-timeout", "60")
    assert (several.stdout, several.stderr, several.returncode) == (one.stdout, one.stderr, one.returncode)
