"""What holds for any input, however damaged: nothing raises, nothing is lost, every row has its evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from formats.golden import rows
from fuzz.evidence import MARKUP, REACH, SEVERAL, Place, misplaced, states
from pandas.testing import assert_frame_equal

from mdeanalysis import formats
from mdeanalysis.formats import runs, text_report
from mdeanalysis.formats.text_report import swift
from mdeanalysis.formats.text_report.parse import parse_plainly
from mdeanalysis.intake import Group, Ledger, decode, documents
from mdeanalysis.loading import Fleet, load
from mdeanalysis.pipeline import Batch
from mdeanalysis.records import Document, Fact, Format, Reading
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import NOT_READ, PROBLEM_KINDS


def check_decode(data: bytes, name: str = "") -> str:
    """Any bytes have one text, without marks and NULs, that can be written down."""
    decoded = decode(data, name)
    assert decoded == decode(data, name)
    assert "\0" not in decoded.text
    assert "\ufeff" not in decoded.text
    decoded.text.encode("utf-8")
    assert len(decoded.text) <= len(data)
    if data.isascii() and b"\0" not in data and not _has_controls(data):
        assert decoded.text == data.decode("ascii")
        assert decoded.encoding == "utf-8"
    return decoded.text


def _has_controls(data: bytes) -> bool:
    return any(byte < 32 and byte not in b"\t\r\n" for byte in data)


def check_format(format_: Format, document: Document) -> None:
    """A format reads any text, whether it claims it or not."""
    format_.matches(document)
    for run in runs.split(document):
        check_reading(format_.parse(run), run)


def check_tables(document: Document) -> None:
    """What a document says becomes a result and its tables."""
    found = Batch()
    found.add(Group("", [document], True, []))
    found.tables()


def check_reading(reading: Reading, document: Document) -> None:
    """Every line is accounted for, problems and rows lie in their lines."""
    assert reading.understood >= 0
    assert reading.unknown >= 0
    assert reading.skipped >= 0
    if reading.formats[0] != "onboarding_json":
        lines = sum(1 for line in document.lines if line.strip())
        counted = reading.understood, reading.unknown, reading.skipped
        assert sum(counted) == lines, (counted, lines)
    first, size = document.first_line, len(document.lines)
    for problem in reading.problems:
        assert first <= (problem.line or first) < first + size, problem
        assert problem.kind in PROBLEM_KINDS
    wrong = list(misplaced(document, reading))
    assert wrong == []
    check_letters(reading)


def check_letters(reading: Reading) -> None:
    """What rows state can be written down: no NULs, no halves of letters."""
    tries = [attempt for block, _ in reading.blocks for attempt in block.attempts]
    for row in (*reading.facts, *reading.events, *reading.workspace_hosts, *reading.proxy_settings, *tries):
        for value in row:
            if isinstance(value, str):
                assert "\0" not in value
                value.encode("utf-8")


def check_document(document: Document) -> None:
    """What a document says is the same with and without memory, and stands in its lines."""
    for reading in formats.readings(document) or []:
        assert "internal" not in {problem.kind for problem in reading.problems}, reading.problems
    format_ = formats.recognise(document)
    if format_:
        for run in runs.split(document):
            check_reading(formats.read(run, format_), run)
    if format_ and format_.parse is text_report.FORMAT.parse:
        check_memory(document)


def check_memory(document: Document) -> None:
    """The fast ways to read a report give the rows of the plain one."""
    recalled = swift.read(document)
    if recalled is not None:
        assert len(runs.split(document)) == 1
        assert rows(recalled) == rows(parse_plainly(document))
    for run in runs.split(document):
        expected = rows(parse_plainly(run))
        assert rows(text_report.FORMAT.parse(run)) == expected


def check_archive(data: bytes) -> list[Document]:
    """Any bytes from standard input end as documents or problems, and each is counted."""
    ledger = Ledger()
    groups = list(documents(["-"], ledger, io.BytesIO(data)))
    check_ledger(ledger)
    again = list(documents(["-"], Ledger(), io.BytesIO(data)))
    assert groups == again
    found = [document for group in groups for document in group.documents]
    problems = [problem for group in groups for problem in group.problems]
    assert found or problems
    assert {problem.kind for problem in problems} <= set(PROBLEM_KINDS)
    assert len({document.source for document in found}) == len(found)
    return found


def check_ledger(ledger: Ledger) -> None:
    """Every file is one of those read, archives, side files, foreign or failed."""
    parts = ledger.read + ledger.archives + ledger.side + ledger.foreign + ledger.failed
    assert ledger.seen == parts, ledger


def check_load(path: Path) -> Fleet:
    """A PATH loads, whatever lies there, to the same tables each time; their rows stand where they say."""
    ledger = Ledger()
    fleet = load(path, ledger=ledger)
    check_ledger(ledger)
    check_equal(fleet, load(path))
    check_lines(fleet, path)
    check_unknown(fleet)
    return fleet


def check_equal(fleet: Fleet, other: Fleet) -> None:
    """All tables are alike."""
    for name in TABLES:
        assert_frame_equal(fleet.tables[name], other.tables[name], obj=name)


def check_unknown(fleet: Fleet) -> None:
    """What is unknown is <NA>, never an empty text."""
    empty = [
        (name, column.name)
        for name in TABLES
        for column in TABLES[name].columns
        if column.kind in ("category", "text") and (fleet.tables[name][column.name] == "").any()
    ]
    assert empty == [], empty


def check_lines(fleet: Fleet, path: Path) -> None:
    """The lines that rows and problems name exist, and hold what URLs, facts and events state."""
    found = {document.source: document for group in documents([path], Ledger()) for document in group.documents}
    places = {source: Place(document, _is_markup(document)) for source, document in found.items()}
    for row in _rows(fleet.problems):
        if not pd.isna(row.line):
            assert 1 <= row.line <= len(places[row.source].lines), row
    for row in _rows(fleet.attempts):
        place, several = places[row.source], REACH if row.method in SEVERAL else 1
        assert place.text(row.line), row
        assert pd.isna(row.http_status) or place.has_number(row.line, row.http_status, several), row
    for row in _rows(fleet.urls):
        assert places[row.source].holds(row.line, row.url), row
    for row in _rows(fleet.events):
        assert places[row.source].has_number(row.line, row.event_id), row
    for row in _rows(fleet.facts):
        value = None if pd.isna(row.value) else row.value
        assert states(places[row.source], Fact(row.section, row.name, value, None, row.line)), row


def _rows(frame: pd.DataFrame) -> Iterator[object]:
    return frame.itertuples(index=False)


def _is_markup(document: Document) -> bool:
    format_ = formats.recognise(document)
    return format_ is not None and format_.name in MARKUP


def expected_status(fleet: Fleet) -> int:
    """The exit status that the contract gives to what was loaded."""
    if fleet.results.empty and fleet.problems.empty:
        return 1
    if fleet.problems["kind"].isin(NOT_READ).any():
        return 4
    return 3 if (fleet.devices["state"] == "failed").any() else 0
