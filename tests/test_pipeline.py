"""Documents to tables of one batch, and what becomes of files that no format claims."""

import hashlib

import pandas as pd
import pytest
from builders import BAD, CYBER, GATEWAY, block, report, result_files, tables_of, url_check

from mdeanalysis.intake.find import Group
from mdeanalysis.pipeline import TOLD_ALIKE, Batch, Roots, Unclaimed, device_key, judge_unclaimed, told_together
from mdeanalysis.records import Document, Problem, Result
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import to_frame


def group(root="PC1", given=False, problems=(), **files):
    documents = [
        Document(f"{root}/{name.replace('__', '.')}", text, root, hashlib.sha256(text.encode()).digest())
        for name, text in files.items()
    ]
    return Group(root, documents, given, list(problems))


def test_a_batch_without_anything_has_all_tables():
    tables = Batch().tables()
    assert list(tables) == list(TABLES)
    assert not any(map(len, tables.values()))


def test_a_batch_keeps_the_problems_of_intake_and_formats():
    batch = Batch()
    text = report(block(GATEWAY), cloud=["=== what is this ==="])
    batch.add(group(problems=[Problem("PC1/x.zip", None, "unreadable", "broken")], MDEClientAnalyzer__txt=text))
    kinds = batch.tables()["problems"].set_index("kind")["source"].to_dict()
    assert kinds["unreadable"] == "PC1/x.zip"
    assert batch.documents == 1


def test_a_document_that_no_format_claims_waits_for_judgement():
    batch = Batch()
    batch.add(group(given=True, notes__txt="hello"))
    assert batch.unclaimed == [Unclaimed("PC1/notes.txt", True)]
    assert [(row.taken_for, row.lines, row.skipped) for row in batch.rows] == [("unknown", 1, 1)]
    assert len(batch.tables()["results"]) == 0


def test_a_member_of_an_archive_was_not_given_by_name():
    batch = Batch()
    batch.add(Group("a.zip", [Document("a.zip!notes.txt", "hello", "a.zip")], True, []))
    assert batch.unclaimed == [Unclaimed("a.zip!notes.txt", False)]


def test_every_result_of_a_batch_has_a_row_of_devices():
    tables = tables_of({**result_files(report(block(GATEWAY)))})
    assert tables["devices"]["result_id"].tolist() == tables["results"]["result_id"].tolist()


def test_two_batches_that_share_blocks_give_the_same_rows():
    files = {"URLCheckLog.txt": url_check(block(GATEWAY), block(CYBER, BAD))}
    first, second = tables_of(files), tables_of(files)
    for name in TABLES:
        pd.testing.assert_frame_equal(first[name], second[name])


def columns(**stated):
    return {"device_id": None, "sense_guid": None, "org_id": None, "device_name": None, **stated}


def key(result_id="r1", **stated):
    return device_key(Result(result_id, "a.txt", "", False, [], columns(**stated)))


def test_a_key_is_16_hex_digits_of_the_best_identity():
    assert key(device_id="d", sense_guid="g", org_id="o", device_name="N") == key("r2", device_id="d")
    assert key(sense_guid="g", org_id="o", device_name="N") == key("r2", sense_guid="g")
    assert key(org_id="o", device_name="N") == key("r2", org_id="o", device_name="N")
    assert key(org_id="o") != key("r2", org_id="o")
    assert key(device_name="N") != key("r2", device_name="N")
    assert len(key()) == 16
    assert int(key(), 16) >= 0


def test_equal_words_of_different_kinds_are_different_devices():
    assert len({key(device_id="x"), key(sense_guid="x"), key("x")}) == 3


def judged(source, *results, roots=(), given=False):
    frame = pd.DataFrame({"source": pd.array(list(results), dtype="string")})
    problems, side = judge_unclaimed([Unclaimed(source, given)], frame, Roots(set(roots), set(roots)))
    return [(p.source, p.kind) for p in problems], len(side)


SIDE = ([], 1)


