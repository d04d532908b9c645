"""Each mutation does something, keeps what it promises to keep, and the seeds reach each format."""

from __future__ import annotations

from random import Random

import pytest
from fuzz import seeds
from fuzz.mutations import ENCODINGS, MUTATIONS, OF_ARCHIVES, encoding_of, saved, text_of, zipped
from fuzz.targets import targets

from mdeanalysis import formats
from mdeanalysis.intake import decode
from mdeanalysis.intake.archive import is_zip
from mdeanalysis.intake.gzips import is_gzip
from mdeanalysis.records import Document

MODULES = seeds.modules()
every_mutation = pytest.mark.parametrize("name", sorted(MUTATIONS | OF_ARCHIVES))
every_module = pytest.mark.parametrize("module", sorted(MODULES))


def sample(encoding: str = "utf-16-le", mark: bytes = b"\xff\xfe") -> bytes:
    seed = next(seed for seed in seeds.golden("text_report") if seed.name.startswith("e22_"))
    return saved(seed.data.decode("utf-8").replace("\r\n", "\n").replace("\n", "\r\n"), encoding, mark)


def other() -> bytes:
    return seeds.golden("html_report")[0].data


@every_mutation
@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS, ids=str)
def test_a_mutation_changes_its_input(name: str, encoding: str, mark: bytes):
    data, mutation = sample(encoding, mark), (MUTATIONS | OF_ARCHIVES)[name]
    changed = [mutation(data, other(), Random(number)) != data for number in range(40)]
    assert sum(changed) > 20


@every_mutation
@pytest.mark.parametrize("data", [b"", b"x", b"\xff", b"\xff\xfe", b"\n"], ids=repr)
def test_no_file_is_too_small_for_a_mutation(name: str, data: bytes):
    for number in range(40):
        assert isinstance((MUTATIONS | OF_ARCHIVES)[name](data, data, Random(number)), bytes)


@every_mutation
def test_a_mutation_follows_from_its_source_of_chance(name: str):
    mutation = (MUTATIONS | OF_ARCHIVES)[name]
    assert mutation(sample(), other(), Random(7)) == mutation(sample(), other(), Random(7))


def mutated(name: str, number: int = 1) -> bytes:
    return MUTATIONS[name](sample(), other(), Random(number))


def test_a_cut_keeps_the_beginning_and_may_split_a_unit():
    assert sample().startswith(mutated("cut"))
    assert sample().endswith(mutated("cut_head"))
    assert {len(mutated("cut_odd", number)) % 2 for number in range(9)} == {1}


def test_a_splice_begins_as_one_file_and_ends_as_the_other():
    found = {mutated("splice", number)[:2] + mutated("splice", number)[-8:] for number in range(9)}
    assert sample()[:2] + other()[-8:] in found
    assert mutated("append") == sample() + other()


def test_a_text_saved_anew_is_the_same_text():
    encodings = {decode(mutated("save_anew", number)).encoding for number in range(60)}
    assert {"utf-16-le", "utf-16-be", "utf-8"} <= encodings
    for number in range(20):
        assert decode(mutated("save_anew", number)).text == text_of(sample())


def test_a_doubled_mark_stands_where_a_second_file_begins():
    assert any(mutated("double_mark", number).startswith(b"\xff\xfe\xff\xfe") for number in range(9))


@pytest.mark.parametrize("name", ["swap_lines", "repeat", "lose_lines", "quote", "paste", "join_lines", "odd_value"])
def test_a_mutation_of_text_keeps_the_encoding(name: str):
    for number in range(9):
        assert encoding_of(mutated(name, number)) == encoding_of(sample())


def test_swapped_lines_are_the_same_lines():
    assert sorted(text_of(mutated("swap_lines")).split("\r\n")) == sorted(text_of(sample()).split("\r\n"))


def test_a_member_is_mutated_within_its_zip_and_other_files_become_members():
    archive = zipped([("a.txt", sample())])
    inside = [OF_ARCHIVES["within_zip"](archive, other(), Random(number)) for number in range(9)]
    assert all(is_zip(data) and data != archive for data in inside)
    assert is_zip(OF_ARCHIVES["within_zip"](sample(), other(), Random(1)))
    assert is_gzip(OF_ARCHIVES["packed"](archive, b"", Random(1)))


@every_module
def test_the_seeds_of_a_format_reach_it(module: str):
    found = [formats.recognise(Document(seed.name, decode(seed.data).text)) for seed in seeds.golden(module)]
    assert found == [MODULES[module]] * len(found)
    assert len(found) >= 2
    written = [
        formats.recognise(Document(s.name, decode(s.data).text)) for s in map(seeds.as_written, seeds.golden(module))
    ]
    assert written == found


@every_module
def test_a_format_has_a_target_with_seeds_and_words(module: str):
    target = targets()[module]
    assert target.seeds
    assert target.words
    target.check(target.seeds[0])


def test_decoding_and_archives_have_targets_too():
    assert set(targets()) == {"decode", "archive", *MODULES}
    assert any(is_zip(seed) for seed in targets()["archive"].seeds)
    assert any(is_gzip(seed) for seed in targets()["archive"].seeds)
    assert len(seeds.written()) > 5
