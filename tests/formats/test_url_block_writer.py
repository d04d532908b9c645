"""The checker's text, byte for byte, for each form that a result can have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.formats.url_block_writer import (
    CheckedUrl,
    ExceptionThrown,
    Failed,
    InvalidProxy,
    NotConfigured,
    PinFailed,
    Rows,
    Succeeded,
    TlsFailed,
    UrlCheck,
    url_check_lines,
    write_url_check,
)

NONE = NotConfigured()
OK = Succeeded(200)
ALL_OK: Rows = (OK, OK, OK, NONE, NONE)
TIMEOUT = Failed(12002, "The operation timed out")


def one_url(rows: Rows, named_proxy: str = "", command_line_proxy: str = "") -> UrlCheck:
    url = CheckedUrl("https://gateway.example.com/test", False, rows)
    return UrlCheck("Direct", "", (url,), named_proxy, command_line_proxy)


def test_a_whole_check_is_printed_byte_for_byte() -> None:
    named = "proxy.contoso.com:8080"
    unknown_root = PinFailed(2148204809, "The root is not trusted")
    check = UrlCheck(
        "TelemetryProxyServer",
        named,
        (
            CheckedUrl(
                "https://gateway.example.com/commands/test",
                False,
                (TIMEOUT, Failed(12029, "No connection"), unknown_root, Succeeded(200), NONE),
            ),
            CheckedUrl(
                "https://blob.example.com",
                True,
                (TlsFailed(("INVALID_CA",)), ExceptionThrown(), Succeeded(400), Succeeded(407), NONE),
            ),
        ),
        named_proxy=named,
    )
    stars = "******************************************************************** \r\n"
    assert write_url_check(check) == (
        "Proxy config: Method=TelemetryProxyServer, address=proxy.contoso.com:8080\r\n"
        + stars
        + stars
        + "Testing URL : https://gateway.example.com/commands/test\r\n"
        "1 - Default proxy: Failed (12002: WinHttpSendRequest: 12002: The operation timed out)\r\n"
        "2 - Proxy auto discovery (WPAD): Failed (12029: WinHttpSendRequest: 12029: No connection)\r\n"
        "3 - Proxy disabled: Failed (12157: Failed to verify certificate root: 2148204809: "
        "The root is not trusted)\r\n"
        "4.1 - Named proxy ( proxy.contoso.com:8080): Succeeded (200)\r\n"
        "5 - Command line proxy: Doesn't exist\r\n"
        + stars
        + stars
        + "Testing URL : https://blob.example.com\tNoPinning\r\n"
        "1 - Default proxy: Failed (0: SSL error: WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA SSL invalid CA. )\r\n"
        "2 - Proxy auto discovery (WPAD): Unexpected exception was thrown\r\n"
        "3 - Proxy disabled: Succeeded (400)\r\n"
        "4.1 - Named proxy ( proxy.contoso.com:8080): Succeeded (407)\r\n"
        "5 - Command line proxy: Doesn't exist\r\n"
    )


def test_without_any_proxy_the_first_line_ends_at_the_equals_sign() -> None:
    lines = url_check_lines(one_url(ALL_OK))
    assert lines[0] == "Proxy config: Method=Direct, address="
    assert lines[7] == "4 - Named proxy: Doesn't exist"


def test_without_any_url_nothing_is_printed() -> None:
    assert write_url_check(UrlCheck("Direct", "", ())) == ""


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (Succeeded(502), "4.1 - Named proxy ( proxy one:80): Succeeded (502)"),
        (ExceptionThrown(), "4.1 - Named proxy ( proxy one:80): Unexpected exception was thrown"),
        (InvalidProxy(), "4 - Named proxy ( proxy one:80): The proxy isn't in valid format"),
        (NotConfigured(), "4 - Named proxy: Doesn't exist"),
    ],
    ids=["answer", "exception", "invalid", "absent"],
)
def test_row_four_has_a_decimal_only_where_its_proxy_was_used(result: Succeeded, line: str) -> None:
    assert url_check_lines(one_url((OK, OK, OK, result, NONE), "proxy one:80"))[7] == line


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (Succeeded(200), "5 - Command line proxy ( https://10.0.0.5:3128): Succeeded (200)"),
        (InvalidProxy(), "5 - Command line proxy ( https://10.0.0.5:3128): The proxy isn't in valid format"),
        (NotConfigured(), "5 - Command line proxy: Doesn't exist"),
    ],
    ids=["answer", "invalid", "absent"],
)
def test_row_five_shows_the_scheme_that_the_tool_adds(result: Succeeded, line: str) -> None:
    assert url_check_lines(one_url((OK, OK, OK, NONE, result), "", "10.0.0.5:3128"))[8] == line


def test_several_tls_flags_stand_one_after_the_other() -> None:
    assert str(TlsFailed(("CERT_CN_INVALID", "CERT_DATE_INVALID"))) == (
        "Failed (0: SSL error: WINHTTP_CALLBACK_STATUS_FLAG_CERT_CN_INVALID SSL common name does not match. "
        "WINHTTP_CALLBACK_STATUS_FLAG_CERT_DATE_INVALID SLL certificate is expired. )"
    )


def test_the_function_that_failed_is_named_between_its_number_and_the_number_again() -> None:
    assert str(Failed(12030, "Cut", "WinHttpReceiveResponse")) == (
        "Failed (12030: WinHttpReceiveResponse: 12030: Cut)"
    )


@given(st.integers(0, 40))
def test_every_url_is_a_block_of_eight_lines(count: int) -> None:
    url = CheckedUrl("https://gateway.example.com/test", False, ALL_OK)
    lines = url_check_lines(UrlCheck("Direct", "", (url,) * count))
    assert len(lines) == (1 + 8 * count if count else 0)
