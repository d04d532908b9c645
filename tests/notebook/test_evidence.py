"""One device followed down: what the views show stands in the file at the line that they name."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from builders import BAD, CTL, GATEWAY, block, device, report, result_files, write, zipped

from mdeanalysis import load
from mdeanalysis.errors import InputError, SelectionError
from mdeanalysis.notebook import failed_tries, lines_of, lines_of_first, most_failed, url_grid

SAMPLE = Path(__file__).parents[2] / "sample_results"
TEXT = report(block(GATEWAY, BAD), block(CTL), items=device("PC1"))
FILES = result_files(TEXT)


def text_at(lines):
    """The marked line's text."""
    return lines.loc[lines[""] == ">", "text"].item()


@pytest.fixture(scope="module")
def sample():
    return load(SAMPLE)


@pytest.mark.parametrize(
    "files",
    [
        {"Lyon/PC1/SystemInfoLogs/MDEClientAnalyzer.txt": TEXT},
        {"Lyon/PC1.txt": TEXT.replace("\n", "\r\n")},
        {"Lyon/PC1.txt": TEXT.replace("\n", "\r")},
        {"Lyon/PC1.txt": TEXT.encode("utf-16")},
        {"Lyon/PC1.txt.gz": gzip.compress(TEXT.encode())},
        {"Lyon/PC1.zip": zipped(FILES)},
        {"all.zip": zipped({"Lyon/PC1.zip": zipped(FILES)})},
        {"PC1.zip.gz": gzip.compress(zipped(FILES))},
        {"Lyon/what!.zip": zipped(FILES)},
        {"Lyon!/PC1.txt": TEXT},
        {"Lyon/new\u2028name.txt": TEXT},
    ],
    ids=[
        "folder",
        "crlf",
        "cr",
        "utf-16",
        "gzip",
        "zip",
        "nested-zip",
        "gzipped-zip",
        "mark-in-a-name",
        "mark-in-a-folder",
        "escaped-name",
    ],
)
def test_a_rows_line_is_found_again_wherever_it_lies(tmp_path, files):
    fleet = load(write(tmp_path, files))
    row = fleet.attempts[fleet.attempts["reason"].notna()].iloc[1]
    lines = lines_of(tmp_path, row["source"], row["line"])
    assert text_at(lines).startswith("2 - Proxy auto discovery (WPAD): Failed (12029")
    assert lines["line"].tolist() == list(range(row["line"] - 3, row["line"] + 4))
    assert lines["text"].tolist() == TEXT.split("\n")[row["line"] - 4 : row["line"] + 3]


@pytest.mark.parametrize("name", ["PC1.zip", "PC1.txt"], ids=["zip", "text"])
def test_a_path_may_be_the_file_itself(tmp_path, name):
    write(tmp_path, {"PC1.zip": zipped(FILES), "PC1.txt": TEXT})
    row = load(tmp_path / name).attempts.iloc[0]
    assert text_at(lines_of(tmp_path / name, row["source"], row["line"])).startswith("1 - Default proxy")


def test_every_try_of_the_sample_stands_where_it_says(sample):
    for row in (
        failed_tries(sample.tables, most_failed(sample.tables)).groupby("url", observed=True).head(1).itertuples()
    ):
        assert re.search(r"- .*: (?:Failed|Succeeded) \(", text_at(lines_of(SAMPLE, row.source, row.line, around=0)))


@pytest.mark.parametrize(
    ("line", "shown"), [(1, [1, 2, 3]), (4, [2, 3, 4]), (5, [3, 4, 5])], ids=["first", "near", "last"]
)
def test_lines_end_where_the_text_ends(tmp_path, line, shown):
    write(tmp_path, {"a.txt": "1\n2\n3\n4\n5"})
    assert lines_of(tmp_path, "a.txt", line, around=2)["text"].tolist()[:3] == [str(number) for number in shown][:3]


@pytest.mark.parametrize("line", [0, -1, 6], ids=["none", "negative", "behind-the-end"])
def test_a_line_that_is_not_there_is_said(tmp_path, line):
    write(tmp_path, {"a.txt": "1\n2\n3\n4\n5"})
    with pytest.raises(SelectionError, match="has 5 lines"):
        lines_of(tmp_path, "a.txt", line)


