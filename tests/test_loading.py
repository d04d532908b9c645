"""`load`: from any PATH to a fleet, with nothing lost and nothing mixed."""

import gc
import gzip
import io
from collections import Counter

import pandas as pd
import pytest
from builders import (
    BAD,
    BLOB,
    CYBER,
    GATEWAY,
    block,
    device,
    known,
    onboarding,
    report,
    url_check,
    write,
    xml,
    zipped,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdeanalysis import loading
from mdeanalysis.demo.fleet import write_fleet
from mdeanalysis.demo.planning import plan
from mdeanalysis.demo.stories import BY_NAME
from mdeanalysis.errors import InputError
from mdeanalysis.formats.xml_report import _Report as ExpatReport
from mdeanalysis.intake import Ledger
from mdeanalysis.loading import load
from mdeanalysis.schema import TABLES

TEXT, XML = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer.xml"
PC1 = report(block(GATEWAY), items=device("PC1"))
PC2 = report(block(GATEWAY, BAD), items=device("PC2"))
ZIP = zipped({TEXT: PC1, XML: xml(device("PC1"))})


def problems(fleet):
    return [(row.kind, row.source) for row in fleet.problems.itertuples()]


def names(fleet):
    return sorted(fleet.devices["device_name"])


@pytest.mark.parametrize(
    ("path", "content", "source"),
    [
        ("PC1.txt", PC1.encode(), "PC1.txt"),
        ("PC1.txt", b"\xff\xfe" + PC1.replace("\n", "\r\n").encode("utf-16-le"), "PC1.txt"),
        ("PC1.txt.gz", gzip.compress(PC1.encode()), "PC1.txt.gz"),
        ("PC1.zip", ZIP, "PC1.zip"),
        ("PC1.zip.gz", gzip.compress(ZIP), "PC1.zip.gz"),
        ("all.zip", zipped({"PC1.zip": ZIP}), "all.zip!PC1.zip"),
    ],
    ids=["text", "utf-16", "gz", "zip", "zip-gz", "nested-zip"],
)
def test_a_file_is_read_given_by_name_and_from_its_folder(tmp_path, path, content, source):
    write(tmp_path, {path: content})
    for place in (tmp_path / path, str(tmp_path / path), tmp_path):
        fleet = load(place)
        assert fleet.results["source"].tolist() == [source]
        assert fleet.devices["state"].tolist() == ["reached"]
        assert problems(fleet) == []


def test_an_empty_folder_is_a_fleet_without_devices(tmp_path):
    fleet = load(tmp_path)
    assert repr(fleet) == "Fleet(empty)"
    assert list(fleet.tables) == list(TABLES)


def test_a_path_that_is_not_there_stops_all(tmp_path):
    with pytest.raises(InputError, match="no such file or folder"):
        load(write(tmp_path, {"PC1.txt": PC1}), tmp_path / "gone")


@pytest.mark.parametrize(
    ("content", "name"), [(PC1.encode(), "PC1"), (ZIP, "PC1"), (gzip.compress(ZIP), "PC1")], ids=["text", "zip", "gz"]
)
def test_standard_input_is_read_and_named_by_a_dash(content, name):
    fleet = load("-", stdin=io.BytesIO(content))
    assert fleet.results["source"].tolist() == ["-"]
    assert names(fleet) == [name]
    assert fleet.attempts["source"].tolist()[0] in {"-", f"-!{TEXT}"}


def test_several_paths_are_one_fleet_and_sources_tell_which(tmp_path):
    write(tmp_path, {"one/a.txt": PC1, "two/a.txt": PC2})
    fleet = load(tmp_path / "one", tmp_path / "two", "-", stdin=io.BytesIO(url_check(block(GATEWAY)).encode()))
    assert names(fleet) == ["(unnamed 1)", "PC1", "PC2"]
    root = tmp_path.as_posix()
    assert sorted(fleet.results["source"]) == sorted(["-", f"{root}/one/a.txt", f"{root}/two/a.txt"])


def test_a_fleet_shows_its_tables_and_refuses_others(tmp_path):
    fleet = load(write(tmp_path, {"PC1.txt": PC1}))
    assert "urls" in dir(fleet)
    assert "results 1" in repr(fleet)
    with pytest.raises(AttributeError, match="no table 'nothing'"):
        _ = fleet.nothing


def test_side_files_of_a_result_are_no_problem(tmp_path):
    side = {"SystemInfoLogs/odd.txt": "hello", "MDEClientAnalyzer.htm": "<html>page</html>", "notes.txt": "mine"}
    fleet = load(
        write(tmp_path, {"PC1.zip": zipped({TEXT: PC1, **side}), **{f"PC2/{n}": t for n, t in side.items()}})
    )
    assert sum(source.startswith("PC1.zip") for _, source in problems(fleet)) == 0
    assert fleet.side_files >= 3
    fleet = load(write(tmp_path / "more", {f"PC2/{n}": t for n, t in {TEXT: PC2, **side}.items()}))
    assert (problems(fleet), fleet.side_files) == ([], 3)


def test_a_side_file_in_a_zip_of_several_devices_is_no_problem(tmp_path):
    fleet = load(write(tmp_path, {"all.zip": zipped({"PC1.txt": PC1, "PC2.txt": PC2, "notes.txt": "hello"})}))
    assert names(fleet) == ["PC1", "PC2"]
    assert (problems(fleet), fleet.side_files) == ([], 1)


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        ({"PC1.txt": PC1, "notes.txt": "hello"}, "", [("unknown_format", "notes.txt")]),
        ({"PC1.txt": PC1, "notes.docx": "hello"}, "", []),
        ({"notes.docx": "hello"}, "notes.docx", [("unknown_format", "notes.docx")]),
        ({"notes.txt": "hello"}, "notes.txt", [("unknown_format", "notes.txt")]),
        ({"MDEClientAnalyzer.txt": "hello"}, "", [("unknown_format", "MDEClientAnalyzer.txt")]),
        ({"PC1.zip": zipped({"a.txt": "hello", "b/c.txt": "hi"})}, "", [("unknown_format", "PC1.zip")]),
        ({"PC1.zip": ZIP[:200]}, "", [("unreadable", "PC1.zip")]),
    ],
    ids=["loose", "foreign", "foreign-given", "given", "named-like-a-carrier", "zip-without-result", "cut-zip"],
)
def test_a_file_that_belongs_to_no_result_is_a_problem(tmp_path, files, given, expected):
    fleet = load(write(tmp_path, files) / given)
    found = [problem for problem in problems(fleet) if problem[1] != f"PC1.zip!{TEXT}"]
    assert found == expected


