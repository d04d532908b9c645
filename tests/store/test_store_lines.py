"""What is no store, or none that can be read as it is, is said in one line that tells what to do."""

import json

import pytest
from builders import BAD, GATEWAY, block, device, report, write
from store.stores import assert_as_loaded, assert_same, files, ingest

from mdeanalysis.catalogue import stored
from mdeanalysis.errors import InputError, OutputError
from mdeanalysis.intake.names import STORE_FILE
from mdeanalysis.loading import load
from mdeanalysis.reading import files as files_of_stores
from mdeanalysis.schema import Column
from mdeanalysis.store import manifest

PC1 = report(block(GATEWAY, BAD), items=device("PC1"))


@pytest.fixture
def filled(tmp_path):
    """A store and its inputs."""
    inputs, store = write(tmp_path / "in", {"PC1.txt": PC1}), tmp_path / "store"
    ingest(store, inputs)
    return store, inputs


def test_a_folder_of_other_things_is_no_store(tmp_path):
    write(tmp_path, {"in/PC1.txt": PC1, "other/letter.txt": "x", "file": "x"})
    for name, told in (("other", "is no store, and not empty"), ("file", "is a file; a store is a folder")):
        with pytest.raises(OutputError, match=told):
            ingest(tmp_path / name, tmp_path / "in")
    assert (tmp_path / "other/letter.txt").read_text() == "x"
    (tmp_path / "empty").mkdir()
    ingest(tmp_path / "empty", tmp_path / "in")
    assert_as_loaded(tmp_path / "empty", tmp_path / "in")


def test_a_store_is_no_input_of_another(filled, tmp_path):
    with pytest.raises(InputError, match="is a store itself"):
        ingest(tmp_path / "other", filled[0])
    with pytest.raises(InputError, match="a store takes files and folders"):
        ingest(tmp_path / "other", "-")
    with pytest.raises(InputError, match="no such file or folder"):
        ingest(tmp_path / "other", tmp_path / "gone")
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "is damaged: put it back"),
        ("[]", "is damaged"),
        ('{"format": 1}', "is damaged"),
        ('{"format": 2, "version": "9.9"}', "written by mdeanalysis 9.9, a newer one"),
    ],
    ids=["empty", "other-json", "incomplete", "newer"],
)
def test_a_manifest_that_cannot_be_read_is_told(filled, content, told):
    (filled[0] / STORE_FILE).write_text(content)
    for use in (load, lambda store: ingest(store, filled[1])):
        with pytest.raises(InputError, match=told) as error:
            use(filled[0])
        assert "\n" not in str(error.value)


@pytest.mark.parametrize("pattern", ["index-*", "results/*"])
@pytest.mark.parametrize(
    "damage", [lambda file: file.write_bytes(b"PAR1"), lambda file: file.unlink()], ids=["cut", "gone"]
)
def test_a_part_that_cannot_be_read_is_told(filled, pattern, damage):
    (file,) = filled[0].glob(pattern)
    damage(file)
    with pytest.raises(InputError, match="damaged") as error:
        load(filled[0])
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("what", ["columns", "endpoints"])
def test_rows_of_another_schema_or_endpoint_list_are_refused_and_read_again(filled, what):
    store, inputs = filled
    file = store / STORE_FILE
    file.write_text(json.dumps(json.loads(file.read_text()) | {what: "before"}))
    with pytest.raises(InputError, match=f"run `mdeanalysis ingest --store {store}`"):
        load(store)
    assert files(ingest(store)) == (0, 1, 0, 0)
    assert_as_loaded(store, inputs)


def test_what_an_older_version_kept_of_inputs_that_are_gone_stays(filled, monkeypatch):
    store, inputs = filled
    (inputs / "PC1.txt").rename(inputs / "PC2.txt")
    more = {**manifest.RAW, "results": (*manifest.RAW["results"], Column("shoe_size", "int", "of its owner"))}
    for module in ("store.manifest", "parts", "reading.files", "reading.columns", "store.opening", "assembly"):
        monkeypatch.setattr(f"mdeanalysis.{module}.RAW", more)
    with pytest.raises(InputError, match="with other columns"):
        load(store)
    assert manifest.columns_digest() != json.loads((store / STORE_FILE).read_text())["columns"]


def test_an_imported_endpoint_list_makes_a_store_be_judged_anew(filled, tmp_path, monkeypatch):
    monkeypatch.setattr(manifest, "stored_text", lambda: "another list")
    with pytest.raises(InputError, match="judged by another endpoint list"):
        load(filled[0])
    assert stored.stored_text() is None


def test_no_path_means_all_that_is_known(filled):
    store, inputs = filled
    write(inputs, {"PC2.txt": PC1.replace("PC1", "PC2")})
    assert files(ingest(store)) == (1, 0, 1, 0)
    assert_as_loaded(store, inputs)


def test_a_store_that_cannot_be_written_is_told(filled, monkeypatch):
    store, inputs = filled
    write(inputs, {"PC2.txt": PC1.replace("PC1", "PC2")})
    before = load(store)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files_of_stores.os, "fsync", full)
    with pytest.raises(OutputError, match="cannot be written: No space left on device; what it had is kept"):
        ingest(store, inputs)
    monkeypatch.undo()
    assert_same(load(store), before)
    assert not list(store.glob("*/.*"))
