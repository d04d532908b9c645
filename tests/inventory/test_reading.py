"""Lists in every dialect and encoding; what is none is refused in one line."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from builders import write
from hypothesis import given
from hypothesis import strategies as st
from inventory.lists import listed

from mdeanalysis.errors import InputError
from mdeanalysis.inventory import reading as subject
from mdeanalysis.inventory.reading import read_inventory

TABLE = "Device name;Site;Owner\nPC1;Zürich, Halle 4, Ost;\nPC2;;ops\n"


def workbook(*sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets, start=1):
        sheet = book.create_sheet(f"S{number}")
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"], ids=["comma", "semicolon", "tab", "bar"])
def test_any_delimiter_is_told_by_the_headings(tmp_path: Path, delimiter: str) -> None:
    cell = "Lyon; rue 1, étage 2\t|" if delimiter != "," else "Lyon; rue 1\t|; x; y; z"
    text = f'Device name{delimiter}Site\nPC1{delimiter}"{cell}"\n'
    found = listed(tmp_path, text)
    assert (found.kinds["name"], found.kinds["site"]) == (["PC1"], [cell])


def test_commas_in_values_do_not_outweigh_the_headings_semicolons(tmp_path: Path) -> None:
    assert listed(tmp_path, TABLE).kinds["site"] == ["Zürich, Halle 4, Ost", None]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_any_encoding_is_read(tmp_path: Path, encoding: str, end: str) -> None:
    found = listed(tmp_path, TABLE.replace("\n", end).encode(encoding))
    assert found.kinds["name"] == ["PC1", "PC2"]
    assert found.kinds["site"] == ["Zürich, Halle 4, Ost", None]
    assert found.line == [2, 3]


def test_excels_own_hint_of_the_delimiter_is_no_heading(tmp_path: Path) -> None:
    found = listed(tmp_path, "sep=;\r\nName;Ring\r\nPC1;Pilot\r\n")
    assert (found.kinds["ring"], found.line) == (["Pilot"], [3])


def test_lines_are_those_of_the_file_whatever_stands_between(tmp_path: Path) -> None:
    found = listed(tmp_path, 'Our devices\n\nName,Notes,Site\nPC1,"two\nlines",Lyon\n\n,,\nPC2,,Leeds\n')
    assert found.line == [4, 8]
    assert found.kinds["site"] == ["Lyon", "Leeds"]
    assert found.others == {"notes": ["two\nlines", None]}


def test_bare_names_need_no_heading(tmp_path: Path) -> None:
    assert listed(tmp_path, "PC1\r\npc2.contoso.com\r\n").kinds["name"] == ["PC1", "pc2.contoso.com"]


def test_what_says_nothing_is_unknown(tmp_path: Path) -> None:
    found = listed(tmp_path, "Name,Site,Owner,Ring\nPC1,#N/A,-,None\n")
    assert [found.kinds[kind] for kind in ("site", "owner", "ring")] == [[None], [None], [None]]


def test_a_workbooks_sheets_are_one_list(tmp_path: Path) -> None:
    first = [["Devices"], [], ["Device Name", "LOCATION ", "Tag"], ["PC1", "Lyon", 7]]
    data = workbook(first, [["Prose only"]], [["Host", "Cost"], ["PC2", 1.5]])
    found = listed(tmp_path, data, "list.xlsx")
    assert (found.kinds["name"], found.kinds["site"]) == (["PC1", "PC2"], ["Lyon", None])
    assert found.others == {"tag": ["7", None], "cost": [None, "1.5"]}
    assert list(zip(found.source, found.line, strict=True)) == [("list.xlsx!S1", 4), ("list.xlsx!S3", 2)]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n", "is empty"),
        (b"Foo,Bar\n1,2\n", "no column of device names or ids .* begins with 'Foo', 'Bar'"),
        (b"Device name,Site\n", "no device below"),
        (b"Device name,Site\n,Lyon\n", "no device below"),
        (bytes(range(256)) * 20, "neither a table of text nor a workbook"),
        (b"PK\x03\x04garbage", "cut or damaged zip"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "save it as .xlsx or CSV"),
        (b"<html><body>x</body></html>", "no column of device names"),
        (workbook([["Device name"], ["=A9"]]), "no device below"),
        (workbook([[]]), "nothing in it"),
    ],
    ids=["empty", "blank", "others", "head", "nameless", "binary", "cut", "old", "html", "formula", "no-cell"],
)
def test_what_is_no_list_is_refused_in_one_line(tmp_path: Path, data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        listed(tmp_path, data, "list.xlsx" if data.startswith(b"PK") else "list.csv")
    assert "list." in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for place in (tmp_path / "gone.csv", tmp_path):
        with pytest.raises(InputError, match="inventory"):
            read_inventory(place)


def test_more_lines_than_any_fleet_has_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subject, "MAX_LINES", 3)
    assert listed(tmp_path, "Name\nPC1\nPC2\n").line == [2, 3]
    with pytest.raises(InputError, match="more than 3 lines"):
        listed(tmp_path, "Name\nPC1\nPC2\nPC3\n")
    with pytest.raises(InputError, match="more than 3 lines; save it as CSV"):
        listed(tmp_path, workbook([["Name"], ["PC1"], ["PC2"], ["PC3"]]), "list.xlsx")


@given(data=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: f"Name,Site\n{text}".encode()))
def test_any_bytes_are_a_list_of_equal_columns_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write(folder, {"list.csv": data})
    try:
        found = read_inventory(folder / "list.csv")
    except InputError:
        return
    lengths = {len(values) for values in (*found.kinds.values(), *found.others.values(), found.source)}
    assert lengths == {len(found.line)}