def test_one_bad_file_costs_no_other_its_rows(tmp_path):
    write(
        tmp_path,
        {"a.zip": ZIP[:-30], "b.zip": b"no zip", "PC2.txt": PC2, "c.txt.gz": gzip.compress(PC1.encode())[:-9]},
    )
    fleet = load(tmp_path)
    assert "PC2" in names(fleet)
    assert {source for _, source in problems(fleet)} >= {"a.zip", "b.zip", "c.txt.gz"}


DUPLICATES = [
    {"a.txt": PC1, "b.txt": PC1},
    {"a.zip": ZIP, "b.zip": ZIP},
    {"a.zip": ZIP, f"b/{TEXT}": PC1, f"b/{XML}": xml(device("PC1"))},
    {"all.zip": zipped({"one.txt": PC1, "two.txt": PC1})},
    {"all.zip": zipped({"one.zip": ZIP, "two.zip": ZIP})},
]


@pytest.mark.parametrize(
    "files", DUPLICATES, ids=["texts", "zips", "zip-and-folder", "in-one-zip", "zips-in-one-zip"]
)
@pytest.mark.parametrize("batch", [1, 100_000])
def test_one_run_under_two_names_is_one_result_and_a_problem(tmp_path, monkeypatch, files, batch):
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", batch)
    fleet = load(write(tmp_path, files))
    assert len(fleet.results) == 1
    assert len(fleet.attempts) == 5
    (row,) = fleet.problems.itertuples()
    assert row.kind == "duplicate"
    first = row.reason.removeprefix("the same result as ")
    assert first != row.source
    assert first.startswith(fleet.results["source"].item())


def test_a_duplicate_is_no_second_count_of_unknown_lines(tmp_path):
    odd = PC1.replace("Important notes:", "Important notes:\nnobody knows this line")
    kinds = Counter(kind for kind, _ in problems(load(write(tmp_path, {"a.txt": odd, "b.txt": odd}))))
    assert kinds == {"unknown_line": 1, "duplicate": 1}


def test_a_rerun_is_no_duplicate(tmp_path):
    again = report(block(GATEWAY), items=device("PC1"), ran="29/04/2022 9:54:23 AM +02:00")
    fleet = load(write(tmp_path, {"a.txt": PC1, "b.txt": again}))
    assert (len(fleet.results), len(fleet.devices), problems(fleet)) == (2, 1, [])


def assert_equal_fleets(one, other):
    for name in TABLES:
        left, right = one.tables[name], other.tables[name]
        pd.testing.assert_frame_equal(left, right, check_categorical=False, obj=name)


def test_batches_of_any_size_give_the_same_fleet(tmp_path, monkeypatch):
    write_fleet(tmp_path / "fleet", 40, 3)
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 3)
    small = load(tmp_path / "fleet")
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 100_000)
    assert_equal_fleets(small, load(tmp_path / "fleet"))


