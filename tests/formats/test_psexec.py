"""What PsExec writes around the test: noise, refusals, the host's name."""

from __future__ import annotations

import pytest
from formats.golden import document

from mdeanalysis.formats import psexec
from mdeanalysis.records import Reading


def understand(line: str) -> Reading | None:
    reading = Reading(document(line), ("url_block",))
    return reading if psexec.understand(line, reading, 7) else None


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Connecting to local system...", "psexec_said"),
        ("> > Connecting to local system...", "psexec_said"),
        ("Starting PSEXESVC service on local system...", "psexec_said"),
        ("Copying authentication key to CONTOSO-L01...", "psexec_said"),
        ("Connecting with PsExec service on CONTOSO-L01...", "psexec_said"),
        ("PsExec v2.34 - Execute processes remotely", "psexec_said"),
        ("Copyright (C) 2001-2021 A. Person", "psexec_said"),
        ("Sysinternals - www.sysinternals.com", "psexec_said"),
        ("Starting C:\\My Tools\\MDEClientAnalyzer.exe on CONTOSO-L01...", "psexec_started"),
        ("MDEClientAnalyzer.exe exited on CONTOSO-L01 with error code 0.", "psexec_finished"),
        ("MDEClientAnalyzer.exe exited on CONTOSO-L01 with error code -1073741510.", "psexec_finished"),
        ("Couldn't install PSEXESVC service:", "no_psexec"),
        ("Couldn’t install PSEXESVC service:", "no_psexec"),
        ("Access is denied.", "no_psexec"),
        ("PsExec could not start C:\\Tools\\MDEClientAnalyzer.exe on CONTOSO-L01:", "no_psexec"),
        ("Error establishing communication with PsExec service on CONTOSO-L01:", "no_psexec"),
        ("This is the first run of this program. You must accept EULA to continue.", "eula"),
        ("SYSINTERNALS SOFTWARE LICENSE TERMS", "eula"),
    ],
)
def test_each_line_of_psexec_leaves_its_mark(line: str, mark: str):
    reading = understand(line)
    assert reading is not None
    assert reading.marks == {mark}


@pytest.mark.parametrize(
    "line",
    [
        "Starting netsh trace",
        "+     & $psexec -accepteula -s -nobanner",
        "Device EULALIA-PC",
        "it exited on its own",
        "the word Access is denied. in a sentence",
        "Connecting to the proxy",
        "",
    ],
)
def test_no_other_line_is_psexecs(line: str):
    assert understand(line) is None


def test_the_end_of_the_tool_names_the_host():
    reading = understand("  MDEClientAnalyzer.exe exited on contoso-l01.contoso.com with error code 0.")
    assert reading is not None
    assert reading.host == "contoso-l01.contoso.com"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Starting certutil.exe on CONTOSO-WS1...", "psexec_started"),
        ("certutil.exe exited on CONTOSO-WS1 with error code 0.", "psexec_finished"),
    ],
)
def test_another_program_under_psexec_says_nothing_of_the_url_test(line: str, mark: str):
    other, checker = understand(line), understand(line.replace("certutil", "MDEClientAnalyzer"))
    assert other is not None
    assert mark not in other.marks
    assert checker is not None
    assert mark in checker.marks