@pytest.mark.parametrize(
    ("source", "roots", "given", "expected"),
    [
        ("PC1.zip!dump.txt", ["PC1.zip"], False, SIDE),
        ("PC1/SystemInfoLogs/dump.txt", ["PC1"], False, SIDE),
        ("PC1/dump.txt", ["PC1"], True, ([("PC1/dump.txt", "unknown_format")], 0)),
        ("PC1/MDEClientAnalyzer.txt", ["PC1"], False, ([("PC1/MDEClientAnalyzer.txt", "unknown_format")], 0)),
        ("PC1/MDEClientAnalyzer.htm", ["PC1"], False, SIDE),
        ("PC1/MDEClientAnalyzer_User.txt", ["PC1"], False, SIDE),
        ("dump.txt", [], False, ([("dump.txt", "unknown_format")], 0)),
        ("PC10/dump.txt", ["PC1"], False, ([("PC10/dump.txt", "unknown_format")], 0)),
        ("a.zip!b/dump.txt", [], False, ([("a.zip", "unknown_format")], 0)),
        ("SystemInfoLogs/dump.txt", [""], False, SIDE),
    ],
    ids=[
        "in-zip",
        "in-result-folder",
        "given-by-name",
        "named-like-a-carrier",
        "page",
        "users-test",
        "alone-in-the-tree",
        "beside-a-longer-name",
        "zip-without-result",
        "input-is-the-result",
    ],
)
def test_a_file_that_belongs_to_no_result_is_a_problem_and_one_beside_a_report_is_not(source, roots, given, expected):
    assert judged(source, roots=roots, given=given) == expected


def test_an_archive_without_results_is_one_problem_whatever_it_holds():
    unclaimed = [Unclaimed(f"a.zip!{n}.txt", False) for n in range(3)]
    frame = pd.DataFrame({"source": pd.array([], dtype="string")})
    problems, side = judge_unclaimed(unclaimed, frame, Roots(set(), set()))
    assert [(p.source, p.kind) for p in problems] == [("a.zip", "unknown_format")]
    assert side == set()


@pytest.mark.parametrize(
    ("source", "root", "given", "is_side"),
    [
        ("A/dsregcmd.txt", "A", False, True),
        ("A/dsregcmd.txt", "A", True, True),
        ("B/dsregcmd.txt", "B", False, False),
        ("A/notes.txt", None, False, False),
        ("A/MDEClientAnalyzer.txt", "A", False, False),
    ],
    ids=["beside-results", "given-beside-results", "in-another-folder", "of-no-format", "named-like-a-carrier"],
)
def test_a_side_file_is_no_problem_where_any_result_lies_beside_it(source, root, given, is_side):
    frame = pd.DataFrame({"source": pd.array(["A/PC1.txt", "A/PC2.txt"], dtype="string")})
    problems, side = judge_unclaimed([Unclaimed(source, given, "its words", root)], frame, Roots(set(), {"A"}))
    assert side == ({source} if is_side else set())
    assert [(p.source, p.kind, p.reason) for p in problems] == (
        [] if is_side else [(source, "unknown_format", "its words")]
    )


def told(*problems: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Source and reason of what is told of (source, kind, reason)."""
    rows = [Problem(source, None, kind, reason) for source, kind, reason in problems]
    frame = told_together(to_frame("problems", {name: [getattr(r, name) for r in rows] for name in Problem._fields}))
    return list(zip(frame["source"], frame["reason"], strict=True))


def test_all_that_is_refused_in_one_input_is_one_problem_that_counts_it():
    bombs = [(f"a.zip!{n}.txt", "unsafe", "a bomb") for n in range(6)]
    found = told(("b.zip!x", "unsafe", "a bomb"), *bombs, ("a.zip", "too_large", "the rest is left"))
    names = "a.zip!1.txt, a.zip!2.txt, a.zip!3.txt, ..."
    assert found == [("b.zip!x", "a bomb"), ("a.zip!0.txt", f"a bomb; 6 more left in the same input: {names}")]


@pytest.mark.parametrize(("count", "rows"), [(TOLD_ALIKE, TOLD_ALIKE), (TOLD_ALIKE + 1, 1)], ids=["few", "many"])
def test_many_members_that_are_alike_unreadable_are_told_together(count: int, rows: int):
    alike = [(f"a.zip!{n}.txt", "unreadable", "empty file") for n in range(count)]
    others = [("a.zip!x.txt", "unreadable", "damaged"), ("a.zip!y.txt", "unknown_line", "empty file")]
    assert len(told(*alike, *others)) == rows + len(others)


def test_files_that_are_no_members_are_told_one_by_one():
    alike = [(f"{n}.txt", "unreadable", "empty file") for n in range(2 * TOLD_ALIKE)]
    assert told(*alike) == [(source, reason) for source, _, reason in alike]
