"""Exit status, and which stream says what."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GOOD, block, device, report, result_files, write, xml, zipped

Run = Callable[..., "CompletedProcess[str]"]
HEALTHY = report(block(GATEWAY), block(CYBER), items=device("PC-GOOD"))
FAILING = report(block(GATEWAY, BAD), block(CYBER), items=device("PC-BAD"))


def carrier(text: str) -> bytes:
    return zipped(result_files(text))


@pytest.fixture
def healthy(tmp_path: Path) -> Path:
    return write(tmp_path / "healthy", {"good.zip": carrier(HEALTHY)})


@pytest.fixture
def failing(tmp_path: Path) -> Path:
    return write(tmp_path / "failing", {"bad.zip": carrier(FAILING), "good.zip": carrier(HEALTHY)})


@pytest.fixture
def unread(tmp_path: Path) -> Path:
    return write(tmp_path / "unread", {"bad.zip": carrier(FAILING), "broken.zip": b"no zip"})


def is_one_line(text: str) -> bool:
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text


def test_a_healthy_fleet_is_clean_and_nothing_is_noted(run_command: Run, healthy: Path) -> None:
    done = run_command("summarize", healthy)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("1 device in 1 result")


@pytest.mark.parametrize(
    ("options", "status"),
    [([], 3), (["--fail-on", "error"], 3), (["--fail-on", "warning"], 3), (["--fail-on", "never"], 0)],
    ids=["default", "error", "warning", "never"],
)
def test_a_failed_device_is_3_unless_nothing_fails(
    run_command: Run, failing: Path, options: list[str], status: int
) -> None:
    done = run_command("summarize", failing, *options)
    assert (done.returncode, done.stderr) == (status, "")


def test_a_selection_without_failed_devices_is_clean(run_command: Run, failing: Path) -> None:
    assert run_command("summarize", failing, "--where", "device_name=pc-good").returncode == 0
    assert run_command("show", "PC-GOOD", failing).returncode == 0
    assert run_command("show", "PC-BAD", failing).returncode == 3


@pytest.mark.parametrize("fail_on", ["error", "warning", "never"])
def test_unread_input_is_4_whatever_fails(run_command: Run, unread: Path, fail_on: str) -> None:
    done = run_command("summarize", unread, "--fail-on", fail_on)
    assert done.returncode == 4
    assert is_one_line(done.stderr)
    assert "broken.zip" in done.stderr
    assert "unreadable" in done.stderr


def test_show_and_export_say_4_too(run_command: Run, unread: Path, tmp_path: Path) -> None:
    assert run_command("show", "PC-BAD", unread).returncode == 4
    assert run_command("export", unread, "-o", tmp_path / "out").returncode == 4
    assert (tmp_path / "out" / "problems.csv").is_file()


def test_a_duplicate_alone_is_no_4(run_command: Run, healthy: Path) -> None:
    write(healthy, {"again.zip": carrier(HEALTHY)})
    done = run_command("summarize", healthy)
    assert (done.returncode, done.stderr) == (0, "")
    assert "1 duplicate left out" in done.stdout


def test_an_unknown_line_alone_is_no_4(run_command: Run, tmp_path: Path) -> None:
    text = HEALTHY.replace("Important notes:", "A line that nobody knows: 1\nImportant notes:")
    folder = write(
        tmp_path / "in", {"good.zip": carrier(text.replace(": Succeeded (200)", ": Succeeded (200) so", 1))}
    )
    done = run_command("export", folder, "-o", tmp_path / "out", "--format", "json")
    kinds = {row["kind"] for row in json.loads((tmp_path / "out" / "problems.json").read_text())}
    assert kinds == {"unknown_line"}
    assert done.returncode == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["summarize"],
        ["summarize", "--where", "site", "."],
        ["summarize", "--where", "=x", "."],
        ["summarize", "--format", "xlsx", "."],
        ["summarize", "--as-of", "yesterday", "."],
        ["summarize", "--fail-on", "info", "."],
        ["summarize", "--unknown", "."],
        ["show", "PC1"],
        ["export", "."],
        ["export", ".", "-o", "out", "--format", "table"],
        ["demo"],
        ["demo", "-o", "out", "--devices", "0"],
        ["demo", "-o", "out", "--noise", "0.1"],
        ["demo", "-o", "out", "--causes", "1", "--inventory", "list.csv"],
        ["demo", "-o", "out", "--causes", "2", "--noise", "1.5"],
        ["conquer", "."],
    ],
    ids=" ".join,
)
def test_wrong_use_is_2_and_explained(run_command: Run, tmp_path: Path, arguments: list[str]) -> None:
    done = run_command(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: mdeanalysis" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_bad_condition_is_quoted(run_command: Run) -> None:
    assert "'site' is not COLUMN=VALUE" in run_command("summarize", ".", "--where", "site").stderr


@pytest.mark.parametrize("command", [["summarize"], ["show", "PC1"], ["export", "-o", "out"]], ids=lambda c: c[0])
@pytest.mark.parametrize("there", [False, True], ids=["alone", "beside another"])
def test_a_missing_path_could_not_run(
    run_command: Run, tmp_path: Path, healthy: Path, command: list[str], there: bool
) -> None:
    done = run_command(*command, *([healthy] if there else []), "nowhere.zip", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "mdeanalysis: nowhere.zip: no such file or folder\n"
    assert not (tmp_path / "out").exists()


def test_an_empty_folder_could_not_run(run_command: Run, tmp_path: Path) -> None:
    done = run_command("summarize", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert "no analyzer results found in" in done.stderr


def test_a_folder_of_foreign_files_could_not_run(run_command: Run, tmp_path: Path) -> None:
    write(tmp_path, {"picture.png": b"\x89PNG", "plan.docx": b"PK", "list.csv": "a,b"})
    done = run_command("summarize", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)


def test_foreign_files_beside_a_result_are_no_problem(run_command: Run, healthy: Path) -> None:
    write(healthy, {"picture.png": b"\x89PNG", "plan.docx": b"PK", "list.csv": "a,b", "Thumbs.db": b"x"})
    done = run_command("summarize", healthy)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    "options",
    [["--by", "colour"], ["--where", "colour=red"], ["--by", "site,colour"]],
    ids=["by", "where", "one of two"],
)
def test_a_column_that_is_not_there_could_not_run(run_command: Run, healthy: Path, options: list[str]) -> None:
    done = run_command("summarize", healthy, *options)
    assert (done.returncode, done.stdout) == (1, "")
    assert is_one_line(done.stderr)
    assert "'colour'" in done.stderr
    assert "os_release" in done.stderr


def test_an_unknown_device_could_not_run_and_gets_a_hint(run_command: Run, healthy: Path) -> None:
    done = run_command("show", "PC-GODO", healthy)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "mdeanalysis: no device 'PC-GODO'; did you mean PC-GOOD?\n"


def test_a_hostile_name_in_a_message_does_not_reach_the_terminal(run_command: Run, tmp_path: Path) -> None:
    text = report(block(GATEWAY), items=device("PC\u202e\x1b[31mRED"))
    done = run_command("show", "PC-RED", write(tmp_path, {"good.zip": carrier(text)}))
    assert done.returncode == 1
    assert is_one_line(done.stderr)
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


def test_many_unread_inputs_are_told_in_part_and_counted(run_command: Run, healthy: Path) -> None:
    write(healthy, {f"broken{number:02}.zip": b"no zip" for number in range(30)})
    done = run_command("summarize", healthy)
    assert done.returncode == 4
    lines = done.stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "and 10 more that were not read"
    assert "30 places, and 28 more" in done.stdout


def test_notes_never_mix_with_data(run_command: Run, unread: Path) -> None:
    found = json.loads(run_command("summarize", unread, "--format", "json").stdout)
    rows = found["sections"]["not_read"]["rows"]
    assert [(row["source"], row["kind"]) for row in rows] == [("broken.zip", "unreadable")]
    assert rows[0]["reason"]


def test_blobs_that_answer_400_are_reached(run_command: Run, tmp_path: Path) -> None:
    text = report(block(GATEWAY, GOOD), block(BLOB, "400 400 400 - -"))
    folder = write(tmp_path, {"good.zip": zipped(result_files(text, {"MDEClientAnalyzer.xml": xml()}))})
    assert run_command("summarize", folder).returncode == 0
