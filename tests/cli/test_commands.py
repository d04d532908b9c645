"""The commands as a user types them."""

from __future__ import annotations

import csv
import filecmp
import gzip
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pandas as pd
import pytest
from builders import BAD, CYBER, GATEWAY, block, device, report, result_files, write, zipped
from child import command_line

from mdeanalysis import __version__, load
from mdeanalysis.demo import write_fleet
from mdeanalysis.schema import TABLES

Run = Callable[..., "CompletedProcess[str]"]
OPTIONS = {
    "summarize": "--where --by --as-of --inventory --format --raw --fail-on --progress --no-progress PATH...",
    "show": "--format --raw --fail-on --progress DEVICE PATH...",
    "export": "--output --format --where --raw --fail-on --progress PATH...",
    "plan": "--tickets --allowlist --where --as-of --format --raw --fail-on --progress PATH...",
    "compare": "--where --format --raw --fail-on --progress BEFORE AFTER",
    "inspect": "--where --all --format --raw --progress --no-progress PATH...",
    "demo": "--output --devices --seed --inventory --causes --noise",
    "endpoints": "list lookup check import",
}


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 40, 7)
    return folder


def summary(done: CompletedProcess[str]) -> dict[str, list[dict[str, object]]]:
    return {name: section["rows"] for name, section in json.loads(done.stdout)["sections"].items()}


