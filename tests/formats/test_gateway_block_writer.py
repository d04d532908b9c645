"""The text of the tool for down-level gateways, byte for byte, and that reading it gives back what was written."""

from __future__ import annotations

import pytest
from formats.golden import document
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.formats import gateway_block
from mdeanalysis.formats.gateway_block_writer import (
    RULE,
    TITLE,
    Answered,
    GatewayCheck,
    GatewayFailed,
    Thrown,
    gateway_check_lines,
    write_gateway_check,
)
from mdeanalysis.records import Attempt, Reading

URL = "https://winatp-gw-weu.microsoft.com/commands/test"
NO_NAME = GatewayFailed(URL, "NameResolutionFailure", "The remote name could not be resolved")


def test_a_whole_check_is_printed_byte_for_byte():
    check = GatewayCheck((Answered(URL), NO_NAME), oms_proxy="http://proxy.contoso.com:8080")
    assert write_gateway_check(check) == (
        "###################### Validation of MDE GateWays #################\r\n"
        "Using OMS proxy http://proxy.contoso.com:8080\r\n"
        f"Test URL{URL} : Certificate Issuer is Microsoft Secure Server CA 2011 : Test result is OK\r\n"
        "\r\n"
        "#################################################################\r\n"
        "\n"
        f" Test for URL {URL} is failed ,Error Message : The remote name could not be resolved\r\n"
        "Hresult: -2146233079\r\n"
        "InnerException: \r\n"
        "Data : System.Collections.ListDictionaryInternal+NodeKeyValueCollection\r\n"
        "Data : System.Collections.ListDictionaryInternal\r\n"
        "Secure channel:SecureChannelFailure\r\n"
        "status:NameResolutionFailure\r\n"
        "\n"
        "#################################################################\r\n"
        "#################################################################\r\n"
    )


def test_inside_a_report_every_line_has_the_reports_own_end():
    lines = gateway_check_lines(GatewayCheck((NO_NAME,)))
    assert lines[1:4] == [RULE, "", f" Test for URL {URL} is failed ,Error Message : {NO_NAME.message}"]
    assert lines[-3:] == ["", RULE, RULE]


def test_headers_stand_behind_the_status():
    failed = GatewayFailed(URL, "ProtocolError", "(407)", headers=("Via: 1.1 proxy", "Content-Length: 0"))
    lines = gateway_check_lines(GatewayCheck((failed,)))
    assert lines[9:14] == ["status:ProtocolError", "Response:Via: 1.1 proxy", "Content-Length: 0", "", ""]


def test_without_tls_the_run_stops():
    lines = gateway_check_lines(GatewayCheck(no_tls="No common algorithm"))
    assert lines[:2] == [TITLE, "No common algorithm"]
    assert lines[2].startswith("Environment is not supported, MDE requires TLS 1.2")
    assert lines[-1] == RULE


def test_without_a_list_nothing_else_is_printed():
    assert gateway_check_lines(GatewayCheck(no_list="Could not find file")) == [
        "Could not find file",
        "Please validate that the file endpoints.txt exist in same folder",
    ]


words = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="#<>(（,="), min_size=1, max_size=9)
sentences = st.lists(words, min_size=1, max_size=4).map(" ".join).filter(lambda text: text[0] not in "*>")
urls = st.sampled_from([f"https://winatp-gw-{name}.microsoft.com/commands/test" for name in ("weu", "neu", "cus")])
issuers = st.sampled_from(["Microsoft Secure Server CA 2011", "Contoso Web Gateway CA"]) | sentences
bodies = st.sampled_from(["OK", "", "<html>\n\nfailed\n</html>"])
statuses = st.sampled_from(
    ["NameResolutionFailure", "Timeout", "TrustFailure", "SecureChannelFailure", "ProtocolError"]
)
inner = st.sampled_from(["", "System.Exception: x\n   at System.Net.HttpWebRequest.GetResponse()", "UntrustedRoot"])
headers = st.sampled_from([(), ("Via: 1.1 proxy", "Content-Length: 0")])
messages = sentences | sentences.map(f"({407}) ".__add__)
failures = st.builds(GatewayFailed, urls, statuses, messages, st.integers(-(2**31), 2**31 - 1), inner, headers)
tests = st.lists(st.builds(Answered, urls, issuers, bodies) | failures | st.builds(Thrown, sentences), max_size=5)
checks = st.builds(
    GatewayCheck,
    tests.map(tuple),
    st.sampled_from(["", "http://proxy.contoso.com:8080"]),
    st.sampled_from(["", "No common algorithm"]),
) | st.builds(GatewayCheck, no_list=st.just("Could not find file 'C:\\endpoints.txt'."))


def attempt_of(test: Answered | GatewayFailed, proxy: str) -> Attempt:
    base = Attempt(0, "oms_proxy" if proxy else "agent", "succeeded", proxy or None)
    if isinstance(test, Answered):
        judged = "reached" if test.issuer.startswith("Microsoft") else "tls_inspection"
        return base._replace(message=test.issuer, judged=judged)
    answered = test.status == "ProtocolError" and test.message.startswith("(407)")
    inspected = test.status == "TrustFailure" and test.inner == "UntrustedRoot"
    return base._replace(
        outcome="succeeded" if answered else "failed",
        http_status=407 if answered else None,
        error_code=test.hresult,
        error_function=test.status,
        message=test.message,
        judged="tls_inspection" if inspected else None,
    )


def exceptions(check: GatewayCheck) -> list[str]:
    thrown = [test.message for test in check.tests if isinstance(test, Thrown)]
    return [*thrown, *filter(None, [check.no_tls or check.no_list])]


def marks(check: GatewayCheck) -> set[str]:
    if check.no_tls:
        return {"tls12_missing"}
    return set() if check.tests else {"no_endpoints"}


def read(text: str) -> Reading:
    return gateway_block.parse(document(text))


@settings(max_examples=150, deadline=None)
@given(checks)
def test_reading_what_was_written_gives_it_back(check: GatewayCheck):
    reading = read(write_gateway_check(check))
    gateways = [test for test in check.tests if not isinstance(test, Thrown)]
    assert [block.url for block, _ in reading.blocks] == [test.url for test in gateways]
    assert [block.attempts for block, _ in reading.blocks] == [(attempt_of(t, check.oms_proxy),) for t in gateways]
    assert [setting.address for setting in reading.proxy_settings] == [check.oms_proxy] * bool(check.oms_proxy)
    assert [fact.value for fact in reading.facts if fact.name == "Exception"] == exceptions(check)
    assert reading.marks == marks(check)
    assert (reading.unknown, reading.problems) == (0, [])


@pytest.mark.parametrize("check", [GatewayCheck((Answered(URL), NO_NAME)), GatewayCheck(no_list="x endpoints.txt")])
def test_a_file_and_the_lines_of_a_report_are_read_alike(check: GatewayCheck):
    raw, embedded = read(write_gateway_check(check)), read("\r\n".join(gateway_check_lines(check)) + "\r\n")
    assert (raw.blocks, raw.facts, raw.understood) == (embedded.blocks, embedded.facts, embedded.understood)
