"""Why a try failed, told from its status, its error number or its exception, and what the numbers mean."""

from __future__ import annotations

import re

_STATUS_REASONS = {
    407: "proxy_auth",
    408: "timeout",
    403: "proxy_refused",
    502: "proxy_refused",
    503: "proxy_refused",
    504: "proxy_refused",
}
_CODE_REASONS = {
    code: reason
    for reason, codes in {
        "dns": (12007,),
        "timeout": (12002, 10060),
        "connect": (12029, 10061),
        "reset": (12030, 12152),
        "wpad_not_found": (12180,),
        "wpad_script": (12166, 12167, 12176, 12177, 12178),
        "proxy_auth": (12015,),
        "tls": (
            *(12157, 12175, 12037, 12038, 12044, 12045, 12057),
            *(12169, 12170, 12179, 12185, 12186, 12187, 12188),
        ),
    }.items()
    for code in codes
}
_EXCEPTION_REASONS = {
    "NameResolutionFailure": "dns",
    "ProxyNameResolutionFailure": "dns",
    "ConnectFailure": "connect",
    "Timeout": "timeout",
    "SecureChannelFailure": "tls",
    "ReceiveFailure": "reset",
    "SendFailure": "reset",
    "ConnectionClosed": "reset",
    "KeepAliveFailure": "reset",
    "RequestProhibitedByProxy": "proxy_refused",
    "ProtocolError": "unexpected_status",
}
#: The chain ends in a root that Microsoft did not issue, or leads to no root at all.
_FOREIGN_ROOTS = frozenset({0x800B0109, 0x800B010A})
_ROOT = re.compile(r"Failed to verify certificate root[\s:]*(-?\d{1,10}(?!\w)|0x[0-9A-Fa-f]{8})")
_PIN = re.compile(r"Failed to (?:verify|create) certificate|failed to get the certificate")

