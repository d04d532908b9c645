"""One line of a URL block: which text is which answer, and the nearest text that is not."""

from __future__ import annotations

import pytest

from mdeanalysis.formats.url_row import MAX_LINE, is_half, is_half_label, parse_row, parse_url
from mdeanalysis.records import Attempt

URL = "https://winatp-gw-weu.microsoft.com/commands/test"


def answer(text: str) -> Attempt:
    attempt = parse_row(f"1 - Default proxy: {text}", 1)
    assert attempt is not None
    return attempt


@pytest.mark.parametrize(
    ("line", "pinned"),
    [
        (f"Testing URL : {URL}", True),
        (f"Testing URL: {URL}  ", True),
        (f"   > > Testing URL : {URL}", True),
        (f"Testing URL : <{URL}>", True),
        (f"Testing URL : {URL}\tNoPinning", False),
        (f"Testing URL : {URL}   NoPinning ", False),
    ],
)
def test_a_urls_line_names_the_url_and_whether_it_is_pinned(line: str, pinned: bool):
    assert parse_url(line) == (URL, pinned)


@pytest.mark.parametrize(
    "line",
    [
        f"Testing URL {URL}",
        f"Testing URL : {URL} Pinning",
        f"Testing URL : {URL} and more",
        "Testing URL : winatp-gw-weu.microsoft.com",
        "Testing URL : ftp://example.com",
        f"I was testing URL : {URL}",
        f"Testing URLs : {URL}",
        "Testing URL : https://" + "a" * MAX_LINE,
    ],
)
def test_no_other_line_names_a_url(line: str):
    assert parse_url(line) is None


@pytest.mark.parametrize(
    ("line", "read"),
    [
        (f"Testng URL : {URL}", True),
        (f"Tasting UR1 : {URL}", True),
        (f"Tosting IRI : {URL}", False),
        (f"See also : {URL}", False),
        (f"StatusCode for {URL} IS : OK", False),
    ],
)
def test_a_garbled_label_is_read_up_to_two_wrong_letters(line: str, read: bool):
    assert parse_url(line) is None
    assert (parse_url(line, fuzzy=True) == (URL, True)) is read


@pytest.mark.parametrize(
    ("label", "method"),
    [
        ("1 - Default proxy", "default_proxy"),
        ("2 - Proxy auto discovery (WPAD)", "wpad"),
        ("3 - Proxy disabled", "direct"),
        ("4 - Named proxy", "named_proxy"),
        ("4.1 - Named proxy ( proxy.contoso.com:80)", "named_proxy"),
        (" 4.1 - Named proxy (proxy.contoso.com:80 )", "named_proxy"),
        ("5 - Command line proxy", "command_line_proxy"),
        ("5 - Command-line proxy ( https://10.0.0.7:80)", "command_line_proxy"),
    ],
)
def test_each_label_is_a_method(label: str, method: str):
    attempt = parse_row(f"{label}: Succeeded (200)", 3)
    assert attempt is not None
    assert (attempt.method, attempt.offset, attempt.http_status) == (method, 3, 200)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("( [2001:db8::7]:8080)", "[2001:db8::7]:8080"),
        ("( proxy one:80)", "proxy one:80"),
        ("( proxy (old):80)", "proxy (old):80"),
        ("( http://10.0.0.6:80)", "http://10.0.0.6:80"),
        ("( )", None),
    ],
)
def test_the_proxys_value_is_taken_as_it_is_printed(value: str, address: str | None):
    attempt = parse_row(f"4.1 - Named proxy {value}: Failed (12002: WinHttpSendRequest: 12002: (a): b)", 4)
    assert attempt is not None
    assert attempt.proxy_address == address
    assert attempt.message == "(a): b"


@pytest.mark.parametrize(
    ("line", "method"),
    [
        ("1 - Defalt prxy: Succeeded (200)", "default_proxy"),
        ("3 - Proxy dis4bl3d: Succeeded (200)", "direct"),
        ("3 - Pr0xy dis4bl3d: Succeeded (200)", None),
        ("1 - Default browser: Succeeded (200)", None),
        ("6 - Default prxy: Succeeded (200)", None),
        ("1 Default prxy: Succeeded (200)", None),
        ("1. Restart - the computer: now", None),
    ],
)
def test_a_garbled_row_is_read_up_to_two_wrong_letters(line: str, method: str | None):
    assert parse_row(line, 1) is None
    attempt = parse_row(line, 1, fuzzy=True)
    assert (attempt and attempt.method) == method


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Succeeded (200)", "succeeded"),
        ("Succeeded  ( 502 )", "succeeded"),
        ("Succeeded ( 502)", "succeeded"),
        ("Succeeded (20)", "unknown"),
        ("Succeeded (2000)", "unknown"),
        ("Succeeded", "unknown"),
        ("Succeede (200)", "unknown"),
        ("Succeeded(200)", "unknown"),
        ("Failed(12007)", "unknown"),
        ("Failed (0: SSL error: )", "failed"),
        ("Failed (12007)", "failed"),
        ("Failed ( 12007 )", "failed"),
        ("Failed (12007:", "failed"),
        ("Failed (12007", "unknown"),
        ("Failed (-5: x)", "failed"),
        ("Failed (x: y)", "unknown"),
        ("Failed (12007) now", "unknown"),
        ("Doesn't exist", "not_configured"),
        ("Doesn’t exist", "not_configured"),
        ("Doesn't exist yet", "unknown"),
        ("The proxy isn't in valid format", "invalid_proxy"),
        ("The proxy isn’t in valid format", "invalid_proxy"),
        ("The proxy is in valid format", "unknown"),
        ("Unexpected exception was thrown", "exception"),
        ("Unexpected exception was thrown.", "unknown"),
        ("", "missing"),
        ("Erfolgreich (200)", "unknown"),
    ],
)
def test_each_answer_has_its_outcome(text: str, outcome: str):
    assert answer(text).outcome == outcome


