"""Sentences that other parts of the code made, told in another language.

Rules, plan and readers write English with names and numbers in it. A template has `{names}` where those stand: what
fits it is told by its translation, with the same names and numbers in it. What fits none stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from gettext import NullTranslations
from typing import NamedTuple

from mdeanalysis.report.language.numbers import Numbers

CONTEXT = "sentence"
#: Longer texts are no sentences of ours, and may be written to make matching slow.
_LONGEST = 3000
_PLACE = re.compile(r"\{(\w+)\}")
#: What may stand in a place of this name; in others anything.
_COUNTED = {name: rf"[\d,]+ {name[:-1]}s?" for name in ("devices", "results", "days", "files")}
_FITS = {"count": r"[\d,]+", "number": r"[\d,]+", "day": r"\d{4}-\d{2}-\d{2}", "version": r"[\d.-]+"}
_FITS |= {**_COUNTED, "urls": r"[\d,]+ URLs?", "many": r"[\d,]+ hosts?", "names": r"[\d,]+ names?"}
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})( \d{2}:\d{2})?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
#: Sentences in a sentence, such as a hint in brackets.
_DEPTH = 4
#: One template, or those for one and for several of what its `{count}` counts.
Template = str | tuple[str, str]


class _Pattern(NamedTuple):
    literals: list[str]
    regex: re.Pattern[str]
    template: Template


class Sentences:
    """Texts of one language by the templates that they fit."""

    def __init__(self, templates: Sequence[Template], found: NullTranslations, numbers: Numbers) -> None:
        self._templates, self._found, self._numbers = templates, found, numbers
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """The text told anew, or the text itself."""
        told = self._known.get(text)
        if told is None:
            told = self._known[text] = self._tell(text, _DEPTH)
        return told

    def knows(self, text: str) -> bool:
        """Whether a template fits."""
        return self._told(text, _DEPTH) is not None

    def _tell(self, text: str, depth: int) -> str:
        told = self._told(text, depth)
        return text if told is None else told

    def _told(self, text: str, depth: int) -> str | None:
        if text in self._whole:
            return self._found.pgettext(CONTEXT, text)
        if not depth or len(text) > _LONGEST:
            return None
        for pattern, match in self._fitting(text):
            values = {name: self._value(value, depth - 1) for name, value in match.groupdict().items()}
            return self._translated(pattern.template, match).format(**values)
        return self._uncapped(text) or self._listed(text, depth)

    def _fitting(self, text: str) -> list[tuple[_Pattern, re.Match[str]]]:
        for pattern in self._patterns:
            if all(part in text for part in pattern.literals) and (match := pattern.regex.fullmatch(text)):
                return [(pattern, match)]
        return []

    def _translated(self, template: Template, match: re.Match[str]) -> str:
        if isinstance(template, str):
            return self._found.pgettext(CONTEXT, template)
        count = match["count"].replace(",", "")
        return self._found.npgettext(CONTEXT, *template, int(count) if count.isdigit() else 2)

    def _value(self, text: str, depth: int) -> str:
        """What stood in a place: a number, a day, another sentence, or a name."""
        if _NUMBER.fullmatch(text):
            return self._numbers.number(int(text.replace(",", ""))) if "," in text else text
        if match := _DAY.fullmatch(text):
            try:
                return self._numbers.day(date.fromisoformat(match[1])) + (match[2] or "")
            except ValueError:
                return text
        return self._tell(text, depth)

    def _uncapped(self, text: str) -> str | None:
        """A whole sentence without its full stop, and maybe without its capital."""
        sentence = f"{text[:1].upper()}{text[1:]}."
        if sentence not in self._whole:
            return None
        told = self._found.pgettext(CONTEXT, sentence).removesuffix(".")
        return told if text[:1].isupper() else f"{told[:1].lower()}{told[1:]}"

    def _listed(self, text: str, depth: int) -> str | None:
        """Several sentences in one; of two after each other the first alone need be known."""
        head, stop, rest = text.partition(". ")
        if stop and head in self._whole:
            return f"{self._tell(head, 1)}. {self._tell(rest, depth - 1)}"
        if text.endswith("."):
            told = self._told(text.removesuffix("."), depth - 1)
            return told and f"{told}."
        for between in ("; ", ", "):
            if parts := self._all_told(text.split(between), depth):
                return self._found.pgettext(CONTEXT, between).join(parts)
        return None

    def _all_told(self, parts: list[str], depth: int) -> list[str]:
        """Each part, or nothing where one is unknown."""
        told = []
        for part in parts if len(parts) > 1 else []:
            one = self._told(part, depth - 1)
            if one is None:
                return []
            told.append(one)
        return told

    @cached_property
    def _whole(self) -> frozenset[str]:
        return frozenset(text for text in self._templates if isinstance(text, str) and not _PLACE.search(text))

    @cached_property
    def _patterns(self) -> list[_Pattern]:
        """The most telling first: that with the most letters of its own."""
        found = [
            _pattern(form, template)
            for template in self._templates
            for form in ([template] if isinstance(template, str) else template)
            if _PLACE.search(form)
        ]
        return sorted(found, key=lambda pattern: -sum(map(len, pattern.literals)))


def _pattern(form: str, template: Template) -> _Pattern:
    parts = _PLACE.split(form)
    places = [f"(?P<{name}>{_FITS.get(name, '.+?')})" for name in parts[1::2]]
    escaped = [re.escape(part) for part in parts[::2]]
    regex = "".join(part for pair in zip(escaped, [*places, ""], strict=True) for part in pair)
    return _Pattern([part for part in parts[::2] if part], re.compile(regex, re.DOTALL), template)
