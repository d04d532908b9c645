"""The connectivity test of Linux and macOS: golden pairs, what each answer means, and what a cut leaves."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.formats import mdatp_test
from mdeanalysis.records import Attempt, Reading

URL = "https://x.cp.wd.microsoft.com/api/report"
ROW = f"Testing connection with {URL} ..."


def parse(text: str, source: str = "paste.txt", first_line: int = 1) -> Reading:
    return mdatp_test.parse(document(text, source, first_line))


def only_try(text: str) -> Attempt:
    ((block, _),) = parse(text).blocks
    assert (block.url, block.pinned, len(block.attempts)) == (URL, False, 1)
    return block.attempts[0]


@pytest.mark.parametrize("case", cases("mdatp_test"), ids=lambda case: case.name)
def test_each_text_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(mdatp_test.parse(case.document)) == case.expected


@pytest.mark.parametrize("status", ["OK", " OK ", "ok"])
def test_ok_is_reached_without_a_status(status: str):
    assert only_try(f"{ROW} [{status}]\n") == Attempt(0, "agent", "succeeded", judged="reached")


@pytest.mark.parametrize("status", ["ERROR", "FAILED", "NOT OK", "OK?", "200", "Fehler", ""])
def test_any_other_word_is_a_failure_that_keeps_it(status: str):
    expected = Attempt(0, "agent", "failed", message=status or None, judged="other")
    assert only_try(f"{ROW} [{status}]\n") == expected


@pytest.mark.parametrize(
    ("line", "judged"),
    [
        ("SSL cert issue", "tls"),
        ("Request timeout", "timeout"),
        ("Request general issue", "other"),
        ("response None", "other"),
        ("something new", "other"),
        ("curl: (6) Could not resolve host: x.cp.wd.microsoft.com", "dns"),
        ("curl: (5) Could not resolve proxy: proxy.contoso.com", "dns"),
        ("curl: (7) Failed to connect", "connect"),
        ("Curl error 28", "timeout"),
        ("curl error: 35", "tls"),
        ("curl failed with error code 60", "tls"),
        ("curl -4 https://x.cp.wd.microsoft.com", "other"),
        ("curl error code: (60) SSL certificate problem", "tls"),
        ("CURLcode 56", "reset"),
        ("curl: (52) Empty reply from server", "other"),
        ("curl 7.58.0", "other"),
        ("curl: (356) x", "other"),
    ],
)
def test_the_line_below_says_why_it_failed(line: str, judged: str):
    expected = Attempt(0, "agent", "failed", message=f"ERROR: {line}", judged=judged)
    assert only_try(f"{ROW} [ERROR]\n\t{line}\n") == expected


@pytest.mark.parametrize("code", [200, 403, 404, 407, 502])
def test_an_answer_that_the_analyzer_does_not_expect_is_an_answer(code: int):
    expected = Attempt(0, "agent", "succeeded", http_status=code, message=f"ERROR: response {code}")
    assert only_try(f"{ROW} [ERROR]\n\t response {code}\n") == expected


def test_ok_stays_reached_whatever_its_status_is():
    expected = Attempt(0, "agent", "succeeded", http_status=404, judged="reached")
    assert only_try(f"{ROW} [OK]\n\t response 404\n") == expected


@pytest.mark.parametrize(
    ("text", "message", "judged"),
    [
        (f"{ROW} [ERROR: curl: (60) SSL certificate problem]\n", "ERROR: curl: (60) SSL certificate problem", "tls"),
        (f"{ROW} [ERROR] Request timeout\n", "ERROR: Request timeout", "timeout"),
        (f"{ROW} [ERROR [curl error 7] again]\n", "ERROR [curl error 7] again", "connect"),
        (f"{ROW} [ERROR]\ncurl: (35) error:0A000126\n", "ERROR: curl: (35) error:0A000126", "tls"),
        (f"{ROW} [ERROR]\n\n\tRequest timeout\n", "ERROR: Request timeout", "timeout"),
        (f"{ROW} [ERROR]\nRequest timeout\n", "ERROR: Request timeout", "timeout"),
        (f"{ROW} [ERROR]\n\tfirst\n\tcurl error 6\n", "ERROR: first: curl error 6", "dns"),
        (f"    {ROW} [ERROR]\n    \tsome words\n", "ERROR: some words", "other"),
    ],
    ids=[
        *("in-the-brackets", "behind-them", "nested-brackets", "not-indented-curl", "blank-line-between"),
        *("not-indented-words", "two-lines", "indented-below-indented"),
    ],
)
def test_the_reason_may_stand_in_more_than_one_place(text: str, message: str, judged: str):
    assert only_try(text) == Attempt(0, "agent", "failed", message=message, judged=judged)
    assert parse(text).unknown == 0


@pytest.mark.parametrize(
    "text",
    [
        f"{ROW} [ERROR]\nsome words\n",
        f"    {ROW} [ERROR]\n    some words\n",
        f"{ROW} [ERROR]\nsome words\n\tRequest timeout\n",
        f"{ROW} [OK]\n\tsome words\n",
        f"{ROW} [ERROR]\n\tTesting connection with the server\n",
        f"{ROW} [OK]\n$ curl: (60)\n",
    ],
    ids=["not-indented", "as-far-indented", "below-a-foreign-line", "below-ok", "no-url", "curl-below-ok"],
)
def test_a_line_that_is_not_the_failures_own_is_unknown(text: str):
    attempt = only_try(text)
    assert attempt.message in {"ERROR", None}
    assert [problem.kind for problem in parse(text).problems] == ["unknown_line"]


def test_no_more_than_three_lines_belong_to_a_failure():
    reading = parse(f"{ROW} [ERROR]\n\ta\n\tb\n\tc\n\td\n\te\n")
    assert reading.blocks[0][0].attempts[0].message == "ERROR: a: b: c"
    assert reading.unknown == 2


@pytest.mark.parametrize(
    "text",
    [
        f"> {ROW} [OK]",
        f">>  >{ROW} [OK]",
        f"\t{ROW} [OK]",
        f"{ROW} \x1b[1;32m[OK]\x1b[0m",
        f"{ROW} [[32mOK[0m]",
        f"2024-05-21 12:06:40,123 INFO: {ROW} [OK]",
        f"Testing connection with  <{URL}>  … [OK] ",
        f"Testing connection with {URL} [OK]",
        f"Testing connection with {URL}\n... [OK]",
        f"{ROW}\n>  [OK]",
        f"Testing connection with {URL}\n… [OK]",
        f"{ROW} [OK] see [1]",
    ],
)
def test_what_stands_around_a_line_costs_nothing(text: str):
    assert only_try(f"{text}\n").judged == "reached"
    assert parse(f"{text}\n").unknown == 0


@pytest.mark.parametrize(
    "tail", ["\n", " ", " .", " ...", " ... ", " ... [", " ... [O", " ... [ERROR", " ... [ERROR [60]", "\n\n"]
)
def test_a_last_line_without_its_status_is_missing(tail: str):
    reading = parse(f"Testing connection with {URL}{tail}", first_line=5)
    assert only_try(f"Testing connection with {URL}{tail}") == Attempt(0, "agent", "missing")
    assert reading.marks == {"cut_in_test"}
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unreadable", 5)]


@pytest.mark.parametrize(
    "tail",
    [
        "T",
        "Testing conn",
        "Testing connection with",
        "Testing connection with <https",
        "  Testing connection with https://x",
        f"> {ROW[:-4]}",
    ],
)
def test_a_last_line_that_is_half_a_url_tells_of_a_cut_alone(tail: str):
    reading = parse(f"{ROW} [OK]\n{tail}")
    assert [block.attempts[0].judged for block, _ in reading.blocks] == ["reached"]
    assert reading.marks == {"cut_in_test"}
    assert [(problem.kind, problem.line) for problem in reading.problems] == [("unreadable", 2)]


@pytest.mark.parametrize("tail", [" Request t", "\t response", "\t response 40", "\t response N"])
def test_half_a_second_line_leaves_the_failure_and_tells_of_the_cut(tail: str):
    reading = parse(f"{ROW} [ERROR]\n{tail}")
    attempt = reading.blocks[0][0].attempts[0]
    assert (attempt.outcome, attempt.http_status, attempt.judged) == ("failed", None, "other")
    assert reading.marks == {"cut_in_test"}


@pytest.mark.parametrize(
    "text",
    [
        f"{ROW} [OK]",
        f"{ROW} [ERROR]",
        f"{ROW} [ERROR]\n\t response 407",
        f"{ROW} [ERROR]\n\t SSL cert issue",
        f"{ROW} [ERROR]\n\t some words",
    ],
)
def test_a_whole_last_line_without_its_end_is_no_cut(text: str):
    reading = parse(text)
    assert (reading.marks, reading.problems) == (set(), [])


def test_half_a_label_below_no_url_is_an_unknown_line():
    reading = parse("Hello\nTesting conn")
    assert (reading.marks, reading.unknown) == (set(), 2)


def test_a_url_in_the_middle_without_a_status_is_missing_and_costs_no_other():
    reading = parse(f"{ROW}\nTesting connection with https://example.com/b ... [OK]\n")
    assert [block.attempts[0].outcome for block, _ in reading.blocks] == ["missing", "succeeded"]
    assert reading.marks == {"cut_in_test"}
    assert reading.problems == []


def test_a_url_may_come_twice():
    reading = parse(f"{ROW} [OK]\n{ROW} [ERROR]\n", first_line=3)
    assert [(block.url, line) for block, line in reading.blocks] == [(URL, 3), (URL, 4)]


def test_equal_answers_are_one_object():
    (one, _), (other, _) = parse(f"{ROW} [OK]\n{ROW} [OK]\n").blocks
    assert one is other


@pytest.mark.parametrize(("source", "context"), [("mdatp.txt", "system"), ("mdatp_User.txt", "user")])
def test_the_file_s_name_tells_whose_test_it_is(source: str, context: str):
    assert parse(f"{ROW} [OK]\n", source).context == context


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"{ROW} [OK]", True),
        (f"Hello\n> {ROW} [ERROR]\n", True),
        (f"\x1b[0m{ROW}", True),
        (f"Testing connection with {URL}", True),
        (f"Testing connection with {URL} failed, they say", False),
        ("Testing connection with the server ... [OK]", False),
        ("Testing connection with ftp://example.com ... [OK]", False),
        (f"Testing URL : {URL}\n", False),
        (f"testing connections with {URL} ... [OK]", False),
        (f"{ROW} [OK]" + " " * 5000, False),
        ("", False),
    ],
)
def test_a_test_is_told_by_a_line_that_announces_a_url(text: str, is_one: bool):
    assert mdatp_test.matches(document(text, "paste.txt")) is is_one


@pytest.mark.parametrize(
    "text",
    [
        f"Testing connection with {'[' * 4000}",
        f"{ROW} {'[' * 4000}]",
        f"{ROW} [{'[a]' * 1000}",
        f"{ROW} {'.' * 4000}",
        f"{ROW} [ERROR]\n{'curl ' * 800}",
        f"{ROW} [ERROR]\n{'curl' + ' ' * 4000}x",
        f"{ROW} [ERROR]\n{'response ' * 400}4",
        "> " * 500_000 + ROW,
        "\x1b[" * 2000 + ROW,
        "[1" + ";1" * 2000 + ROW,
        f"{ROW} [OK]\n" * 20_000,
        f"{ROW} [ERROR]\n\0\0\0\n\x0b\n",
    ],
    ids=[
        *("brackets", "brackets-closed-once", "pairs", "dots", "curl", "blanks", "responses", "quotes"),
        *("escapes", "colour", "repetitions", "nuls"),
    ],
)
def test_hostile_text_costs_no_more_than_its_length(text: str):
    reading = parse(text)
    assert reading.understood + reading.unknown == sum(1 for line in text.split("\n") if line.strip())


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(cases("mdatp_test")), st.floats(0, 1))
def test_a_cut_loses_nothing_before_it_and_invents_nothing(case: Case, place: float):
    text = case.document.text[: int(place * len(case.document.text))]
    cut, whole = parse(text), mdatp_test.parse(case.document)
    assert cut.blocks[:-1] == whole.blocks[: max(len(cut.blocks) - 1, 0)]
    for (last, line), (full, full_line) in zip(cut.blocks[-1:], whole.blocks[len(cut.blocks) - 1 :], strict=False):
        assert (last.url, line) == (full.url, full_line)
        (attempt,), (known,) = last.attempts, full.attempts
        no_reason_yet = attempt.outcome == "failed" and (known.message or "").startswith(attempt.message or "?")
        assert last.is_cut or attempt == known or no_reason_yet
    assert cut.understood + cut.unknown == sum(1 for line in text.split("\n") if line.strip())
