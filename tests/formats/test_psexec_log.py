"""PsExec's own log: golden pairs, and what tells it."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis import formats
from mdeanalysis.formats import psexec_log


@pytest.mark.parametrize("case", cases("psexec_log"), ids=lambda case: case.name)
def test_each_log_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(psexec_log.parse(case.document)) == case.expected


def test_another_program_s_end_names_the_host_and_leaves_no_mark():
    reading = psexec_log.parse(document("certutil.exe exited on CONTOSO-WS01 with error code -7.", first_line=3))
    assert (reading.host, reading.marks) == ("CONTOSO-WS01", set())
    assert [(fact.value, fact.line) for fact in reading.facts] == [("-7", 3)]


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("PsExec v2.34 - Execute processes remotely", "x.txt", True),
        ("\r\n Connecting with PsExec service on PC1...", "x.txt", True),
        ("a.exe exited on PC1 with error code 0.", "x.txt", True),
        ("Access is denied.", "PSEXECLOG.TXT", True),
        ("Access is denied.", "x.txt", False),
        ("I ran PsExec v2.34 and nothing came", "x.txt", False),
        ("PsExec.exe : ", "x.txt", False),
        ("he exited on PC1 with a smile", "x.txt", False),
    ],
)
def test_the_log_is_told_by_psexec_s_sentences_or_its_name(text: str, source: str, is_one: bool):
    assert psexec_log.matches(document(text, source)) is is_one


def test_a_url_log_with_psexec_s_words_below_stays_a_url_log():
    text = "Proxy config: Method=Direct, address=\nMDEClientAnalyzer.exe exited on PC1 with error code 0.\n"
    found = formats.recognise(document(text, "URLCheckLog.txt"))
    assert found is not None
    assert found.name == "url_block"
