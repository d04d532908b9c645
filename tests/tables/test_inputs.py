"""The ledger as a table: every file has one row, and its bytes and lines add up."""

from __future__ import annotations

import gzip
import io
import sys
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from builders import (
    BAD,
    CYBER,
    GATEWAY,
    block,
    device,
    known,
    onboarding,
    report,
    result_files,
    url_check,
    write,
    xml,
    zipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import load, loading
from mdeanalysis.demo import write_fleet
from mdeanalysis.intake import Ledger, documents
from mdeanalysis.loading import Fleet
from mdeanalysis.vocabulary import FORMATS, NO_FORMAT, NOT_READ, SIDE_FORMATS

SAMPLE = Path(__file__).parent.parent.parent / "sample_results"
JOINED = "   AzureAdJoined : YES\n      DeviceName : CONTOSO-X1\n"
PC1, PC2 = (report(block(GATEWAY), block(CYBER, BAD), items=device(name)) for name in ("PC1", "PC2"))
ODD = "=== what is this | it ==="
LINES = ("blank", "understood", "unknown", "skipped")
Row = dict[str, Any]


def rows(fleet: Fleet) -> dict[str, Row]:
    found = {
        row["source"]: {name: known(value) for name, value in row.items()} for row in fleet.inputs.to_dict("records")
    }
    assert len(found) == len(fleet.inputs)
    return found


def accounted(fleet: Fleet) -> dict[str, Row]:
    """The rows by source, once everything that must hold of any ledger holds."""
    found, ledger = rows(fleet), fleet.ledger
    assert ledger.seen == len(found) == ledger.read + ledger.archives + ledger.side + ledger.foreign + ledger.failed
    assert sum(row["bytes"] or 0 for row in found.values()) == ledger.bytes_read
    kinds = Counter(row["taken_for"] for row in found.values())
    assert (kinds["archive"], kinds["failed"]) == (ledger.archives, ledger.failed)
    assert kinds["side"] + kinds["collected"] == ledger.side + fleet.side_files
    for row in found.values():
        assert row["taken_for"] in NO_FORMAT or set(row["taken_for"].split(",")) <= {*FORMATS, *SIDE_FORMATS}
        line_counts = [row[name] for name in LINES]
        if row["lines"] is None:
            assert line_counts == [None] * 4
        else:
            assert min(line_counts) >= 0
            assert sum(line_counts) == row["lines"]
        assert bool(row["samples"]) == bool(row["unknown"])
        assert row["why"] or row["taken_for"] == "archive" or row["result_id"]
    missing = fleet.problems[fleet.problems["kind"].isin(NOT_READ)]
    assert set(missing["source"]) <= set(found)
    assert all(found[source]["why"] for source in missing["source"])
    return found


def loaded(folder: Path, files: Mapping[str, str | bytes]) -> dict[str, Row]:
    return accounted(load(write(folder, files)))


def kinds(found: dict[str, Row]) -> dict[str, str]:
    return {source: row["taken_for"] for source, row in found.items()}


def recounted(folder: Path) -> dict[str, tuple[int, int]]:
    """Lines and blank lines of every text below a folder, counted anew."""
    found = {}
    for group in documents([folder], Ledger()):
        for document in group.documents:
            lines = document.raw.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split("\n")
            found[document.source] = len(lines), sum(not line.strip() for line in lines)
    return found


def check_lines(folder: Path) -> None:
    found = {source: row for source, row in accounted(load(folder)).items() if row["lines"] is not None}
    assert {source: (row["lines"], row["blank"]) for source, row in found.items()} == recounted(folder)
    assert all(row["taken_for"] == "html" for row in found.values() if row["skipped"])


def test_every_byte_and_line_of_the_sample_fleet_is_accounted_for() -> None:
    check_lines(SAMPLE)


@pytest.mark.parametrize("seed", [1, 2])
def test_every_byte_and_line_of_a_made_up_fleet_is_accounted_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 40)
    write_fleet(tmp_path / "fleet", 40, seed)
    check_lines(tmp_path / "fleet")