def verdicts(fleet):
    """What is said of each device, whatever the order of rows and the names of files."""
    urls = fleet.urls[["device_name", "context", "url", "state", "reason", "working_methods", "inspection"]]
    rows = Counter(tuple(map(known, row)) for row in urls.itertuples(index=False))
    keep = [c for c in fleet.devices.columns if c not in {"source", "result_id", "site"}]
    devices = {row.device_name: tuple(map(known, row)) for row in fleet.devices[keep].itertuples(index=False)}
    return rows, devices


LISTS = {
    name: [block(GATEWAY, words), block(CYBER, words), block(BLOB, "400 - - - -", pinned=False)]
    for name, words in {"PC1": "200 200 200 - -", "PC2": BAD, "PC3": "407 12180 200 12029 -", "PC4": "12007"}.items()
}


@given(st.permutations(list(LISTS)), st.lists(st.permutations(range(3)), min_size=4, max_size=4))
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_neither_file_names_nor_the_order_of_urls_change_a_verdict(tmp_path_factory, order, shuffles):
    def fleet(names_of, orders):
        made = {}
        for name, at, place in zip(LISTS, orders, names_of, strict=True):
            text = report(*(LISTS[name][i] for i in at if i < len(LISTS[name])), items=device(name))
            made[f"{place}-file.zip"] = zipped(
                {TEXT: text, "SystemInfoLogs/RegOnboardedInfoCurrent.json": onboarding()}
            )
        return load(write(tmp_path_factory.mktemp("fleet"), made))

    plain = fleet(list(LISTS), [range(3)] * 4)
    assert verdicts(fleet(order, shuffles)) == verdicts(plain)


def test_a_healthy_device_more_changes_no_other_devices_rows(tmp_path):
    write_fleet(tmp_path / "fleet", 40, 5)
    before = load(tmp_path / "fleet")
    write(tmp_path / "fleet", {"AAA/first.zip": ZIP, "Zurich/zzz.txt": report(block(CYBER), items=device("PC-LAST"))})
    after = load(tmp_path / "fleet")
    added = {"PC1", "PC-LAST"}
    assert set(names(after)) == set(names(before)) | added
    for name in TABLES:
        frame = after.tables[name]
        if name == "inputs":
            frame = frame[frame["source"] != "AAA/first.zip"]
        if "device_name" in frame:
            frame = frame[~frame["device_name"].isin(added)].reset_index(drop=True)
        pd.testing.assert_frame_equal(before.tables[name], frame, check_categorical=False, obj=name)


@pytest.mark.parametrize("seed", [1, 7])
def test_every_device_of_a_made_up_fleet_has_its_storys_state(tmp_path, seed):
    write_fleet(tmp_path / "fleet", 60, seed)
    fleet = load(tmp_path / "fleet")
    assert len(fleet.devices) == 60
    found = dict(zip(fleet.devices["device_name"], fleet.devices["state"], strict=True))
    unnamed = sorted(state for name, state in found.items() if name.startswith("(unnamed"))
    left = []
    for made in plan(60, seed):
        expected = "reached" if made.mended_days else BY_NAME[made.story].state
        if made.carrier == "text_lost":
            expected = "unknown"  # the XML has no rows of the test
        if made.carrier == "url_paste" and made.name not in found:
            left.append(expected)  # no line of a paste need name its device
        else:
            assert found[made.name] == expected, made
    assert unnamed == sorted(left)


def test_a_mended_device_is_shown_as_it_is_now_and_once(tmp_path):
    write_fleet(tmp_path / "fleet", 60, 1)
    fleet = load(tmp_path / "fleet")
    mended = [made for made in plan(60, 1) if made.mended_days]
    assert mended
    for made in mended:
        results = fleet.results[fleet.results["device_name"] == made.name]
        assert sorted(results["superseded"]) == [False, True]
        newest = results[~results["superseded"]].iloc[0]
        assert newest["run_at"] == results["run_at"].max()


def test_a_made_up_fleet_leaves_as_problems_its_broken_zip_and_its_cut_report(tmp_path):
    write_fleet(tmp_path / "fleet", 60, 1)
    fleet = load(tmp_path / "fleet")
    cut = sum(made.story == "report_cut" for made in plan(60, 1))
    assert [kind for kind, _ in problems(fleet)] == ["unreadable"] * (1 + cut)
    ledger = fleet.ledger
    assert ledger.seen == ledger.read + ledger.archives + ledger.side + ledger.foreign + ledger.failed


def test_what_refers_to_itself_is_given_back_batch_by_batch(tmp_path, monkeypatch):
    write_fleet(tmp_path / "fleet", 60, 5)
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 12)
    alive = []

    def count(*_: int) -> None:
        alive.append(sum(isinstance(one, ExpatReport) for one in gc.get_objects()))

    load(tmp_path / "fleet", ledger=Ledger(advance=count))
    assert 0 < max(alive) <= 24
