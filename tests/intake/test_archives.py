"""Zips and gzips: healthy, nested, broken, hostile. What is wrong with one file costs no other."""

from __future__ import annotations

import gzip
import io
import os
import random
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.intake import Ledger, archive, documents
from mdeanalysis.records import Problem

REPORT = "Device name: PC1\r\n" + "".join(f"{n} - Default proxy: Succeeded (200)\r\n" for n in range(200))
RAW = b"\xff\xfe" + REPORT.encode("utf-16-le")
TEXT = REPORT.replace("\r\n", "\n")


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """A zip of (name, bytes) pairs, names as they are."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return data.getvalue()


class OnlyForward(io.RawIOBase):
    """A pipe: zipfile then writes sizes behind the members instead of before them."""

    def __init__(self):
        self.data = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.data += bytes(data)
        return len(data)


def piped(members, method=zipfile.ZIP_DEFLATED):
    pipe = OnlyForward()
    with zipfile.ZipFile(pipe, "w", method) as file:
        for name, content in members:
            file.writestr(zipfile.ZipInfo(name), content, method)
    return bytes(pipe.data)


def read(data, ledger=None):
    """Source -> text, and the problems, of what standard input holds; what is too large is a problem."""
    groups = list(documents(["-"], ledger or Ledger(), io.BytesIO(data)))
    inside = [document for group in groups for document in group.documents]
    problems = [problem for group in groups for problem in group.problems]
    problems += [Problem(one.source, None, "too_large", one.too_large) for one in inside if one.too_large]
    return {one.source: one.text for one in inside if not one.too_large}, problems


def kinds(problems):
    return [(problem.source, problem.kind) for problem in problems]


def test_backslashes_between_folders_are_read_as_slashes():
    groups = list(documents(["-"], Ledger(), io.BytesIO(zipped([("SystemInfoLogs\\MDEClientAnalyzer.txt", RAW)]))))
    document = groups[0].documents[0]
    assert document.source == "-!SystemInfoLogs/MDEClientAnalyzer.txt"
    assert (document.root, document.text, document.name) == ("-", TEXT, "MDEClientAnalyzer.txt")


def test_a_gzip_is_transparent_around_a_zip_and_inside_one():
    inner = gzip.compress(zipped([("x.txt", RAW), ("y.txt.gz", gzip.compress(RAW))]))
    found, problems = read(zipped([("PC1/a.zip.gz", inner)]))
    assert found == {"-!PC1/a.zip.gz!x.txt": TEXT, "-!PC1/a.zip.gz!y.txt.gz": TEXT}
    assert problems == []


def test_content_tells_an_archive_and_names_do_not():
    found, problems = read(zipped([("a.txt", zipped([("x", RAW)])), ("b.dat", gzip.compress(RAW))]))
    assert found == {"-!a.txt!x": TEXT, "-!b.dat": TEXT}
    assert problems == []


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<html>please log in</html>", "not a zip"),
        (b"7z\xbc\xaf\x27\x1c0000", "not a zip"),
        (b"", "empty file"),
        (zipped([]), "without files"),
    ],
    ids=["login page", "7z", "empty", "empty zip"],
)
def test_what_only_calls_itself_a_zip_is_unreadable(data, reason):
    found, problems = read(zipped([("bad.zip", data), ("good.txt", RAW)]))
    assert found == {"-!good.txt": TEXT}
    assert kinds(problems) == [("-!bad.zip", "unreadable")]
    assert reason in problems[0].reason


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.7z", b"7z\xbc\xaf\x27\x1c0000"), ("a.rar", b"Rar!\x1a\x07\x01"), ("a.tgz", b"\0" * 257 + b"ustar")],
)
def test_archives_of_other_kinds_are_told_and_not_taken_for_text(name, data):
    found, problems = read(zipped([(name, data)]))
    assert found == {}
    assert kinds(problems) == [(f"-!{name}", "unreadable")]


def test_two_members_of_one_name_are_both_read():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped(
            [("a.txt", b"one"), ("a.txt", b"two"), ("a.evtx", b"three"), ("b\\c.txt", b"x"), ("b/c.txt", b"y")]
        )
    assert read(data)[0] == {"-!a.txt": "one", "-!a.txt#2": "two", "-!b/c.txt": "x", "-!b/c.txt#2": "y"}


def test_encrypted_members_are_one_problem_and_cost_no_other():
    data = bytearray(zipped([("a.txt", RAW), ("b.txt", RAW), ("c.txt", RAW)]))
    for name in (b"a.txt", b"b.txt"):
        data[data.find(name) - 24] |= 1
        data[data.rfind(name) - 38] |= 1
    found, problems = read(bytes(data))
    assert found == {"-!c.txt": TEXT}
    assert kinds(problems) == [("-", "unreadable")]
    assert "2 of its 3 files are encrypted" in problems[0].reason


def test_a_damaged_member_costs_no_other():
    data = bytearray(zipped([("a.txt", RAW), ("b.txt", RAW)], zipfile.ZIP_STORED))
    data[data.find(RAW) + 100] ^= 0xFF
    found, problems = read(bytes(data))
    assert found == {"-!b.txt": TEXT}
    assert kinds(problems) == [("-!a.txt", "unreadable")]


def test_a_compression_that_cannot_be_undone_is_unreadable():
    data = bytearray(zipped([("a.txt", RAW), ("b.txt", RAW)]))
    data[data.find(b"a.txt") - 22] = data[data.rfind(b"a.txt") - 36] = 9
    found, problems = read(bytes(data))
    assert found == {"-!b.txt": TEXT}
    assert kinds(problems) == [("-!a.txt", "unreadable")]


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"\0" * 100_000_000, "unsafe"), (random.Random(1).randbytes(2**16) * 1100, "too_large")],
    ids=["ratio", "size"],
)
@pytest.mark.parametrize("pack", [zipped, piped], ids=["zip", "zip without sizes"])
def test_a_bomb_is_not_inflated(content, kind, pack):
    method = zipfile.ZIP_DEFLATED if kind == "unsafe" else zipfile.ZIP_STORED
    found, problems = read(pack([("bomb.txt", content), ("good.txt", RAW)], method))
    assert found == {"-!good.txt": TEXT}
    assert kinds(problems) == [("-!bomb.txt", kind)]


def test_a_gzip_bomb_is_not_inflated_and_a_well_packed_report_is_no_bomb():
    found, problems = read(
        zipped([("bomb.gz", gzip.compress(b"\0" * 100_000_000)), ("r.gz", gzip.compress(b"a" * 2**20))])
    )
    assert list(found) == ["-!r.gz"]
    assert kinds(problems) == [("-!bomb.gz", "unsafe")]


@pytest.mark.parametrize("pack", [lambda data: zipped([("a", data)]), gzip.compress], ids=["zip", "gzip"])
def test_archives_inside_each_other_are_opened_to_a_depth(pack):
    data = RAW
    for _ in range(archive.MAX_DEPTH):
        data = pack(data)
    assert list(read(data)[0].values()) == [TEXT]
    found, problems = read(pack(data))
    assert found == {}
    assert [problem.kind for problem in problems] == ["unsafe"]


def test_a_zip_of_too_many_files_gives_the_first_of_them(monkeypatch):
    monkeypatch.setattr(archive, "MAX_MEMBERS", 3)
    data = zipped([(f"{n}.txt", RAW) for n in range(4)])
    for cut in (data, data[:-30]):
        found, problems = read(cut)
        assert list(found) == ["-!0.txt", "-!1.txt", "-!2.txt"]
        assert "unsafe" in [problem.kind for problem in problems]
    assert read(zipped([(f"{n}.txt", RAW) for n in range(3)]))[1] == []


def test_a_directory_too_large_to_be_held_is_not_asked_for(monkeypatch):
    monkeypatch.setattr(archive, "MAX_DIRECTORY_BYTES", 50)
    found, problems = read(zipped([("a.txt", RAW), ("b.txt", RAW)]))
    assert list(found) == ["-!a.txt", "-!b.txt"]
    assert kinds(problems) == [("-", "unreadable")]


def test_what_one_input_unpacks_to_is_capped_with_one_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 3 * len(RAW))
    monkeypatch.setattr(archive, "MEMBER_COST", 0)
    (tmp_path / "a.zip").write_bytes(zipped([(f"PC{n}/a.txt", RAW) for n in range(6)]))
    (tmp_path / "b.zip").write_bytes(zipped([("c.zip", zipped([("a.txt", RAW[:99])])), ("a.txt", RAW)]))
    found = list(documents([tmp_path], Ledger()))
    assert [document.source for group in found for document in group.documents] == [
        *(f"a.zip!PC{n}/a.txt" for n in range(3)),
        *("b.zip!c.zip!a.txt", "b.zip!a.txt"),
    ]
    assert kinds(problem for group in found for problem in group.problems) == [("a.zip!PC3/a.txt", "too_large")]


def ends_of_members(data, members):
    """Where in a zip each member's bytes end, by the header that follows."""
    starts = [data.find(name.encode()) for name, _ in members]
    return [data.rfind(b"PK\x03\x04", 0, start) for start in starts[1:]] + [data.find(b"PK\x01\x02")]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED], ids=["deflated", "stored"])