@pytest.mark.parametrize("command", OPTIONS)
def test_help_names_every_option(run_command: Run, command: str) -> None:
    done = run_command(command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(option in done.stdout for option in OPTIONS[command].split())


def test_the_help_of_all_names_the_commands_and_the_exit_statuses(run_command: Run) -> None:
    text = run_command("--help").stdout
    assert all(f"\n  {command} " in text for command in OPTIONS)
    assert all(f"{status} " in text for status in (0, 1, 2, 3, 4, 130))
    assert "..." not in text.partition("\nCommands:\n")[2]  # none is cut at the width of a terminal


@pytest.mark.parametrize("module", ["mdeanalysis", "mdeanalysis.cli"])
def test_python_m_is_the_command_too(module: str, fleet: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", module, "--version"], capture_output=True, encoding="utf-8", check=True, timeout=60
    )
    assert done.stdout == f"mdeanalysis, version {__version__}\n"


def test_demo_is_deterministic_and_says_what_it_made(run_command: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        done = run_command("demo", "-o", tmp_path / name, "--devices", "12", "--seed", "5")
        assert (done.returncode, done.stdout) == (0, "")
        assert "12 devices" in done.stderr
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*") if path.is_file())
    assert len(files) >= 12
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", files, shallow=False)[1:] == ([], [])


def test_demo_with_causes_tells_the_truth_beside_the_folder(run_command: Run, tmp_path: Path) -> None:
    """The same seed tells the same, and whoever loads the folder does not meet it."""
    for name in ("one", "two"):
        out = tmp_path / name
        done = run_command("demo", "-o", out, "--devices", "60", "--causes", "wpad,proxy_auth", "--noise", "0.1")
        assert (done.returncode, done.stdout) == (0, "")
        assert done.stderr.startswith(f"{out}: 60 devices, wpad, proxy_auth planted, trouble of their own on ")
        assert done.stderr.endswith(f"; the truth is in {out}.truth.json\n")
    told = (tmp_path / "one.truth.json").read_bytes()
    assert told == (tmp_path / "two.truth.json").read_bytes()
    assert [cause["kind"] for cause in json.loads(told)["causes"]] == ["wpad", "proxy_auth"]
    texts = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.txt"))
    assert len(texts) == 60
    assert filecmp.cmpfiles(tmp_path / "one", tmp_path / "two", texts, shallow=False)[1:] == ([], [])


def test_demo_names_the_causes_that_there_are(run_command: Run, tmp_path: Path) -> None:
    done = run_command("demo", "-o", tmp_path / "fleet", "--causes", "gremlins")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "'gremlins' is no kind of cause; say asr_rule, malformed_ring, firewall" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_demo_refuses_a_folder_that_holds_something(run_command: Run, tmp_path: Path) -> None:
    write(tmp_path, {"mine.txt": "mine"})
    done = run_command("demo", "-o", tmp_path, "--devices", "3")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "is not an empty folder" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_where_is_repeatable_and_an_empty_value_means_unknown(run_command: Run, fleet: Path) -> None:
    all_ = summary(run_command("summarize", fleet, "--format", "json", "--by", "site,proxy_method"))["by"]
    expected = [row for row in all_ if row["site"] == "Denver" and row["proxy_method"] == "winhttp"]
    chosen = run_command(
        *("summarize", fleet, "--format", "json", "--by", "site,proxy_method"),
        *("--where", "site=denver", "--where", "proxy_method=winhttp"),
    )
    assert summary(chosen)["by"] == expected
    none = run_command("summarize", fleet, "--format", "json", "--where", "region=", "--by", "region")
    assert [row["region"] for row in summary(none)["by"]] == ["(not stated)"]


def test_by_may_be_repeated_or_a_list(run_command: Run, fleet: Path) -> None:
    listed = run_command("summarize", fleet, "--by", "site, region", "--by", "site").stdout
    repeated = run_command("summarize", fleet, "--by", "site", "--by", "region").stdout
    assert listed == repeated
    assert "\nsite " in listed


@pytest.mark.parametrize(("day", "told"), [("2025-03-21", ""), ("2025-05-01", "34 over 30 days old")])
def test_as_of_fixes_the_day_on_which_results_are_judged(run_command: Run, fleet: Path, day: str, told: str) -> None:
    headline = run_command("summarize", fleet, "--as-of", day).stdout.splitlines()[0]
    assert headline.endswith(told or "2025-03-20")


def test_the_formats_of_summarize_agree(run_command: Run, fleet: Path) -> None:
    found = summary(run_command("summarize", fleet, "--format", "json", "--as-of", "2025-03-21"))
    text = run_command("summarize", fleet, "--format", "csv", "--as-of", "2025-03-21").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    markdown = run_command("summarize", fleet, "--format", "markdown", "--as-of", "2025-03-21").stdout.splitlines()
    assert [row["section"] for row in rows] == [name for name, listed in found.items() for _ in listed]
    headings = sum(bool(listed) for listed in found.values())
    assert sum(line.startswith("| ") for line in markdown) == len(rows) + 2 * headings
    devices = [row["devices"] for row in rows if row["section"] == "by"]
    assert devices == [str(row["devices"]) for row in found["by"]]
    assert len(found["failures"]) > 5


def test_a_device_named_as_a_formula_is_guarded_in_csv_unless_raw(run_command: Run, tmp_path: Path) -> None:
    text = report(block(GATEWAY, BAD), items=device("=CMD()"))
    folder = write(tmp_path, {"a.zip": zipped(result_files(text))})
    for options, name in ([], "'=CMD()"), (["--raw"], "=CMD()"):
        done = run_command("summarize", folder, "--format", "csv", *options)
        rows = csv.DictReader(io.StringIO(done.stdout))
        assert [row["device_name"] for row in rows if row["section"] == "worst"] == [name]
        run_command("export", folder, "-o", tmp_path / "out", *options)
        assert pd.read_csv(tmp_path / "out" / "devices.csv")["device_name"].tolist() == [name]


@pytest.mark.parametrize("format_", ["csv", "parquet", "json"])
def test_export_writes_one_file_a_table_and_says_how_many_rows(
    run_command: Run, fleet: Path, tmp_path: Path, format_: str
) -> None:
    done = run_command("export", fleet, "-o", tmp_path / "a" / "b", "--format", format_, "--where", "site=Denver")
    assert (done.returncode, done.stdout) == (4, "")
    assert sorted(path.stem for path in (tmp_path / "a" / "b").iterdir()) == sorted(TABLES)
    assert done.stderr.count(" rows\n") == len(TABLES)
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "json": pd.read_json}[format_]
    assert set(read(tmp_path / "a" / "b" / f"devices.{format_}")["site"]) == {"Denver"}


def test_export_onto_a_file_could_not_run(run_command: Run, fleet: Path, tmp_path: Path) -> None:
    write(tmp_path, {"file": "mine"})
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        done = run_command("export", fleet, "-o", out)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert done.stderr.splitlines()[-1].startswith("mdeanalysis: ")
    assert (tmp_path / "file").read_text() == "mine"


def test_show_in_every_format_speaks_of_one_device(run_command: Run, fleet: Path) -> None:
    devices = load(fleet).devices
    name = str(devices[devices["reason"] == "dns"]["device_name"].iloc[0])
    text = run_command("show", name.lower(), fleet).stdout
    assert text.startswith(f"{name}: failed, dns\n")
    assert "URLs by method" in text
    found = json.loads(run_command("show", name, fleet, "--format", "json").stdout)
    assert found["headline"] == f"{name}: failed, dns"
    listed = list(csv.DictReader(io.StringIO(run_command("show", name, fleet, "--format", "csv").stdout)))
    assert len(listed) == sum(len(section["rows"]) for section in found["sections"].values())
    assert "## URLs by method" in run_command("show", name, fleet, "--format", "markdown").stdout


TEXT = report(block(GATEWAY), block(CYBER, BAD), items=device("PC-PIPE"))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-16"),
        zipped(result_files(TEXT)),
        gzip.compress(TEXT.encode()),
        gzip.compress(zipped(result_files(TEXT))),
    ],
    ids=["text", "UTF-16", "zip", "gz", "zip.gz"],
)
def test_standard_input_is_read_whatever_it_is(data: bytes) -> None:
    done = subprocess.run(
        [*command_line(), "show", "PC-PIPE", "-"],
        input=data,
        capture_output=True,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (3, b"")
    assert done.stdout.startswith(b"PC-PIPE: failed, connect\n")
    assert b"-:" in done.stdout or b"-!" in done.stdout


def test_an_empty_standard_input_is_a_problem(run_command: Run) -> None:
    done = run_command("summarize", "-", input="")
    assert done.returncode == 4
    assert done.stderr == "not read: -: empty file (unreadable)\n"


def test_several_paths_are_one_fleet_and_each_source_says_its_path(run_command: Run, tmp_path: Path) -> None:
    third = report(block(GATEWAY), items=device("PC-C"))
    write(tmp_path, {"a/one.zip": zipped(result_files(TEXT)), "b.txt": report(block(GATEWAY), items=device("PC-B"))})
    done = run_command("summarize", "a", "b.txt", "-", "--format", "json", input=third, cwd=tmp_path)
    assert json.loads(done.stdout)["headline"].startswith("3 devices in 3 results")
    run_command("export", "a", "b.txt", "-o", "out", cwd=tmp_path)
    assert sorted(pd.read_csv(tmp_path / "out" / "results.csv")["source"]) == ["a/one.zip", "b.txt"]


def test_a_terminal_of_a_poor_code_page_still_gets_the_page(run_command: Run, tmp_path: Path) -> None:
    text = report(block(GATEWAY, BAD), items=device("PC-東京"))
    folder = write(tmp_path, {"a.txt": text})
    done = run_command("summarize", folder, env={"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp437"})
    assert done.returncode == 3
    assert "PC-??" in done.stdout


def test_where_tells_apart_devices_of_one_name(run_command: Run, tmp_path: Path) -> None:
    files = {f"{site}/x.txt": report(block(GATEWAY), items=device("PC-A", **{"Device ID": n * 40})) for site, n in
             (("Bern", "a"), ("Oslo", "b"))}  # fmt: skip
    folder = write(tmp_path, files)
    assert "2 devices are named" in run_command("show", "PC-A", folder).stderr
    done = run_command("show", "PC-A", folder, "--where", "site=Oslo")
    assert "Oslo/x.txt" in done.stdout
    assert "Bern" not in done.stdout


def test_findings_are_broken_down_but_not_as_sarif(run_command: Run, tmp_path: Path) -> None:
    folder = write(tmp_path, {"Bern/x.txt": report(block(GATEWAY, BAD), items=device("PC-A"))})
    page = json.loads(run_command("findings", folder, "--by", "site", "--format", "json").stdout)
    assert {row["site"] for row in page["sections"]["by"]["rows"]} <= {"Bern", "(whole fleet)"}
    refused = run_command("findings", folder, "--by", "site", "--format", "sarif")
    assert (refused.returncode, refused.stdout) == (2, "")
