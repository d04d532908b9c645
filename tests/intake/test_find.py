"""PATHs to groups: which files are read, what they are called, and what becomes of the rest."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import os
import tempfile
import zipfile
from pathlib import Path

import pytest

from mdeanalysis.errors import InputError
from mdeanalysis.intake import Ledger, documents, find, gather

SIDE_FILES = [
    "InstalledUpdates.txt",
    "IFEO.txt",
    "SessionManager.txt",
    "SSL_00010002.txt",
    "SCHANNEL.txt",
    "DiagTrackListener.txt",
    "SenseOmsListener.txt",
    "filters.txt",
    "winsock_catalog.txt",
    "EnabledCiphers.txt",
    "DFSS_Settings.txt",
    "DeviceGuardSettings.txt",
    "ModuleInfo.Json",
    "AddRemovePrograms.csv",
    "AddRemoveProgramsWOW64.csv",
    "GP.html",
    "issuerInfo.txt",
    "msinfo32.nfo",
    "Psr.zip",
]


def write(root, files):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


def groups(*paths, ledger=None, stdin=None):
    return list(documents(paths, ledger or Ledger(), stdin))


def sources(found):
    return {group.root: [one.source for one in group.documents if not one.too_large] for group in found}


def problems(found):
    """What is wrong, in what is too large at last."""
    told = [(one.source, one.kind, one.reason) for group in found for one in group.problems]
    large = [one for group in found for one in group.documents if one.too_large]
    return told + [(one.source, "too_large", one.too_large) for one in large]


def test_a_folder_gives_a_group_for_every_result_root(tmp_path):
    write(
        tmp_path,
        {
            "x.txt": "x",
            "PC1/MDEClientAnalyzer.htm": "h",
            "PC1/SystemInfoLogs/MDEClientAnalyzer.txt": "t",
            "PC1/SystemInfoLogs/MDEClientAnalyzer.xml": "m",
            "site/PC2/SYSTEMINFOLOGS/a.txt": "a",
            "all.zip": zipped({"PC1/SystemInfoLogs/a.txt": "a", "PC1/b.htm": "b", "top.txt": "t", "PC2/c.txt": "c"}),
            "a.zip.gz": gzip.compress(zipped({"SystemInfoLogs/x.txt": "x"})),
        },
    )
    found = groups(tmp_path)
    assert sources(found) == {
        "": ["x.txt"],
        "PC1": [
            "PC1/MDEClientAnalyzer.htm",
            "PC1/SystemInfoLogs/MDEClientAnalyzer.txt",
            "PC1/SystemInfoLogs/MDEClientAnalyzer.xml",
        ],
        "site/PC2": ["site/PC2/SYSTEMINFOLOGS/a.txt"],
        "all.zip": ["all.zip!top.txt"],
        "all.zip!PC1": ["all.zip!PC1/SystemInfoLogs/a.txt", "all.zip!PC1/b.htm"],
        "all.zip!PC2": ["all.zip!PC2/c.txt"],
        "a.zip.gz": ["a.zip.gz!SystemInfoLogs/x.txt"],
    }
    assert len(found) == len(sources(found))
    assert all(document.root == group.root for group in found for document in group.documents)
    assert not any(group.given for group in found)


def test_line_ends_of_all_three_kinds_become_lf_and_the_digest_is_of_the_bytes(tmp_path):
    write(tmp_path, {"a.txt": b"one\r\ntwo\rthree\nfour\x0b\r\r\n"})
    document = groups(tmp_path)[0].documents[0]
    assert document.text == "one\ntwo\nthree\nfour\x0b\n\n"
    assert document.digest == hashlib.sha256(b"one\r\ntwo\rthree\nfour\x0b\r\r\n").digest()
    assert (document.encoding, document.replaced, document.first_line) == ("utf-8", False, 1)


def test_the_bytes_decide_about_the_digest_not_the_archive_around_them(tmp_path):
    write(tmp_path, {"a.txt": "x", "b.txt.gz": gzip.compress(b"x"), "c.zip": zipped({"a.txt": "x"})})
    assert len({document.digest for group in groups(tmp_path) for document in group.documents}) == 1


def test_one_file_is_called_by_its_name_and_given(tmp_path):
    write(tmp_path, {"PC1/a.txt": "x"})
    (group,) = groups(tmp_path / "PC1" / "a.txt")
    assert (group.root, group.given, group.documents[0].source) == ("", True, "a.txt")


def test_only_the_root_of_a_zip_given_by_name_is_given(tmp_path):
    write(
        tmp_path,
        {"a.zip": zipped({"SystemInfoLogs/a.txt": "x", "other/b.txt": "x", "c.zip": zipped({"d.txt": "x"})})},
    )
    found = groups(tmp_path / "a.zip")
    assert {group.root: group.given for group in found} == {"a.zip": True, "a.zip!other": False, "a.zip!c.zip": False}


def test_several_paths_are_called_as_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"r1/PC1.zip": zipped({"a.txt": "x"}), "r2/PC1/SystemInfoLogs/a.txt": "x", "b.txt": "x"})
    found = groups("r1/", Path("r2"), "b.txt")
    assert sources(found) == {
        "r1/PC1.zip": ["r1/PC1.zip!a.txt"],
        "r2/PC1": ["r2/PC1/SystemInfoLogs/a.txt"],
        "": ["b.txt"],
    }
    assert [group.given for group in found] == [False, False, True]


def test_files_of_one_result_given_one_by_one_are_one_group(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, {"PC1/MDEClientAnalyzer.htm": "x", "PC1/SystemInfoLogs/MDEClientAnalyzer.txt": "y"})
    (group,) = groups("PC1/MDEClientAnalyzer.htm", "PC1/SystemInfoLogs/MDEClientAnalyzer.txt")
    assert (group.root, len(group.documents)) == ("PC1", 2)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"text", {"": ["-"]}),
        (gzip.compress(b"text"), {"": ["-"]}),
        (zipped({"SystemInfoLogs/x.txt": "x"}), {"-": ["-!SystemInfoLogs/x.txt"]}),
    ],
    ids=["text", "gzip", "zip"],
)
def test_standard_input_is_told_by_content(data, expected):
    found = groups("-", stdin=io.BytesIO(data))
    assert sources(found) == expected
    assert all(group.given for group in found)


def test_standard_input_is_capped(monkeypatch):
    monkeypatch.setattr(find, "MAX_MEMBER_BYTES", 3)
    assert sources(groups("-", stdin=io.BytesIO(b"abc"))) == {"": ["-"]}
    assert [kind for _, kind, _ in problems(groups("-", stdin=io.BytesIO(b"abcd")))] == ["too_large"]


@pytest.mark.parametrize("pack", [gzip.compress, lambda data: zipped({"a.txt": data})], ids=["gzip", "zip"])
def test_an_archive_on_standard_input_may_be_larger_than_a_file(monkeypatch, pack):
    monkeypatch.setattr(find, "MAX_MEMBER_BYTES", 3)
    data = pack(b"abcd")
    monkeypatch.setattr(find, "MAX_TOTAL_BYTES", len(data))
    assert problems(groups("-", stdin=io.BytesIO(data))) == []
    monkeypatch.setattr(find, "MAX_TOTAL_BYTES", len(data) - 1)
    assert [kind for _, kind, _ in problems(groups("-", stdin=io.BytesIO(data)))] == ["too_large"]


def test_empty_standard_input_is_a_problem():
    assert problems(groups("-", stdin=io.BytesIO())) == [("-", "unreadable", "empty file")]


@pytest.mark.parametrize("bad", ["gone", "s3://bucket/x", ""], ids=["missing", "address", "empty"])
def test_a_path_that_cannot_be_read_stops_all_before_anything_is_read(tmp_path, bad):
    write(tmp_path, {"a.txt": "x"})
    ledger = Ledger()
    with pytest.raises(InputError) as error:
        documents([tmp_path, bad], ledger)
    assert "\n" not in str(error.value)
    assert ledger == Ledger()


def test_side_files_in_a_result_are_counted_and_not_read(tmp_path):
    members = {f"SystemInfoLogs/{name}": "x" for name in SIDE_FILES}
    collected = {"EventLogs/sense.log": "x", "DefenderAV/MPLog.txt": "x", "MdeConfigMgrLogs/a/b.zip": "x"}
    foreign = {"a.png": "x", "SystemInfoLogs/b.evtx": "x"}
    files = {"SystemInfoLogs/MDEClientAnalyzer.txt": "t"} | members | collected | foreign
    write(tmp_path, {"a.zip": zipped(files)})
    write(tmp_path / "PC1", files)
    ledger = Ledger()
    found = groups(tmp_path, ledger=ledger)
    assert sources(found) == {
        "a.zip": ["a.zip!SystemInfoLogs/MDEClientAnalyzer.txt"],
        "PC1": ["PC1/SystemInfoLogs/MDEClientAnalyzer.txt"],
    }
    assert problems(found) == []
    assert (ledger.read, ledger.archives, ledger.foreign, ledger.failed) == (2, 1, 4, 0)
    assert ledger.side == 2 * (len(members) + 3)
    assert ledger.seen == ledger.read + ledger.archives + ledger.side + ledger.foreign
    assert ledger.bytes_read == 2


def test_a_folder_named_like_a_collection_is_read_where_no_result_stands_beside_it(tmp_path):
    write(tmp_path, {"MDM/PC1/a.txt": "x", "PC2/SystemInfoLogs/b.txt": "x", "z.zip": zipped({"DLP/c.txt": "x"})})
    assert sources(groups(tmp_path)) == {
        "MDM/PC1": ["MDM/PC1/a.txt"],
        "PC2": ["PC2/SystemInfoLogs/b.txt"],
        "z.zip!DLP": ["z.zip!DLP/c.txt"],
    }


@pytest.mark.parametrize("name", ["IFEO.txt", "list.csv", "notes.md"])
def test_a_file_given_by_name_is_read_whatever_its_name(tmp_path, name):
    write(tmp_path, {name: "x"})
    assert sources(groups(tmp_path / name)) == {"": [name]}
    assert groups(tmp_path) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\xef\xbb\xbf", b" \r\n\t", b"\xff\xfe\r\0\n\0", b"\0\0\0"])
def test_a_file_without_text_is_empty_unless_it_may_be(tmp_path, content):
    names = ["a.txt", "RegOnboardedInfoCurrent.Json", "dsregcmd.txt", "a.png"]
    write(tmp_path, dict.fromkeys(names, content))
    assert problems(groups(tmp_path)) == [("a.txt", "unreadable", "empty file")]
    for name in names:
        assert problems(groups(tmp_path / name)) == [(name, "unreadable", "empty file")]


@pytest.mark.parametrize("name", ["MDEClientAnalyzerResult.zip", "pictures.zip"])
def test_a_zip_with_nothing_to_read_is_told_where_someone_counts_on_it(tmp_path, name):
    write(tmp_path, {name: zipped({"a.png": "x"})})
    told = [(name, "unknown_format", "holds nothing that could be a report")]
    assert problems(groups(tmp_path / name)) == told
    assert problems(groups(tmp_path)) == (told if name.startswith("MDE") else [])


@pytest.mark.parametrize(
    "name",
    ["with space.txt", "Zürich.txt", "東京　支社.txt", "a" * 200 + ".txt", "a!b.txt", "'quoted' & [x].txt"],
)
def test_odd_names_stay_as_they_are(tmp_path, name):
    write(tmp_path, {name: "x", "z.zip": zipped({name: "x"})})
    assert sources(groups(tmp_path)) == {"": [name], "z.zip": [f"z.zip!{name}"]}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_names_that_cannot_be_printed_are_escaped(tmp_path):
    for name in (b"caf\xe9.txt", b"esc\x1b[2J.txt", b"line\nend.txt"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_bytes(b"x")  # noqa: PTH118
    (group,) = groups(tmp_path)
    names = [document.source for document in group.documents]
    assert names == ["caf\\udce9.txt", "esc\\x1b[2J.txt", "line\\x0aend.txt"]
    assert "".join(names).encode().isascii()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes are a Unix thing")
def test_what_is_no_regular_file_is_a_problem_and_the_rest_is_read(tmp_path):
    write(tmp_path, {"a.txt": "x"})
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "self").symlink_to(tmp_path / "self")
    found = groups(tmp_path)
    assert sources(found) == {"": ["a.txt"]}
    assert [(source, kind) for source, kind, _ in problems(found)] == [
        ("gone.txt", "unreadable"),
        ("pipe.txt", "unreadable"),
        ("self", "unreadable"),
    ]
    assert problems(groups(tmp_path / "pipe.txt")) == [("pipe.txt", "unreadable", "not a regular file")]


@contextlib.contextmanager
def as_nobody():
    """Root may read everything, so that it has to give that up for the test."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="Windows has other permissions")