def test_each_kind_of_input_has_its_word_and_its_reason(tmp_path: Path) -> None:
    files = {
        "a/SystemInfoLogs/MDEClientAnalyzer.txt": PC1,
        "a/SystemInfoLogs/InstalledUpdates.txt": "x",
        "a/SystemInfoLogs/dsregcmd.txt": JOINED,
        "a/SystemInfoLogs/CertValidate.log": "",
        "a/EventLogs/sense.log": "x",
        "a/picture.png": "x",
        "a/notes.txt": "hello\n\n",
        "b/notes.txt": "hello",
        "b/empty.txt": " ",
        "b/broken.zip": "no zip",
        "c.zip": zipped(result_files(PC2)),
    }
    found = loaded(tmp_path, files)
    assert kinds(found) == {
        "a/SystemInfoLogs/MDEClientAnalyzer.txt": "modern_text,url_block",
        "a/SystemInfoLogs/InstalledUpdates.txt": "side",
        "a/SystemInfoLogs/dsregcmd.txt": "dsregcmd",
        "a/SystemInfoLogs/CertValidate.log": "side",
        "a/EventLogs": "collected",
        "a/picture.png": "foreign",
        "a/notes.txt": "side",
        "b/notes.txt": "unknown",
        "b/empty.txt": "failed",
        "b/broken.zip": "failed",
        "c.zip": "archive",
        "c.zip!SystemInfoLogs/MDEClientAnalyzer.txt": "modern_text,url_block",
    }
    assert found["a/notes.txt"] | {"bytes": 7, "lines": 2, "blank": 1, "skipped": 1} == found["a/notes.txt"]
    assert found["b/notes.txt"]["why"] == "the text has no known format"
    assert found["b/empty.txt"]["why"] == "empty file"
    assert found["b/empty.txt"]["bytes"] == 1
    assert found["b/broken.zip"]["bytes"] is None
    assert (found["c.zip"]["bytes"], found["c.zip"]["why"]) == (None, None)


def test_a_row_knows_the_result_and_the_device_that_its_rows_went_to(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"PC1.txt": PC1, "PC1.xml": xml(device("PC1")), "PC2.txt": PC2, "b.png": "x"}))
    found = accounted(fleet)
    ids = dict(zip(fleet.results["device_name"], fleet.results["result_id"], strict=True))
    keys = dict(zip(fleet.devices["device_name"], fleet.devices["device_key"], strict=True))
    for source in ("PC1.txt", "PC1.xml", "PC2.txt"):
        name = source[:3]
        row = found[source]
        assert (row["device_name"], row["result_id"], row["device_key"]) == (name, ids[name], keys[name])
    assert (found["b.png"]["device_name"], found["b.png"]["result_id"]) == (None, None)


def test_a_file_of_several_runs_is_one_row_with_all_their_lines(tmp_path: Path) -> None:
    text = f"{PC1}{ODD} 1\n{PC2}{ODD} 2\n"
    row = loaded(tmp_path, {"all.txt": text})["all.txt"]
    assert (row["lines"], row["device_name"]) == (text.count("\n"), "PC1")


def test_unknown_lines_stand_behind_their_numbers(tmp_path: Path) -> None:
    text = url_check(block(GATEWAY), f"{ODD}\x1b[31m 1", f"{ODD} 2")
    row = loaded(tmp_path, {"URLCheckLog.txt": text})["URLCheckLog.txt"]
    assert row["unknown"] == 2
    assert row["samples"] == "10: === what is this ¦ it === [31m 1 | 11: === what is this ¦ it === 2"


def test_a_duplicate_names_the_result_that_has_its_rows(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"a.zip": zipped(result_files(PC1)), "b.zip": zipped(result_files(PC1))}))
    found = accounted(fleet)
    member = "!SystemInfoLogs/MDEClientAnalyzer.txt"
    assert found[f"a.zip{member}"]["why"] is None
    assert found[f"b.zip{member}"]["why"] == "the same result as a.zip"
    assert found[f"b.zip{member}"]["result_id"] == fleet.results["result_id"].iloc[0]


def test_a_text_that_is_cut_off_says_so(tmp_path: Path) -> None:
    text = PC1[: PC1.index("2 - Proxy auto") + 9]
    row = loaded(tmp_path, {"PC1.txt": text})["PC1.txt"]
    assert row["why"].startswith("the text is cut off")
    assert row["result_id"]


def test_a_document_of_a_known_format_that_states_nothing_says_so(tmp_path: Path) -> None:
    row = loaded(tmp_path, {"PC1.txt": PC1, "b/x.xml": "<MDEResults></MDEResults>\n"})["b/x.xml"]
    assert (row["taken_for"], row["result_id"], row["why"]) == ("xml", None, "says nothing that a table holds")


