"""What decides about a run is a fact with its line too: what PsExec says, a section by its title."""

from __future__ import annotations

import pytest
from builders import report
from formats.golden import document

from mdeanalysis import formats
from mdeanalysis.formats.text_report.titles import TITLES

HEADER = "######################## Auth Root Policies #########################"


def told(text: str, name: str) -> list[tuple[str | None, int]]:
    reading = (formats.readings(document(text)) or [])[0]
    return [(fact.value, fact.line) for fact in reading.facts if fact.name == name]


def line_of(text: str, part: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if part in line)


@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_the_section_on_roots_tells_by_standing_there(ending: str) -> None:
    whole = report(cloud=[HEADER, ""])
    text = whole.replace("\r\n", "\n").replace("\n", ending)
    assert told(text, "Root certificate auto-update") == [("disabled", line_of(text, "Auth Root"))]


def test_without_that_section_nothing_is_said_of_roots() -> None:
    title = HEADER.replace("Auth Root Policies", "Trusted Publishers Policy")
    assert told(report(cloud=[title, ""]), "Root certificate auto-update") == []
    assert "trusted publishers policy" in TITLES


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Couldn't install PSEXESVC service:", "refused"),
        ("You must accept EULA to continue.", "licence terms not accepted"),
        ("Starting C:\\Tools\\MDEClientAnalyzer.exe on PC1...", "started the test"),
        ("MDEClientAnalyzer.exe exited on PC1 with error code 0.", "ended the test"),
    ],
)
def test_what_psexec_says_is_a_fact_with_its_line(line: str, value: str) -> None:
    text = report(cloud=[line, ""])
    assert (value, line_of(text, line)) in told(text, "PsExec")
    paste = f"{line}\nTesting URL : https://a.contoso.com/\n1 - Default proxy: Succeeded (200)\n"
    assert told(paste, "PsExec") == [(value, 1)]
