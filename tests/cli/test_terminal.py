"""On a real terminal: progress with time left; and Ctrl-C, which ends all at once and leaves nothing half-written."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest
from builders import GATEWAY, block, report, write
from child import command_line

from mdeanalysis.demo import write_fleet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX terminals and signals")

BAR = re.compile(r"Reading .*\d+/\d+ +(\d+:\d\d:\d\d|-:--:--)")
Started = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 600, 3)
    return folder


@pytest.fixture
def start() -> Iterator[Started]:
    """Starts the command with pipes; ends what a failed test leaves running."""
    begun: list[subprocess.Popen[str]] = []

    def run(*arguments: str | Path) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        made = subprocess.Popen(
            [*command_line(), *map(str, arguments)], stdin=pipe, stdout=pipe, stderr=pipe, encoding="utf-8"
        )
        begun.append(made)
        return made

    yield run
    for process in begun:
        process.kill()
        process.communicate()


def on_terminal(*arguments: str | Path, columns: int = 100) -> tuple[str, int]:
    """What a terminal gets, and the exit status."""
    command, *rest = [*command_line(), *map(str, arguments)]
    environment = {**os.environ, "TERM": "xterm-256color", "PYTHONUTF8": "1", "COLUMNS": str(columns)}
    child = pexpect.spawn(command, rest, encoding="utf-8", timeout=120, dimensions=(50, columns), env=environment)
    text = child.read()
    child.close()
    return text, child.exitstatus


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text)


def test_a_terminal_sees_a_bar_with_the_time_left_and_then_the_page(fleet: Path) -> None:
    text, status = on_terminal("summarize", fleet, "--fail-on", "never")
    shown = plain(text)
    assert BAR.search(shown)
    assert re.search(r"Reading [^\r\n]*\d+ results, \d+ failed", shown)
    assert shown.index("Reading") < shown.index("600 devices in") < shown.index("What to do first")
    assert status == 4


def test_the_bar_can_be_switched_off_on_a_terminal(fleet: Path) -> None:
    text, _ = on_terminal("summarize", fleet, "--no-progress")
    assert "Reading" not in plain(text)
    assert "600 devices in" in plain(text)


def test_the_page_is_as_wide_on_a_terminal_of_80_columns(fleet: Path) -> None:
    text, _ = on_terminal("summarize", fleet, "--no-progress", columns=80)
    page = plain(text).replace("\r", "").partition("600 devices in")[2].split("\n")
    assert 80 < max(map(len, page)) <= 100
    assert len(page) <= 51  # the page's lines, and nothing behind the last line end


@pytest.mark.parametrize("columns", [80, 200])
def test_the_ledger_is_as_wide_as_the_terminal(fleet: Path, columns: int) -> None:
    text, _ = on_terminal("inspect", fleet, "--no-progress", columns=columns)
    page = plain(text).replace("\r", "").split("\n")
    assert page[0].split(" inputs")[0].replace(",", "").isdigit()
    assert columns - 20 < max(map(len, page)) <= columns


def test_the_bar_goes_to_standard_error_and_not_into_the_data(fleet: Path, tmp_path: Path) -> None:
    shell = " ".join([*map(shell_quoted, command_line()), "summarize", str(fleet), f"> {tmp_path / 'out.txt'}"])
    child = pexpect.spawn(
        "/bin/sh", ["-c", shell], encoding="utf-8", timeout=120, env={**os.environ, "TERM": "xterm"}
    )
    assert BAR.search(plain(child.read()))
    data = (tmp_path / "out.txt").read_text("utf-8")
    assert data.startswith("600 devices in")
    assert "\x1b" not in data


def shell_quoted(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def test_a_pipe_sees_no_bar(start: Started, fleet: Path) -> None:
    out, err = start("summarize", fleet).communicate()
    assert out.startswith("600 devices in")
    assert "Reading" not in err
    assert "\x1b" not in out + err


def test_progress_can_be_asked_for_in_a_pipe(start: Started, fleet: Path) -> None:
    out, err = start("summarize", fleet, "--progress").communicate()
    assert "Reading" in err
    assert "Reading" not in out


def interrupted(process: subprocess.Popen[str]) -> tuple[str, str]:
    """Sends SIGINT and gives both streams; the command must end although its input stays open."""
    process.send_signal(signal.SIGINT)
    process.wait(timeout=60)
    out, err = process.communicate()
    return out, err


def waits_for_input(process: subprocess.Popen[str], text: str) -> None:
    """Fills the pipe more often than it holds: when this returns, the command is reading."""
    assert process.stdin is not None
    process.stdin.write(text)
    process.stdin.flush()


LONG = report(block(GATEWAY)) + "x" * 4_000_000


@pytest.mark.parametrize(
    "command",
    [["summarize", "-"], ["show", "PC1", "-"], ["inspect", "-"], ["summarize", "-", "--progress"]],
    ids=" ".join,
)
def test_ctrl_c_while_reading_ends_with_130_at_once(start: Started, command: list[str]) -> None:
    process = start(*command)
    waits_for_input(process, LONG)
    out, err = interrupted(process)
    assert process.returncode == 130
    assert out == ""
    assert plain(err).strip().splitlines()[-1] == "mdeanalysis: interrupted, nothing was written"
    assert "Traceback" not in err


def test_ctrl_c_during_export_leaves_no_file_and_no_folder_of_its_own(start: Started, tmp_path: Path) -> None:
    process = start("export", "-", "-o", tmp_path / "out")
    waits_for_input(process, LONG)
    _, err = interrupted(process)
    assert (process.returncode, err.strip()) == (130, "mdeanalysis: interrupted, nothing was written")
    assert not (tmp_path / "out").exists()


def test_ctrl_c_while_tables_are_written_leaves_old_files_and_nothing_new(
    start: Started, fleet: Path, tmp_path: Path
) -> None:
    out = write(tmp_path / "out", {"devices.json": "old"})
    process = start("export", fleet, "-o", out, "--format", "json")
    while process.poll() is None and not list(out.glob(".export-*")):
        pass  # until the first table is under way
    if process.poll() is None:
        _, err = interrupted(process)
        assert process.returncode == 130
        assert err.splitlines()[-1] == "mdeanalysis: interrupted, nothing was written"
    assert [file.name for file in out.iterdir()] == ["devices.json"]
    assert (out / "devices.json").read_text() == "old"


def test_ctrl_c_on_the_terminal_while_the_bar_is_shown(fleet: Path) -> None:
    command, *rest = [*command_line(), "summarize", str(fleet)]
    child = pexpect.spawn(command, rest, encoding="utf-8", timeout=60, env={**os.environ, "TERM": "xterm"})
    child.expect("Reading")
    child.sendintr()
    text = plain(child.read())
    child.close()
    assert child.exitstatus == 130
    assert text.rstrip().endswith("mdeanalysis: interrupted, nothing was written")
    assert "Traceback" not in text


def test_ctrl_c_during_demo_leaves_no_folder(start: Started, tmp_path: Path) -> None:
    process = start("demo", "-o", tmp_path / "fleet", "--devices", "200000")
    while process.poll() is None and not list(tmp_path.iterdir()):
        pass  # until it writes
    _, err = interrupted(process)
    assert (process.returncode, err.strip()) == (130, "mdeanalysis: interrupted, nothing was written")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format_", ["table", "json"])
def test_a_reader_that_leaves_early_gets_no_traceback(start: Started, fleet: Path, format_: str) -> None:
    process = start("summarize", fleet, "--format", format_, "--fail-on", "never")
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    notes = process.stderr.read()
    assert process.wait() == 141
    assert all(line.startswith(("not read: ", "and ")) for line in notes.splitlines())
