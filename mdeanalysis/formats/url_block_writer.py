"""Writes the URL checker's own text: for each URL a block with the results of five ways to reach it."""

from __future__ import annotations

from dataclasses import dataclass

STARS = "*" * 68 + " "
LABELS = ("1 - Default proxy", "2 - Proxy auto discovery (WPAD)", "3 - Proxy disabled")
#: The words behind each TLS flag; "SLL" is the tool's own spelling.
TLS_PHRASES = {
    "CERT_REV_FAILED": "failed to check revocation status.",
    "INVALID_CERT": "SSL certificate is invalid.",
    "CERT_REVOKED": "SSL certificate was revoked.",
    "INVALID_CA": "SSL invalid CA.",
    "CERT_CN_INVALID": "SSL common name does not match.",
    "CERT_DATE_INVALID": "SLL certificate is expired.",
    "SECURITY_CHANNEL_ERROR": "internal error.",
}


@dataclass(frozen=True)
class Succeeded:
    """Any HTTP answer, also a proxy's refusal."""

    status: int

    def __str__(self) -> str:
        return f"Succeeded ({self.status})"


@dataclass(frozen=True)
class Failed:
    """A WinHTTP or Win32 error; `message` is the system's, in the system's language."""

    code: int
    message: str
    function: str = "WinHttpSendRequest"

    def __str__(self) -> str:
        return f"Failed ({self.code}: {self.function}: {self.code}: {self.message})"


@dataclass(frozen=True)
class TlsFailed:
    """A failed TLS handshake; `flags` are keys of TLS_PHRASES."""

    flags: tuple[str, ...]

    def __str__(self) -> str:
        shown = "".join(f"WINHTTP_CALLBACK_STATUS_FLAG_{flag} {TLS_PHRASES[flag]} " for flag in self.flags)
        return f"Failed (0: SSL error: {shown})"


@dataclass(frozen=True)
class PinFailed:
    """A certificate that is not the one that the tool wants; `hresult` is unsigned."""

    hresult: int
    message: str

    def __str__(self) -> str:
        return f"Failed (12157: Failed to verify certificate root: {self.hresult}: {self.message})"


@dataclass(frozen=True)
class NotConfigured:
    """No proxy of this kind is set."""

    def __str__(self) -> str:
        return "Doesn't exist"


@dataclass(frozen=True)
class InvalidProxy:
    """A proxy is set, but not as host:port."""

    def __str__(self) -> str:
        return "The proxy isn't in valid format"


@dataclass(frozen=True)
class ExceptionThrown:
    """The checker itself broke down."""

    def __str__(self) -> str:
        return "Unexpected exception was thrown"


Result = Succeeded | Failed | TlsFailed | PinFailed | NotConfigured | InvalidProxy | ExceptionThrown
#: Default proxy, WPAD, no proxy, named proxy, command line proxy.
Rows = tuple[Result, Result, Result, Result, Result]
#: The same of a run that was broken off: a row of None was not written.
PartRows = tuple[Result | None, Result | None, Result | None, Result | None, Result | None]


@dataclass(frozen=True)
class CheckedUrl:
    """One URL and how each of the five ways to it went."""

    url: str
    no_pinning: bool
    rows: Rows | PartRows

    @property
    def line(self) -> str:
        """The URL as its line of the endpoint list has it."""
        return self.url + "\tNoPinning" * self.no_pinning


@dataclass(frozen=True)
class UrlCheck:
    """One run of the checker; `named_proxy` and `command_line_proxy` are printed as they were given."""

    method: str
    address: str
    urls: tuple[CheckedUrl, ...]
    named_proxy: str = ""
    command_line_proxy: str = ""


def url_check_lines(check: UrlCheck) -> list[str]:
    """The checker's output, without line ends; none at all where there was no URL to test."""
    if not check.urls:
        return []
    lines = [f"Proxy config: Method={check.method}, address={check.address}"]
    for url in check.urls:
        lines += _block_lines(check, url)
    return lines


def write_url_check(check: UrlCheck) -> str:
    """The checker's output as a file of its own, such as `URLCheckLog.txt`."""
    return "".join(line + "\r\n" for line in url_check_lines(check))


def _block_lines(check: UrlCheck, url: CheckedUrl) -> list[str]:
    named, command_line = url.rows[3:]
    number = "4.1" if not isinstance(named, NotConfigured | InvalidProxy) else "4"
    rows = [f"{label}: {result}" for label, result in zip(LABELS, url.rows[:3], strict=True) if result]
    if named:
        rows.append(_proxy_line(f"{number} - Named proxy", check.named_proxy, named))
    if command_line:
        # Only this row shows the scheme that the tool adds.
        rows.append(_proxy_line("5 - Command line proxy", f"https://{check.command_line_proxy}", command_line))
    return [STARS, STARS, f"Testing URL : {url.line}", *rows]


def _proxy_line(label: str, value: str, result: Result) -> str:
    if isinstance(result, NotConfigured):
        return f"{label}: {result}"
    return f"{label} ( {value}): {result}"