@pytest.mark.parametrize("pack", [zipped, piped], ids=["sizes before", "sizes behind"])
def test_a_zip_cut_anywhere_loses_nothing_that_stood_complete_before_the_cut(pack, method):
    members = [(f"file{n}.txt", RAW[: 2 + 100 * n]) for n in range(1, 6)]
    texts = {f"-!{name}": content[2:].decode("utf-16-le").replace("\r\n", "\n") for name, content in members}
    data = pack(members, method)
    ends = ends_of_members(data, members)
    for cut in range(1, len(data), 10):
        found, problems = read(data[:cut])
        whole = [name for name, end in zip(texts, ends, strict=True) if end <= cut]
        assert [found.get(name) for name in whole] == [texts[name] for name in whole]
        # Half a mark is a letter, and a stored text without size cannot be told from the sizes behind it.
        if cut >= 4 and (method, pack) != (zipfile.ZIP_STORED, piped):
            assert all(texts[name].startswith(text.removeprefix("ÿ")) for name, text in found.items())
        assert problems or cut < 4


def test_a_zip_cut_behind_a_stored_zip_is_not_taken_for_that_one():
    inner = zipped([("in.txt", RAW)])
    data = zipped([("a.txt", RAW), ("b.zip", inner), ("c.txt", RAW)], zipfile.ZIP_STORED)
    found, problems = read(data[: data.find(inner) + len(inner)])
    assert found == {"-!a.txt": TEXT, "-!b.zip!in.txt": TEXT}
    assert kinds(problems) == [("-", "unreadable")]