def test_zips_in_zips_and_gzips_have_a_row_for_each_file_and_none_for_what_is_not_opened(tmp_path: Path) -> None:
    inner = zipped(result_files(PC1, {"InstalledUpdates.txt": "x"}) | {"EventLogs/a": "x", "EventLogs/b": "x"})
    outer = zipped({"in.zip": inner, "PC2.txt": PC2, "x.bin.gz": gzip.compress(b"hello")})
    found = loaded(tmp_path, {"out.zip.gz": gzip.compress(outer), "PC3.txt.gz": gzip.compress(PC2.encode("utf-16"))})
    assert kinds(found) == {
        "PC3.txt.gz": "modern_text,url_block",
        "out.zip.gz": "archive",
        "out.zip.gz!PC2.txt": "modern_text,url_block",
        "out.zip.gz!in.zip": "archive",
        "out.zip.gz!in.zip!EventLogs": "collected",
        "out.zip.gz!in.zip!SystemInfoLogs/InstalledUpdates.txt": "side",
        "out.zip.gz!in.zip!SystemInfoLogs/MDEClientAnalyzer.txt": "modern_text,url_block",
        "out.zip.gz!x.bin.gz": "side",
    }
    assert "2 files" in found["out.zip.gz!in.zip!EventLogs"]["why"]
    assert found["PC3.txt.gz"]["bytes"] == len(PC2.encode("utf-16"))


def encrypted() -> bytes:
    data = bytearray(zipped({"a.txt": PC1, "b.txt": PC2}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(mark) + at] |= 1
    return bytes(data)


HOSTILE = {
    "encrypted": encrypted(),
    "cut": zipped({"a.txt": PC1, "b.txt": PC2})[:-40],
    "nothing": b"",
    "no-members": zipped({}),
    "cut-gzip": gzip.compress(PC1.encode())[:-30],
    "gzip-of-a-cut-zip": gzip.compress(zipped({"a.txt": PC1})[:-30]),
    "bomb": zipped({"a.txt": b"\0" * 20_000_000}),
    "7z": b"7z\xbc\xaf\x27\x1cxxx",
    "noise": bytes(range(256)) * 50,
    "deep": zipped({"1.zip": zipped({"2.zip": zipped({"3.zip": zipped({"4.zip": zipped({"5.txt": PC1})})})})}),
    "same-names": zipped({"a.txt": PC1, "A.txt": PC2, "EventLogs/x": "", "SystemInfoLogs/\x1b.txt": "x"}),
    "windows-names": zipped({"SystemInfoLogs\\MDEClientAnalyzer.txt": PC1, "EventLogs\\a\\b.evtx": "x"}),
}


@pytest.mark.parametrize("data", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["x.zip", "x.gz", "x.txt"])
def test_the_ledger_of_hostile_files_adds_up(tmp_path: Path, data: bytes, name: str) -> None:
    found = loaded(tmp_path, {name: data, "b/PC9.txt": PC2})
    assert name in found
    assert found["b/PC9.txt"]["result_id"]


def test_members_that_are_encrypted_are_rows_too(tmp_path: Path) -> None:
    found = loaded(tmp_path, {"x.zip": HOSTILE["encrypted"]})
    assert (kinds(found), found["x.zip!a.txt"]["why"]) == (
        {"x.zip": "archive", "x.zip!a.txt": "failed", "x.zip!b.txt": "modern_text,url_block"},
        "encrypted",
    )
    assert found["x.zip"]["why"] == "1 of its 2 files are encrypted"


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_a_link_that_leads_nowhere_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("a.txt")
    assert kinds(accounted(load(tmp_path))) == {"a.txt": "failed"}


CONTENTS = st.sampled_from(
    [PC1, PC2, xml(device("PC1")), onboarding(), url_check(block(GATEWAY), ODD), JOINED, "hello\n\n", "", " \n", ODD]
) | st.text(max_size=40)
NAMES = st.sampled_from(
    [
        "MDEClientAnalyzer.txt",
        "PC1.txt",
        "SystemInfoLogs/MDEClientAnalyzer.txt",
        "SystemInfoLogs/dsregcmd.txt",
        "EventLogs/a.log",
        "a.png",
        "SystemInfoLogs/SCHANNEL.txt",
        "PC2/URLCheckLog.txt",
        "PC2/notes.txt",
        "x.zip",
    ]
)
TREES = st.dictionaries(NAMES, CONTENTS.map(lambda text: text.encode("utf-8", "surrogatepass")), max_size=6)
#: Members of members, each as it is or packed.
PACKED = st.lists(st.tuples(TREES, st.booleans()), min_size=1, max_size=3)


@settings(max_examples=60, deadline=None)
@given(PACKED)
def test_whatever_comes_by_standard_input_is_accounted_for(parts: list[tuple[dict[str, bytes], bool]]) -> None:
    data = zipped(
        {f"{n}.zip": gzip.compress(zipped(tree)) if gz else zipped(tree) for n, (tree, gz) in enumerate(parts)}
    )
    found = accounted(load("-", stdin=io.BytesIO(data)))
    for number, (tree, _) in enumerate(parts):
        folders = {"EventLogs"} if any(name.startswith("SystemInfoLogs/") for name in tree) else set()
        expected = {name if name.split("/")[0] not in folders else "EventLogs" for name in tree}
        assert {f"-!{number}.zip!{name}" for name in expected} <= set(found)


@pytest.mark.parametrize("text", ["hello\nworld\n", PC1, "", JOINED], ids=["unknown", "report", "nothing", "side"])
def test_a_text_from_standard_input_is_one_row(text: str) -> None:
    found = accounted(load("-", stdin=io.BytesIO(text.encode())))
    assert list(found) == ["-"]


def problems(fleet: Fleet) -> list[tuple[str, str, str]]:
    return list(zip(fleet.problems["kind"], fleet.problems["source"], fleet.problems["reason"], strict=True))


def test_a_side_file_given_by_name_is_told_to_be_without_its_report(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"dsregcmd.txt": JOINED}) / "dsregcmd.txt")
    why = "a side file (directory join) without its report"
    assert problems(fleet) == [("unknown_format", "dsregcmd.txt", why)]
    row = accounted(fleet)["dsregcmd.txt"]
    assert (row["taken_for"], row["why"], row["skipped"]) == ("unknown", why, 2)


