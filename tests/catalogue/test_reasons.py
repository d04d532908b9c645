"""Reasons by status, number and exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.reasons import (
    CODES,
    describe_code,
    reason_of_failure,
    reason_of_status,
    reason_of_web_exception,
)
from mdeanalysis.vocabulary import REASONS

BY_CODE = {
    "dns": (12007,),
    "timeout": (12002, 10060),
    "connect": (12029, 10061),
    "reset": (12030, 12152),
    "wpad_not_found": (12180,),
    "wpad_script": (12166, 12167, 12176, 12177, 12178),
    "proxy_auth": (12015,),
    "tls": (12157, 12175, 12037, 12038, 12044, 12045, 12057, 12169, 12170, 12179, 12185, 12186, 12187, 12188),
    "other": (0, 5, 87, 12001, 12017, 12150, 12165, 12168, 12181, 12184, 12190, 407, -1),
}
ROOT = "Failed to verify certificate root"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (407, "proxy_auth"),
        (408, "timeout"),
        (403, "proxy_refused"),
        (502, "proxy_refused"),
        (503, "proxy_refused"),
        (504, "proxy_refused"),
        *((status, "unexpected_status") for status in (200, 301, 302, 307, 400, 401, 404, 405, 500, 501, 505)),
    ],
)
def test_an_unexpected_status_has_its_reason(status, reason):
    assert reason_of_status(status) == reason


@pytest.mark.parametrize(("code", "reason"), [(code, reason) for reason, codes in BY_CODE.items() for code in codes])
def test_an_error_number_has_its_reason(code, reason):
    assert reason_of_failure(code, None, None) == reason
    assert reason_of_failure(code, None, "Der Servername konnte nicht aufgelöst werden") == reason


@pytest.mark.parametrize(
    ("code", "flags", "message", "reason"),
    [
        (12157, None, f"{ROOT}: 2148204809: A chain that is not trusted.", "tls_inspection"),
        (12157, None, f"{ROOT}: 2148204810: Keine Kette", "tls_inspection"),
        (12157, None, f"{ROOT}: -2146762487: signed", "tls_inspection"),
        (12157, None, f"{ROOT}: 0x800B010A", "tls_inspection"),
        (12157, None, f"{ROOT}: 2148204801: expired", "tls"),
        (12157, None, f"{ROOT}: 2148204815: other name", "tls"),
        (12157, None, f"{ROOT}: 21482048091: one digit more", "tls"),
        (12157, None, ROOT, "tls"),
        (99999, None, "Failed to create certificate chain: 2148204809", "tls"),
        (99999, None, "WinHttpQueryOption failed to get the certificate", "tls"),
        (99999, None, "Failed to verify certificate chain is expected: 2148204809", "tls"),
        (12002, None, f"{ROOT}: 2148204809: whatever the number says", "tls_inspection"),
        (12157, None, "2148204809 without the tool's words", "tls"),
        (0, "INVALID_CA", "SSL error: WINHTTP_CALLBACK_STATUS_FLAG_INVALID_CA SSL invalid CA.", "tls"),
        (0, None, "SSL error:", "tls"),
        (0, "CERT_REVOKED", None, "tls"),
        (0, None, "no such words", "other"),
        (99999, None, "SSL error: under another number", "other"),
        (None, None, None, "other"),
        (None, None, f"{ROOT}: 2148204809: no number", "tls_inspection"),
    ],
)
def test_the_tool_s_own_certificate_check_outranks_the_number(code, flags, message, reason):
    assert reason_of_failure(code, flags, message) == reason


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        ("NameResolutionFailure", "dns"),
        ("ProxyNameResolutionFailure", "dns"),
        ("ConnectFailure", "connect"),
        ("Timeout", "timeout"),
        ("SecureChannelFailure", "tls"),
        ("ReceiveFailure", "reset"),
        ("SendFailure", "reset"),
        ("ConnectionClosed", "reset"),
        ("KeepAliveFailure", "reset"),
        ("RequestProhibitedByProxy", "proxy_refused"),
        ("ProtocolError", "unexpected_status"),
        ("TrustFailure", "tls"),
        ("UnknownError", "other"),
        ("", "other"),
    ],
)
def test_a_web_exception_has_its_reason(status, reason):
    assert reason_of_web_exception(status) == reason


def test_a_trust_failure_is_inspection_only_where_the_chain_says_so():
    assert reason_of_web_exception("TrustFailure", foreign_root=True) == "tls_inspection"
    assert reason_of_web_exception("ConnectFailure", foreign_root=True) == "connect"


@given(st.none() | st.integers(), st.none() | st.text(), st.none() | st.text())
def test_every_failure_has_a_reason_of_the_vocabulary(code, flags, message):
    assert reason_of_failure(code, flags, message) in REASONS


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (12007, "12007 NAME_NOT_RESOLVED: "),
        (10061, "10061 WSAECONNREFUSED: "),
        (2148204809, "0x800B0109 CERT_E_UNTRUSTEDROOT: "),
        (-2146233079, "0x80131509 COR_E_INVALIDOPERATION: "),
        (-2, "0xFFFFFFFE"),
        (12345, "12345"),
    ],
)
def test_a_number_is_shown_with_its_name(code, text):
    assert describe_code(code).startswith(text)


def test_every_number_that_has_a_reason_has_a_name():
    assert {code for codes in BY_CODE.values() for code in codes} - set(CODES) == {12165, 12168, 407, -1}
    assert all(name and reading for name, reading in CODES.values())