#: Short name and reading of the numbers in `Failed (...)`; WinHTTP's names are without ERROR_WINHTTP_.
CODES: dict[int, tuple[str, str]] = {
    0: ("none", "TLS was broken off; the flags say why"),
    5: ("ERROR_ACCESS_DENIED", "Windows refused access on this computer"),
    87: ("ERROR_INVALID_PARAMETER", "the tool was given a value that Windows does not take"),
    10060: ("WSAETIMEDOUT", "no answer to the connection request"),
    10061: ("WSAECONNREFUSED", "the other side refused the connection"),
    12001: ("OUT_OF_HANDLES", "the computer or the tool has a fault of its own"),
    12002: ("TIMEOUT", "no answer in time: a firewall that drops packets, or a slow proxy"),
    12004: ("INTERNAL_ERROR", "the computer or the tool has a fault of its own"),
    12005: ("INVALID_URL", "the endpoint or the proxy is written wrongly"),
    12006: ("UNRECOGNIZED_SCHEME", "the endpoint or the proxy is written wrongly"),
    12007: ("NAME_NOT_RESOLVED", "DNS has no such name; usual where only the proxy resolves outside names"),
    12009: ("INVALID_OPTION", "the computer or the tool has a fault of its own"),
    12011: ("OPTION_NOT_SETTABLE", "the computer or the tool has a fault of its own"),
    12012: ("SHUTDOWN", "the computer or the tool has a fault of its own"),
    12015: ("LOGIN_FAILURE", "a sign-in was asked for and failed"),
    12017: ("OPERATION_CANCELLED", "the request was given up"),
    12018: ("INCORRECT_HANDLE_TYPE", "the computer or the tool has a fault of its own"),
    12019: ("INCORRECT_HANDLE_STATE", "the computer or the tool has a fault of its own"),
    12029: ("CANNOT_CONNECT", "no connection: the port is closed, or there is no route"),
    12030: ("CONNECTION_ERROR", "the connection was cut, often by a device on the way"),
    12032: ("RESEND_REQUEST", "the request had to be sent again"),
    12037: ("SECURE_CERT_DATE_INVALID", "the certificate has run out, or the clock is wrong"),
    12038: ("SECURE_CERT_CN_INVALID", "the certificate is for another name: inspection, or the wrong host"),
    12044: ("CLIENT_AUTH_CERT_NEEDED", "a client certificate was asked for"),
    12045: ("SECURE_INVALID_CA", "the root is not trusted: inspection, or outdated roots"),
    12057: ("SECURE_CERT_REV_FAILED", "revocation could not be checked: CRL and OCSP are out of reach"),
    12150: ("HEADER_NOT_FOUND", "the answer lacks a header"),
    12152: ("INVALID_SERVER_RESPONSE", "the answer is no HTTP, often from a device on the way"),
    12156: ("REDIRECT_FAILED", "a redirect that could not be followed"),
    12157: ("SECURE_CHANNEL_ERROR", "TLS failed; the tool also says this of a certificate it rejects"),
    12166: ("BAD_AUTO_PROXY_SCRIPT", "the proxy script has an error"),
    12167: ("UNABLE_TO_DOWNLOAD_SCRIPT", "the proxy script could not be fetched"),
    12169: ("SECURE_INVALID_CERT", "the certificate is not valid"),
    12170: ("SECURE_CERT_REVOKED", "the certificate is revoked"),
    12172: ("NOT_INITIALIZED", "the computer or the tool has a fault of its own"),
    12175: ("SECURE_FAILURE", "TLS failed"),
    12176: ("UNHANDLED_SCRIPT_TYPE", "the proxy script is of a kind that Windows does not run"),
    12177: ("SCRIPT_EXECUTION_ERROR", "the proxy script stopped with an error"),
    12178: ("AUTO_PROXY_SERVICE_ERROR", "the proxy discovery service of Windows failed"),
    12179: ("SECURE_CERT_WRONG_USAGE", "the certificate is not meant for this use"),
    12180: ("AUTODETECTION_FAILED", "no WPAD here; harmless where other methods work"),
    12181: ("HEADER_COUNT_EXCEEDED", "the answer has too many headers"),
    12182: ("HEADER_SIZE_OVERFLOW", "the answer's headers are too long"),
    12183: ("CHUNKED_ENCODING_HEADER_SIZE_OVERFLOW", "the answer's chunks are broken"),
    12184: ("RESPONSE_DRAIN_OVERFLOW", "the answer is longer than Windows reads"),
    12185: ("CLIENT_CERT_NO_PRIVATE_KEY", "the client certificate has no private key"),
    12186: ("CLIENT_CERT_NO_ACCESS_PRIVATE_KEY", "the client certificate's key may not be read"),
    12187: ("CLIENT_AUTH_CERT_NEEDED_PROXY", "the proxy asks for a client certificate"),
    12188: ("SECURE_FAILURE_PROXY", "TLS to the proxy failed"),
    12190: ("HTTP_PROTOCOL_MISMATCH", "the two sides speak different versions of HTTP"),
    12191: ("GLOBAL_CALLBACK_FAILED", "a part of Windows refused the request"),
    12192: ("FEATURE_DISABLED", "a part of Windows that is needed is switched off"),
}
#: Name and reading of the HRESULTs that stand in reports, as unsigned numbers.
HRESULTS: dict[int, tuple[str, str]] = {
    0x800B0101: ("CERT_E_EXPIRED", "the certificate has run out, or the clock is wrong"),
    0x800B0109: ("CERT_E_UNTRUSTEDROOT", "the chain ends in a root that is not trusted"),
    0x800B010A: ("CERT_E_CHAINING", "no chain to a trusted root could be built"),
    0x800B010F: ("CERT_E_CN_NO_MATCH", "the certificate is for another name"),
    0x80092012: ("CRYPT_E_NO_REVOCATION_CHECK", "revocation could not be checked"),
    0x80092013: ("CRYPT_E_REVOCATION_OFFLINE", "the revocation server is out of reach"),
    0x80131509: ("COR_E_INVALIDOPERATION", "what .NET gives every failed web request; the status says more"),
    0x80070005: ("E_ACCESSDENIED", "Windows refused access on this computer"),
    0x800705B4: ("ERROR_TIMEOUT", "no answer in time"),
    0x800106BA: ("RPC_S_SERVER_UNAVAILABLE", "the Defender service does not answer on this computer"),
    0x80072EE2: ("WININET_E_TIMEOUT", "no answer in time"),
    0x80072EE7: ("WININET_E_NAME_NOT_RESOLVED", "DNS has no such name"),
    0x80072EFD: ("WININET_E_CANNOT_CONNECT", "no connection"),
    0x80072F8F: ("WININET_E_DECODING_FAILED", "TLS failed"),
}


def reason_of_status(status: int) -> str:
    """The reason of an HTTP answer that the endpoint is not known to give."""
    return _STATUS_REASONS.get(status, "unexpected_status")


def reason_of_failure(code: int | None, tls_flags: str | None, message: str | None) -> str:
    """The reason of a `Failed (...)` row. The tool's own certificate check outranks the number."""
    text = message or ""
    if found := _ROOT.search(text):
        return "tls_inspection" if _unsigned(found[1]) in _FOREIGN_ROOTS else "tls"
    if _PIN.search(text) or (code == 0 and (tls_flags or "SSL error" in text)):
        return "tls"
    return "other" if code is None else _CODE_REASONS.get(code, "other")


def reason_of_web_exception(status: str, *, foreign_root: bool = False) -> str:
    """The reason of a .NET WebException; `foreign_root` says that the chain is known to end in one."""
    if status == "TrustFailure":
        return "tls_inspection" if foreign_root else "tls"
    return _EXCEPTION_REASONS.get(status, "other")


def describe_code(code: int) -> str:
    """An error number for people: its name and reading where known, in hex where it is an HRESULT."""
    if code < 0 or code >= 1 << 31:
        known = HRESULTS.get(_unsigned(str(code)))
        shown = f"0x{code & 0xFFFFFFFF:08X}"
    else:
        known, shown = CODES.get(code), str(code)
    return f"{shown} {known[0]}: {known[1]}" if known else shown


def _unsigned(number: str) -> int:
    return int(number, 0 if number.startswith("0x") else 10) & 0xFFFFFFFF
