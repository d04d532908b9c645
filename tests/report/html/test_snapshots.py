"""The sample report reads as it did: `make snapshots` writes what it reads now."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from snapshots import FOLDER, text_of

from mdeanalysis.report.language.catalogue import languages
from mdeanalysis.report.language.codes import HEADINGS
from mdeanalysis.report.part import Basis
from mdeanalysis.report.sections import parts
from mdeanalysis.report.words import ENGLISH, Words

NAMES = [part.name for part in parts()]
#: Columns of sentences that the code itself writes.
SENTENCES = {"advice", "ask", "finding", "message", "named_for", "target", "title", "why"}


@pytest.fixture(scope="module", params=languages())
def basis(request: pytest.FixtureRequest, sample: Basis) -> Basis:
    return replace(sample, words=Words(request.param))


@pytest.mark.parametrize("name", NAMES)
def test_a_section_reads_as_it_did(basis: Basis, name: str) -> None:
    part = next(part for part in parts() if part.name == name)
    file = FOLDER / basis.words.language / f"{name}.txt"
    assert text_of(part, basis) == file.read_text(encoding="utf-8")


def test_no_snapshot_is_left_over() -> None:
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*.txt")}
    assert there == {f"{language}/{name}.txt" for language in languages() for name in NAMES}


def test_every_heading_is_known_to_translators(sample: Basis) -> None:
    shown = {name for part in parts() for table in part.build(sample).tables for name in table.columns}
    named = {key.partition(".")[2] for key in ENGLISH if key.startswith("column.")}
    assert sorted(shown - HEADINGS - named) == []


def test_no_sentence_of_the_sample_is_left_in_english(sample: Basis) -> None:
    french = Words("fr")
    contents = [part.build(sample) for part in parts()]
    told = {
        str(row[name])
        for content in contents
        for table in content.tables
        for row in table.rows
        for name in SENTENCES & row.keys()
        if row.get("rule") not in {"tool_error", "tool_warning"}
    }
    told |= {note for content in contents for note in [*content.notes, *(table.note for table in content.tables)]}
    assert [text for text in sorted(told) if re.search(r"[a-z] [a-z]", text) and not french.knows(text)] == []
