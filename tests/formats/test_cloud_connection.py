"""The agent's connection test: golden pairs, and what single words, lines and endings change."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import cloud_connection, text_report
from mdeanalysis.formats.cloud_words import find_host, outcome_of, reason_of
from mdeanalysis.records import Reading, WorkspaceHost

CASES = cases("cloud_connection")
ID = "dddddddd-0000-0000-0000-000000000001"
OTHER_ID = "dddddddd-0000-0000-0000-000000000002"
START = f"Starting connectivity test for workspace id {ID}\n"
RULE = "Firewall Rule: *.blob.core.windows.net\n"
HOST = "contosoblob.blob.core.windows.net"
HEADER = "################# Connectivity details for OMS  validation  #########\n"
REPORT_RULE = "#" * 74 + "\n"


def read(text: str) -> Reading:
    return cloud_connection.parse(document(text))


def hosts(text: str) -> list[WorkspaceHost]:
    return read(text).workspace_hosts


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_text_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(cloud_connection.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("Connection failed", "failed"),
        ("BLOCKED HOST", "failed"),
        ("unable to reach", "failed"),
        ("Could not connect", "failed"),
        ("couldn’t connect", "failed"),
        ("is not connected", "failed"),
        ("timeout", "failed"),
        ("timed out", "failed"),
        ("unsuccessful", "failed"),
        ("disconnected", "failed"),
        ("unreachable", "failed"),
        ("access denied", "failed"),
        ("succeeded with errors", "failed"),
        ("succeeded", "succeeded"),
        ("Success", "succeeded"),
        ("passed", "succeeded"),
        ("connected", "succeeded"),
        ("OK", "succeeded"),
        ("reachable", "succeeded"),
        ("connecting", "unknown"),
        ("took a while", "unknown"),
        ("notable", "unknown"),
        ("surpassed", "unknown"),
        ("no errors", "unknown"),
        ("0 failures", "unknown"),
        ("Blocked hosts: none", "unknown"),
        ("Errors: 0", "unknown"),
        ("Failed: none", "unknown"),
        ("Errors: 01", "failed"),
        ("10 errors", "failed"),
        ("Blocked hosts: none, errors: 3", "failed"),
        ("no errors, connected", "succeeded"),
        ("failover.contoso.com", "unknown"),
        ("ok.contoso.com refused", "failed"),
    ],
)
def test_words_of_failure_win_unless_they_deny_it(words: str, outcome: str):
    assert outcome_of(words) == outcome


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("The remote name could not be resolved", "dns"),
        ("Name resolution failed", "dns"),
        ("Connection timed out", "timeout"),
        ("No connection: refused", "connect"),
        ("Unable to connect", "connect"),
        ("Unable to connect: (407)", "proxy_auth"),
        ("Proxy authentication failed", "proxy_auth"),
        ("SSL connectivity test failed", "tls"),
        ("certificate error", "tls"),
        ("SSL handshake timed out", "timeout"),
        ("error 14070", "other"),
        ("startling failure", "other"),
        ("Connection failed", "other"),
    ],
)
def test_the_words_of_a_failure_tell_its_reason(words: str, reason: str):
    assert reason_of(words) == reason


def test_only_failing_lines_tell_the_reason():
    (host,) = hosts(f"{START}{RULE}{HOST}:443\nSSL connectivity test succeeded\nConnection failed\n")
    assert (host.outcome, host.reason) == ("failed", "other")


@pytest.mark.parametrize(
    ("text", "host", "port"),
    [
        ("a.contoso.com", "a.contoso.com", None),
        ("https://A.CONTOSO.COM:443/x", "a.contoso.com", 443),
        ("to a.contoso.com.", "a.contoso.com", None),
        ("'a.contoso.com:80'", "a.contoso.com", 80),
        ("a_b-c.contoso.com:65536", "a_b-c.contoso.com", None),
        ("TestCloudConnection.exe a.contoso.com", "a.contoso.com", None),
    ],
    ids=["plain", "url", "sentence", "quoted", "no-port", "behind-a-program"],
)
def test_a_line_names_a_host(text: str, host: str, port: int | None):
    found = find_host(text)
    assert found is not None
    assert (found.host, found.port) == (host, port)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "C:\\Agent\\TestCloudConnection.exe",
            "TESTCLOUDCONNECTION.EXE",
            "*.ods.opinsights.azure.com",
            "10.0.0.7:443",
        ),
        *(
            "System.Net.Sockets.SocketException",
            "ops@contoso.com",
            "version 10.20.18067",
            "1.5ms",
            "host a.b",
            "at x.cs",
        ),
        "System.collections.Generic",
    ],
)
def test_what_only_looks_like_a_host_is_none(text: str):
    assert find_host(text) is None


def test_lines_below_a_host_belong_to_it_until_a_blank_one():
    text = f"{START}{RULE}{HOST}:443\nTCP connected\n\nAll tests passed\n"
    reading = read(text)
    assert [host.message for host in reading.workspace_hosts] == [f"{HOST}:443; TCP connected"]
    assert [(fact.value, fact.line) for fact in reading.facts] == [("All tests passed", 6)]


def test_indented_lines_belong_to_their_host_whatever_they_say():
    (host,) = hosts(f"{START}{RULE}{HOST}:443\n  resolved to 192.0.2.7\n\n  TCP refused\n")
    assert (host.outcome, host.reason) == ("failed", "connect")
    assert host.message == f"{HOST}:443; resolved to 192.0.2.7; TCP refused"


def test_another_line_below_a_host_is_unknown_and_kept_as_evidence():
    reading = read(f"{START}{RULE}{HOST}:443\nLooking around\n")
    assert [host.message for host in reading.workspace_hosts] == [f"{HOST}:443"]
    assert reading.unknown == 1
    assert [(problem.line, problem.kind) for problem in reading.problems] == [(4, "unknown_line")]
    assert "Looking around" in reading.problems[0].reason


@pytest.mark.parametrize("between", ["", "other.blob.core.windows.net: ok\n"], ids=["next", "later"])
def test_a_host_that_is_named_again_is_one_row(between: str):
    rows = hosts(f"{START}{RULE}Testing {HOST}\n{between}{HOST}:443 Connection failed\n")
    assert [(row.port, row.outcome, row.line) for row in rows if row.host == HOST] == [(443, "failed", 3)]


def test_a_host_under_another_rule_workspace_or_port_is_another_row():
    text = f"{START}{RULE}{HOST}:443\n{HOST}:80\nFirewall Rule: *.windows.net\n{HOST}:443\n"
    rows = hosts(text + START.replace(ID, OTHER_ID) + f"{HOST}:443\n")
    assert [(row.workspace_id, row.rule, row.port) for row in rows] == [
        (ID, "*.blob.core.windows.net", 443),
        (ID, "*.blob.core.windows.net", 80),
        (ID, "*.windows.net", 443),
        (OTHER_ID, None, 443),
    ]


def test_a_workspace_is_also_told_by_its_hosts():
    reading = read(
        f"Firewall Rule: *.ods.opinsights.azure.com\n{ID.upper()}.ods.opinsights.azure.com:443 ok\n{HOST}\n"
    )
    assert reading.workspace_ids == [ID]
    assert [host.workspace_id for host in reading.workspace_hosts] == [ID, None]


def test_each_workspace_is_named_once_in_its_order():
    reading = read(f"{START.replace(ID, OTHER_ID)}{START}{ID}.oms.opinsights.azure.com\n{START}")
    assert reading.workspace_ids == [OTHER_ID, ID]


@pytest.mark.parametrize("near", [ID[:-1], ID + "0", "none 1 " + ID], ids=["short", "long", "number-between"])
def test_what_is_no_workspace_opens_none(near: str):
    assert read(f"Starting connectivity test for workspace id {near}\n").workspace_ids == []


def test_a_mail_that_breaks_the_line_before_the_workspace_loses_nothing():
    broken = START.replace("id ", "id\n> ")
    reading = read(f"> {broken}> {RULE}> {HOST}:443\n> Connection failed\n")
    assert (reading.workspace_ids, reading.unknown, reading.understood) == ([ID], 0, 5)
    assert [(host.workspace_id, host.line) for host in reading.workspace_hosts] == [(ID, 4)]


@pytest.mark.parametrize("near", [f"{ID} or so\n", f"x\n{ID}\n", f"{RULE}{ID}\n"], ids=["words", "line", "rule"])
def test_an_id_that_does_not_follow_its_words_opens_no_workspace(near: str):
    assert read(START.replace(f"{ID}\n", f"\n{near}")).workspace_ids == []


def test_a_failure_without_a_host_is_kept_as_a_statement():
    reading = read(START + "Connection failed\n")
    assert (reading.workspace_hosts, reading.unknown) == ([], 0)
    assert [(fact.name, fact.value, fact.line) for fact in reading.facts] == [("Statement", "Connection failed", 2)]


def test_words_behind_a_rule_are_a_statement():
    reading = read(START + RULE.rstrip() + " Connection failed\n" + RULE)
    assert [fact.line for fact in reading.facts] == [2]


def test_inside_a_report_the_test_ends_at_the_next_rule():
    report = "PowerShell Language mode: : FullLanguage\nDevice name: x.contoso.com\n" + HEADER
    test = f"Checking now\n{START}{RULE}{HOST}:443\nConnection failed\n"
    behind = REPORT_RULE + "StatusCode for http://example.com IS : OK\n"
    lines = (report + test + behind).split("\n")
    found = cloud_connection.connections(lines)
    assert [(host.host, host.line) for host in found.hosts] == [(HOST, 6)]
    assert found.unknown == [3]
    assert found.understood == 4
    assert found.rest == [0, 1, 2, 8, 9, 10]


def test_what_stands_behind_a_reports_rule_belongs_to_no_workspace_above_it():
    rows = hosts(f"{START}{RULE}{HOST}:443\n{REPORT_RULE}{RULE}Connection failed\n{HOST}:443\n")
    assert [(row.workspace_id, row.outcome) for row in rows] == [(ID, "unknown"), (None, "unknown")]


def test_only_the_lines_that_were_given_are_looked_at():
    lines = f"{START}{HOST}:443\n{HOST}:80\n".split("\n")
    found = cloud_connection.connections(lines, [0, 2, 3])
    assert [host.port for host in found.hosts] == [80]
    assert found.rest == [3]


def test_lines_count_from_where_the_run_begins_in_its_source():
    reading = cloud_connection.parse(document(START + f"{HOST} ok\nConnection failed?\n\nok\n", first_line=101))
    assert [host.line for host in reading.workspace_hosts] == [102]
    assert [fact.line for fact in reading.facts] == [105]


@pytest.mark.parametrize(
    ("tail", "found", "cut"),
    [
        (f"{HOST}:443\nConnection failed", [(HOST, 443, "failed")], False),
        (f"{HOST}:443 Connection fail", [(HOST, 443, "failed")], False),
        (f"{HOST}:443\nConn", [(HOST, 443, "unknown")], True),
        (f"{HOST}:44", [(HOST, None, "unknown")], True),
        (HOST, [], True),
        ("Firewall Rule: *.blo", [], True),
    ],
    ids=["verdict", "half-word", "word", "port", "host", "rule"],
)
def test_what_ends_the_text_may_be_half(tail: str, found: list[tuple[str, int | None, str]], cut: bool):
    reading = read(START + tail)
    assert [(host.host, host.port, host.outcome) for host in reading.workspace_hosts] == found
    assert ("cut_in_cloud_test" in reading.marks) is cut
    assert [problem.kind for problem in reading.problems] == ["unreadable"] * cut
    assert reading.unknown == 0


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (START, True),
        ("> " + RULE, True),
        (START.upper(), True),
        ("Firewall Rule: allow all\n", False),
        ("See the Firewall Rule: *.blob.core.windows.net\n", False),
        (f"{ID}.ods.opinsights.azure.com:443\nConnection failed\n", False),
    ],
    ids=["workspace", "rule", "capitals", "no-host", "within-a-line", "nothing-of-the-tools"],
)
def test_only_the_tools_own_lines_tell_the_format(text: str, taken: bool):
    assert cloud_connection.matches(document(text)) is taken


def test_a_report_that_holds_the_test_is_still_a_report():
    text = "PowerShell Language mode: : FullLanguage\n" + HEADER + START + RULE
    assert formats.recognise(document(text)) is text_report.FORMAT


PIECES = [START, RULE, HEADER, REPORT_RULE, f"{HOST}:443\n", f"  {HOST} failed\n", "Connection failed\n", "    x\n"]
SMALL = [
    "\n",
    "x\n",
    "> ",
    ">\n",
    "ok",
    HOST,
    "Firewall Rule: ",
    "\x0b\n",
    "#######\n",
    "######x\n",
    "a" * 5000 + "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *SMALL]), max_size=14).map("".join))
def test_no_line_is_lost_or_counted_twice(text: str):
    reading = read(text)
    assert reading.understood + reading.unknown == sum(1 for line in reading.document.lines if line.strip())
    found = cloud_connection.connections(reading.document.lines)
    assert sorted([*found.rest, *found.unknown]) == sorted({*found.rest, *found.unknown})


SIZE = 300_000
HOSTILE = {
    "labels": START + "a." * SIZE,
    "letters": START + "a" * SIZE,
    "lines-of-letters": START + ("a." * 2_000 + "\n") * 200,
    "words": START + ("workspace id " * 300 + "\n") * 100,
    "failures": START + ("fail" * 1_000 + " : \n") * 100,
    "blanks": START + (f"error{' ' * 4_000}x\n") * 100,
    "rules": "Firewall Rule:" + " " * SIZE + "x",
    "quotes": START + "> " * SIZE,
    "hosts": START + f"{HOST}\n" * 5_000,
    "results": START + f"{HOST}\n" + " x\n" * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_more_work_than_its_length_asks_for(text: str):
    """Any quadratic step would take hours here."""
    cloud_connection.matches(document(text))
    assert read(text).unknown <= text.count("\n") + 1
