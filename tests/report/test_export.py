"""One file a table: complete, with exactly the schema's columns, and only when all are complete."""

from __future__ import annotations

import csv
import json
import re
import signal
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.errors import OutputError
from mdeanalysis.report.export import export
from mdeanalysis.report.selection import select
from mdeanalysis.schema import TABLES

Tables = Mapping[str, pd.DataFrame]
FORMATS = ("csv", "parquet", "json")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Tables:
    folder = tmp_path_factory.mktemp("fleet") / "all"
    write_fleet(folder, 40, 7)
    return load(folder).tables


def columns_of(file: Path) -> list[str]:
    if file.suffix == ".parquet":
        return list(pd.read_parquet(file).columns)
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as lines:
            return next(csv.reader(lines))
    rows = json.loads(file.read_text("utf-8"))
    return list(rows[0]) if rows else []


@pytest.mark.parametrize("format_", FORMATS)
def test_every_table_is_a_file_with_the_schemas_columns(fleet: Tables, tmp_path: Path, format_: str) -> None:
    made = export(fleet, tmp_path / "out", format_)
    assert sorted(made) == sorted(tmp_path / "out" / f"{name}.{format_}" for name in TABLES)
    assert sorted((tmp_path / "out").iterdir()) == sorted(made)
    for file in made:
        if len(fleet[file.stem]) or format_ != "json":
            assert columns_of(file) == TABLES[file.stem].names


@pytest.mark.parametrize("format_", FORMATS)
def test_an_empty_selection_keeps_files_and_columns(fleet: Tables, tmp_path: Path, format_: str) -> None:
    for file in export(select(fleet, [("site", "Atlantis")]), tmp_path, format_):
        if format_ == "json":
            assert json.loads(file.read_text()) == [] or file.stem == "problems"
        else:
            assert columns_of(file) == TABLES[file.stem].names


def test_parquet_gives_back_every_value_and_sensible_types(fleet: Tables, tmp_path: Path) -> None:
    for file in export(fleet, tmp_path, "parquet"):
        frame, back = fleet[file.stem], pd.read_parquet(file)
        assert len(back) == len(frame)
        for column in TABLES[file.stem].columns:
            own, found = frame[column.name], back[column.name]
            assert found.isna().tolist() == own.isna().tolist(), column.name
            assert found.dropna().astype("str").tolist() == own.dropna().astype("str").tolist(), column.name
            if column.kind == "time":
                assert str(found.dtype) == "datetime64[us, UTC]"
            if column.kind == "category":
                assert isinstance(found.dtype, pd.CategoricalDtype)
            if column.kind in {"int", "bool"}:
                assert found.dtype == own.dtype


def test_csv_writes_times_in_utc_numbers_whole_and_unknown_as_nothing(fleet: Tables, tmp_path: Path) -> None:
    export(fleet, tmp_path, "csv")
    with (tmp_path / "devices.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    devices = fleet["devices"]
    assert [row["device_name"] for row in rows] == devices["device_name"].tolist()
    for row, (_, device) in zip(rows, devices.iterrows(), strict=True):
        for name in TABLES["devices"].names:
            assert (row[name] == "") == pd.isna(device[name]), name
        assert not row["run_at"] or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", row["run_at"])
        assert not row["run_at"] or pd.Timestamp(row["run_at"]) == device["run_at"].floor("s")
        assert not row["os_build"] or row["os_build"].isdecimal()
    assert not {"nan", "NaN", "<NA>", "None", "NaT"} & {value for row in rows for value in row.values()}


def test_json_is_an_array_of_objects_without_nan(fleet: Tables, tmp_path: Path) -> None:
    def refuse(word: str) -> None:
        raise AssertionError(word)

    for file in export(fleet, tmp_path, "json"):
        rows = json.loads(file.read_text("utf-8"), parse_constant=refuse)
        frame = fleet[file.stem]
        assert len(rows) == len(frame)
        for name in frame.columns:
            assert [row[name] is None for row in rows] == frame[name].isna().tolist()
    times = [row["run_at"] for row in json.loads((tmp_path / "devices.json").read_text("utf-8")) if row["run_at"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", time) for time in times)


def test_json_in_pieces_is_the_same_array(fleet: Tables, tmp_path: Path) -> None:
    attempts = fleet["attempts"]
    many = pd.concat([attempts] * (60_000 // len(attempts) + 1), ignore_index=True)
    (file,) = export({"attempts": many}, tmp_path, "json")
    rows = json.loads(file.read_text("utf-8"))
    assert [row["line"] for row in rows] == many["line"].tolist()


NAMES = ["=cmd()", "+1", "-2", "@x", "\tx", "plain", "a=b", 'quote"comma,line\nend', "Zürich 東京"]


@pytest.mark.parametrize("dtype", ["category", "str"])
def test_csv_guards_formulas_unless_raw(fleet: Tables, tmp_path: Path, dtype: str) -> None:
    frame = pd.DataFrame({"device_name": NAMES, "line": range(-1, len(NAMES) - 1)}).astype({"device_name": dtype})
    guarded = ["'" + name if name[0] in "=+-@\t" else name for name in NAMES]
    for raw, expected in ((False, guarded), (True, NAMES)):
        (file,) = export({"devices": frame}, tmp_path, "csv", raw=raw)
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines))
        assert [row["device_name"] for row in rows] == expected
        assert rows[0]["line"] == "-1"


def test_existing_files_are_replaced_and_others_left(fleet: Tables, tmp_path: Path) -> None:
    (tmp_path / "devices.csv").write_text("old" * 1_000_000)
    (tmp_path / "notes.csv").write_text("mine")
    export(fleet, tmp_path, "csv")
    assert (tmp_path / "devices.csv").read_text("utf-8").startswith("device_key,")
    assert (tmp_path / "notes.csv").read_text() == "mine"


def test_an_output_that_is_a_file_is_refused(fleet: Tables, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="is a file"):
        export(fleet, tmp_path / "file", "csv")
    assert (tmp_path / "file").read_text() == "mine"


def test_an_output_below_a_file_is_refused(fleet: Tables, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="cannot write to"):
        export(fleet, tmp_path / "file" / "out", "csv")


def test_a_table_that_cannot_be_written_leaves_nothing_behind(fleet: Tables, tmp_path: Path) -> None:
    broken = {**fleet, "devices": pd.DataFrame({"run_at": [object()]})}
    with pytest.raises(Exception, match="object"):
        export(broken, tmp_path / "out", "parquet")
    assert list((tmp_path / "out").iterdir()) == []


class Interrupting:
    """A value that has Ctrl-C pressed while it is written."""

    written = 0

    def toDict(self) -> dict[str, int]:  # noqa: N802 - the name that pandas' writer asks for
        signal.raise_signal(signal.SIGINT)
        type(self).written += 1
        return {}


def test_ctrl_c_waits_for_the_piece_of_json_under_way_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        export({"facts": pd.DataFrame({"value": [Interrupting()]})}, tmp_path, "json")
    assert Interrupting.written
    assert list(tmp_path.iterdir()) == []
