"""The certificate chain section of 2024: who issued the certificate that each URL showed, and under which root.

The script keeps issuer and root in variables that it never clears. A URL that showed no certificate at all is
printed with those of the URL before it; such a repetition is unknown, not a fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from mdeanalysis.records import UrlBlock

State = Callable[[str, "str | None", int], None]
_URL = r"(https?://\S+)(?:\s+NoPinning)?"
_SENTENCES = (
    (re.compile(rf"The cert issuer for {_URL} is :$"), "issuer"),
    (re.compile(rf"The root issuer for {_URL} is :$"), "root"),
    (re.compile(rf"The root issuer for {_URL} was not detected$"), "no_root"),
    (re.compile(rf"Failed to fetch root CA chain for {_URL} the CA issuer that was detected is:$"), "issuer"),
    (re.compile(rf"The issuer for {_URL} was fetched but was not expected :$"), "issuer"),
    (re.compile(rf"Failed to check certificate issuer for {_URL}$"), "nothing"),
)
#: The pairs that the script accepts: how the issuer begins, and the root's name.
_EXPECTED = (
    ("CN=Microsoft Secure Server CA", "CN=Microsoft Root Certificate Authority 2011"),
    ("CN=Microsoft Azure", "CN=DigiCert Global Root G2"),
    ("CN=DigiCert SHA2", "CN=DigiCert Global Root CA"),
    ("CN=Microsoft RSA", "CN=Baltimore CyberTrust Root"),
)


class Sights(NamedTuple):
    """URLs whose certificate the report's test refused, and those of which it saw none."""

    refused: frozenset[str] = frozenset()
    unseen: frozenset[str] = frozenset()


def sights_of(blocks: Iterable[UrlBlock]) -> Sights:
    """What the URL rows of a report tell of each URL's certificate."""
    seen = [(block.url, block.certificate) for block in blocks]
    answered = {url for url, certificate in seen if certificate == "answered"}
    refused = frozenset(url for url, certificate in seen if certificate == "refused") - answered
    return Sights(refused, frozenset(url for url, _ in seen) - answered - refused)


class Chain:
    """Reads the section's lines one after the other; `sights` are those of the same report."""

    def __init__(self, sights: Sights, state: State) -> None:
        self._sights = sights
        self._state = state
        self._awaited: tuple[str, str] | None = None
        self._printed: dict[str, str] = {}
        self._stated: set[tuple[str, str]] = set()
        self._issuers: dict[str, str | None] = {}

    def take(self, line: str, number: int) -> bool:
        """Whether the line (without outer blanks) is a sentence of the section, or the name that it announces."""
        kind, url = _sentence(line)
        if kind:
            self._awaited = (kind, url) if kind in {"issuer", "root"} else None
            if kind == "nothing":
                self._issuer(url, None, number)
            if kind in {"nothing", "no_root"}:
                self._root(url, None, number)
            return True
        if self._awaited is None:
            return False
        kind, url = self._awaited
        self._awaited = None
        told = self._told(kind, url, line)
        (self._issuer if kind == "issuer" else self._root)(url, told, number)
        return True

    def end(self) -> None:
        """Another kind of line stands where a name was announced."""
        self._awaited = None

    def _told(self, kind: str, url: str, name: str) -> str | None:
        stale = self._printed.get(kind) == name and self._is_stale(kind, url, name)
        self._printed[kind] = name
        return None if stale else name

    def _is_stale(self, kind: str, url: str, name: str) -> bool:
        """Whether a name that was printed before is left from then: the test saw none, or refused another one."""
        if kind == "root" and url in self._issuers:
            return self._issuers[url] is None
        refused, unseen = self._sights
        return url in unseen or (url in refused and _root_of(name) is not None)

    def _issuer(self, url: str, issuer: str | None, number: int) -> None:
        if not self._once("issuer", url, issuer, number):
            return
        self._issuers[url] = issuer
        if issuer is None or _root_of(issuer) is None:
            self._once("chain", url, issuer and "unexpected", number)

    def _root(self, url: str, root: str | None, number: int) -> None:
        self._once("root", url, root, number)
        issuer = self._issuers.get(url) or ""
        wanted = _root_of(issuer)
        expected = "expected" if is_expected(issuer, root or "") else "unexpected"
        self._once("chain", url, expected if root and wanted else None, number)

    def _once(self, what: str, url: str, value: str | None, number: int) -> bool:
        """States a thing of a URL for the first time; the script prints unexpected names twice."""
        if (what, url) in self._stated:
            return False
        self._stated.add((what, url))
        self._state(f"Certificate {what} of {url}", value, number)
        return True


def is_expected(issuer: str, root: str) -> bool:
    """Whether issuer and root are a pair that the script accepts."""
    wanted = _root_of(issuer)
    return wanted is not None and root.partition(",")[0] == wanted


def _sentence(line: str) -> tuple[str, str]:
    if line.startswith(("The ", "Failed to ")):
        for pattern, kind in _SENTENCES:
            if found := pattern.match(line):
                return kind, found[1]
    return "", ""


def _root_of(issuer: str) -> str | None:
    return next((root for start, root in _EXPECTED if issuer.startswith(start)), None)
