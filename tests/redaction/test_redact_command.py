"""`redact`, `unredact` and `--redact` as a user calls them."""

from __future__ import annotations

import io
import json
import stat
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from planting import report, secrets

Run = Callable[..., subprocess.CompletedProcess[str]]
KNOWN = secrets(14)


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A folder of one device, with a file that has no text."""
    folder = tmp_path / "results" / KNOWN["site"] / KNOWN["device"]
    folder.mkdir(parents=True)
    (folder / "MDEClientAnalyzer.txt").write_text(report(KNOWN), "utf-16")
    (folder / "sense.evtx").write_bytes(bytes(range(256)))
    return tmp_path / "results"


def test_a_copy_its_map_and_the_way_back(run_command: Run, results: Path, tmp_path: Path) -> None:
    copy, key = tmp_path / "copy", tmp_path / "private" / "map.json"
    done = run_command("redact", results, "-o", copy, "--map", key, "--review")
    assert done.returncode == 0, done.stderr
    assert "sense.evtx: holds no text" in done.stderr
    assert "no value was found" in done.stderr
    assert "left out: holds no text" in done.stdout
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    device = next(image for kind, value, image in json.loads(key.read_text())["map"] if value == KNOWN["device"])
    shown = run_command("show", device.upper(), copy)
    assert device.upper() in shown.stdout
    answer = run_command("unredact", "--map", key, input=f"{device.upper()} fails, {device} too\n")
    assert answer.stdout == f"{KNOWN['device']} fails, {KNOWN['device'].lower()} too\n"


def test_two_copies_with_one_key_agree(run_command: Run, results: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run_command("redact", results, "-o", tmp_path / name, "--map", tmp_path / "map.json").returncode == 0
    files = [sorted(file for file in (tmp_path / name).rglob("*") if file.is_file()) for name in ("one", "two")]
    names = [
        [str(file.relative_to(tmp_path / name)) for file in found]
        for name, found in zip(("one", "two"), files, strict=True)
    ]
    assert names[0] == names[1]
    assert [file.read_bytes() for file in files[0]] == [file.read_bytes() for file in files[1]]


def test_the_map_is_never_beside_the_copy_by_default(run_command: Run, results: Path, tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path / "home"), "XDG_DATA_HOME": str(tmp_path / "home" / "data")}
    assert run_command("redact", results, "-o", tmp_path / "copy", env=home).returncode == 0
    assert {path.name for path in tmp_path.iterdir()} == {"copy", "home", "results"}
    assert len(list((tmp_path / "home").rglob("map-*.json"))) == 1


@pytest.mark.parametrize(
    ("output", "key", "why"),
    [
        ("results/copy", "map.json", "lie in each other"),
        ("copy", "copy/map.json", "must stay apart"),
        ("copy", "results/map.json", "lies among the results"),
        ("full", "map.json", "is not empty"),
        ("file", "map.json", "is a file"),
    ],
)
def test_places_that_give_the_map_away_or_lose_files_are_refused(
    run_command: Run, results: Path, tmp_path: Path, output: str, key: str, why: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    before = sorted(tmp_path.rglob("*"))
    done = run_command("redact", results, "-o", tmp_path / output, "--map", tmp_path / key)
    assert done.returncode == 1
    assert why in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_full_folder_is_added_to_when_asked(run_command: Run, results: Path, tmp_path: Path) -> None:
    (tmp_path / "copy").mkdir()
    (tmp_path / "copy" / "mine.txt").write_text("mine")
    done = run_command("redact", results, "-o", tmp_path / "copy", "--map", tmp_path / "map.json", "--overwrite")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "copy" / "mine.txt").read_text() == "mine"
    assert len(list((tmp_path / "copy").rglob("MDEClientAnalyzer.txt"))) == 1


def test_hostile_archives_are_left_and_nothing_leaves_the_folder(
    run_command: Run, results: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(results / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.txt", report(KNOWN))
        archive.writestr("/absolute.txt", report(KNOWN))
        archive.writestr("bomb.txt", b"0" * (80 * 2**20))
        archive.writestr("good.txt", report(KNOWN))
    done = run_command("redact", results, "-o", tmp_path / "deep" / "copy", "--map", tmp_path / "map.json")
    assert done.returncode == 4
    assert done.stderr.count("left out: bad.zip!") == 3
    assert not list(tmp_path.rglob("escaped.txt"))
    copies = [file for file in (tmp_path / "deep" / "copy").iterdir() if file.suffix == ".zip"]
    with zipfile.ZipFile(io.BytesIO(copies[0].read_bytes())) as archive:
        assert len(archive.namelist()) == 1


@pytest.mark.parametrize("format_", ["csv", "parquet"])
def test_exports_take_a_key(run_command: Run, results: Path, tmp_path: Path, format_: str) -> None:
    done = run_command(
        "export", results, "-o", tmp_path / "out", "--format", format_, "--redact", tmp_path / "map.json"
    )
    assert done.returncode in {0, 3, 4}, done.stderr
    assert stat.S_IMODE((tmp_path / "map.json").stat().st_mode) == 0o600
    for file in (tmp_path / "out").iterdir():
        data = file.read_bytes().lower()
        assert not {kind for kind, value in KNOWN.items() if value.lower().encode() in data}, file.name


def test_moved_times_and_what_to_look_at(run_command: Run, results: Path, tmp_path: Path) -> None:
    notes = results / "2024-05-06 notes.log"
    notes.write_text("2024-05-07 Schneeberger says so, and Schneeberger knows\n")
    keys = "--map", tmp_path / "map.json"
    plain = run_command("redact", results, "-o", tmp_path / "plain", *keys, "--review")
    moved = run_command("redact", results, "-o", tmp_path / "moved", *keys, "--shift-times")
    assert (plain.returncode, moved.returncode) == (0, 0)
    assert "word that no tool has: Schneeberger (2024-05-06 notes.log, 2 times)" in plain.stdout
    texts = [next((tmp_path / name).glob("*.log")) for name in ("plain", "moved")]
    assert texts[0].name == "2024-05-06 notes.log"
    dates = [(date.fromisoformat(text.name[:10]), date.fromisoformat(text.read_text()[:10])) for text in texts]
    by = dates[1][0] - dates[0][0]
    assert by == dates[1][1] - dates[0][1]
    assert by.days % 7 == 0 != by.days


def test_an_export_and_a_list_of_devices_are_copied_too(run_command: Run, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    (tables / "devices.csv").write_text(
        "device_name,device_tag,state\r\nPC1,Lab,failed\r\nPC1,,reached\r\n", newline=""
    )
    (tables / "list.csv").write_text('"Device Name";"Owner";"Site"\n"PC2";"Jo Vogt";"Lyon"\n')
    (tables / "programs.csv").write_text("DisplayName,Publisher\nEditor,Tools\n")
    (tables / "facts.json").write_text('[\n{"result_id":"0123456789abcdef","device_name":"PC1","value":"x"}\n]\n')
    done = run_command("redact", tables, "-o", tmp_path / "copy", "--map", tmp_path / "map.json")
    assert done.returncode == 0, done.stderr
    texts = {file.name: file.read_bytes().decode() for file in (tmp_path / "copy").iterdir()}
    lines = texts["devices.csv"].split("\r\n")
    device, tag, state = lines[1].split(",")
    assert (lines[0], state, lines[2]) == ("device_name,device_tag,state", "failed", f"{device},,reached")
    assert (device[:2], tag[:2].lower()) == ("H-", "t-")
    assert texts["programs.csv"] == "DisplayName,Publisher\nEditor,Tools\n"
    assert device in texts["facts.json"]
    assert "0123456789abcdef" not in texts["facts.json"]
    assert not any(value in text for text in texts.values() for value in ("PC1", "PC2", "Lab", "Jo Vogt", "Lyon"))


def test_reports_take_a_key(run_command: Run, results: Path, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    done = run_command("report", results, "-o", page, "--redact", tmp_path / "map.json")
    assert done.returncode in {0, 3, 4}, done.stderr
    text = page.read_text(encoding="utf-8").lower()
    assert not {kind for kind, value in KNOWN.items() if value.lower() in text}


def test_wrong_maps_and_paths_are_told(run_command: Run, results: Path, tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text("{}")
    wrong = run_command("redact", results, "-o", tmp_path / "copy", "--map", tmp_path / "map.json")
    assert (wrong.returncode, "no map that redact wrote" in wrong.stderr) == (1, True)
    assert run_command("redact", "-", "-o", tmp_path / "copy").returncode == 2
    assert run_command("redact", tmp_path / "none", "-o", tmp_path / "copy").returncode == 1
    assert run_command("unredact", "--map", tmp_path / "none.json", input="x").returncode == 1
