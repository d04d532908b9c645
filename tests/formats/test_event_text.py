"""The words of an event: markup, failing URLs, the digits of an id."""

from __future__ import annotations

import pytest

from mdeanalysis.formats.event_text import failing_urls, plain
from mdeanalysis.vocabulary import category_of

CYBER = "https://eu-v20.events.data.microsoft.com/ping"
BLOB = "https://automatedirstrprdweu.blob.core.windows.net"


def link(url: str) -> str:
    return f"<a href='{url}'>{url}</a>"


@pytest.mark.parametrize(
    ("markup", "urls"),
    [
        (f"All failed: {link(CYBER)} {link(BLOB)}", f"{CYBER},{BLOB}"),
        (f"{link(BLOB + chr(9) + 'NoPinning')}", BLOB),
        (f"{link(CYBER)} {link(CYBER)}", CYBER),
        (f'<A HREF="{CYBER}">x</A>', CYBER),
        (f"{link(CYBER)} See <a target='_blank' href='https://example.com/urls'>the list</a>", CYBER),
        (f"<a href='{CYBER}' target=\"_blank\">x</a>", None),
        (link("https://example.com/target"), "https://example.com/target"),
        (link("https://example.com/?a=1&amp;b=2"), "https://example.com/?a=1&b=2"),
        (CYBER, None),
        ("<a name='x'>x</a>", None),
        ("", None),
    ],
)
def test_the_failing_urls_are_the_links_without_a_target(markup: str, urls: str | None):
    assert failing_urls(markup) == urls


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("one<br>two<BR/>three<br />four", "one\ntwo\nthree\nfour"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        (f"failed: {link(CYBER)}", f"failed: {CYBER}"),
        (
            "see <a target='_blank' href='https://example.com/a'>the list</a>.",
            "see the list (https://example.com/a).",
        ),
        ("see <a href=''>the list</a>.", "see the list."),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        ("N/A", None),
        (" N/A ", None),
        ("fine. N/A", "fine. N/A"),
        ("", None),
        ("1 < 2 <b>", "1 < 2 <b>"),
    ],
)
def test_the_sentence_comes_without_markup(markup: str, text: str | None):
    assert plain(markup) == text


@pytest.mark.parametrize(
    ("event_id", "category"),
    [
        (110003, "Environment"),
        (122003, "Configuration"),
        (131015, "Connectivity"),
        (142008, "Telemetry"),
        (151015, None),
        (1, None),
    ],
)
def test_the_second_digit_is_the_category(event_id: int, category: str | None):
    assert category_of(event_id) == category


@pytest.mark.parametrize("digits", [8, 5_000])
def test_a_reference_to_no_character_stays_text(digits: int):
    number = "9" * digits
    assert plain(f"a &#{number}; b") == f"a &#{number}; b"
    assert failing_urls(f"<a href='https://example.com/&#{number};'>x</a>") == f"https://example.com/&#{number};"
    assert plain("&#65;&#0000066;") == "AB"


def test_a_reference_to_a_line_end_is_a_line_feed():
    assert plain("a&#13;&#10;b&#xD;c") == "a\nb\nc"
