"""Looking sections up among those read before gives the rows that reading them anew gives."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from formats import golden
from formats.golden import Case, cases
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.demo import write_fleet
from mdeanalysis.formats.text_report.parse import format_of, parse, parse_plainly
from mdeanalysis.formats.text_report.recall import RECALL
from mdeanalysis.formats.text_report.section import Section
from mdeanalysis.formats.text_report.swift import read
from mdeanalysis.identity import gather
from mdeanalysis.intake import Ledger, documents
from mdeanalysis.records import Document, Reading
from mdeanalysis.tables.build import facts_frame
from mdeanalysis.tables.events import events_frame


class Reports(list[Document]):
    """Reports that a failing test does not print."""

    def __repr__(self) -> str:
        return f"<{len(self)} reports>"


def reports(folder: Path) -> Reports:
    """The text reports of a folder."""
    groups = documents([folder], Ledger())
    found = [document for group in groups for document in group.documents]
    return Reports(d for d in found if (f := formats.recognise(d)) and f.name == "modern_text")


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder, 150, 5)
    return reports(folder)


def rows(reading: Reading) -> dict[str, object]:
    """What was read, with the count of all lines and the unknown ones that are kept."""
    return golden.rows(reading) | {"lines": reading.line_count, "samples": reading.samples}


def with_crlf(document: Document) -> Document:
    return dataclasses.replace(document, raw=document.text.replace("\n", "\r\n"))


@pytest.mark.parametrize("case", cases("text_report"), ids=lambda case: case.name)
def test_every_golden_report_reads_alike_with_and_without_memory(case: Case):
    document = with_crlf(case.document)
    expected = rows(parse_plainly(document))
    for _ in ("new", "known"):
        assert rows(parse(document)) == expected
        recalled = read(document)
        assert recalled is None or rows(recalled) == expected


def test_a_fleet_reads_alike_with_and_without_memory(fleet: Reports):
    recalled = [(document, reading) for document in fleet if (reading := read(document))]
    usual = [d for d in fleet if d.raw.endswith("\r\n") and format_of(d) == "modern_text"]
    assert len(recalled) > 0.85 * len(usual)  # the rest is cut, or has the quirks of some editions
    for document, reading in recalled:
        assert rows(reading) == rows(parse_plainly(document))
    for document in fleet:
        assert rows(parse(document)) == rows(parse_plainly(document))


def test_most_sections_of_a_fleet_are_not_read_anew(fleet: Reports, monkeypatch: pytest.MonkeyPatch):
    count = {"read": 0}
    plain = Section.read

    def counted(self: Section, lines: list[str]) -> object:
        count["read"] += 1
        return plain(self, lines)

    RECALL.forget()
    monkeypatch.setattr(Section, "read", counted)
    sections = sum(len(reading.parts) for document in fleet if (reading := read(document)))
    assert count["read"] < 0.25 * sections


def frames(readings: list[Reading]) -> list[list[tuple[object, ...]]]:
    results = [result for number, one in enumerate(readings) for result in gather(str(number), [one])]
    made = (facts_frame(results), events_frame(results))
    return [list(frame.astype("object").where(frame.notna(), None).itertuples(index=False)) for frame in made]


def test_the_tables_of_a_fleet_are_those_of_its_rows(fleet: Reports):
    assert frames(list(map(parse, fleet))) == frames(list(map(parse_plainly, fleet)))
    recalled = [read(document) or parse(document) for document in fleet]
    assert frames(recalled) == frames(list(map(parse_plainly, fleet)))


REPORT = """PowerShell Language mode: : FullLanguage
Script Version: : 08May2024
######## device Info summary ########
Device name: CONTOSO-L01