def test_what_may_not_be_read_is_a_problem_and_the_rest_is_read():
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are root's alone
        folder = Path(name)
        folder.chmod(0o755)
        write(folder, {"a.txt": "x", "b.txt": "x", "c/d.txt": "x"})
        (folder / "b.txt").chmod(0)
        (folder / "c").chmod(0)
        ledger = Ledger()
        with as_nobody():
            found = groups(folder, ledger=ledger)
        (folder / "c").chmod(0o700)
    assert sources(found)[""] == ["a.txt"]
    assert [source for source, _, _ in problems(found)] == ["b.txt", "c"]
    assert [(row.source, row.taken_for) for row in ledger.rows] == [("b.txt", "failed"), ("c", "failed")]
    assert (ledger.seen, ledger.read, ledger.failed) == (3, 1, 2)


def test_what_will_be_counted_is_known_beforehand(tmp_path):
    write(tmp_path, {"a.txt": "x", "PC1/SystemInfoLogs/b.txt": "x", "PC1/c.png": "x"})
    ledger = Ledger()
    list(documents([tmp_path], ledger))
    assert find.count([tmp_path]) == ledger.done == ledger.known == 6


def test_links_to_folders_are_followed_and_never_round(tmp_path):
    write(tmp_path, {"in/PC1/a.txt": "x", "elsewhere/b.txt": "x"})
    (tmp_path / "in" / "PC1" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "other").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere" / "back").symlink_to(tmp_path / "in")
    assert sources(groups(tmp_path / "in")) == {"PC1": ["PC1/a.txt"], "other": ["other/b.txt"]}


