"""Writes the connectivity test of Linux and macOS, as the agent prints it or as the client analyzer does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

_GREEN, _RED, _PLAIN = "\x1b[32m", "\x1b[31m", "\x1b[0m"


@dataclass(frozen=True)
class AgentTry:
    """One URL; `detail` is the second line that only the analyzer prints, and only for failures."""

    url: str
    status: str = "OK"
    detail: str = ""


def analyzer_try(url: str, status: int | None, expected: int, error: str = "") -> AgentTry:
    """A try as the analyzer judges it: any status but the one that it expects is an error, and said so."""
    if status == expected:
        return AgentTry(url)
    return AgentTry(url, "ERROR", error or f"response {status}")


def write_mdatp_test(tries: Iterable[AgentTry], prefix: str = "", *, coloured: bool = False) -> str:
    """The whole text with LF; `prefix` is what a logger puts before every line."""
    return "".join(f"{prefix}{line}\n" for one in tries for line in _lines(one, coloured))


def _lines(one: AgentTry, coloured: bool) -> list[str]:
    colour = _GREEN if one.status == "OK" else _RED
    status = f"{colour}{one.status}{_PLAIN}" if coloured else one.status
    first = f"Testing connection with {one.url} ... [{status}]"
    return [first, f"\t {one.detail}"] if one.detail else [first]