Important notes:
{0}
######## MDE CommandLine usage information ########
powershell.exe
"""
GUIDS = ("11111111-2222-3333-4444-555555555555", "66666666-2222-3333-4444-555555555555")


@pytest.mark.parametrize(
    "lines",
    [
        "######## Data Collection Registry setting ########\nDataCollection   CommercialId : {0}",
        "######## PROXY SETTINGS ########\nNotes:\nProxy Server(s) :  {0}",
        "2022-04-28 09:56:01Z [Error] Check 132022: failed:\n{0}",
        "The cert issuer for https://example.com is :\nCN={0}",
        "Azure AD Device IDs: {0}",
        "######## metered network check ########\nOptional Sense DeviceTag is: {0}",
        "StatusCode for http://example.com/{0} IS : OK",
        "Nobody knows {0}",
        "AadAccountCache is: \n{0}   Tenant : {0}",
    ],
    ids=["policy", "netsh", "event", "chain", "garbled", "item", "sentence", "unknown", "table"],
)
def test_what_two_devices_have_apart_stays_with_each(lines: str):
    RECALL.forget()
    texts = [REPORT.format(lines.format(guid)).replace("\n", "\r\n") for guid in GUIDS]
    readings = [read(Document("a.txt", text)) for text in texts * 2]
    for reading, text in zip(readings, texts * 2, strict=True):
        assert reading is not None
        assert rows(reading) == rows(parse_plainly(Document("a.txt", text)))


PIECES = [
    "",
    "\r\n",
    "\r",
    "\n",
    " ",
    ":",
    "> ",
    "#",
    "######## PROXY SETTINGS ########\r\n",
    "###### MDE CommandLine usage information ######\r\n",
    "#" * 74 + "\r\n",
    "Device name: CONTOSO-L01\r\n",
    "  Device name: CONTOSO-L02\r\n",
    "Device nme: CONTOSO-L01\r\n",
    "AadAccountCache is: \r\n",
    "11111111-2222-3333-4444-555555555555    Tenant : 11111111-2222-3333-4444-555555555555\r\n",
    "Usn Journal ID : 0x01d9\r\n",
    "PowerShell Language mode: : FullLanguage\r\n",
    "Connectivity output, using psexec -s:\r\n",
    "Proxy config: Method=Direct, address=\r\n",
    "Testing URL : https://example.com/test\r\n",
    "1 - Default",
    "***********\r\n",
    "MDEClientAnalyzer.exe exited on CONTOSO-L01 with error code 0.\r\n",
    "Starting C:\\a.exe on CONTOSO-L01...\r\n",
    "2022-04-28 09:56:01Z [Error] Check 132022: failed: <a href='https://example.com'>x</a>\r\n",
    " 2022-04-28 09:56:01Z [Error] Check 132022: failed\r\n",
    "Curl HTTPS proxy: 10.0.0.6:80\r\n",
    "The cert issuer for https://example.com/test is :\r\n",
    "DataCollection   TelemetryProxyServer : 10.0.0.6:80\r\n",
    "Sense Service Discovered Proxy: Proxy config: Method=Direct, address=\r\n",
    "    Proxy Server(s) :  0x10\r\n",
    "Optional Sense DeviceTag is: False\r\n",
]
edits = st.lists(
    st.tuples(st.integers(0, 400), st.sampled_from([0, 0, 0, 1, 2]), st.integers(0, 60), st.sampled_from(PIECES)),
    min_size=1,
    max_size=4,
)


@settings(max_examples=400, deadline=None)
@given(number=st.integers(0, 400), changes=edits)
def test_an_edited_report_reads_alike_with_and_without_memory(
    fleet: Reports, number: int, changes: list[tuple[int, int, int, str]]
):
    original = fleet[number % len(fleet)]
    lines = original.raw.split("\r\n")
    for place, removed, column, piece in changes:
        at = place % (len(lines) or 1)
        line = "".join(lines[at : at + 1])
        lines[at : at + max(removed, 1)] = [] if removed else [line[:column] + piece + line[column:]]
    document = dataclasses.replace(original, raw="\r\n".join(lines))
    expected = rows(parse_plainly(document))
    for _ in ("new", "known"):
        recalled = read(document)
        assert recalled is None or rows(recalled) == expected
        assert rows(parse(document)) == expected
