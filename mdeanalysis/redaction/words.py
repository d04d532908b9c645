"""Finds known values anywhere in a text, in any case and inside other words, in one pass however many there are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import product
from typing import NamedTuple

from mdeanalysis.errors import OutputError
from mdeanalysis.redaction import kept
from mdeanalysis.redaction.vault import Vault

#: Kinds whose values have no shape of their own, the first of them meant where a value is of several.
WORD_KINDS = (
    *("domain", "host", "label", "user", "organisation", "authority", "secret", "tag", "group", "resource", "site"),
    "name",
)
#: Shorter ones would be found in half of all words: they are replaced where they come from.
LEAST = 4
_MISSING = "redact needs the package pyahocorasick: pip install 'mdeanalysis[redact]'"
_LETTERS = re.compile(r"[^\W\d_]+")
_PAGES = ("cp1252", "cp850", "latin-1")
_FEW_DIGITS = re.compile(r"[\d\W_]{1,10}")


class Hit(NamedTuple):
    """A known value, and where it stands."""

    start: int
    end: int
    kind: str
    value: str


def folded(text: str) -> str:
    """The text in lower case, letter for letter."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def is_everywhere(value: str) -> bool:
    """Whether a value is told wherever it stands; else only by its field: what is short, a number, a tool's word."""
    if len(value) < LEAST or _FEW_DIGITS.fullmatch(value):
        return False
    known = kept.words()
    runs = _LETTERS.findall(value.lower())
    return not (runs and all(run in known or len(run) < LEAST for run in runs) and not any(map(str.isdigit, value)))


def known_values(vault: Vault) -> Iterator[tuple[str, str]]:
    """Kind and value (in lower case) of all that is told wherever it stands."""
    order = {kind: place for place, kind in enumerate(WORD_KINDS)}
    found: dict[str, str] = {}
    for kind, value in vault.images:
        if kind in order and is_everywhere(value) and (value not in found or order[kind] < order[found[value]]):
            found[value] = kind
    return ((kind, value) for value, kind in found.items())


def spellings(value: str) -> set[str]:
    """A value as other programs write it: letters and accents apart, or in one code page and read as another."""
    if value.isascii():
        return {value}
    made = {value, *(unicodedata.normalize(form, value) for form in ("NFC", "NFD"))}
    for case in (value, value.title(), value.upper()):
        for wrote, reads in product(("utf-8", *_PAGES), _PAGES):
            with suppress(UnicodeError):
                made.add(folded(case.encode(wrote).decode(reads)))
    return made


class Words:
    """The known values of a vault; one pass over a text finds the longest at each place."""

    def __init__(self, values: Iterable[tuple[str, str]]) -> None:
        try:
            import ahocorasick
        except ImportError as error:
            raise OutputError(_MISSING) from error
        self._automaton = ahocorasick.Automaton()
        for kind, value in values:
            for spelling in spellings(value):
                self._automaton.add_word(spelling, (len(spelling), kind, value))
        self._empty = len(self._automaton) == 0
        if not self._empty:
            self._automaton.make_automaton()

    def find(self, text: str) -> list[Hit]:
        """The values in a text, those of the tools' own words left out, none inside another one."""
        if self._empty:
            return []
        low = folded(text)
        hits = [
            Hit(end + 1 - length, end + 1, kind, value) for end, (length, kind, value) in self._automaton.iter(low)
        ]
        hits.sort(key=lambda hit: (hit.start, -hit.end))
        found: list[Hit] = []
        for hit in hits:
            if (not found or hit.start >= found[-1].end) and not is_in_tools_word(low, hit.start, hit.end):
                found.append(hit)
        return found


def is_in_tools_word(low: str, start: int, end: int) -> bool:
    """Whether letters from `start` to `end` of a text in lower case are part of one of the tools' own words."""
    if not low[start].isalpha() or not low[end - 1].isalpha():
        return False
    first, last = start, end
    while first > 0 and low[first - 1].isalpha() and start - first < _LONGEST:
        first -= 1
    while last < len(low) and low[last].isalpha() and last - end < _LONGEST:
        last += 1
    return (first, last) != (start, end) and low[first:last] in kept.words()


_LONGEST = 40
