"""The ledger's page: headline, what was not read or understood, what was read, what was left."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
import pytest

from mdeanalysis.errors import SelectionError
from mdeanalysis.records import Input
from mdeanalysis.report.inspection import ROWS, build, whole
from mdeanalysis.report.render import render
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import fitting
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import inputs_frame

TEXT = "modern_text,url_block"
CUT = "the text is cut off: it ends in section 'x'"


def read(source: str, taken_for: str = TEXT, unknown: int = 0, **more: Any) -> Input:
    """A document of 100 bytes and 12 lines, 2 of them blank."""
    samples = " | ".join(f"{n}: odd {n}" for n in range(1, min(unknown, 5) + 1)) or None
    row = Input(source, taken_for, "r1", 100, "utf-8", 12, 2, 10 - unknown, unknown, 0, samples, None)
    return row._replace(**more)


ROWS_OF_ALL = [
    read("a.txt"),
    read("b.txt", unknown=3),
    read("c.txt", unknown=7, why=CUT),
    read("d.xml", "xml", bytes=1_000, lines=1_000, understood=998),
    read("e.txt", "unknown", result_id=None, understood=0, skipped=10, why="the text has no known format"),
    Input("f.zip", "failed", why="not a zip, whatever its name says"),
    Input("g.zip", "archive", why="1 of its 2 files are encrypted"),
    Input("h.zip", "archive"),
    Input("i.png", "foreign", why="of another kind"),
    Input("j/EventLogs", "collected", why="a folder"),
    Input("k/SCHANNEL.txt", "side", why="known by name"),
    Input("l/SCHANNEL.txt", "side", why="known by name"),
]


def page(rows: Sequence[Input], *, each: bool = True) -> tuple[str, dict[str, Section]]:
    headline, sections = build(inputs_frame(rows), each=each)
    return headline, {section.name: section for section in sections}


def test_the_headline_counts_every_input_byte_and_line_once() -> None:
    assert page(ROWS_OF_ALL)[0] == (
        "12 inputs, 1,400 bytes: 4 read, 4 left aside, 2 not read, 2 archives opened; "
        "1,048 lines: 1,018 understood, 10 blank, 10 unknown, 10 skipped"
    )


def test_one_input_is_said_in_the_singular() -> None:
    assert page([read("a.txt", lines=1, blank=0, understood=1, bytes=1)])[0] == (
        "1 input, 1 byte: 1 read, 0 left aside, 0 not read; 1 line: 1 understood, 0 blank, 0 unknown, 0 skipped"
    )


def test_what_was_not_read_comes_first_and_then_what_was_not_read_in_full() -> None:
    section = page(ROWS_OF_ALL)[1]["not_read"]
    assert [(row["source"], row["why"]) for row in section.rows] == [
        ("e.txt", "the text has no known format"),
        ("f.zip", "not a zip, whatever its name says"),
        ("c.txt", CUT),
        ("g.zip", "1 of its 2 files are encrypted"),
    ]
    assert section.note == "4 inputs"


def test_every_input_stands_in_a_section() -> None:
    sections = page(ROWS_OF_ALL)[1]
    shown = {row["source"] for name in ("not_read", "read", "left") for row in sections[name].rows}
    assert shown == {row.source for row in ROWS_OF_ALL}


def test_unknown_lines_are_shown_with_their_numbers_the_most_first() -> None:
    section = page(ROWS_OF_ALL)[1]["not_understood"]
    assert section.note == "10 lines in 2 inputs"
    assert section.rows[0] == {"source": "c.txt", "unknown": 7, "of": 12, "line": 1, "text": "odd 1"}
    assert section.rows[1] == {"line": 2, "text": "odd 2"}
    assert [row.get("source") for row in section.rows] == ["c.txt", *[None] * 4, "b.txt", None, None]


def test_a_page_that_sums_up_shows_one_unknown_line_of_each_input_and_kinds_with_an_example() -> None:
    sections = page(ROWS_OF_ALL, each=False)[1]
    assert [row["source"] for row in sections["not_understood"].rows] == ["c.txt", "b.txt"]
    first, second = sections["read"].rows
    assert {name: first[name] for name in ("taken_for", "inputs", "bytes", "lines", "unknown", "example")} == {
        "taken_for": TEXT,
        "inputs": 3,
        "bytes": 300,
        "lines": 36,
        "unknown": 10,
        "example": "a.txt",
    }
    assert (second["taken_for"], second["lines"], second["understood"]) == ("xml", 1_000, 998)
    assert sections["left"].rows[0] == {
        "taken_for": "side",
        "inputs": 2,
        "why": "known by name",
        "example": "k/SCHANNEL.txt",
    }
    assert sum(row["inputs"] for name in ("read", "left") for row in sections[name].rows) == 9


def test_a_pile_of_trouble_is_shortened_on_a_page_and_whole_for_other_tools() -> None:
    rows = [Input(f"{n:03}.zip", "failed", why="broken") for n in range(200)] + [
        read(f"{n:03}.txt", unknown=1) for n in range(200)
    ]
    headline, sections = build(inputs_frame(rows), each=False)
    text = render("table", headline, sections, short=True)
    assert len(text.splitlines()) < 40
    assert "and 190 more" in text
    assert [len(section.short or ()) for section in sections[:2]] == [ROWS, ROWS]
    assert len(whole(inputs_frame(rows))[0].rows) == 400


def test_counts_that_are_0_throughout_take_no_room() -> None:
    columns = page([read("a.txt")])[1]["read"].columns
    assert "understood" in columns
    assert not {"unknown", "skipped"} & set(columns)
    assert "unknown" in page([read("a.txt", unknown=1)])[1]["read"].columns


def test_nothing_is_claimed_of_what_was_not_there() -> None:
    headline, sections = build(inputs_frame([Input("i.png", "foreign", why="of another kind")]), each=True)
    assert render("table", headline, sections, width=200).splitlines()[1:] == [
        "",
        "Left aside, or opened",
        "source  taken for  why",
        "i.png   foreign    of another kind",
    ]
    assert page([])[0].startswith("0 inputs, 0 bytes")
    assert [section.note for section in page([read("a.txt")])[1].values()][:2] == [
        "everything was read",
        "no unknown lines",
    ]


@pytest.mark.parametrize("width", [80, 100, 200])
@pytest.mark.parametrize("each", [False, True])
def test_no_line_is_wider_than_asked(width: int, each: bool) -> None:
    rows = [row._replace(source=f"a long folder/and another/{'x' * 80}/{row.source}") for row in ROWS_OF_ALL]
    headline, sections = build(inputs_frame(rows), each=each)
    assert max(map(len, render("table", headline, sections, width=width).splitlines())) <= width


def test_other_tools_get_every_row_with_all_columns() -> None:
    sections = whole(inputs_frame(ROWS_OF_ALL))
    lines = list(csv.DictReader(io.StringIO(render("csv", "", sections))))
    assert [line["source"] for line in lines] == [row.source for row in ROWS_OF_ALL]
    assert list(lines[0]) == ["section", *TABLES["inputs"].names]
    found = json.loads(render("json", "", sections))["sections"]["inputs"]["rows"]
    assert (found[0]["lines"], found[5]["lines"], found[5]["why"]) == (12, None, "not a zip, whatever its name says")


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("taken_for", "SIDE", ["k/SCHANNEL.txt", "l/SCHANNEL.txt"]),
        ("unknown", "7", ["c.txt"]),
        ("bytes", "1000", ["d.xml"]),
        ("why", "", ["a.txt", "b.txt", "d.xml", "h.zip"]),
    ],
)
def test_rows_are_chosen_by_any_column(column: str, value: str, expected: list[str]) -> None:
    chosen = fitting(inputs_frame(ROWS_OF_ALL), [(column, value)], "inputs")
    assert chosen["source"].tolist() == expected


def test_an_unknown_column_names_those_there_are() -> None:
    with pytest.raises(SelectionError, match="inputs have no column 'site'; they have: source, taken_for"):
        fitting(inputs_frame([]), [("site", "x")], "inputs")
    with pytest.raises(SelectionError, match="devices have no column 'x'"):
        fitting(pd.DataFrame({"a": []}), [("x", "y")])
