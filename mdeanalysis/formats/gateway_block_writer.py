"""Writes the text of the tool that tests gateways on down-level Windows."""

from __future__ import annotations

from dataclasses import dataclass

TITLE = "###################### Validation of MDE GateWays #################"
RULE = "#" * 65
#: What .NET gives every failed web request.
INVALID_OPERATION = -2146233079
_DATA = (
    "System.Collections.ListDictionaryInternal+NodeKeyValueCollection",
    "System.Collections.ListDictionaryInternal",
)


@dataclass(frozen=True)
class Answered:
    """A gateway that answered; `issuer` is the common name in the certificate that came."""

    url: str
    issuer: str = "Microsoft Secure Server CA 2011"
    body: str = "OK"


@dataclass(frozen=True)
class GatewayFailed:
    """A gateway that did not; `status` is the WebException's, `message` the system's words in its language."""

    url: str
    status: str
    message: str
    hresult: int = INVALID_OPERATION
    inner: str = ""
    headers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thrown:
    """Another exception, of which the tool prints the message alone, without the gateway's URL."""

    message: str


@dataclass(frozen=True)
class GatewayCheck:
    """One run. `no_tls` is the exception's message where TLS 1.2 is missing: there the run stops.

    `no_list` is the system's message where the list of endpoints is missing: nothing else is printed then.
    """

    tests: tuple[Answered | GatewayFailed | Thrown, ...] = ()
    oms_proxy: str = ""
    no_tls: str = ""
    no_list: str = ""


def gateway_check_lines(check: GatewayCheck) -> list[str]:
    """The lines as a report embeds them, where lone line feeds have become line ends like any other."""
    return [line for part in _parts(check) for line in part.split("\n")]


def write_gateway_check(check: GatewayCheck) -> str:
    """The tool's output as a file of its own, `MDEClientAnalyzer_User.txt`, with lone line feeds beside the rules."""
    return "".join(part + "\r\n" for part in _parts(check))


def _parts(check: GatewayCheck) -> list[str]:
    if check.no_list:
        return [check.no_list, "Please validate that the file endpoints.txt exist in same folder"]
    proxy = [f"Using OMS proxy {check.oms_proxy}"] if check.oms_proxy else []
    tests = [part for test in check.tests for part in _test(test)]
    return [TITLE, *proxy, *tests, *_no_tls(check.no_tls), RULE]


def _test(test: Answered | GatewayFailed | Thrown) -> list[str]:
    if isinstance(test, Thrown):
        return [test.message]
    if isinstance(test, Answered):
        return [f"Test URL{test.url} : Certificate Issuer is {test.issuer} : Test result is {test.body}", ""]
    return [
        RULE,
        f"\n Test for URL {test.url} is failed ,Error Message : {test.message}",
        f"Hresult: {test.hresult}",
        f"InnerException: {test.inner}",
        *(f"Data : {name}" for name in _DATA),
        # The tool prints this whatever went wrong.
        "Secure channel:SecureChannelFailure",
        f"status:{test.status}",
        *([f"Response:{test.headers[0]}", *test.headers[1:], ""] if test.headers else []),
        f"\n{RULE}",
    ]


def _no_tls(message: str) -> list[str]:
    if not message:
        return []
    return [
        message,
        "Environment is not supported, MDE requires TLS 1.2 , please install:",
        "* KB3154518",
        "* .NET framework 4.0 or later.",
    ]
