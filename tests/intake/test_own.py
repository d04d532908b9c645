"""JSON that mdeanalysis wrote, left below an input folder, is no input that nobody knows."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from builders import GATEWAY, block, device, report, write

from mdeanalysis import load
from mdeanalysis.demo.planted import plant, truth_path, write_planted
from mdeanalysis.intake.own import is_export
from mdeanalysis.report.export import export
from mdeanalysis.schema import TABLES

Run = Callable[..., "CompletedProcess[str]"]
PC1 = report(block(GATEWAY), items=device("PC1"))


def test_every_exported_table_is_told_with_and_without_rows(tmp_path: Path) -> None:
    full = load(write(tmp_path / "in", {"PC1.txt": PC1, "odd/x.txt": "hello"}))
    (tmp_path / "none").mkdir()
    empty = load(tmp_path / "none")
    for number, fleet in enumerate((full, empty)):
        files = export(fleet.tables, tmp_path / f"out{number}", "json")
        assert {file.stem for file in files} == set(TABLES)
        assert all(is_export(file.read_text("utf-8")) for file in files)


@pytest.mark.parametrize("command", [["summarize"], ["show", "PC1"], ["inspect"]], ids=" ".join)
def test_a_page_as_json_is_told(run_command: Run, tmp_path: Path, command: list[str]) -> None:
    write(tmp_path, {"PC1.txt": PC1})
    assert is_export(run_command(*command, tmp_path, "--format", "json").stdout)


def test_the_truth_of_a_planted_fleet_is_told_wherever_it_lies(tmp_path: Path) -> None:
    write_planted(tmp_path / "fleet", plant(5, -1, "none"))
    assert is_export(truth_path(tmp_path / "fleet").read_text("utf-8"))
    fleet = load(tmp_path)
    assert (len(fleet.problems), len(fleet.results)) == (0, 5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{}",
        '[{"source":"x","other":1}]',
        '[{"source":{"a":1},"line":1}]',
        '{"headline": "x"}',
        '{"devices": 5, "noise": 0.1}',
        '{"devices": "5", "seed": 1, "noise": 0.1}',
        '{"vortexGeoLocation":"EU","headline": "x", "sections": {}}',
        "[Error] not JSON",
        "[]x",
        json.dumps([1, 2]),
        '["' + '\\"' * 100_000,
    ],
)
def test_other_json_is_not(text: str) -> None:
    assert not is_export(text)


def test_an_export_below_the_input_is_foreign_and_one_given_by_name_is_a_problem(tmp_path: Path) -> None:
    folder = write(tmp_path, {"PC1.txt": PC1})
    export(load(folder).tables, folder / "out", "json")
    fleet = load(folder)
    kinds = dict(zip(fleet.inputs["source"], fleet.inputs["taken_for"], strict=True))
    assert {kind for source, kind in kinds.items() if source.startswith("out/")} == {"foreign"}
    assert (len(fleet.problems), len(fleet.results)) == (0, 1)
    given = load(folder / "out" / "facts.json")
    assert given.problems["kind"].tolist() == ["unknown_format"]
    assert given.problems["reason"].tolist() == ["written by mdeanalysis itself, no result"]
