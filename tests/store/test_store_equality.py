"""A store gives, row for row, what a fresh load of its inputs gives, whatever happened to them meanwhile."""

import gzip
import os
import random
import shutil
from pathlib import Path

import pytest
from builders import BAD, GATEWAY, block, device, report, url_check, write, xml, zipped
from store.stores import assert_as_loaded, assert_same, files, ingest

from mdeanalysis import loading
from mdeanalysis.demo.fleet import write_fleet
from mdeanalysis.intake.names import STORE_FILE
from mdeanalysis.loading import load
from mdeanalysis.store import compact, opening
from mdeanalysis.store import ingest as ingesting

TEXT = "SystemInfoLogs/MDEClientAnalyzer.txt"


def text(name: str, answers: str = BAD, **more: str) -> str:
    return report(block(GATEWAY, answers), items=device(name), **more)


def packed(name: str, answers: str = BAD) -> bytes:
    return zipped({TEXT: text(name, answers)})


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    return tmp_path / "in"


@pytest.mark.parametrize("size", [7, 100_000])
def test_a_made_up_fleet_is_the_same_from_a_store(inputs, store, monkeypatch, size):
    monkeypatch.setattr(ingesting, "TASK_DOCUMENTS", size)
    write_fleet(inputs, 60, 3)
    ingest(store, inputs)
    assert_as_loaded(store, inputs)


def test_only_what_changed_is_read_again(inputs, store):
    write(inputs, {"PC1.txt": text("PC1"), "PC2.zip": packed("PC2"), f"PC3/{TEXT}": text("PC3")})
    assert files(ingest(store, inputs)) == (3, 0, 0, 0)
    before = (store / STORE_FILE).read_bytes()
    report = ingest(store, inputs)
    assert (files(report), report.ledger.read) == ((0, 0, 3, 0), 0)
    assert (store / STORE_FILE).read_bytes() == before
    write(inputs, {"PC2.zip": packed("PC2", "200 200 200 - -"), "PC4.txt": text("PC4")})
    report = ingest(store, inputs)
    assert (files(report), report.ledger.read) == ((1, 1, 2, 0), 2)
    assert_as_loaded(store, inputs)


def test_a_file_that_was_only_touched_is_told_by_its_content(inputs, store):
    write(inputs, {"PC1.txt": text("PC1"), "PC2.zip": packed("PC2")})
    ingest(store, inputs)
    for file in inputs.iterdir():
        os.utime(file, (1, 1))
    report = ingest(store, inputs)
    assert (files(report), report.ledger.read) == ((0, 0, 2, 0), 0)
    (inputs / "PC1.txt").write_text(text("QC1"))
    assert files(ingest(store, inputs)) == (0, 1, 1, 0)
    assert_as_loaded(store, inputs)


def test_what_is_gone_stays_until_it_is_pruned(inputs, store):
    write(
        inputs,
        {"a/PC1.txt": text("PC1"), "PC2.zip": packed("PC2"), "b/PC3.txt": text("PC3"), "b/PC4.txt": text("PC4")},
    )
    ingest(store, inputs)
    whole = load(inputs)
    shutil.rmtree(inputs / "a")
    (inputs / "PC2.zip").unlink()
    (inputs / "b/PC3.txt").unlink()
    assert files(ingest(store, inputs)) == (0, 0, 1, 3)
    assert_same(load(store), whole)
    ingest(store, inputs, prune=True)
    assert_as_loaded(store, inputs)


def test_a_file_beside_others_makes_one_result_of_two(inputs, store):
    write(inputs, {"PC1.txt": text("PC1"), "PC2.txt": text("PC2"), "PC3.txt": text("PC3")})
    ingest(store, inputs)
    write(inputs, {"other.xml": xml(device("PC2"))})
    assert ingest(store, inputs).ledger.read >= 2
    assert_as_loaded(store, inputs)
    assert len(load(store).results) == 3
    (inputs / "other.xml").unlink()
    ingest(store, inputs, prune=True)
    assert_as_loaded(store, inputs)


@pytest.mark.parametrize("name", ["PC1-more.txt", "MDEClientAnalyzer.txt", "PC1.log"])
def test_a_file_named_after_another_is_read_with_it(inputs, store, name):
    write(inputs, {"PC1.txt": text("PC1"), "PC2.txt": text("PC2")})
    ingest(store, inputs)
    write(inputs, {name: block(GATEWAY)})
    ingest(store, inputs)
    assert_as_loaded(store, inputs)


def test_the_first_of_two_copies_counts_also_when_it_comes_later_or_goes(inputs, store):
    write(inputs, {"b.zip": packed("PC1"), "c/copy.txt": text("PC1"), "d.txt": text("PC2")})
    ingest(store, inputs)
    write(inputs, {"a.txt": text("PC1")})
    ingest(store, inputs)
    assert_as_loaded(store, inputs)
    (inputs / "a.txt").unlink()
    (inputs / "b.zip").unlink()
    ingest(store, inputs, prune=True)
    assert_as_loaded(store, inputs)
    assert load(store).problems.empty


def test_a_newer_run_in_another_input_supersedes(tmp_path, store):
    write(tmp_path, {"one/PC1.txt": text("PC1"), "two/PC1.txt": text("PC1", ran="29/04/2022 9:54:23 AM +02:00")})
    ingest(store, tmp_path / "one")
    assert load(store).results["superseded"].tolist() == [False]
    ingest(store, tmp_path / "two")
    assert load(store).results["superseded"].tolist() == [True, False]
    assert_as_loaded(store, tmp_path / "one", tmp_path / "two")


