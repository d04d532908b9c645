"""Names of files, folders and archive members: what is no tool's word in them is somebody's."""

from __future__ import annotations

import re

from mdeanalysis.redaction import kept
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.spans import Span, Spans
from mdeanalysis.redaction.tokens import tokens
from mdeanalysis.redaction.words import is_everywhere

_TOKEN = re.compile(r"[^\W_]*[^\W\d_][^\W_]*")
_RUN = re.compile(r"[^\W\d_]+|\d+")
_SUFFIXES = re.compile(r"(?:\.[A-Za-z][A-Za-z0-9]{0,7})+\Z")
#: How archives of Windows and of Linux state their time.
_STAMP = re.compile(r"(?<=_)(?P<year>\d\d)(?P<day>\d\d)(?P<month>\d\d)(?=\d{4}(?:\D|\Z))")
_UNDERSCORED = re.compile(r"(?<!\d)(?P<day>\d\d)_(?P<month>\d\d)_(?P<year>20\d\d)(?=_)")
_BETWEEN = re.compile(r"([/!])")
#: Letters that a host's name has but no token.
_PIECE = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")


class Names:
    """One redactor's way through names."""

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._known: dict[tuple[str, bool], str] = {}

    def path(self, path: str) -> str:
        """A path with `/` between folders and `!` behind archives, part by part."""
        parts = _BETWEEN.split(path)
        return "".join(
            part if part in {"/", "!"} else self.part(part, place == 0) for place, part in enumerate(parts)
        )

    def member(self, name: str) -> str:
        """The name of an archive's member, with `/` between its folders."""
        return "/".join(self.part(part, first=False) for part in name.split("/"))

    def forget(self) -> None:
        """What is known by now may be more than it was."""
        self._known.clear()

    def part(self, name: str, first: bool) -> str:
        """The name of one file or folder; `first` where it stands directly below the input root."""
        made = self._known.get((name, first))
        if made is None:
            made = self._known[name, first] = self._part(name, first)
        return made

    def _part(self, name: str, first: bool) -> str:
        vault = self._redactor.vault
        if ("site", name.lower()) in vault.images and (first or is_everywhere(name)):
            return vault.image("site", name)
        found = _SUFFIXES.search(name)
        suffix = found[0] if found and all(map(_is_known, found[0].lower().strip(".").split("."))) else ""
        stem = name[: len(name) - len(suffix)]
        spans = Spans()
        if ("host", stem.lower()) in vault.images:
            spans.add(Span(0, len(stem), vault.image("host", stem)))
        for token in tokens(stem):
            if token.kind != "name":
                spans.add(Span(token.start, token.end, self._redactor.token(token)))
        spans.extend(self._redactor.words(stem))
        spans.extend(self._by_place(stem))
        for match in _TOKEN.finditer(stem):
            if not all(map(_is_known, _RUN.findall(match[0].lower()))):
                spans.add(Span(match.start(), match.end(), vault.image("name", match[0])))
        return self._moved(spans.applied(stem)) + suffix

    def _by_place(self, stem: str) -> list[Span]:
        """Hosts that are short or a tool's word, where one stands alone and is told by more than letters."""
        vault = self._redactor.vault
        return [
            Span(match.start(), match.end(), vault.image("host", match[0]))
            for match in _PIECE.finditer(stem)
            if ("host", match[0].lower()) in vault.images and not _is_known(match[0].lower())
        ]

    def _moved(self, name: str) -> str:
        times = self._redactor.times
        if times is None:
            return name

        def move(match: re.Match[str]) -> str:
            digits = match["year"]
            century = 0 if len(digits) == 4 else 2000
            year, month, day = times.day(century + int(digits), int(match["month"]), int(match["day"]))
            if century:
                return f"{year % 100:02d}{day:02d}{month:02d}"
            return f"{day:02d}_{month:02d}_{year}"

        return _UNDERSCORED.sub(move, _STAMP.sub(move, times.text(name)))


def _is_known(run: str) -> bool:
    return run.isdigit() or len(run) < 2 or run in kept.words()
