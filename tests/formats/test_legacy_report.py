"""The report of 2018 to 2021: golden pairs, and what tells it from later reports and from bare blocks."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis import formats
from mdeanalysis.formats import legacy_report

URL = "Testing URL : https://winatp-gw-weu.microsoft.com/test\n"
NAME = "Device name: CONTOSO-WS003\n"
CONFIG = "Proxy config: Method=Direct, address=\n"
MODE = "PowerShell Language mode: : FullLanguage\n"
FIRST_HEADER = "######## device Info summary ########\n"
HEADER = "########## PROXY SETTINGS ##########\n"
OLD, NEW, RENAMED = "MDATPClientAnalyzerResult.txt", "MDEClientAnalyzer.txt", "MDEClientAnalyzerResult.txt"


@pytest.mark.parametrize("case", cases("legacy_report"), ids=lambda case: case.name)
def test_each_report_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(legacy_report.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("text", "name", "format_"),
    [
        (NAME + URL, NEW, "legacy_text"),
        ("> " + NAME + "> " + URL, "mail.txt", "legacy_text"),
        ("Sense version: 10.6700\n" + URL, "a.txt", "legacy_text"),
        ("Sense version: False\n" + URL, "a.txt", "url_block"),
        (URL, OLD, "legacy_text"),
        (URL, RENAMED, "legacy_text"),
        (URL, "mdatpclientanalyzer.txt.gz", "legacy_text"),
        (HEADER + URL, OLD, "legacy_text"),
        (CONFIG + URL, OLD, "legacy_text"),
        (URL, NEW, "url_block"),
        (URL, "MDATP-notes.txt", "url_block"),
        (HEADER + URL, NEW, "modern_text"),
        (NAME + CONFIG + URL, NEW, "modern_text"),
        (MODE + NAME + URL, OLD, "modern_text"),
        (FIRST_HEADER + NAME + URL, OLD, "modern_text"),
        (HEADER, OLD, "modern_text"),
        (NAME, OLD, None),
        ("<MDEResults>\n" + NAME + URL, "a.txt", "xml"),
    ],
)
def test_old_and_new_reports_are_told_apart(text: str, name: str, format_: str | None):
    found = formats.recognise(document(text, name))
    assert (found and found.name) == format_
    assert sum(f.matches(document(text, name)) for f in formats.formats() if f.name.endswith("_text")) <= 1


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("[Error] Certificate is not trusted", "Error", "Certificate is not trusted"),
        ("2019-11-05 10:11:12Z [Warning] MDATP is old", "Warning", "MDATP is old"),
        ("2019-11-05 10:11:12 [Informational] Fine", "Informational", "Fine"),
    ],
)
def test_an_event_without_id_is_a_fact(line: str, name: str, value: str):
    reading = legacy_report.parse(document(f"{URL}{line}\n"))
    assert [(fact.name, fact.value, fact.line) for fact in reading.facts] == [(name, value, 2)]
    assert reading.events == []


def test_an_event_with_id_stays_an_event():
    reading = legacy_report.parse(document(f"{URL}2019-11-05 10:11:12Z [Error] Check 132021: No URL answered.\n"))
    assert [event.event_id for event in reading.events] == [132021]


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("Running the MDATP client analyzer", 0),
        ("WDATP service found", 0),
        ("Windows Defender ATP is there", 0),
        ("MDATPX", 1),
        ("Running the analyzer", 1),
        ("[Critical] Oh no", 1),
    ],
)
def test_sentences_about_the_old_product_are_understood(line: str, unknown: int):
    assert legacy_report.parse(document(f"{URL}{line}\n")).unknown == unknown


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        (NAME + URL + "1 - Default proxy: Succeeded (200)\n", 1),
        ("".join(f"{n} - {label}: Doesn't exist\n" for n, label in ((4, "Named proxy"),)), 0),
        (f"{NAME}a sentence about MDATP\n", 0),
        (f"{NAME}a sentence about MDATP", 1),
    ],
    ids=["rows-missing", "no-url", "whole", "half-line"],
)
def test_the_missing_last_section_is_no_cut_but_half_a_line_or_missing_rows_are(text: str, problems: int):
    reading = legacy_report.parse(document(text))
    assert sum(problem.kind == "unreadable" for problem in reading.problems) == problems