@pytest.mark.parametrize(
    "source",
    ["../secret.txt", "in.zip!../../secret.txt", "b.txt", "in.zip!b.txt", "{root}/../secret.txt"],
    ids=["above", "above-from-a-zip", "absent", "absent-member", "absolute"],
)
def test_nothing_but_the_path_that_was_loaded_is_read(tmp_path, source):
    write(tmp_path, {"secret.txt": "secret", "in/a.txt": "a", "in/in.zip": zipped({"a.txt": "a"})})
    with pytest.raises(SelectionError, match="holds no"):
        lines_of(tmp_path / "in", source.format(root=tmp_path / "in"), 1)


def test_reading_lines_writes_nothing(tmp_path):
    write(tmp_path, {"in.zip": zipped({"a.txt": "one\ntwo"})})
    assert text_at(lines_of(tmp_path, "in.zip!a.txt", 2)) == "two"
    assert [path.name for path in tmp_path.rglob("*")] == ["in.zip"]


def test_a_path_that_has_gone_is_named(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        lines_of(tmp_path / "gone", "a.txt", 1)


def test_rows_without_any_place_have_no_lines(sample):
    assert len(lines_of_first(SAMPLE, sample.attempts.head(0))) == 0
    assert len(lines_of_first(SAMPLE, sample.problems[sample.problems["line"].isna()])) == 0


def test_the_first_row_that_has_a_line_is_shown(sample):
    assert text_at(lines_of_first(SAMPLE, sample.facts)) == "PowerShell Language mode: : FullLanguage"
    assert len(lines_of_first(SAMPLE, sample.problems)) > 0


def test_the_device_with_the_most_failed_urls_is_followed(tmp_path):
    names = {
        "A": [block(GATEWAY)],
        "B": [block(GATEWAY, BAD), block(CTL, BAD)],
        "C": [block(GATEWAY, BAD), block(CTL)],
    }
    files = {f"{name}.txt": report(*blocks, items=device(name)) for name, blocks in names.items()}
    fleet = load(write(tmp_path, files))
    found = fleet.devices.set_index("device_key").loc[most_failed(fleet.tables), "device_name"]
    assert found == "B"


def test_without_a_failed_device_another_is_followed(tmp_path):
    fleet = load(write(tmp_path, {"A.txt": report(block(CTL), items=device("A"))}))
    key = most_failed(fleet.tables)
    assert len(failed_tries(fleet.tables, key)) == 0
    assert url_grid(fleet.tables, key)["state"].tolist() == ["reached"]


def test_without_any_device_there_is_nothing_to_follow(tmp_path):
    with pytest.raises(SelectionError, match="no device was read"):
        most_failed(load(tmp_path).tables)


def test_failed_tries_are_of_the_newest_result_alone(tmp_path):
    early = report(block(GATEWAY, BAD), items=device("A"), ran="28/04/2022 9:54:23 AM +02:00")
    late = report(block(GATEWAY, "12007 200 200 - -"), items=device("A"), ran="29/04/2022 9:54:23 AM +02:00")
    fleet = load(write(tmp_path, {"a.txt": late, "b.txt": early}))
    tries = failed_tries(fleet.tables, "A")
    assert tries[["source", "method", "error_code"]].values.tolist() == [["a.txt", "default_proxy", 12007]]


def test_the_grid_has_the_answer_of_every_method(tmp_path):
    fleet = load(write(tmp_path, {"PC1.txt": TEXT}))
    grid = url_grid(fleet.tables, "pc1").set_index("url")
    assert grid.loc[GATEWAY, ["state", "default_proxy", "wpad", "direct"]].tolist() == ["failed", *["12029"] * 3]
    assert grid.loc[CTL, ["state", "default_proxy", "wpad", "direct"]].tolist() == ["reached", *["200"] * 3]


def test_a_device_that_is_not_there_is_said(sample):
    with pytest.raises(SelectionError, match="no device"):
        url_grid(sample.tables, "NOWHERE-1")
