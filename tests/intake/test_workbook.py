"""Workbooks from anyone: opened under limits, nothing in them calculated."""

from __future__ import annotations

import io
import sys
import zipfile
from contextlib import suppress
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.errors import InputError, UnsafeInput
from mdeanalysis.intake import workbook as subject
from mdeanalysis.intake.workbook import MAX_CELLS, MAX_LINES, read_delimited, read_workbook


def saved(*lines: tuple[object, ...], merged: str | None = None, modified: datetime | None = None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in lines:
        sheet.append(list(line))
    if merged:
        sheet.merge_cells(merged)
    if modified:
        book.properties.modified = modified
    out = io.BytesIO()
    book.save(out)
    content = out.getvalue()
    return content if modified is None else with_member(content, "docProps/core.xml", core(modified))


def core(modified: datetime) -> bytes:
    stamp = modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{stamp}</dcterms:modified></cp:coreProperties>'
    ).encode()


def with_member(content: bytes, name: str, member: bytes | None) -> bytes:
    """The zip with one member replaced, added or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info.filename, old.read(info.filename))
        if member is not None:
            new.writestr(name, member)
    return out.getvalue()


def sheet_xml(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(UnsafeInput) as caught:
        read_workbook(data)
    return caught.value.kind, caught.value.reason


def test_cells_are_text_and_blank_ones_keep_their_place():
    book = read_workbook(saved(("a", None, 443), (), (None, True, " b ")))
    assert book.sheets == [("Sheet", [["a", "", "443"], [], ["", "True", "b"]])]


def test_merged_cells_all_have_the_text():
    found = read_workbook(saved(("a", "b", "c"), (None, None, "d"), ("e",), merged="A1:B2")).sheets[0][1]
    assert [line[:3] for line in found] == [["a", "a", "c"], ["a", "a", "d"], ["e"]]


def test_a_formula_is_never_calculated_and_its_text_never_shown():
    assert read_workbook(saved(("a", '=HYPERLINK("http://contoso.example.com")'), ("b", "=1+1"))).sheets[0][1] == [
        ["a"],
        ["b"],
    ]


def test_the_day_of_the_last_change_is_told():
    assert read_workbook(saved(("a",), modified=datetime(2026, 11, 2, 3, tzinfo=UTC))).day == date(2026, 11, 2)


def test_as_many_lines_as_allowed_are_read_and_one_more_is_refused(monkeypatch):
    monkeypatch.setattr(subject, "MAX_LINES", 5)
    assert len(read_workbook(saved(*[("a",)] * 5)).sheets[0][1]) == 5
    assert refusal(saved(*[("a",)] * 6)) == ("too_large", "has more than 5 lines")


@pytest.mark.parametrize(
    ("separator", "cells"), [(";", ["a,b,c", "d"]), ("\t", ["a,b,c;d"])], ids=["semicolon", "tab"]
)
def test_the_separator_that_a_first_line_names_counts_more_than_what_stands_most_often(separator, cells):
    assert read_delimited(f"sep={separator}\r\na,b,c;d\r\n")[1] == cells


def test_a_caller_may_allow_more_lines_or_name_the_delimiter():
    assert len(read_delimited("a\n" * (MAX_LINES + 1), most=MAX_LINES + 1)) == MAX_LINES + 1
    assert read_delimited("a;b,c", ",") == [["a;b", "c"]]
    with pytest.raises(UnsafeInput, match="more than 2 lines"):
        read_workbook(saved(*[("a",)] * 3), most=2)


def test_a_million_lines_are_refused_before_they_are_read():
    content = saved(("a",))
    rows = b"".join(b'<row r="%d"><c t="inlineStr"><is><t>a</t></is></c></row>' % n for n in range(1, 300_001))
    xml = sheet_xml(content)
    start, end = xml.index(b"<row "), xml.index(b"</sheetData>")
    huge = with_member(content, "xl/worksheets/sheet1.xml", xml[:start] + rows + xml[end:])
    assert refusal(huge)[0] in {"too_large", "unsafe"}
    with pytest.raises(UnsafeInput, match=f"more than {MAX_LINES:,} lines"):
        read_delimited("a,b\n" * 1_000_000)


def test_a_stray_cell_on_the_last_line_costs_no_time_and_no_row():
    content = saved(("a",), ("b",))
    stray = b'<row r="1048576"><c r="A1048576" t="inlineStr"><is><t>z</t></is></c></row></sheetData>'
    xml = sheet_xml(content).replace(b"</sheetData>", stray)
    assert read_workbook(with_member(content, "xl/worksheets/sheet1.xml", xml)).sheets[0][1] == [["a"], ["b"]]


def test_a_line_has_no_more_cells_than_the_limit():
    assert len(read_workbook(saved(("a",) * 500)).sheets[0][1][0]) == MAX_CELLS
    assert len(read_delimited("a," * 500)[0]) == MAX_CELLS


def test_a_sheet_that_says_it_is_smaller_is_read_whole():
    content = saved(("a", "b"), ("c", "d"))
    xml = sheet_xml(content).replace(b'ref="A1:B2"', b'ref="A1"')
    assert xml != sheet_xml(content)
    found = read_workbook(with_member(content, "xl/worksheets/sheet1.xml", xml))
    assert found.sheets[0][1] == [["a", "b"], ["c", "d"]]


def test_merged_ranges_without_end_fill_nothing_beyond_the_sheet():
    content = saved(("a", "b"), ("c", "d"), merged="A1:A2")
    xml = sheet_xml(content).replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"')
    found = read_workbook(with_member(content, "xl/worksheets/sheet1.xml", xml)).sheets[0][1]
    assert found[1] == ["a"] * MAX_CELLS
    far = sheet_xml(content).replace(b'ref="A1:A2"', b'ref="ZZ9:ZZ12"')
    assert len(read_workbook(with_member(content, "xl/worksheets/sheet1.xml", far)).sheets[0][1]) == 2


def test_merged_ranges_beyond_the_limit_stay_as_they_are(monkeypatch):
    monkeypatch.setattr(subject, "_MAX_MERGED_CELLS", 3)
    found = read_workbook(saved(("a", "b"), ("c", "d"), ("e", "f"), merged="A1:B2")).sheets[0][1]
    assert found == [["a"], [], ["e", "f"]]


def test_a_bomb_is_refused():
    bomb = with_member(saved(("a",)), "xl/media/bomb.bin", b"\0" * (60 * 2**20))
    assert len(bomb) < 200_000
    assert refusal(bomb)[0] == "unsafe"


def test_much_that_is_no_bomb_is_refused_too(monkeypatch):
    monkeypatch.setattr(subject, "MAX_WORKBOOK_BYTES", 2**20)
    assert refusal(with_member(saved(("a",)), "xl/media/one.bin", bytes(range(256)) * 5000)) == (
        "too_large",
        "unpacks to more than 1 MiB",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    text = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'
    kind, reason = refusal(with_member(saved(("a",)), "xl/sharedStrings.xml", text.encode(encoding)))
    assert (kind, "xl/sharedStrings.xml" in reason) == ("unsafe", True)


@pytest.mark.parametrize("member", ["xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [None, b"", b"<not"], ids=["missing", "empty", "broken"])
def test_a_broken_workbook_is_unreadable(member, content):
    assert refusal(with_member(saved(("a",)), member, content))[0] == "unreadable"


@pytest.mark.parametrize("content", [b"", b"<not"], ids=["empty", "broken"])
def test_a_broken_sheet_is_unreadable(content):
    assert refusal(with_member(saved(("a",)), "xl/worksheets/sheet1.xml", content))[0] == "unreadable"


def test_a_cut_workbook_and_a_zip_of_other_things_are_unreadable():
    content = saved(("a",))
    assert refusal(content[: len(content) // 2])[0] == "unreadable"
    assert refusal(with_member(b"PK\x05\x06" + bytes(18), "a.txt", b"x"))[0] == "unreadable"


def test_without_openpyxl_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r"pip install 'mdeanalysis\[excel\]', or save the sheet as CSV"):
        read_workbook(b"PK")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_the_delimiter_is_told_by_what_stands_most_often(delimiter):
    text = delimiter.join(['"a, b; c"', "d", "e"]) + "\r\n" + delimiter.join(["f", '"g\nh"', "i"])
    assert read_delimited(text) == [["a, b; c", "d", "e"], ["f", "g\nh", "i"]]


def test_a_field_without_end_is_refused():
    with pytest.raises(UnsafeInput, match="no table of text"):
        read_delimited('"' + "x" * 200_000)


@given(st.text(max_size=300))
def test_no_text_makes_it_fail(text):
    with suppress(UnsafeInput):
        assert all(isinstance(cell, str) for line in read_delimited(text) for cell in line)


def test_any_change_of_a_workbooks_bytes_is_read_or_refused():
    content = bytearray(saved(("a", "b"), ("c", "d")))
    for place in range(0, len(content), 41):
        broken = bytes(content[:place]) + bytes([content[place] ^ 0x55]) + bytes(content[place + 1 :])
        with suppress(UnsafeInput):
            assert read_workbook(broken).sheets is not None
