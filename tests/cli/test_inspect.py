"""`mdeanalysis inspect` as a user types it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import BAD, GATEWAY, block, device, report, result_files, url_check, write, zipped

from mdeanalysis.schema import TABLES

Run = Callable[..., "CompletedProcess[str]"]
PC1 = report(block(GATEWAY, BAD), items=device("PC1"))
ODD = "=== what is this ==="
JOINED = "AzureAdJoined : YES\n"


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    files = {
        "PC1.zip": zipped(result_files(PC1)),
        "odd/URLCheckLog.txt": url_check(block(GATEWAY), ODD),
        "a.png": "x",
    }
    return write(tmp_path / "pile", files)


def test_a_few_files_are_shown_one_by_one_and_devices_that_fail_are_no_matter(run_command: Run, pile: Path) -> None:
    done = run_command("inspect", pile)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("4 inputs, ")
    assert "PC1.zip!SystemInfoLogs/MDEClientAnalyzer.txt  modern_text,url_block  PC1" in done.stdout
    assert f"10  {ODD}" in done.stdout


def test_many_files_are_summed_up_unless_all_are_asked_for(run_command: Run, tmp_path: Path) -> None:
    folder = write(tmp_path, {f"PC{n}.txt": PC1.replace("PC1", f"PC{n}") for n in range(30)})
    short, full = run_command("inspect", folder), run_command("inspect", folder, "--all")
    assert short.stdout.count("PC") == 1
    assert "modern_text,url_block      30" in short.stdout
    assert full.stdout.count("modern_text,url_block") == 30


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_data_formats_have_every_row_and_column(run_command: Run, pile: Path, format_: str) -> None:
    done = run_command("inspect", pile, "--format", format_)
    assert done.returncode == 0
    if format_ == "json":
        rows = json.loads(done.stdout)["sections"]["inputs"]["rows"]
        assert (len(rows), list(rows[0])) == (4, TABLES["inputs"].names)
    elif format_ == "csv":
        assert len(list(csv.DictReader(io.StringIO(done.stdout)))) == 4
    else:
        assert sum(line.startswith("| ") for line in done.stdout.splitlines()) == 6


def test_where_chooses_rows(run_command: Run, pile: Path) -> None:
    done = run_command("inspect", pile, "--where", "taken_for=foreign", "--format", "csv")
    assert [row["source"] for row in csv.DictReader(io.StringIO(done.stdout))] == ["a.png"]
    bad = run_command("inspect", pile, "--where", "site=Lyon")
    assert (bad.returncode, bad.stdout) == (1, "")
    assert bad.stderr.startswith("mdeanalysis: inputs have no column 'site'")


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({"x.txt": "hello\n"}, "the text has no known format"),
        ({"x.txt": ""}, "empty file"),
        ({"x.zip": b"no zip"}, "not a zip, whatever its name says"),
        ({"x.zip": zipped({"dsregcmd.txt": JOINED})}, "no member of this archive is a report"),
        ({"dsregcmd.txt": JOINED}, "a side file (directory join) without its report"),
    ],
    ids=["unknown", "empty", "no-zip", "zip-of-side-files", "side-file"],
)
def test_what_could_not_be_read_is_4_and_stands_in_the_page_alone(
    run_command: Run, tmp_path: Path, files: dict[str, str | bytes], why: str
) -> None:
    done = run_command("inspect", next(write(tmp_path, files).iterdir()))
    assert (done.returncode, done.stderr) == (4, "")
    assert why in done.stdout


@pytest.mark.parametrize("command", ["summarize", "inspect"])
def test_a_side_file_alone_is_said_to_be_one(run_command: Run, tmp_path: Path, command: str) -> None:
    done = run_command(command, write(tmp_path, {"dsregcmd.txt": JOINED}) / "dsregcmd.txt")
    assert done.returncode == 4
    assert "a side file (directory join) without its report" in done.stdout


def test_standard_input_is_inspected_too(run_command: Run) -> None:
    done = run_command("inspect", "-", input=url_check(block(GATEWAY), ODD))
    assert done.returncode == 0
    assert ODD in done.stdout


def test_a_folder_without_any_file_cannot_be_inspected(run_command: Run, tmp_path: Path) -> None:
    done = run_command("inspect", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("mdeanalysis: no files found in")


def test_a_folder_of_foreign_files_is_a_ledger_and_no_error(run_command: Run, tmp_path: Path) -> None:
    done = run_command("inspect", write(tmp_path, {"a.png": "x"}))
    assert (done.returncode, done.stderr) == (0, "")
    assert "a.png   foreign" in done.stdout


def test_lines_of_hostile_files_do_nothing_to_the_terminal(run_command: Run, tmp_path: Path) -> None:
    text = url_check(block(GATEWAY), f"{ODD}\x1b[2J\u202e\x07")
    for format_ in ("table", "json", "csv", "markdown"):
        done = run_command("inspect", write(tmp_path, {"URLCheckLog.txt": text}), "--format", format_)
        assert "what is this" in done.stdout
        assert not {"\x1b", "\u202e", "\x07"} & set(done.stdout)