def test_a_damaged_member_without_size_does_not_end_the_walk():
    data = bytearray(piped([("a.txt", RAW), ("b.txt", RAW)]))
    start = data.find(b"a.txt") + 5
    data[start : start + 20] = b"\xff" * 20
    found, _ = read(bytes(data[:-30]))
    assert found == {"-!b.txt": TEXT}


def test_a_cut_zip_with_sizes_of_64_bits_is_recovered():
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as file:
        for name in ("a.txt", "b.txt"):
            with file.open(name, "w", force_zip64=True) as member:
                member.write(RAW)
    assert b"\xff\xff\xff\xff" in data.getvalue()
    assert read(data.getvalue()[:-30])[0] == {"-!a.txt": TEXT, "-!b.txt": TEXT}


def test_damage_in_a_cut_zip_is_told_apart_from_the_cut():
    data = bytearray(zipped([("a.txt", RAW), ("b.txt", RAW)], zipfile.ZIP_STORED)[:-30])
    data[data.find(RAW) + 100] ^= 0xFF
    found, problems = read(bytes(data))
    assert found == {"-!b.txt": TEXT}
    assert kinds(problems) == [("-", "unreadable"), ("-!a.txt", "unreadable")]


def test_a_cut_gzip_gives_what_stood_before_the_cut():
    content = "".join(f"{random.Random(n).random()}\n" for n in range(5000)).encode()
    data = gzip.compress(content)
    for cut in range(40, len(data), len(data) // 20):
        found, problems = read(data[:cut])
        assert all(content.decode().startswith(text) for text in found.values())
        assert [problem.kind for problem in problems].count("unreadable") >= 1
    assert len(read(data[:-1])[0]["-"]) == len(content)


def test_a_gzip_with_rubbish_behind_it_is_read_and_told():
    found, problems = read(gzip.compress(RAW) + b"rubbish")
    assert found == {"-": TEXT}
    assert kinds(problems) == [("-", "unreadable")]
    assert read(gzip.compress(RAW[:10]) + gzip.compress(RAW[10:])) == ({"-": TEXT}, [])


SAMPLE = zipped([("a.txt", RAW[:202]), ("b.zip", zipped([("c.txt", RAW[:102])])), ("d.gz", gzip.compress(b"abc"))])


@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_no_damage_makes_reading_fail(changes):
    data = bytearray(SAMPLE)
    for at, value in changes:
        data[at] = value
    read(bytes(data))


@pytest.mark.parametrize("size", [0, 10, 10_000], ids=str)
def test_a_broken_zip_on_disk_is_recovered_as_one_in_memory(tmp_path, size):
    data = zipped([("a.txt", RAW), ("b.txt", RAW)])[:-30] + os.urandom(size)
    path = tmp_path / "PC1.zip"
    path.write_bytes(data)
    groups = list(documents([path], Ledger()))
    assert [document.source for document in groups[0].documents] == ["PC1.zip!a.txt", "PC1.zip!b.txt"]
    assert [(problem.source, problem.kind) for problem in groups[0].problems] == [("PC1.zip", "unreadable")]


def test_a_directory_of_64_bits_is_limited_as_well(monkeypatch):
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 0)
    data = zipped([("a.txt", RAW), ("b.txt", RAW)])
    assert b"PK\x06\x06" in data
    assert read(data)[1] == []
    monkeypatch.setattr(archive, "MAX_DIRECTORY_BYTES", 50)
    found, problems = read(data)
    assert list(found) == ["-!a.txt", "-!b.txt"]
    assert "its directory is too large" in problems[0].reason


