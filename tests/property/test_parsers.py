"""What holds for any text: nothing raises, every line is accounted for, a cut loses nothing and invents nothing."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, plain, values
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import onboarding, runs, text_report, url_block, xml_report
from mdeanalysis.formats.url_block_writer import (
    CheckedUrl,
    ExceptionThrown,
    Failed,
    InvalidProxy,
    NotConfigured,
    PinFailed,
    Succeeded,
    TlsFailed,
    UrlCheck,
    write_url_check,
)
from mdeanalysis.records import Attempt, Document, ProxySetting, Reading, UrlBlock

few = settings(max_examples=60, deadline=None)
LINES = [
    "PowerShell Language mode: : FullLanguage",
    "######## device Info summary ########",
    "#### x",
    "########################### PROXY SETTINGS ################################",
    "#################### Data Collection Registry setting #####################",
    "######## Connectivity Check for Live Response URL ########",
    "######## MDE CommandLine usage information ########",
    "Device name: CONTOSO-L01",
    "Device nme: CONTOSO-L01",
    "AadAccountCache is: ",
    "Connectivity output, using psexec -s:",
    "Proxy config: Method=Direct, address=",
    "Testing URL : https://example.com/test",
    "Testing URL: https://example.com/test\tNoPinning",
    "1 - Default proxy: Succeeded (200)",
    "3 - Proxy disabled: Failed (12007",
    "4.1 - Named proxy ( 10.0.0.6:80): Failed (12002: WinHttpSendRequest: 12002: x)",
    "Connecting to local system...",
    "MDEClientAnalyzer.exe exited on CONTOSO-L01 with error code 0.",
    "2022-04-28 09:56:01Z [Error] Check 132022: failed: <a href='https://example.com'>x</a>",
    "The detected proxy settings in current user path (HKCU) are :  10.0.0.6:80",
    "ProxyEnable is set to :  1",
    "Proxy setting detected via bitsadmin: Proxy usage: MANUAL list: a:80",
    "    Proxy Server(s) :  10.0.0.6:80",
    "DataCollection   TelemetryProxyServer : 10.0.0.6:80",
    "Could not connect to Host: example.com on Port: 443",
    "<MDEResults>",
    '<a displayName="Device name"><value>x</value></a>',
    '<event id="131015"><check>x</check></event>',
    "</MDEResults>",
    '{"vortexGeoLocation":"EU"}',
    "*" * 68 + " ",
    "***",
    ">",
    "> > ",
    "",
    " ",
    "\x0b",
]
noise = st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]), max_size=60)
texts = st.lists(st.sampled_from(LINES) | noise, max_size=30).map("\n".join)


def read_all(text: str) -> list[Reading]:
    """What every format and every run of the text gives."""
    whole = document(text)
    parts = runs.split(whole)
    return [format_.parse(part) for format_ in formats.formats() for part in (whole, *parts)]


def not_blank(part: Document) -> int:
    return sum(1 for line in part.lines if line.strip())


@few
@given(texts)
def test_no_text_makes_a_format_raise_or_lose_a_line(text: str):
    for format_ in formats.formats():
        format_.matches(document(text))
    for reading in read_all(text):
        assert reading.understood + reading.unknown + reading.skipped == not_blank(reading.document)
        assert len(reading.samples) <= reading.unknown
        first, size = reading.document.first_line, len(reading.document.lines)
        assert all(first <= (problem.line or first) < first + size for problem in reading.problems)


@few
@given(texts)
def test_the_runs_of_a_text_are_the_text(text: str):
    parts = runs.split(document(text))
    assert "".join(part.text for part in parts) == text
    for part in parts:
        assert text.split("\n")[part.first_line - 1].startswith(part.lines[0])


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
answers = st.one_of(
    st.builds(Succeeded, st.integers(100, 599)),
    st.builds(Failed, st.integers(0, 20000), words, st.sampled_from(["WinHttpSendRequest", "WinHttpReadData"])),
    st.builds(
        TlsFailed, st.lists(st.sampled_from(["INVALID_CA", "CERT_CN_INVALID"]), max_size=2, unique=True).map(tuple)
    ),
    st.builds(PinFailed, st.integers(0, 2**32 - 1), words),
    st.just(ExceptionThrown()),
)
no_proxy = st.just(NotConfigured())
tries = st.tuples(answers, answers, answers, answers | no_proxy | st.just(InvalidProxy()), no_proxy)
urls = st.sampled_from(["https://example.com/a", "https://example.com/b", "http://example.net/c"])
checks = st.builds(
    UrlCheck,
    st.sampled_from(["Unknown", "Direct", "NamedWinHttp", "TelemetryProxyServer", "AutoDetectWPAD"]),
    st.sampled_from(["", "10.0.0.6:8080"]),
    st.lists(st.builds(CheckedUrl, urls, st.booleans(), tries), min_size=1, max_size=4).map(tuple),
    st.just("10.0.0.6:8080"),
)


@few
@given(checks)
def test_both_ways_to_read_a_written_block_agree(check: UrlCheck):
    written = document(write_url_check(check))
    exact = url_block.exact(written)
    assert exact is not None
    assert plain(exact) == plain(url_block.tolerant(written))


pieces = st.sampled_from(
    ["", "\n", "*", "1", ":", " - ", "> ", "Testing URL : ", "(", "x", *(line + "\n" for line in LINES)]
)
edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 90), pieces), min_size=1, max_size=3)


@settings(max_examples=150, deadline=None)
@given(checks, edits)
def test_both_ways_to_read_an_edited_block_agree(check: UrlCheck, changes: list[tuple[float, int, str]]):
    text = write_url_check(check).replace("\r\n", "\n")
    for place, length, piece in changes:
        at = int(place * len(text))
        text = text[:at] + piece + text[at + length :]
    exact = url_block.exact(document(text))
    assert exact is None or plain(exact) == plain(url_block.tolerant(document(text)))


WHOLE = [case for case in cases("url_block") if not case.name.startswith("cut_")]
#: A gateway's failure has lines below its URL that are no rows, and what it says may come before it.
REPORTS = [case for case in cases("text_report") if not case.name.startswith(("cut_", "f3_"))]


def known(attempt: Attempt) -> tuple[object, ...]:
    """What a row states before its message."""
    return (
        attempt.method,
        attempt.outcome,
        attempt.http_status,
        attempt.error_code,
        attempt.proxy_address,
        attempt.offset,
    )


def is_part_of(block: UrlBlock, whole: UrlBlock) -> bool:
    pairs = zip(block.attempts, whole.attempts, strict=True)
    return block.url == whole.url and all(a.outcome == "missing" or known(a) == known(b) for a, b in pairs)


def check_blocks(cut: Reading, whole: Reading, last_line: int) -> None:
    full = {line: block for block, line in whole.blocks}
    is_whole = {line: values(block) == values(full[line]) for block, line in cut.blocks}
    for block, line in cut.blocks:
        assert is_whole[line] or (line == cut.blocks[-1][1] and is_part_of(block, full[line]))
    complete = [line for block, line in whole.blocks if line + max(a.offset for a in block.attempts) < last_line]
    assert [line for _, line in cut.blocks if is_whole[line]][: len(complete)] == complete


def without_rest(setting: ProxySetting) -> ProxySetting:
    return setting._replace(bypass=None, enabled=None)


def check_rows(cut: Reading, whole: Reading, last_line: int) -> None:
    assert set(cut.facts) <= set(whole.facts)
    assert [f for f in whole.facts if f.line < last_line] == [f for f in cut.facts if f.line < last_line]
    assert set(map(without_rest, cut.proxy_settings)) <= set(map(without_rest, whole.proxy_settings))
    assert cut.events[:-1] == whole.events[: max(len(cut.events) - 1, 0)]
    assert len(cut.events) >= sum(event.line < last_line for event in whole.events)
    for event, full in zip(cut.events[-1:], whole.events[len(cut.events) - 1 :], strict=False):
        assert (full.text or "").startswith(event.text or "")
        assert event._replace(text=None, urls=None) == full._replace(text=None, urls=None)


@pytest.mark.parametrize("case", WHOLE + REPORTS, ids=lambda case: f"{case.format}-{case.name}")
@settings(max_examples=25, deadline=None)
@given(place=st.floats(0, 1))
def test_a_cut_loses_nothing_before_it_and_invents_nothing(case: Case, place: float):
    parse = text_report.parse if case.format == "text_report" else url_block.parse
    text = case.document.text[: int(place * len(case.document.text))]
    cut, whole = parse(document(text)), parse(case.document)
    last_line = text.count("\n") + 1
    check_blocks(cut, whole, last_line)
    check_rows(cut, whole, last_line)
    assert cut.understood + cut.unknown == not_blank(cut.document)


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1))
def test_a_cut_xml_report_keeps_what_is_complete(place: float):
    case = next(case for case in cases("xml_report") if case.name == "e22")
    text = case.document.text[: int(place * len(case.document.text))]
    cut, whole = xml_report.parse(document(text)), xml_report.parse(case.document)
    assert cut.facts == whole.facts[: len(cut.facts)]
    assert cut.events == whole.events[: len(cut.events)]
    assert len(cut.facts) >= text.count("</value>") - 1
    assert len(cut.events) == text.count("</event>")


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 150))
def test_a_cut_onboarding_body_states_nothing(length: int):
    case = next(case for case in cases("onboarding") if case.name == "current")
    assert onboarding.parse(document(case.document.text[:length])).facts == []


SIZE = 1_000_000
BITS = "Proxy setting detected via bitsadmin: Proxy usage: MANUAL "
PROXIES = "######## PROXY SETTINGS ########\n"
HOSTILE = {
    "blanks": " " * SIZE + "x",
    "digits": "1" * SIZE,
    "parentheses": "(" * SIZE,
    "quotes": "> " * SIZE + "x",
    "stars": "*" * SIZE + "x",
    "hashes": "#" * SIZE + " x",
    "title-of-blanks": "###### a" + " " * SIZE + "b",
    "title-of-hashes": "###### a" + "#" * SIZE + "b",
    "row-of-blanks": "1 - Default proxy" + " " * SIZE + ": Succeeded (200)",
    "row-of-parentheses": "4 - Named proxy ( " + ")" * SIZE,
    "rows": "1 - Pr0xy disabled\n" * 4_000,
    "urls": "Testimg URLs : http://\n" * 4_000,
    "starting": "Starting " + "a" * SIZE,
    "starting-on": "Starting " + " on ..." * (SIZE // 7),
    "exited": "a" * SIZE + " exited on",
    "event": "2022-04-28 09:56:01Z [Error] " + " 123456" * (SIZE // 7),
    "anchors": "2022-04-28 09:56:01Z [Error] a 132022: " + "<a href='" * (SIZE // 9),
    "breaks": "2022-04-28 09:56:01Z [Error] a 132022: " + "<br" * (SIZE // 3),
    "item": "Device name" + " " * SIZE + ":",
    "policy": "######## Data Collection Registry setting ########\nDataCollection"
    + " " * SIZE
    + "A"
    + " " * SIZE
    + "b",
    "bitsadmin": PROXIES + BITS + "a" * SIZE,
    "bitsadmin-list": PROXIES + BITS + "list:" * (SIZE // 5) + " " * SIZE,
    "netsh": PROXIES + "x: " + "a" * SIZE + "\ny: " + "a;" * (SIZE // 2) + "/",
    "configs": "Testing URL : https://example.com/a\n" + "Proxy config:\n" * (SIZE // 400),
    "health": "A" * SIZE + ": WSC_SECURITY_PROVIDER_HEALTH",
    "statuses": "StatusCode for " + "a" * SIZE,
    "xml": "<MDEResults>" + "<a>" * (SIZE // 3),
    "xml-attribute": '<MDEResults><a displayName="' + "a" * SIZE + '"/></MDEResults>',
    "json": '{"vortexGeoLocation":' + "[" * (SIZE - 100),
}


@pytest.mark.parametrize("tail", ["", "\n"], ids=["cut", "whole"])
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_more_work_than_its_length_asks_for(text: str, tail: str):
    """Any quadratic step would take hours here."""
    head = "Proxy config: Method=Direct, address=\nTesting URL : https://example.com/test\n"
    for format_ in formats.formats():
        format_.matches(document(text + tail))
        format_.matches(document(head + text + tail))
    read_all(text + tail)
    assert url_block.parse(document(head + text + tail)).blocks or not tail