def test_inputs_of_all_kinds_are_named_as_in_a_load(tmp_path, store):
    write(
        tmp_path,
        {
            "PC-1/urls.txt": url_check(block(GATEWAY)),
            f"PC-2/{TEXT}": text("x"),
            "a/PC3.txt": text("PC3"),
            "a/s.txt": "x",
        },
    )
    write(
        tmp_path, {"a/PC4.zip": packed("PC4"), "PC-5/SystemInfoLogs/URLCheckLog.txt": url_check(block(GATEWAY, BAD))}
    )
    paths = [tmp_path / name for name in ("PC-1", "a/PC3.txt", "PC-5", "a/PC4.zip", "PC-2")]
    for path in paths:
        ingest(store, path)
    assert_as_loaded(store, *paths)
    assert "PC-5" in load(store).devices["device_name"].tolist()


@pytest.mark.parametrize("name", ["PC1.txt", f"PC2/{TEXT}", "PC3.zip"])
def test_a_single_file_is_named_as_in_a_load(tmp_path, store, name):
    write(tmp_path, {"PC1.txt": text("PC1"), f"PC2/{TEXT}": text("PC2"), "PC3.zip": packed("PC3")})
    ingest(store, tmp_path / name)
    assert_as_loaded(store, tmp_path / name)


def test_a_store_may_stand_beside_other_paths(tmp_path, store):
    write(
        tmp_path,
        {
            "one/PC1.txt": text("PC1"),
            "one/c.txt": text("PC2"),
            "two/PC1.txt": text("PC1"),
            "three/x.zip": packed("X"),
        },
    )
    ingest(store, tmp_path / "one")
    both = load(tmp_path / "two", store, tmp_path / "three")
    assert_same(both, load(*(tmp_path / name for name in ("two", "one", "three"))))


def test_a_store_within_its_inputs_is_left(inputs):
    write(inputs, {"PC1.txt": text("PC1")})
    for _ in range(2):
        ingest(inputs / "store", inputs)
    fleet = load(inputs)
    assert dict(zip(fleet.inputs["source"], fleet.inputs["taken_for"], strict=True))["store"] == "foreign"
    assert_as_loaded(inputs / "store", inputs)


def test_a_folder_that_cannot_be_listed_loses_nothing(inputs, store, monkeypatch):
    write(inputs, {"a/b/PC1.txt": text("PC1"), "a/PC2.txt": text("PC2"), "PC3.txt": text("PC3")})
    ingest(store, inputs)
    scandir = os.scandir

    def refuse(path: str) -> object:
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    ingest(store, inputs, prune=True)
    fleet = load(store)
    assert sorted(fleet.devices["device_name"]) == ["PC1", "PC2", "PC3"]
    assert fleet.problems["kind"].tolist() == ["unreadable"]
    monkeypatch.undo()
    ingest(store, inputs)
    assert_as_loaded(store, inputs)


def test_small_parts_are_put_together_and_dead_rows_leave(inputs, store, monkeypatch):
    monkeypatch.setattr(compact, "MANY", 3)
    for number in range(5):
        write(inputs, {f"PC{number}.zip": packed(f"PC{number}"), "PC0.zip": packed(f"N{number}")})
        ingest(store, inputs)
    assert len(list((store / "results").iterdir())) <= 3
    assert_as_loaded(store, inputs)


@pytest.mark.parametrize("seed", range(1, 5))
def test_any_series_of_changes_ends_as_a_fresh_load(inputs, store, monkeypatch, seed):
    monkeypatch.setattr(ingesting, "TASK_DOCUMENTS", 5)
    monkeypatch.setattr(loading, "BATCH_DOCUMENTS", 9)
    monkeypatch.setattr(compact, "MANY", 4)
    monkeypatch.setattr(ingesting, "COMMIT_SECONDS", 0.0 if seed % 2 else 99.0)
    rng = random.Random(seed)
    write_fleet(inputs / "pool", 30, seed)
    pool = sorted(path for path in (inputs / "pool").rglob("*") if path.is_file())
    live = inputs / "live"
    live.mkdir()
    for step in range(4):
        for file in rng.sample(pool, 12):
            place = live / rng.choice(["", "x", "y/z"]) / file.relative_to(inputs / "pool")
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, place)
        present = sorted(path for path in live.rglob("*") if path.is_file())
        for file in rng.sample(present, len(present) // 6):
            file.unlink() if rng.random() < 0.5 else shutil.copy(
                rng.choice([*present[:3], file]), file.with_name(f"{step}{file.name}")
            )
        ingest(store, live, prune=True)
        assert_as_loaded(store, live)


def test_one_run_twice_in_an_archive_and_beside_it_is_one_result(inputs, store):
    twice = zipped({"one.txt": text("PC1"), "two.txt": text("PC1"), "PC2.txt": text("PC2")})
    write(inputs, {"a!b.zip": twice, "c!d.txt": text("PC1"), "e!f.txt.gz": gzip.compress(text("PC3").encode())})
    ingest(store, inputs)
    assert_as_loaded(store, inputs)
    assert load(store).problems["source"].tolist() == ["a!b.zip!two.txt", "c!d.txt"]
    (inputs / "a!b.zip").unlink()
    ingest(store, inputs, prune=True)
    assert_as_loaded(store, inputs)


def test_a_state_that_is_replaced_while_it_is_read_is_read_anew(inputs, store, monkeypatch):
    write(inputs, {"PC1.txt": text("PC1")})
    ingest(store, inputs)
    first, reads = [True], opening.read_index

    def replaced(*arguments: object) -> object:
        if first.pop() if first else False:
            write(inputs, {"PC1.txt": text("PC1", "200 200 200 - -"), "PC2.txt": text("PC2")})
            ingest(store, inputs)
            raise FileNotFoundError
        return reads(*arguments)

    monkeypatch.setattr(opening, "read_index", replaced)
    assert_as_loaded(store, inputs)