def test_what_is_refused_costs_of_the_budget(monkeypatch):
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 3 * archive.RATIO_FROM_BYTES)
    bombs = [(f"{n}.txt", b"\0" * (archive.RATIO_FROM_BYTES + 1)) for n in range(5)]
    kinds_of_all = [kind for _, kind in kinds(read(zipped(bombs))[1])]
    assert kinds_of_all == ["unsafe", "unsafe", "too_large"]


def test_members_cost_something_even_if_they_hold_nothing(monkeypatch):
    data = zipped([(f"PC{n}/a.txt", b"x") for n in range(4)])
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 4 * archive.MEMBER_COST + 4)
    assert read(data)[1] == []
    monkeypatch.setattr(archive, "MAX_TOTAL_BYTES", 4 * archive.MEMBER_COST - 1)
    assert kinds(read(data)[1]) == [("-", "too_large")]


def test_a_gzip_may_end_in_nuls_and_go_on_behind_them():
    first, second = gzip.compress(RAW[:10]), gzip.compress(RAW[10:])
    assert read(first + b"\0" * 20_000 + second + b"\0" * 20_000) == ({"-": TEXT}, [])


def test_a_gzip_with_a_long_name_is_read():
    data = bytearray(gzip.compress(RAW))
    data[3] |= 8
    assert read(bytes(data[:10] + b"a" * 200_000 + b"\0" + data[10:])) == ({"-": TEXT}, [])


def test_a_gzip_that_gives_nothing_is_one_problem():
    assert kinds(read(gzip.compress(RAW)[:10])[1]) == [("-", "unreadable")]