def test_folders_may_be_deeper_than_the_stack(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    depth = 1200
    for _ in range(depth):
        Path("d").mkdir()
        os.chdir("d")
    Path("a.txt").write_text("x")
    found = groups(tmp_path)
    Path("a.txt").unlink()
    for _ in range(depth):  # what clears temporary folders away is recursive itself
        os.chdir("..")
        Path("d").rmdir()
    assert sources(found) == {"/".join("d" * depth): ["d/" * depth + "a.txt"]}


def test_a_file_that_is_too_large_is_told_and_not_read(tmp_path):
    with (tmp_path / "big.txt").open("wb") as file:
        file.truncate(gather.MAX_MEMBER_BYTES + 1)
    with (tmp_path / "fits.txt").open("wb") as file:
        file.write(b"x")
        file.truncate(gather.MAX_MEMBER_BYTES)
    found = groups(tmp_path)
    assert sources(found) == {"": ["fits.txt"]}
    assert [(source, kind) for source, kind, _ in problems(found)] == [("big.txt", "too_large")]


def test_a_zip_larger_than_any_member_may_be_is_opened(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as file:
        file.writestr("a.txt", "x")
        file.writestr("b.evtx", bytes(gather.MAX_MEMBER_BYTES + 1))
    assert sources(groups(tmp_path)) == {"all.zip": ["all.zip!a.txt"]}


def test_a_flat_folder_of_many_files_is_cut_between_stems(tmp_path, monkeypatch):
    monkeypatch.setattr(gather, "GROUP_DOCUMENTS", 3)
    write(tmp_path, {f"PC{n}.{suffix}": "x" for n in range(4) for suffix in ("txt", "xml")})
    found = groups(tmp_path)
    assert [len(group.documents) for group in found] == [4, 4]
    assert {group.root for group in found} == {""}


def test_progress_ends_with_all_that_is_known_done(tmp_path):
    write(
        tmp_path,
        {"a.txt": "x", "PC1/SystemInfoLogs/b.txt": "x", "PC2/SystemInfoLogs/dsregcmd.txt": "x", "c.png": "x"},
    )
    steps = []
    ledger = Ledger(advance=lambda done, known: steps.append((done, known)))
    groups(tmp_path, ledger=ledger)
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert all(done <= known for done, known in steps)
    assert steps[-1][0] == steps[-1][1]


def test_groups_are_given_while_the_rest_is_still_unread(tmp_path):
    write(tmp_path, {"PC1/a.txt": "x", "PC2/a.txt": "x"})
    ledger = Ledger()
    found = documents([tmp_path], ledger)
    assert next(found).root == "PC1"
    assert ledger.read == 1


@pytest.mark.parametrize("names", [("txt", "xml"), ("txt", "xml", "htm", "json", "log")], ids=["two", "too many"])
def test_a_folder_of_large_files_is_cut_between_stems_while_that_is_possible(tmp_path, monkeypatch, names):
    monkeypatch.setattr(gather, "GROUP_BYTES", 2)
    write(tmp_path, {f"PC1.{suffix}": "x" for suffix in names} | {"PC2.txt": "x"})
    sizes = [len(group.documents) for group in groups(tmp_path)]
    assert sizes == ([2, 1] if len(names) == 2 else [4, 2])
