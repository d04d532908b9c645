"""dsregcmd's output: golden pairs, the device's name, and what tells the file."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import dsregcmd, side_file


@pytest.mark.parametrize("case", cases("dsregcmd"), ids=lambda case: case.name)
def test_each_output_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(dsregcmd.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("   Server Time : 2024-05-21 12:06:40.123 UTC", "2024-05-21 12:06:40.123 UTC"),
        ("Access Type : DIRECT : twice", "DIRECT : twice"),
        ("KeySignTest : ", None),
        ("| Device State : x |", ...),
        ("AzureAdJoined: YES", ...),
        ("{ \"a\" : 1 }", ...),
        (f"{'a' * 70} : too long", ...),
        (f"Long : {'a' * side_file.LONGEST_LINE}", ...),
    ],
    ids=["time", "two-colons", "nothing", "box", "no-blank", "json", "long-name", "long-line"],
)  # fmt: skip
def test_a_name_and_its_value_stand_around_a_blank_and_a_colon(line: str, value: object):
    facts = dsregcmd.parse(document(line, "dsregcmd.txt")).facts
    assert [fact.value for fact in facts] == ([] if value is ... else [value])


def test_a_name_that_comes_again_keeps_its_first_value():
    facts = dsregcmd.parse(document("DeviceId : 1\nDeviceId : 2\n", first_line=5)).facts
    assert [(fact.value, fact.line) for fact in facts] == [("1", 5)]


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("DeviceName : PC1\nDevice Name : pc2.example.com", "PC1"),
        ("Device Name : pc2.example.com", "pc2"),
        ("DeviceName :\nDevice Name : pc2", "pc2"),
        ("DomainName : CONTOSO", None),
    ],
)
def test_the_device_s_name_is_the_host_s(text: str, host: str | None):
    assert dsregcmd.parse(document(text)).host == host


def test_lines_beyond_any_real_output_are_not_read():
    facts = dsregcmd.parse(document("x\n" * side_file.MOST_LINES + "DeviceId : 1")).facts
    assert facts == []


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("\n\n   AzureAdJoined : YES\n", "x.txt", True),
        ("x\r\nAzureAdJoined : NO", "x.txt", True),
        ("whatever", "a.zip!SystemInfoLogs/DSREGCMD.txt.gz", True),
        ("whatever", "dsregcmd.txt.old", False),
        ("Azure AD Joined: YES", "x.txt", False),
        ("see AzureAdJoined : YES", "x.txt", False),
        ("AzureAdJoined is YES", "x.txt", False),
    ],
)
def test_the_output_is_told_by_its_first_state_or_its_name(text: str, source: str, is_one: bool):
    assert dsregcmd.matches(document(text, source)) is is_one