def test_a_zip_of_side_files_alone_is_one_problem(tmp_path: Path) -> None:
    files = {"SystemInfoLogs/dsregcmd.txt": JOINED, "SystemInfoLogs/notes.txt": "hello"}
    fleet = load(write(tmp_path, {"PC1.zip": zipped(files)}))
    assert problems(fleet) == [("unknown_format", "PC1.zip", "no member of this archive is a report")]
    assert accounted(fleet)["PC1.zip"]["why"] == "no member of this archive is a report"


def test_a_folder_of_a_side_file_alone_is_a_problem_though_reports_lie_elsewhere(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"a/PC1.txt": PC1, "b/dsregcmd.txt": JOINED}))
    assert [source for _, source, _ in problems(fleet)] == ["b/dsregcmd.txt"]
    accounted(fleet)


@pytest.mark.parametrize("by_name", [False, True], ids=["folder", "each-file-given"])
def test_a_side_file_beside_several_results_is_left_in_silence(tmp_path: Path, by_name: bool) -> None:
    folder = write(tmp_path, {"PC1.txt": PC1, "PC2.txt": PC2, "dsregcmd.txt": JOINED})
    fleet = load(*sorted(folder.iterdir())) if by_name else load(folder)
    assert problems(fleet) == []
    row = next(row for source, row in accounted(fleet).items() if source.endswith("dsregcmd.txt"))
    assert (row["taken_for"], row["result_id"], fleet.side_files) == ("side", None, 1)


def test_a_report_that_holds_only_the_words_of_psexec_is_no_silence(tmp_path: Path) -> None:
    fleet = load(
        write(tmp_path, {"MDEClientAnalyzer.txt": "Could not start PSEXESVC service on PC1:\nAccess is denied.\n"})
    )
    assert [kind for kind, _, _ in problems(fleet)] == ["unknown_format"] * (1 - len(fleet.results))
    accounted(fleet)


def test_the_formats_of_a_row_stand_once(tmp_path: Path) -> None:
    run = url_check(block(GATEWAY))
    found = loaded(tmp_path, {"all.txt": run + run})
    assert found["all.txt"]["taken_for"] == "url_block"


def test_a_line_in_which_one_run_ends_and_another_begins_is_one_line(tmp_path: Path):
    first, second = xml(device("PC1")), xml(device("PC2"))
    fleet = load(write(tmp_path, {"both.xml": first + second}))
    (row,) = accounted(fleet).values()
    assert sorted(fleet.results["device_name"]) == ["PC1", "PC2"]
    assert row["lines"] == row["understood"] == (first + second).count("\n") + 1


def test_of_broken_xml_what_stands_below_the_break_is_skipped(tmp_path: Path):
    whole = xml(device("PC1"))
    fleet = load(write(tmp_path, {"MDEClientAnalyzer.xml": whole + "<\nmore\n\nand more\n"}))
    (row,) = accounted(fleet).values()
    assert (row["skipped"], row["blank"], row["understood"]) == (2, 1, whole.count("\n") + 1)
    assert "broken or cut off" in row["why"]
