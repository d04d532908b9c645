"""The same sections as table, JSON, CSV and Markdown: nothing lost, nothing that a terminal or spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mdeanalysis.report.layout import both_ends, lay_out, shortened, wrapped
from mdeanalysis.report.printable import cell_safe, csv_safe, printable
from mdeanalysis.report.render import render
from mdeanalysis.report.section import Section, share

UNSAFE = "\x1b[31m \x9b2J \x07 \u202e \u2066 \u200f \u2028 \x00 \ud800 \x7f"
ROWS = [
    {"name": "PC|1 `x` <b>", "line": 1234, "devices": 12345, "of": 50000, "share": 0.2469, "fine": True},
    {"name": "=cmd()", "line": None, "devices": 0, "of": 0, "share": None, "fine": False},
    {"name": "a\tb\r\nc", "line": 7, "devices": 1, "of": 3, "share": 1 / 3, "fine": None},
    {"name": UNSAFE, "line": 8, "devices": 1, "of": 1, "share": 1.0, "fine": None},
]
COLUMNS = ("name", "line", "devices", "of", "share", "fine")


def sections(short: int | None = None) -> list[Section]:
    one = Section("one", "First [red] *title*", COLUMNS, [dict(row) for row in ROWS], note="a note")
    if short:
        one.shorten(short, "rows")
    return [one, Section("two", "Second", ("other",), [{"other": "x"}]), Section("three", "Third", ("none",))]


def is_safe(text: str) -> bool:
    return not any(
        unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in text if letter != "\n"
    )


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_no_unsafe_character_is_in_any_format(format_: str) -> None:
    assert is_safe(render(format_, f"head {UNSAFE}", sections()))


@pytest.mark.parametrize("format_", ["table", "json", "csv", "markdown"])
def test_every_format_ends_in_one_line_end(format_: str) -> None:
    text = render(format_, "head", sections())
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("format_", ["json", "csv", "markdown"])
def test_only_the_table_is_shortened(format_: str) -> None:
    assert render(format_, "head", sections(1), short=True) == render(format_, "head", sections(), short=False)


def test_the_short_table_says_how_many_rows_it_leaves_out() -> None:
    text = render("table", "head", sections(1), short=True)
    assert "First [red] *title* (a note, and 3 more rows)" in text
    assert "=cmd()" not in text
    assert "=cmd()" in render("table", "head", sections(1))


def test_json_has_every_row_with_its_own_types() -> None:
    found = json.loads(render("json", "head", sections(1), short=True))
    assert found["headline"] == "head"
    assert found["sections"]["one"]["rows"] == ROWS
    assert found["sections"]["three"] == {"title": "Third", "note": "", "rows": []}


def test_json_refuses_what_is_no_json_number() -> None:
    with pytest.raises(ValueError, match="JSON"):
        render("json", "head", [Section("one", "One", ("share",), [{"share": math.nan}])])


def test_csv_has_every_row_under_the_columns_of_all_sections() -> None:
    rows = list(csv.DictReader(io.StringIO(render("csv", "head", sections(1), short=True))))
    assert [row["section"] for row in rows] == ["one"] * 4 + ["two"]
    assert list(rows[0]) == ["section", *COLUMNS, "other", "none"]
    assert [row["devices"] for row in rows] == ["12345", "0", "1", "1", ""]
    assert rows[1]["line"] == rows[1]["share"] == ""


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_csv_guards_a_formula_unless_it_is_to_be_raw(start: str) -> None:
    section = [Section("one", "One", ("name", "number"), [{"name": f"{start}cmd()", "number": -1}])]
    guarded, raw = (next(csv.DictReader(io.StringIO(render("csv", "", section, raw=raw)))) for raw in (False, True))
    assert guarded["name"] == f"'{start}cmd()"
    assert raw["name"] == f"{start}cmd()"
    assert guarded["number"] == raw["number"] == "-1"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx"])
def test_what_a_spreadsheet_runs_gets_an_apostrophe(text: str) -> None:
    assert csv_safe(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "a=1", " =1", "'=1", "1-2"])
def test_what_a_spreadsheet_shows_stays(text: str) -> None:
    assert csv_safe(text) == text


def test_markdown_escapes_what_would_be_markup() -> None:
    lines = render("markdown", "head", sections()).splitlines()
    assert r"## First \[red\] \*title\*" in lines
    assert r"| PC\|1 \`x\` \<b\> | 1234 | 12,345 | 50,000 | 24.7% | yes |" in lines
    assert "| a b� c | 7 | 1 | 3 | 33.3% |  |" in lines


def test_markdown_rows_all_have_the_headings_number_of_cells() -> None:
    table = [line for line in render("markdown", "head", sections()[:1]).splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {len(COLUMNS) + 1}
    assert len(table) == 2 + len(ROWS)


def test_the_table_writes_shares_in_percent_and_lines_without_comma() -> None:
    first = next(line for line in render("table", "head", sections()).splitlines() if line.startswith("PC|1"))
    assert first.split()[-5:] == ["1234", "12,345", "50,000", "24.7%", "yes"]


def test_a_column_of_nothing_is_not_shown_in_the_table() -> None:
    rows = [{"name": "x", "empty": None, "blank": ""}]
    assert render("table", "head", [Section("one", "One", ("name", "empty", "blank"), rows)]).splitlines()[-2:] == [
        "name",
        "x",
    ]


def test_prose_has_a_number_and_its_last_column_below() -> None:
    rows = [{"devices": 1, "what": "This", "advice": "Do that."}, {"devices": 2000, "what": "That", "advice": "Do."}]
    text = render("table", "head", [Section("first", "First", ("devices", "what", "advice"), rows, prose=True)])
    assert text.endswith("First\n1. 1 device: This\n   Do that.\n2. 2,000 devices: That\n   Do.\n")


@pytest.mark.parametrize(("part", "whole", "rate"), [(1, 3, 0.3333), (0, 5, 0.0), (0, 0, None)])
def test_a_share_of_nothing_is_none(part: int, whole: int, rate: float | None) -> None:
    assert share(part, whole) == rate


@given(st.text())
def test_printable_text_is_one_safe_line(text: str) -> None:
    shown = printable(text)
    assert "\n" not in shown
    assert len(shown) == len(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["C", "Z"])), min_size=3, max_size=3), max_size=4))
def test_three_columns_of_any_text_fit_into_60_cells(rows: list[list[str]]) -> None:
    lines = lay_out(["device_name", "evidence", "detail"], rows, [False] * 3, 60)
    assert len(lines) == 1 + len(rows)
    assert all(cell_len(line) <= 60 for line in lines)


def test_numbers_are_never_cut_and_stand_to_the_right() -> None:
    lines = lay_out(["name", "devices"], [["x" * 90, "1,234,567"], ["y", "1"]], [False, True], 30)
    assert lines[1].endswith("… 1,234,567") or lines[1].endswith("  1,234,567")
    assert lines[2].endswith("         1")


@given(st.text(), st.integers(4, 40))
def test_a_shortened_text_keeps_its_beginning(text: str, width: int) -> None:
    shown = shortened(text, width)
    assert cell_len(shown) <= width
    assert shown == text or shown.endswith("…")


def test_a_path_keeps_its_beginning_and_its_end() -> None:
    assert both_ends("Lyon/PC1.zip!SystemInfoLogs/MDEClientAnalyzer.txt:41", 20) == ("Lyon/PC1.z…er.txt:41")


def test_a_narrow_url_keeps_what_tells_endpoints_apart() -> None:
    url = "https://automatedirstrprdweu.blob.core.windows.net"
    lines = lay_out(["url", "line"], [[url, "41"]], [False, True], 34)
    assert lines[1] == "automatedirstrprdweu.blob.c…    41"
    assert lay_out(["url"], [[url]], [False], 60)[1] == url


def test_a_name_as_long_as_a_zip_allows_is_shortened_at_once() -> None:
    assert cell_len(both_ends("端" * 65_535, 40)) <= 40
    assert all(cell_len(line) <= 100 for line in lay_out(["a", "b"], [["x" * 10_000_000, "1"]], [False, True], 100))


@given(st.text(st.characters(exclude_categories=["C"])), st.integers(4, 40))
def test_wrapped_text_is_whole(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("headline", "shown"),
    [
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("12) a", r"12\) a"),
        ("# a", r"\# a"),
        ("  = a", r"\= a"),
        ("a - b 1.", "a - b 1."),
    ],
)
def test_a_headline_begins_no_list_or_heading_of_markdown(headline: str, shown: str) -> None:
    assert render("markdown", headline, []) == f"{shown}\n"


def test_a_headline_of_the_page_has_a_few_lines_however_long_a_name_is() -> None:
    assert len(render("table", "x" * 100_000, []).splitlines()) == 4
    assert render("table", "x " * 90, []).count("x") == 90


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1", "'=1"),
        ("a\rb", "a\nb"),
        ("a\x1bb\u202ec", "a\ufffdb\ufffdc"),
        ("a\n\tb", "a\n\tb"),
        ("\r=1", "'\n=1"),
        ("é", "é"),
    ],
)
def test_an_exported_cell_is_obeyed_by_nothing(text: str, cell: str) -> None:
    assert cell_safe(text) == cell
