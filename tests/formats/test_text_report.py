"""The text report: golden pairs, and what decides about single lines."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import text_report
from mdeanalysis.records import Reading


def parse(text: str, **place: object) -> Reading:
    return text_report.parse(document(text, **place))  # type: ignore[arg-type]


def stated(reading: Reading, name: str) -> list[str | None]:
    return [fact.value for fact in reading.facts if fact.name == name]


@pytest.mark.parametrize("case", cases("text_report"), ids=lambda case: case.name)
def test_each_report_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(text_report.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("Script Version: : 28042022", "Script Version", "28042022"),
        ("Device name: CONTOSO-L01", "Device name", "CONTOSO-L01"),
        ("device NAME:  CONTOSO-L01 ", "Device name", "CONTOSO-L01"),
        ("Device ID: False", "Device ID", None),
        ("Organization Id: ", "Organization Id", None),
        ("Curl ALL proxy: ::1", "Curl ALL proxy", "::1"),
        ("Azure Resource Id: a: b: c", "Azure Resource Id", "a: b: c"),
        ("SQM Machine Identifier from registry is:  {A}", "SQM Machine Identifier from registry is", "{A}"),
        ("OS Environment is  supported: 6.3", "OS Environment is supported", "6.3"),
        ("Anti-Spoofing capability Deployed: NO", "Anti-Spoofing capability deployed", "NO"),
        ("Sense service discovered proxy: x", "Sense Service Discovered Proxy", "x"),
        ("Sense srvice Statvs: Running", "Sense service Status", "Running"),
    ],
)
def test_an_item_is_split_behind_its_display_name(line: str, name: str, value: str | None):
    reading = parse(f"a\n{line}\n")
    assert [(fact.name, fact.value, fact.line) for fact in reading.facts] == [(name, value, 2)]


@pytest.mark.parametrize(
    "line", ["Sense srvice Statvz: Running", "Dev nam: CONTOSO", "Device name CONTOSO", "Colour: red"]
)
def test_a_line_with_no_known_display_name_states_nothing(line: str):
    reading = parse(f"{line}\n")
    assert reading.facts == []
    assert reading.unknown == 1


@pytest.mark.parametrize(
    "half",
    [
        "OS build number: Microsoft Windows NT 10.0.1",
        "Sense srvice Statvs: Run",
        "Firewall: WSC_SECURITY_PROVIDER_HEALTH_GOO",
        "Could not connect to Host: client.wns.windows.com on Port: 44",
        "StatusCode for http://ctldl.windowsupdate.com/a.cab IS : O",
        "ASR rule 'Block process creations originating from PSExec and WMI commands' exists in block mode, but",
        "2022-04-28 09:56:01Z [Warning] EDRCloud 131001: No out",
        "Sense Service Discovered Proxy: Proxy config: Method=NamedWinHttp, address=10.0.0.6:80",
        "Device is: not onboarded",
    ],
)
def test_what_the_last_line_states_is_not_kept_where_the_text_ends_within_it(half: str):
    reading = parse(f"Script Version: : 28042022\n{half}")
    assert [fact.name for fact in reading.facts] == ["Script Version"]
    assert (reading.events, reading.proxy_settings, reading.proxy_method) == ([], [], None)
    assert reading.marks == {"cut_in_test"}
    assert (reading.understood, reading.unknown) == (2, 0)
    assert len(parse(f"{half}\n").facts) + len(parse(f"{half}\n").events) == 1


def test_the_last_line_of_a_whole_report_needs_no_line_end():
    reading = parse("###### MDE CommandLine usage information ######\nDevice name: CONTOSO-L01")
    assert stated(reading, "Device name") == ["CONTOSO-L01"]
    assert reading.problems == []


@pytest.mark.parametrize(
    ("line", "is_title"),
    [
        ("###### PROXY SETTINGS ######", True),
        ("  ######  proxy   settings", True),
        ("> ###### PROXY SETTINGS ##", True),
        ("##### PROXY SETTINGS #####", False),
        ("######PROXY SETTINGS######", False),
        ("x ###### PROXY SETTINGS ######", False),
        ("###### PROXY SETTING ######", False),
    ],
)
def test_a_report_is_told_by_a_header_whatever_its_hashes(line: str, is_title: bool):
    assert text_report.matches(document(line + "\n")) is is_title


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("PowerShell Language mode: : FullLanguage\n", True),
        ("Device name: CONTOSO-L01\nProxy config: x\nTesting URL : https://example.com/test\n", True),
        ("Device name: CONTOSO-L01\nTesting URL : https://example.com/test\n", False),
        ("Device name: CONTOSO-L01\nProxy config: x\n", False),
        ("Device name: CONTOSO-L01\n", False),
        ("Testing URL : https://example.com/test\n", False),
        ("<MDEResults>\nPowerShell Language mode: : x\n", False),
        ("", False),
    ],
    ids=["mode", "name-and-whole-block", "name-and-url", "name-and-config", "name", "url", "xml", "empty"],
)
def test_a_report_is_told_by_its_content(text: str, is_one: bool):
    assert text_report.matches(document(text)) is is_one


def test_a_half_line_that_nobody_knows_is_a_cut_and_no_unknown_line():
    reading = parse("Script Version: : 28042022\nDefender AV Platf")
    assert [problem.kind for problem in reading.problems] == ["unreadable"]
    assert reading.unknown == 0
    assert [problem.kind for problem in parse("Defender AV Platf\n").problems] == ["unknown_line"]


def test_the_table_behind_the_account_cache_belongs_to_it_up_to_the_next_item_header_or_event():
    table = "AadAccountCache is: \n    Hive: HKEY\nx   Version : 1\nVersion : 1\nanything at all\n"
    event = "2024-05-21 14:06:41Z [Warning] a 121040: An odd state.\n"
    assert stated(parse(f"{table}Version: 2\n"), "Version") == ["2"]
    assert parse(f"{table}Version: 2\n").unknown == 0
    for end in (event + "Sense GroupIds: x\n", "###### VDI\n", "Sense GroupIds: x\n"):
        assert parse(f"{table}{end}strange\n").unknown == 1


def test_a_report_of_the_second_run_that_ends_behind_a_block_is_cut():
    block = "Testing URL : https://example.com/test\n" + "".join(
        f"{label}: Doesn't exist\n"
        for label in (
            "1 - Default proxy",
            "2 - Proxy auto discovery (WPAD)",
            "3 - Proxy disabled",
            "4 - Named proxy",
            "5 - Command line proxy",
        )
    )
    text = f"PowerShell Language mode: : FullLanguage\nDevice name: CONTOSO-L01\n{block}"
    assert "cut_in_test" in parse(text, first_line=500).marks
    assert "cut_in_test" not in parse(text + "Connecting to local system...\n", first_line=500).marks


def test_the_discovered_proxy_of_2024_is_a_setting_where_the_test_did_not_run():
    reading = parse("Sense Service Discovered Proxy: Proxy config: Method=AutoDetectWPAD, address=10.0.0.6:8080\n")
    assert reading.proxy_method == "wpad"
    assert [(s.scope, s.kind, s.address) for s in reading.proxy_settings] == [
        ("discovered", "auto_detect", "10.0.0.6:8080")
    ]


def test_a_down_level_report_is_told_by_its_own_lines():
    assert parse("OS Environment is  supported: 6.3\n").formats == ("downlevel_text",)
    assert parse("OMS channel: Passed validation\n").formats == ("downlevel_text",)
    assert parse("Important notes:\nOMS channel: Not tested\n").formats == ("modern_text",)


def test_unknown_lines_are_one_problem_a_section_that_quotes_the_first():
    reading = parse(
        "strange\nstranger\n###### PROXY  SETTINGS ######\n###### VDI information ######\n", first_line=10
    )
    assert [(p.line, p.kind) for p in reading.problems] == [(10, "unknown_line")]
    assert "2 lines" in reading.problems[0].reason
    assert "strange" in reading.problems[0].reason
    assert "stranger" not in reading.problems[0].reason
