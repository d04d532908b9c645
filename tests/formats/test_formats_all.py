"""What every format promises: a sample that it reads, golden pairs, and no claim on the inputs of others."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules
from textwrap import dedent
from types import ModuleType

import pytest
from formats.golden import DATA, Case, cases, document

from mdeanalysis import formats
from mdeanalysis.records import Document, Reading

MODULES = [import_module(f"mdeanalysis.formats.{module.name}") for module in iter_modules(formats.__path__)]
FORMATS = [module for module in MODULES if hasattr(module, "FORMAT")]
CASES = [case for module in FORMATS for case in cases(module.__name__.rsplit(".", 1)[1])]
every_format = pytest.mark.parametrize("module", FORMATS, ids=lambda module: module.FORMAT.name)
every_case = pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.format}-{case.name}")


def short_name(module: ModuleType) -> str:
    return module.__name__.rsplit(".", 1)[1]


def sample(module: ModuleType) -> Document:
    """The indented text behind the line of the docstring that begins with `Sample`."""
    text = re.search(r"^Sample\b[^\n]*:\n\n((?:(?:    [^\n]*)?\n)+)", (module.__doc__ or "") + "\n", re.MULTILINE)
    assert text, "the docstring shows no sample"
    return document(dedent(text[1]), "sample.txt")


def count(reading: Reading) -> int:
    return sum(len(table) for name, table in vars(reading).items() if isinstance(table, list) and name != "problems")


@every_format
def test_the_docstring_shows_a_sample_that_the_format_takes_and_reads(module: ModuleType):
    text = sample(module)
    assert module.FORMAT.matches(text)
    assert formats.recognise(text) is module.FORMAT
    assert count(module.FORMAT.parse(text)) > 0


@every_format
def test_each_format_has_golden_pairs(module: ModuleType):
    assert len(cases(short_name(module))) >= 2


def test_every_golden_pair_is_whole():
    folders = [DATA / short_name(module) for module in FORMATS]
    stems = [
        path.name.removesuffix(".expected.json") for folder in folders for path in folder.glob("*.expected.json")
    ]
    inputs = [path.stem for folder in folders for path in folder.iterdir() if ".expected." not in path.name]
    assert sorted(stems) == sorted(inputs)


@every_case
def test_each_golden_input_is_recognised_as_its_own_format(case: Case):
    found = formats.recognise(case.document)
    assert found is not None
    assert found is import_module(f"mdeanalysis.formats.{case.format}").FORMAT


@every_case
def test_no_format_raises_on_the_inputs_of_another(case: Case):
    for format_ in formats.formats():
        reading = format_.parse(case.document)
        assert reading.document is case.document or reading.document == case.document
        assert "internal" not in {problem.kind for problem in formats.read(case.document, format_).problems}


def test_formats_come_in_their_order_and_under_different_names():
    found = formats.formats()
    assert [format_.order for format_ in found] == sorted({format_.order for format_ in found})
    assert len({format_.name for format_ in found}) == len(found) == len(FORMATS)


@pytest.mark.parametrize(
    "text", ["", "\n", "Dear all,\nplease see the report.\n", "{}", "<html></html>", "a,b\n1,2\n"]
)
def test_a_foreign_text_is_no_format(text: str):
    assert formats.recognise(document(text, "notes.txt")) is None
