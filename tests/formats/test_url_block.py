"""URL blocks: golden pairs, and what a single line or ending changes."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, plain, rows, values

from mdeanalysis.formats import url_block

CASES = cases("url_block")
STARS = "*" * 68 + " \n"
URL = "https://winatp-gw-weu.microsoft.com/commands/test"
ROWS = (
    "1 - Default proxy: Succeeded (200)\n"
    "2 - Proxy auto discovery (WPAD): Succeeded (200)\n"
    "3 - Proxy disabled: Succeeded (200)\n"
    "4 - Named proxy: Doesn't exist\n"
    "5 - Command line proxy: Doesn't exist\n"
)
BLOCK = f"{STARS}{STARS}Testing URL : {URL}\n{ROWS}"
CONFIG = "Proxy config: Method=Direct, address=\n"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_text_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(url_block.parse(case.document)) == case.expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_both_ways_to_read_agree_on_each_text(case: Case):
    exact = url_block.exact(case.document)
    assert exact is None or plain(exact) == plain(url_block.tolerant(case.document))


EXACT = ["failed_in_every_function", "healthy_direct", "lone_lf", "malformed_named_proxy", "named_proxy_alone_works"]


@pytest.mark.parametrize("name", EXACT)
def test_the_producers_own_form_is_read_without_looking_at_each_line(name: str):
    case = next(case for case in CASES if case.name == name)
    assert url_block.exact(case.document) is not None


@pytest.mark.parametrize(
    ("printed", "method", "kind", "address"),
    [
        ("Unknown, address=", "unknown", "unknown", None),
        ("Direct, address=", "direct", "direct", None),
        ("NamedWinHttp, address=10.0.0.6:8080", "winhttp", "static", "10.0.0.6:8080"),
        ("TelemetryProxyServer, address=[2001:db8::7]:80", "static", "static", "[2001:db8::7]:80"),
        ("AutoDetectWPAD, address=proxy.contoso.com:8080", "wpad", "auto_detect", "proxy.contoso.com:8080"),
    ],
)
def test_each_method_of_discovery_is_known(printed: str, method: str, kind: str, address: str | None):
    reading = url_block.parse(document(f"Proxy config: Method={printed}\n{BLOCK}"))
    assert reading.proxy_method == method
    assert [(s.scope, s.kind, s.address, s.line) for s in reading.proxy_settings] == [
        ("discovered", kind, address, 1)
    ]


def test_an_unknown_method_of_discovery_is_an_unknown_line():
    reading = url_block.parse(document(f"Proxy config: Method=Telepathy, address=x\n{BLOCK}"))
    assert reading.proxy_method is None
    assert [problem.line for problem in reading.problems] == [1]


def test_lines_count_from_where_the_run_begins_in_its_source():
    reading = url_block.parse(document(CONFIG + BLOCK, first_line=101))
    assert [line for _, line in reading.blocks] == [104]
    assert [setting.line for setting in reading.proxy_settings] == [101]


def test_blocks_of_equal_text_are_one_object():
    first, second = (url_block.parse(document(CONFIG + BLOCK)).blocks[0][0] for _ in range(2))
    tolerant = url_block.parse(document("> " + BLOCK.replace("\n", "\n> "))).blocks[0][0]
    assert first is second
    assert values(tolerant) == values(first)


def test_the_test_of_the_interactive_user_has_its_own_context():
    assert url_block.parse(document(CONFIG + BLOCK, "MDEClientAnalyzer_User.txt")).context == "user"
    assert url_block.parse(document(CONFIG + BLOCK, "UserTest.txt")).context == "system"


@pytest.mark.parametrize(
    "answer",
    [
        "Failed (12007",
        "Failed (",
        "Fail",
        "Succeeded (20",
        "Doesn’t ex",
        "The proxy isn't in val",
        "Unexpected exc",
        "",
    ],
)
def test_a_killed_run_leaves_half_an_answer_that_is_no_answer(answer: str):
    text = CONFIG + BLOCK.split("3 - ")[0] + f"3 - Proxy disabled: {answer}\nConnecting to local system...\n"
    reading = url_block.parse(document(text))
    tries = reading.blocks[0][0].attempts
    assert [attempt.outcome for attempt in tries] == ["succeeded", "succeeded", "missing", "missing", "missing"]
    assert [attempt.offset for attempt in tries] == [1, 2, 0, 0, 0]
    assert "cut_in_test" in reading.marks
    assert reading.unknown == 0


def test_half_an_answer_in_the_middle_is_an_answer_that_nobody_knows():
    reading = url_block.parse(
        document((CONFIG + BLOCK).replace("disabled: Succeeded (200)", "disabled: Succeeded (20"))
    )
    assert reading.blocks[0][0].attempts[2].outcome == "unknown"
    assert reading.blocks[0][0].attempts[2].message == "Succeeded (20"
    assert "cut_in_test" not in reading.marks


@pytest.mark.parametrize(
    "half", ["1", "2 - Proxy auto disc", "4.1 - Named proxy ( proxy.contoso.com:8080)", "Testi", "**"]
)
def test_a_killed_run_leaves_half_a_line_that_is_no_unknown_line(half: str):
    reading = url_block.parse(document(f"{CONFIG}{BLOCK}{half}\nConnecting to local system...\n"))
    assert len(reading.blocks) == 1
    assert "cut_in_test" in reading.marks
    assert reading.unknown == 0


@pytest.mark.parametrize("line", ["7", "2 - Printer auto", "Testosterone", "* *x", "-"])
def test_another_line_behind_the_rows_is_an_unknown_line_and_no_cut(line: str):
    reading = url_block.parse(document(f"{CONFIG}{BLOCK}{line}\nConnecting to local system...\n"))
    assert "cut_in_test" not in reading.marks
    assert reading.unknown == 1


def test_stars_behind_the_proxy_alone_say_that_a_url_was_to_come():
    assert "cut_in_test" in url_block.parse(document(CONFIG + STARS)).marks
    assert "no_endpoints" in url_block.parse(document(CONFIG)).marks


@pytest.mark.parametrize(
    "tail",
    [
        "\nDear all\n***************\n",
        f"\nTestimg URL : {URL}x\n",
        f"\nTesting URL: {URL}x\n",
        "1 - Default proxy: Succeeded (403)\n",
        "\nProxy config: Method=NamedWinHttp, address=10.0.0.6:8080\n",
        "\n    PROXY CONFIG: Method=NamedWinHttp, address=10.0.0.6:8080\n",
        "***",
        "\nProxy config: Meth",
        "\n1",
    ],
    ids=[
        "stars",
        "garbled-url",
        "url",
        "row",
        "second-config",
        "indented-config",
        "few-stars",
        "half-config",
        "number",
    ],
)
@pytest.mark.parametrize("place", ["behind", "before"])
def test_both_ways_to_read_agree_whatever_stands_around_the_blocks(tail: str, place: str):
    text = CONFIG + BLOCK + tail if place == "behind" else tail + "\n" + CONFIG + BLOCK
    exact = url_block.exact(document(text))
    assert exact is None or plain(exact) == plain(url_block.tolerant(document(text)))
    assert plain(url_block.connectivity(document(text))) == plain(url_block.tolerant(document(text)))


def test_memory_of_blocks_can_be_given_back():
    before = url_block.parse(document(CONFIG + BLOCK)).blocks[0][0]
    url_block.forget()
    after = url_block.parse(document(CONFIG + BLOCK)).blocks[0][0]
    assert before is not after
    assert (before.url, before.pinned, before.attempts) == (after.url, after.pinned, after.attempts)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (f"Testing URL : {URL}\n", True),
        (f"> Testing URL: {URL}\n", True),
        (CONFIG, True),
        ("Testing the URL of https://example.com\n", False),
        ("1 - Default proxy: Succeeded (200)\n", False),
        ("see Proxy config: Method=Direct, address=\n", False),
        ("", False),
    ],
    ids=["url", "quoted", "config", "prose", "row-alone", "config-within-a-line", "empty"],
)
def test_a_text_is_taken_by_its_content(text: str, is_one: bool):
    assert url_block.matches(document(text)) is is_one


def test_empty_quoted_lines_of_a_mail_are_no_unknown_lines():
    reading = url_block.parse(document("> " + (CONFIG + BLOCK).replace("\n", "\n> ") + "\n>\n> >\n"))
    assert len(reading.blocks) == 1
    assert reading.unknown == 0
