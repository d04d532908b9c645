"""The connectivity test of Linux and macOS, byte for byte, and what is read of what was written."""

from __future__ import annotations

import pytest
from formats.golden import document
from hypothesis import given, settings
from hypothesis import strategies as st

from mdeanalysis.formats import mdatp_test
from mdeanalysis.formats.mdatp_test_writer import AgentTry, analyzer_try, write_mdatp_test

FIRST = AgentTry("https://winatp-gw-weu.microsoft.com/commands/test")
SECOND = AgentTry("https://x.cp.wd.microsoft.com/api/report", "ERROR", "Request timeout")


def test_a_test_is_printed_byte_for_byte() -> None:
    assert write_mdatp_test([FIRST, SECOND]) == (
        "Testing connection with https://winatp-gw-weu.microsoft.com/commands/test ... [OK]\n"
        "Testing connection with https://x.cp.wd.microsoft.com/api/report ... [ERROR]\n"
        "\t Request timeout\n"
    )


def test_a_logger_stands_before_every_line() -> None:
    assert write_mdatp_test([SECOND], "INFO: ") == (
        "INFO: Testing connection with https://x.cp.wd.microsoft.com/api/report ... [ERROR]\n"
        "INFO: \t Request timeout\n"
    )


def test_a_terminal_shows_the_status_green_or_red() -> None:
    text = write_mdatp_test([FIRST, SECOND], coloured=True)
    assert "[\x1b[32mOK\x1b[0m]\n" in text
    assert "[\x1b[31mERROR\x1b[0m]\n" in text


@pytest.mark.parametrize(
    ("status", "expected", "error", "written"),
    [
        (200, 200, "", AgentTry("u")),
        (404, 404, "", AgentTry("u")),
        (200, 404, "", AgentTry("u", "ERROR", "response 200")),
        (407, 200, "", AgentTry("u", "ERROR", "response 407")),
        (None, 200, "SSL cert issue", AgentTry("u", "ERROR", "SSL cert issue")),
        (None, 200, "", AgentTry("u", "ERROR", "response None")),
    ],
)
def test_the_analyzer_is_content_with_one_status(
    status: int | None, expected: int, error: str, written: AgentTry
) -> None:
    assert analyzer_try("u", status, expected, error) == written


@pytest.mark.parametrize("tries", [[], [FIRST]], ids=["none", "one"])
def test_there_are_as_many_lines_as_tries_that_went_well(tries: list[AgentTry]) -> None:
    assert write_mdatp_test(tries).count("\n") == len(tries)


words = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=12)
urls = st.builds("https://{}.example.com/{}".format, words, words)
#: Second line -> outcome, HTTP status and what is judged.
MEANINGS = {
    "": ("failed", None, "other"),
    "SSL cert issue": ("failed", None, "tls"),
    "Request timeout": ("failed", None, "timeout"),
    "Request general issue": ("failed", None, "other"),
    "response None": ("failed", None, "other"),
    "response 407": ("succeeded", 407, None),
}
tries = st.builds(AgentTry, urls) | st.builds(
    AgentTry, urls, st.sampled_from(["ERROR", "FAILED"]), st.sampled_from(sorted(MEANINGS))
)
prefixes = st.sampled_from(["", "> ", "    ", "INFO:support_tool:", "2024-05-21 12:06:40,123 - INFO - "])


@settings(max_examples=150, deadline=None)
@given(st.lists(tries, max_size=6), prefixes, st.booleans())
def test_what_was_written_is_read(written: list[AgentTry], prefix: str, coloured: bool) -> None:
    text = write_mdatp_test(written, prefix, coloured=coloured)
    reading = mdatp_test.parse(document(text))
    assert (reading.problems, reading.marks, reading.unknown) == ([], set(), 0)
    assert [block.url for block, _ in reading.blocks] == [one.url for one in written]
    for (block, line), one in zip(reading.blocks, written, strict=True):
        (attempt,) = block.attempts
        meaning = ("succeeded", None, "reached") if one.status == "OK" else MEANINGS[one.detail]
        assert (attempt.outcome, attempt.http_status, attempt.judged) == meaning
        said = ": ".join(part for part in (one.status, one.detail) if part)
        assert attempt.message == (None if one.status == "OK" else said)
        assert one.url in text.split("\n")[line - 1]
