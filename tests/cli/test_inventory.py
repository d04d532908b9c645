"""`--inventory` as a user types it: joined, counted, shown and exported; bad lists stop the run with one line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import BAD, CTL, GATEWAY, block, device, report, write

Run = Callable[..., "CompletedProcess[str]"]
LIST = "Name,Site,Ring,Health status,=cmd()\nPC1,Lyon,Pilot,Active,1\nGONE,\x1b[31mLyon,Pilot,Active,=1+1\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    files = {
        "results/a.txt": report(block(GATEWAY, BAD), items=device("PC1")),
        "results/b.txt": report(block(CTL), items=device("PC2")),
    }
    return write(tmp_path, {**files, "list.csv": LIST})


@pytest.mark.parametrize("command", ["summarize", "show", "export", "findings"])
def test_every_command_that_judges_takes_it(run_command: Run, command: str) -> None:
    assert "--inventory FILE" in run_command(command, "--help").stdout


def test_summarize_shows_the_funnel_and_goes_by_the_selection(run_command: Run, place: Path) -> None:
    options = ("--inventory", place / "list.csv", "--as-of", "2022-05-01", "--format", "json")
    for where, expected, unexpected in (((), 2, 1), (("--where", "ring=Pilot"), 2, 0), (("--where", "ring="), 0, 1)):
        done = run_command("summarize", place / "results", *options, *where)
        assert done.stderr == ""
        total = json.loads(done.stdout)["sections"]["coverage"]["rows"][0]
        assert (total["expected"], total["unexpected"]) == (expected, unexpected)


def test_by_and_where_take_the_lists_columns(run_command: Run, place: Path) -> None:
    options = ("--inventory", place / "list.csv", "--by", "ring,cmd", "--format", "json")
    rows = json.loads(run_command("summarize", place / "results", *options).stdout)["sections"]["by"]["rows"]
    assert {(row["ring"], row["cmd"], row["devices"]) for row in rows} == {
        ("Pilot", "1", 1),
        ("(not stated)", "(not stated)", 1),
    }


def test_show_knows_the_list(run_command: Run, place: Path) -> None:
    arguments = (place / "results", "--inventory", place / "list.csv")
    done = run_command("show", "gone", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("GONE: expected, never received\n")
    assert "\x1b" not in done.stdout
    assert run_command("show", "gone", *arguments, "--fail-on", "warning").returncode == 3
    done = run_command("show", "nobody", *arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no device 'nobody'" in done.stderr


def test_show_without_a_list_is_as_ever(run_command: Run, place: Path) -> None:
    done = run_command("show", "gone", place / "results")
    assert done.returncode == 1
    assert "no device 'gone'" in done.stderr


def test_export_writes_both_tables_harmless_and_of_the_selection(run_command: Run, place: Path) -> None:
    out = place / "out"
    options = ("--inventory", place / "list.csv", "--as-of", "2022-05-01", "--where", "ring=Pilot")
    assert run_command("export", place / "results", "-o", out, *options).returncode == 3
    rows = list(csv.DictReader((out / "inventory.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["cmd"] for row in rows] == ["1", "'=1+1"]
    assert rows[1]["site"] == "\ufffd[31mLyon"
    total = next(csv.DictReader((out / "coverage.csv").read_text(encoding="utf-8").splitlines()))
    assert (total["expected"], total["received"], total["unexpected"]) == ("2", "1", "0")


def test_findings_have_the_lines_of_the_list(run_command: Run, place: Path) -> None:
    done = run_command("findings", place / "results", "--inventory", place / "list.csv", "--format", "json")
    rows = json.loads(done.stdout)["sections"]["findings"]["rows"]
    told = {row["rule"]: (row["subject"], row["evidence"].split(",")[0]) for row in rows}
    assert told["expected_never_received"] == ("GONE", "list.csv:3")
    assert told["portal_active_but_failing"] == ("portal", "list.csv:2")
    assert told["not_in_inventory"] == ("inventory", "b.txt")


@pytest.mark.parametrize("command", ["summarize", "findings"])
@pytest.mark.parametrize(
    "content",
    [b"", b"Foo,Bar\n1,2\n", b"\x00\x01\x02" * 99, b"PK\x03\x04", None],
    ids=["empty", "no-column", "binary", "zip", "gone"],
)
def test_a_bad_list_could_not_run_and_says_so_in_one_line(
    run_command: Run, place: Path, command: str, content: bytes | None
) -> None:
    if content is not None:
        write(place, {"bad.csv": content})
    done = run_command(command, place / "results", "--inventory", place / "bad.csv")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("mdeanalysis: inventory ")
    assert done.stderr.count("\n") == 1


def test_a_list_that_lies_among_the_results_is_no_problem(run_command: Run, place: Path) -> None:
    write(place, {"results/list.csv": LIST})
    done = run_command("summarize", place / "results", "--inventory", place / "results" / "list.csv")
    assert (done.returncode, done.stderr) == (3, "")


def test_the_demo_writes_a_list_that_fits_its_fleet(run_command: Run, tmp_path: Path) -> None:
    made = ("demo", "-o", tmp_path / "fleet", "--devices", "20", "--seed", "5", "--inventory")
    inside = run_command(*made, tmp_path / "fleet" / "list.csv")
    assert inside.returncode == 1
    assert not (tmp_path / "fleet").exists()
    done = run_command(*made, tmp_path / "list.csv")
    assert done.returncode == 0
    assert "list.csv: 21 expected devices, 2 of them sent nothing; 1 that sent a result are not on it" in done.stderr
    again = run_command(*made[:2], tmp_path / "other", *made[3:], tmp_path / "list.csv")
    assert again.returncode == 1
    assert not (tmp_path / "other").exists()