def test_an_unknown_answer_is_kept_as_it_is_printed():
    assert answer("Erfolgreich (200)").message == "Erfolgreich (200)"


@pytest.mark.parametrize(
    ("text", "code", "function", "flags", "message"),
    [
        ("12007: WinHttpSendRequest: 12007: Not found.", 12007, "WinHttpSendRequest", None, "Not found."),
        ("5: WinHttpQueryDataAvaliable: 5: Denied", 5, "WinHttpQueryDataAvaliable", None, "Denied"),
        ("87: Unknown WinHTTP Function: 87: Bad (one)", 87, "Unknown WinHTTP Function", None, "Bad (one)"),
        ("12002: WinHttpReadData: 12002: ", 12002, "WinHttpReadData", None, None),
        ("0: SSL error: ", 0, None, None, "SSL error:"),
        ("12157: WinHttpQueryOption failed to get it", 12157, None, None, "WinHttpQueryOption failed to get it"),
        ("-2147012867: x", -2147012867, None, None, "x"),
        ("12007: WinHttpSendRequest: 12007: voilÃ\xa0", 12007, "WinHttpSendRequest", None, "voilà"),
    ],
)
def test_the_parts_of_a_failure(text: str, code: int, function: str | None, flags: str | None, message: str | None):
    found = answer(f"Failed ({text})")
    assert (found.error_code, found.error_function, found.tls_flags, found.message) == (
        code,
        function,
        flags,
        message,
    )


FLAGS = {
    "CERT_REV_FAILED": "failed to check revocation status.",
    "INVALID_CERT": "SSL certificate is invalid.",
    "CERT_REVOKED": "SSL certificate was revoked.",
    "INVALID_CA": "SSL invalid CA.",
    "CERT_CN_INVALID": "SSL common name does not match.",
    "CERT_DATE_INVALID": "SLL certificate is expired.",
    "SECURITY_CHANNEL_ERROR": "internal error.",
}


@pytest.mark.parametrize("chosen", [[flag] for flag in FLAGS] + [list(FLAGS), []])
def test_tls_flags_are_listed_in_the_order_of_printing(chosen: list[str]):
    phrases = "".join(f"WINHTTP_CALLBACK_STATUS_FLAG_{flag} {FLAGS[flag]} " for flag in chosen)
    assert answer(f"Failed (0: SSL error: {phrases})").tls_flags == (",".join(chosen) or None)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Succeeded (200)", 1),
        ("Succeeded (400)", 1),
        ("Succeeded (404)", 1),
        ("Succeeded (405)", 2),
        ("Succeeded (403)", 0),
        ("Failed (404)", 1),
        ("Failed (405)", 0),
        ("Failed (12030: WinHttpReadData: 12030: said (200) twice)", 1),
    ],
)
def test_the_tools_own_rule_looks_for_words_anywhere_in_the_line(text: str, mark: int):
    assert answer(text).mark == mark


@pytest.mark.parametrize(
    "text", ["", "S", "Succeeded (", "Succeeded (20", "Failed ( 12", "Failed (-", "Doesn't", "Unexp"]
)
def test_the_beginning_of_an_answer_is_half_of_one(text: str):
    assert is_half(text)


@pytest.mark.parametrize("text", ["Succeeded (200)", "Failed (12007:", "Failed (x", "Sorry", "Doesn't matter"])
def test_anything_else_is_no_half_answer(text: str):
    assert not is_half(text)


@pytest.mark.parametrize(
    "line",
    ["*", "T", "Testing URL", "Testing URL : ht", "3 - Pr", "3 – Pr", "> 4.", "5 - Command-line proxy ( https://10."],
)
def test_the_beginning_of_a_line_of_the_block_is_half_of_one(line: str):
    assert is_half_label(line)


@pytest.mark.parametrize("line", ["", " ", "6", "3 - Px", "testing", "4.2 - Unnamed proxy (", "**x"])
def test_any_other_line_is_no_half_of_one(line: str):
    assert not is_half_label(line)


def test_a_line_longer_than_the_tool_can_write_is_no_row():
    line = "1 - Default proxy: Failed (12007: WinHttpSendRequest: 12007: " + "a" * MAX_LINE + ")"
    assert parse_row(line, 1, fuzzy=True) is None
