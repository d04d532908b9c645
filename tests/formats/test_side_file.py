"""What all copies of registry and tools share."""

from __future__ import annotations

import pytest
from formats.golden import document

from mdeanalysis import formats, vocabulary
from mdeanalysis.formats import side_file

SIDE = [format_ for format_ in formats.formats() if format_.name in vocabulary.SIDE_FORMATS]
every_side_format = pytest.mark.parametrize("format_", SIDE, ids=lambda format_: format_.name)
SIZE = 5_000_000
HOSTILE = {
    "blanks": " " * SIZE,
    "lines": "\n" * SIZE,
    "words": "a" * SIZE,
    "colons": " :" * SIZE,
    "names": "a b " * 400 + "\n" + ("a " * 900 + "\n") * 2000,
    "guids": ("AOI-" + "d" * 1900 + "\n") * 2000,
    "proxies": ("ProxyUrl : " + "a." * 900 + "/x\n") * 2000,
    "words-of-blanks": ("Workspace ID" + " REG_SZ " * 200 + "\n") * 2000,
    "signs": ("0x8007" * 300 + "\n") * 2000,
    "quotes": ('SignerExpiration = "' + '"' * 1900 + "\n") * 2000,
    "exits": ("exe" * 600 + " exited on \n") * 2000,
}


def test_every_side_format_is_known_as_one_and_stands_behind_all_reports():
    assert {format_.name for format_ in SIDE} == set(vocabulary.SIDE_FORMATS)
    assert set(vocabulary.SIDE_FORMATS).isdisjoint(vocabulary.FORMATS)
    assert [format_.name for format_ in formats.formats()[-len(SIDE) :]] == [format_.name for format_ in SIDE]


@every_side_format
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_side_files_take_no_more_work_than_their_length_asks_for(format_, text: str):
    format_.matches(document(text, "x.txt"))
    assert format_.parse(document(text, "x.txt")).problems == []


@every_side_format
@pytest.mark.parametrize("text", ["", "\0\1\2", "Das System kann die angegebene Datei nicht finden.\n", "a : b\n"])
def test_lines_that_nobody_knows_are_no_problem(format_, text: str):
    reading = format_.parse(document(text, "x.txt"))
    assert (reading.problems, reading.unknown, reading.understood) == ([], 0, 1 if text.strip() else 0)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("    Name    REG_SZ    a b ", ("Name", "a b")),
        ("Key      Name : http://a:80", ("Name", "http://a:80")),
        ("Name REG_DWORD 0x1", ("Name", "0x1")),
        ("Name :", ("Name", "")),
        ("Name", None),
        ("Name: x", None),
        (": x", None),
    ],
)
def test_a_pair_is_a_registry_value_or_a_property(line: str, found: tuple[str, str] | None):
    assert side_file.pair(line) == found
