"""Gateway tests of down-level Windows: golden pairs, and what a single line, ending or neighbour changes."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis import formats
from mdeanalysis.formats import gateway_block, text_report
from mdeanalysis.records import Attempt, Reading

CASES = cases("gateway_block")
TITLE = "###################### Validation of MDE GateWays #################\n"
RULE = "#" * 65 + "\n"
REPORT_RULE = "#" * 74 + "\n"
HEADER = "######## Connectivity details for Command and Control  validation  #######\n"
URL = "https://winatp-gw-weu.microsoft.com/commands/test"
OTHER = "https://winatp-gw-neu.microsoft.com/commands/test"


def ok(url: str = URL, issuer: str = "Microsoft Secure Server CA 2011", body: str = "OK") -> str:
    return f"Test URL{url} : Certificate Issuer is {issuer} : Test result is {body}\n\n"


def failed(
    url: str = OTHER, status: str = "Timeout", message: str = "The operation has timed out", **more: str
) -> str:
    return (
        f"{RULE}\n Test for URL {url} is failed ,Error Message : {message}\n"
        f"Hresult: -2146233079\nInnerException: {more.get('inner', '')}\nData : a\nData : b\n"
        f"Secure channel:SecureChannelFailure\nstatus:{status}\n{more.get('behind', '')}\n{RULE}"
    )


def read(text: str, name: str = "MDEClientAnalyzer.txt") -> Reading:
    return gateway_block.parse(document(text, name))


def tries(reading: Reading) -> list[Attempt]:
    return [attempt for block, _ in reading.blocks for attempt in block.attempts]


def outcomes(reading: Reading) -> list[str]:
    return [attempt.outcome for attempt in tries(reading)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_text_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(gateway_block.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("issuer", "outcome", "judged", "message"),
    [
        ("Microsoft IT TLS CA 4", "succeeded", "reached", "Microsoft IT TLS CA 4"),
        ("Contoso Microsoft CA", "succeeded", "tls_inspection", "Contoso Microsoft CA"),
        ("DigiCert SHA2 Secure Server CA", "succeeded", "tls_inspection", "DigiCert SHA2 Secure Server CA"),
        (
            "CN=Microsoft Azure TLS Issuing CA 01, O=Microsoft",
            "succeeded",
            "reached",
            "Microsoft Azure TLS Issuing CA 01",
        ),
        ("O=Microsoft, CN=Contoso Proxy", "succeeded", "tls_inspection", "Contoso Proxy"),
        ("", "unknown", None, "Certificate Issuer is  : Test result is OK"),
    ],
    ids=["microsoft", "named-like", "digicert", "whole-name", "foreign-whole-name", "none"],
)
def test_who_issued_the_certificate_decides_what_an_answer_means(
    issuer: str, outcome: str, judged: str | None, message: str
):
    expected = Attempt(0, "agent", outcome, message=message, judged=judged)
    assert tries(read(TITLE + ok(issuer=issuer) + RULE)) == [expected]


@pytest.mark.parametrize(
    ("status", "message", "outcome", "http"),
    [
        (
            "ProtocolError",
            "The remote server returned an error: (407) Proxy Authentication Required.",
            "succeeded",
            407,
        ),
        ("ProtocolError", "Le serveur distant a retourné une erreur : (403) Interdit.", "succeeded", 403),
        ("ProtocolError", "远程服务器返回错误:（502）错误的网关。", "succeeded", 502),
        ("ProtocolError", "An error (4070)", "failed", None),
        ("ProtocolError", "An error 407", "failed", None),
        ("ReceiveFailure", "The connection was closed: (407) Proxy Authentication Required.", "failed", None),
        ("ConnectFailure", "Unable to connect", "failed", None),
    ],
    ids=["proxy", "french", "wide-parentheses", "longer-number", "bare-number", "another-status", "no-answer"],
)
def test_a_protocol_error_is_an_answer_where_its_message_has_a_status(
    status: str, message: str, outcome: str, http: int | None
):
    (attempt,) = tries(read(TITLE + failed(status=status, message=message) + RULE))
    assert (attempt.outcome, attempt.http_status) == (outcome, http)
    assert (attempt.error_code, attempt.error_function, attempt.message) == (-2146233079, status, message)


@pytest.mark.parametrize(
    ("status", "inner", "judged"),
    [
        ("TrustFailure", "The certificate is invalid: UntrustedRoot", "tls_inspection"),
        ("TrustFailure", "AuthenticationException: PartialChain\n   at System.Net.Security", "tls_inspection"),
        ("TrustFailure", "0x800B0109", "tls_inspection"),
        ("TrustFailure", "error -2146762487", "tls_inspection"),
        ("TrustFailure", "error -21467624870", None),
        ("TrustFailure", "The remote certificate is invalid according to the validation procedure.", None),
        ("SecureChannelFailure", "The certificate is invalid: UntrustedRoot", None),
    ],
    ids=["root", "chain", "number", "signed-number", "another-number", "untold", "another-status"],
)
def test_a_failure_of_trust_is_inspection_where_the_chain_says_so(status: str, inner: str, judged: str | None):
    (attempt,) = tries(read(TITLE + failed(status=status, inner=inner) + RULE))
    assert (attempt.outcome, attempt.judged) == ("failed", judged)


def test_the_line_about_the_secure_channel_says_nothing_and_the_status_does():
    (attempt,) = tries(read(TITLE + failed(status="NameResolutionFailure") + RULE))
    assert attempt.error_function == "NameResolutionFailure"


@pytest.mark.parametrize("minus", ["-", "\u2212"])
def test_a_number_has_the_minus_of_its_culture(minus: str):
    (attempt,) = tries(read(TITLE + failed().replace("-2146233079", f"{minus}2146233079") + RULE))
    assert attempt.error_code == -2146233079


def test_the_agents_proxy_is_the_method_of_what_stands_below_it():
    text = TITLE + "Using OMS proxy http://proxy.contoso.com:8080\n" + ok() + RULE + TITLE + ok(OTHER) + RULE
    reading = read(text)
    assert [(a.method, a.proxy_address) for a in tries(reading)] == [
        ("oms_proxy", "http://proxy.contoso.com:8080"),
        ("agent", None),
    ]
    assert [(s.scope, s.kind, s.address, s.line) for s in reading.proxy_settings] == [
        ("oms", "static", "http://proxy.contoso.com:8080", 2)
    ]


def test_lines_count_from_where_the_run_begins_in_its_source():
    reading = gateway_block.parse(document(TITLE + "boom\n" + ok() + RULE, first_line=101))
    assert [line for _, line in reading.blocks] == [103]
    assert [fact.line for fact in reading.facts] == [102]


def test_blocks_of_equal_text_are_one_object():
    first, second = (read(TITLE + ok() + RULE).blocks[0][0] for _ in range(2))
    assert first is second


def test_the_test_of_the_interactive_user_has_its_own_context():
    assert read(TITLE + ok() + RULE, "MDEClientAnalyzer_User.txt").context == "user"
    assert read(TITLE + ok() + RULE).context == "system"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TITLE + ok(), ["succeeded"]),
        (TITLE + ok() + failed(), ["succeeded", "failed"]),
        (TITLE + ok() + REPORT_RULE, ["succeeded"]),
        (TITLE + f"Test URL{URL} : Certificate Iss\n" + REPORT_RULE, ["missing"]),
        (TITLE + f"Test URL{URL} : Certificate Iss\n", ["missing"]),
        (TITLE + f"Test URL{URL} :", ["missing"]),
        (TITLE + f"Test URL{URL}", []),
        (TITLE + failed().partition("status")[0], ["missing"]),
        (TITLE + failed().partition("Timeout")[0] + "Time", ["missing"]),
        (f"{RULE}\n Test for URL {URL} is fai", ["missing"]),
        (f"{RULE}\n Test for URL {URL}", []),
        (TITLE, []),
        (TITLE + ok() + RULE[:40], ["succeeded"]),
        (TITLE + ok() + RULE[:4], ["succeeded"]),
        (TITLE + ok() + "Test UR", ["succeeded"]),
        (ok() + "Test UR", ["succeeded"]),
        (TITLE + failed() + RULE + "\n Te", ["failed"]),
        (TITLE + RULE + "\n Test for URL ht", []),
        (TITLE + "Using OMS proxy http://pro", []),
    ],
    ids=[
        *(
            "last-rule",
            "last-rule-behind-a-failure",
            "reports-rule",
            "issuer-in-a-report",
            "issuer",
            "behind-the-url",
        ),
        *(
            "url",
            "before-the-status",
            "status",
            "failure-label",
            "failure-url",
            "title",
            "rule",
            "beginning-of-a-rule",
            "label",
            "label-alone",
            "label-behind-two-rules",
            "first-failure",
            "proxy",
        ),
    ],
)
def test_a_text_that_ends_too_early_is_cut_off(text: str, expected: list[str]):
    reading = read(text)
    assert outcomes(reading) == expected
    assert "cut_in_test" in reading.marks
    assert [problem.kind for problem in reading.problems] == ["unreadable"]
    assert reading.proxy_settings == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TITLE + ok() + RULE, ["succeeded"]),
        (TITLE + ok() + RULE.strip(), ["succeeded"]),
        (TITLE + ok() + failed() + RULE, ["succeeded", "failed"]),
        (ok(), ["succeeded"]),
        (ok().strip(), ["succeeded"]),
        (failed().partition("Timeout")[0] + "Timeout", ["failed"]),
        (TITLE + failed().partition("status")[0] + RULE + ok() + RULE, ["failed", "succeeded"]),
        (TITLE + f"Test URL{URL} : Certificate Iss\n" + ok(OTHER) + RULE, ["unknown", "succeeded"]),
    ],
    ids=["whole", "no-line-end", "failure", "line-alone", "no-line-end-alone", "status", "no-status", "no-issuer"],
)
def test_a_whole_text_is_not_cut_off(text: str, expected: list[str]):
    reading = read(text)
    assert outcomes(reading) == expected
    assert "cut_in_test" not in reading.marks
    assert reading.problems == []


def test_lines_of_a_body_are_understood_and_no_rows():
    body = "<html>\n\nThe test failed for URL https://example.com\n\n</html>"
    reading = read(TITLE + ok(body=body) + ok(OTHER) + RULE)
    assert outcomes(reading) == ["succeeded", "succeeded"]
    assert reading.unknown == 0
    assert reading.facts == []


def test_headers_of_an_answer_are_understood_and_no_rows():
    behind = 'Response:Status: 407\nstatus:x\n\n  Extra details:\n    Key: "a"      Value: b\n'
    reading = read(failed(behind=behind) + ok())
    assert [attempt.error_function for attempt in tries(reading)] == ["Timeout", None]
    assert reading.unknown == 0


def test_a_failure_goes_on_to_its_status_whatever_its_exception_says():
    reading = read(failed(inner="a\n\n\nb").partition("status")[0] + "status:Timeout\n\nRegards\n")
    assert [attempt.error_function for attempt in tries(reading)] == ["Timeout"]
    assert reading.unknown == 1


def test_what_a_mail_says_behind_a_gateway_is_no_body():
    reading = read(ok() + "Dear all\n\n" + ok(OTHER) + "Regards\n")
    assert outcomes(reading) == ["succeeded", "succeeded"]
    assert reading.unknown == 2


def test_text_behind_the_last_rule_is_unknown():
    reading = read(TITLE + ok() + RULE + "Regards\n")
    assert reading.unknown == 1
    assert reading.facts == []


@pytest.mark.parametrize("mark", ["> ", "> > ", "    ", "\t", ">"])
def test_quotes_and_indents_change_nothing(mark: str):
    text = TITLE + "boom\n" + ok() + failed() + RULE
    plain, quoted = read(text), read("".join(mark + line for line in text.splitlines(keepends=True)))
    assert (quoted.blocks, quoted.facts, quoted.marks) == (plain.blocks, plain.facts, plain.marks)


def test_only_a_stop_for_want_of_tls_says_so():
    stop = "Environment is not supported, MDE requires TLS 1.2 , install\n* KB3154518\n"
    reading = read(TITLE + ok() + "No common algorithm\n" + stop + RULE)
    assert reading.marks == {"tls12_missing"}
    assert [(fact.name, fact.value, fact.line) for fact in reading.facts] == [
        ("Exception", "No common algorithm", 4),
        ("Environment is not supported", "MDE requires TLS 1.2 , install", 5),
    ]
    assert reading.unknown == 0
    assert "tls12_missing" not in read(TITLE + ok() + "Environment is not supported: 6.1\n" + RULE).marks
    assert "tls12_missing" not in read(ok() + RULE + stop).marks


def test_a_missing_list_is_no_cut():
    reading = read(TITLE + "Not there\nPlease validate that the file endpoints.txt exist in same folder\n")
    assert reading.marks == {"no_endpoints"}
    assert [fact.value for fact in reading.facts] == ["Not there"]


def test_a_foreign_line_above_the_complaint_is_not_its_message():
    reading = read("Dear all\nPlease validate that the file endpoints.txt exist in same folder\n")
    assert (reading.facts, reading.unknown) == ([], 1)


def test_inside_a_report_only_the_tests_own_lines_are_taken():
    report = (
        "PowerShell Language mode: : FullLanguage\nOS Environment is  supported: 6.3\n" + REPORT_RULE + "\n" + HEADER
    )
    test = TITLE + ok() + failed() + RULE
    behind = REPORT_RULE + "\n################# Connectivity details for OMS  validation  #########\nbody\n"
    lines = (report + test + behind).split("\n")
    found = gateway_block.gateways(lines)
    first, last = report.count("\n"), (report + test).count("\n")
    assert [lines[index] for _, index in found.blocks] == [ok().split("\n")[0], failed().split("\n")[2]]
    assert [i for i in found.rest if lines[i]] == [i for i in range(len(lines)) if lines[i] and not first <= i < last]
    assert found.understood == sum(1 for line in lines[first:last] if line)
    assert found.marks == set()


def test_only_the_lines_that_were_given_are_looked_at():
    lines = (ok() + ok(OTHER)).split("\n")
    found = gateway_block.gateways(lines, [1, 2, 3])
    assert [index for _, index in found.blocks] == [2]
    assert found.rest == [1, 3]


def test_output_without_a_title_belongs_to_the_test_where_the_report_says_so():
    found = gateway_block.gateways((HEADER + "Unhandled exception\n" + REPORT_RULE + "Device name: x\n").split("\n"))
    assert found.exceptions == [("Unhandled exception", 1)]
    found = gateway_block.gateways((HEADER + "cut off here\n").split("\n"))
    assert found.exceptions == []


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        (TITLE, True),
        ("> " + ok(), True),
        (failed(), True),
        ("Please validate that the file endpoints.txt exist in same folder\n", True),
        ("Test URL of the proxy\n", False),
        ("See: " + ok(), False),
        ("Test for URL filtering\n", False),
        ("Validation of MDE GateWays is due\n", False),
    ],
    ids=["title", "quoted", "failure", "no-list", "words", "within-a-line", "filtering", "sentence"],
)
def test_only_the_tools_own_lines_tell_the_format(text: str, taken: bool):
    assert gateway_block.matches(document(text)) is taken


def test_a_report_that_holds_the_test_is_still_a_report():
    text = "PowerShell Language mode: : FullLanguage\n" + HEADER + TITLE + ok() + RULE
    assert formats.recognise(document(text)) is text_report.FORMAT
    block = "Testing URL : https://example.com/test\n1 - Default proxy: Succeeded (200)\n"
    recognised = formats.recognise(document(block + TITLE + ok() + RULE))
    assert recognised is not None
    assert recognised.name == "url_block"


PIECES = [TITLE, RULE, REPORT_RULE, HEADER, ok(), ok(issuer=""), failed(), *failed().splitlines(keepends=True)]
SMALL = ["\n", "> ", "x\n", "Using OMS proxy http://p:1\n", "Test URL", "status:Timeout\n", "#", "* KB\n", ">\n"]
TLS = ["Environment is not supported, MDE requires TLS\n", "Please validate that the file endpoints.txt exist\n"]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *SMALL, *TLS]), max_size=14).map("".join))
def test_no_line_is_lost_or_counted_twice(text: str):
    reading = read(text)
    assert reading.understood + reading.unknown == sum(1 for line in reading.document.lines if line.strip())
    lines = [line for _, line in reading.blocks]
    assert lines == sorted(set(lines))


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1))
def test_a_cut_loses_nothing_before_it_and_invents_nothing(place: float):
    case = next(case for case in CASES if case.name == "failures")
    text = case.document.text[: int(place * len(case.document.text))]
    cut, whole = gateway_block.parse(document(text)), gateway_block.parse(case.document)
    full = {line: block for block, line in whole.blocks}
    for block, line in cut.blocks:
        assert block.url == full[line].url
        assert block is full[line] or block.attempts[0].outcome == "missing"
    assert all(block is full[line] for block, line in cut.blocks[:-1])
    whole_rule = text.rstrip().endswith(RULE.strip())  # the next failure's first rule looks like the test's last one
    assert "cut_in_test" in cut.marks or whole_rule or "GateWays" not in text


SIZE = 300_000
HOSTILE = {
    "issuer": "Test URLhttps://x : Certificate Issuer is " + " : " * SIZE,
    "url": "Test URLhttps://" + "x" * SIZE,
    "message": RULE + "\nTest for URL https://x is failed ,Error Message : " + "(4" * SIZE,
    "title": "#" * SIZE + " Validation of MDE GateWays " + "#" * SIZE + "x",
    "failures": f"Test for URL {URL} is failed\n" * 5_000,
    "blank-lines": TITLE + ok() + "\n" * SIZE,
    "rules": TITLE + RULE * 5_000,
    "exceptions": TITLE + "x\n" * SIZE + RULE,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_more_work_than_its_length_asks_for(text: str):
    """Any quadratic step would take hours here."""
    gateway_block.matches(document(text))
    assert read(text).unknown <= text.count("\n") + 1
