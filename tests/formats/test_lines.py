"""Every line of a document is accounted for, and the first that nobody understood are kept."""

from __future__ import annotations

import pytest
from builders import GATEWAY, block, report, url_check
from formats.golden import DATA, cases, document

from mdeanalysis import formats
from mdeanalysis.formats import dsregcmd, onboarding, side_file
from mdeanalysis.formats.lines import QUOTED, SAMPLES
from mdeanalysis.records import Document, Format, Reading, Sample

CASES = [case for folder in sorted(DATA.iterdir()) for case in cases(folder.name)]
ODD = "=== what is this ==="


def only(text: str, name: str = "a.txt") -> Reading:
    readings = formats.readings(document(text, name))
    assert readings is not None
    assert len(readings) == 1
    return readings[0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.format}-{case.name}")
def test_the_lines_of_every_golden_input_are_understood_unknown_skipped_or_blank(case):
    lines = case.document.text.split("\n")
    filled = [line for line in lines if line.strip()]
    readings = formats.readings(case.document)
    assert readings is not None
    assert sum(r.understood + r.unknown + r.skipped for r in readings) == len(filled)
    assert sum(r.line_count for r in readings) == len(lines) - (lines[-1] == "")
    for reading in readings:
        assert min(reading.unknown, 1) <= len(reading.samples) <= min(reading.unknown, SAMPLES)
        for line, text in reading.samples:
            assert text.removesuffix("…") in lines[line - 1] or case.format in {
                "xml_report",
                "html_report",
                "xmde_xml",
            }


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("a", 1), ("a\n", 1), ("a\n\n", 2), ("\n", 1), ("a\r\nb\rc\nd", 4), ("a\r\n", 1)]
)
def test_behind_the_last_line_end_begins_no_line(text: str, count: int):
    assert Document("a.txt", text).line_count == count


def test_blanks_alone_fill_no_line():
    assert document("a\n \t\n\x0b\n> \n").filled == 2


def test_the_first_unknown_lines_are_kept_with_their_numbers():
    text = url_check(block(GATEWAY)) + "".join(f"odd {n}\n" for n in range(SAMPLES + 3))
    reading = only(text)
    first = text.split("\n").index("odd 0") + 1
    assert reading.unknown == SAMPLES + 3
    assert reading.samples == [Sample(first + n, f"odd {n}") for n in range(SAMPLES)]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["read-line-by-line", "looked-up"])
def test_unknown_lines_of_a_report_are_kept_across_its_sections(end: str):
    odd = [f"{ODD} {n}" for n in range(SAMPLES)]
    text = report(block(GATEWAY), cloud=odd).replace("\n", end)
    lines = text.split(end)
    for _ in ("new", "known"):
        readings = formats.readings(Document("a.txt", text))
        assert readings is not None
        assert readings[0].samples == [Sample(lines.index(line) + 1, line) for line in odd]


def test_lines_of_a_later_run_have_their_numbers_in_the_file():
    run = url_check(block(GATEWAY), ODD)
    readings = formats.readings(document(run + run))
    assert readings is not None
    numbers = [n for n, line in enumerate((run + run).split("\n"), start=1) if line == ODD]
    assert [sample.line for reading in readings for sample in reading.samples] == numbers


def test_a_long_line_is_kept_by_its_beginning():
    reading = only(url_check(block(GATEWAY)) + "odd " * 100)
    assert reading.samples[0].text == ("odd " * 100)[:QUOTED] + "…"


def test_an_event_without_a_number_is_a_sample():
    page = '<MDEResults>\n<events>\n<event id="x1"><check>c</check></event>\n</events>\n</MDEResults>\n'
    assert only(page).samples == [Sample(3, "an event with the id 'x1'")]


def test_lines_that_a_side_format_does_not_look_at_are_skipped(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(side_file, "MOST_LINES", 3)
    text = f"AzureAdJoined : YES\n{'x' * (side_file.LONGEST_LINE + 1)}\n\nA : 1\nB : 2\n"
    reading = dsregcmd.parse(document(text))
    assert (reading.understood, reading.unknown, reading.skipped) == (1, 0, 3)


def test_a_broken_body_is_skipped_as_a_whole():
    reading = onboarding.parse(document('{"vortexGeoLocation":"EU",\n"x"\n'))
    assert (reading.understood, reading.skipped) == (0, 2)


def test_a_bug_in_a_format_skips_the_document():
    def parse(_: Document) -> Reading:
        raise KeyError("made up")

    reading = formats.read(document("a\n\nb\n"), Format("x", "made-up text", 1, lambda _: True, parse))
    assert (reading.understood, reading.skipped, reading.problems[0].kind) == (0, 2, "internal")
