"""Replaces every value in a text: those of fields, those of a shape of their own, and known ones anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdeanalysis.redaction.encoded import MOST_LEVELS, encoded_runs
from mdeanalysis.redaction.fields import Found, fields
from mdeanalysis.redaction.kept import says_nothing
from mdeanalysis.redaction.shapes import Shapes
from mdeanalysis.redaction.spans import Span, Spans, moved, outer
from mdeanalysis.redaction.times import Times
from mdeanalysis.redaction.tokens import Images, tokens, tokens_within
from mdeanalysis.redaction.vault import Vault
from mdeanalysis.redaction.views import View, views
from mdeanalysis.redaction.words import WORD_KINDS, Words, is_everywhere, known_values

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
#: Longer lines are taken in pieces that end behind a tag or a comma, else behind a blank.
_LONG_LINE = 1 << 16
_PIECE = re.compile(rf"(?s).{{1,{_LONG_LINE}}}[>,]|.{{1,{_LONG_LINE}}}\s|.+")
_MAX_REMEMBERED = 100_000
_MOST_REMEMBERED_LETTERS = 2_000
#: A host of one part that a port follows: told so even where it is short, or a word of the tools'.
_WITH_PORT = re.compile(r"(?<![\w.-])[A-Za-z][\w-]*(?=:\d{2,5}(?!\d))")
_FOR_WEB = re.compile(r"%[0-9A-Fa-f]{2}|&(?:#|[A-Za-z]+;)")
#: Fields whose values may be lists.
_LISTS = frozenset({"host", "user"})
_LIST_PART = re.compile(r"[^\s,;][^,;]*(?<!\s)")
_LONGEST_VALUE = 400


class Redactor:
    """One vault's way through texts. Before `learn`, only values of fields and of a shape of their own are known."""

    def __init__(self, vault: Vault, *, shift_times: bool = False) -> None:
        self.vault = vault
        self.shapes = Shapes(vault)
        self._images = Images(self.shapes)
        self.times = Times(vault.days) if shift_times else None
        self._words = Words(())
        self._only_by_place: frozenset[str] = frozenset()
        self._lines: dict[tuple[str | None, str], tuple[str, str | None]] = {}

    def learn(self) -> None:
        """Takes all that the vault holds by now as known values."""
        self._words = Words(known_values(self.vault))
        self._only_by_place = frozenset(
            value for kind, value in self.vault.images if kind in WORD_KINDS and not is_everywhere(value)
        )
        self._lines.clear()

    def text(self, text: str) -> str:
        """The text without values, line for line."""
        pending: str | None = None
        made = []
        for line in _LINE.findall(text):
            for piece in _PIECE.findall(line) if len(line) > _LONG_LINE else (line,):
                done, pending = self._remembered(piece, pending)
                made.append(done)
        return "".join(made)

    def _remembered(self, line: str, pending: str | None) -> tuple[str, str | None]:
        """A fleet repeats itself: most lines were seen before."""
        known = self._lines.get((pending, line))
        if known is None:
            known = self.line(line, pending)
            if len(self._lines) >= _MAX_REMEMBERED:
                self._lines.clear()
            if len(line) <= _MOST_REMEMBERED_LETTERS:
                self._lines[pending, line] = known
        return known

    def line(self, line: str, pending: str | None = None, level: int = 0) -> tuple[str, str | None]:
        """One line without values, and the kind of the next one's value, if this one ends with its name."""
        spans = Spans()
        waits: str | None = None
        seen = views(line)
        # Of what is escaped for the web, the inner text says more: the outer one has parts of values alone.
        for view in reversed(seen) if len(seen) > 1 and _FOR_WEB.search(line) else seen:
            found, then = fields(view.text, pending)
            waits = waits or then
            spans.extend(outer(view, span) for span in self._spans(view, found))
        if level < MOST_LEVELS:
            spans.extend(encoded_runs(line, lambda inner: self.line(inner, None, level + 1)[0]))
        made = spans.applied(line)
        return (self.times.text(made) if self.times else made), waits

    def _spans(self, view: View, found: list[Found]) -> Iterator[Span]:
        for field in found:
            yield from self._field(field)
        for token in tokens(view.text):
            if token.kind == "name":
                yield from moved(self.shapes.authority_parts(token.value), token.start)
            else:
                yield Span(token.start, token.end, self.token(token))
        for token in tokens_within(view.text, self.vault.images):
            yield Span(token.start, token.end, self.token(token))
        if self._only_by_place:
            yield from self._with_ports(view.text)
        yield from self.words(view.text)

    def clear(self, text: str) -> str:
        """The text without known values, whatever field they stand in; pseudonyms stay."""
        made = []
        for line in _LINE.findall(text):
            spans = Spans()
            for view in views(line):
                spans.extend(outer(view, span) for span in self.words(view.text))
            made.append(spans.applied(line))
        return "".join(made)

    def token(self, token: Found) -> str | None:
        """What stands for a token; None where it stays."""
        return self._images.image(token.kind, token.value)

    def words(self, text: str) -> Iterator[Span]:
        """Known values anywhere in a text."""
        for hit in self._words.find(text):
            written = text[hit.start : hit.end]
            same = written.lower() == hit.value
            yield Span(hit.start, hit.end, self.vault.image(hit.kind, written if same else hit.value))

    def _with_ports(self, text: str) -> Iterator[Span]:
        for match in _WITH_PORT.finditer(text):
            if ("host", match[0].lower()) in self.vault.images:
                yield Span(match.start(), match.end(), self.vault.image("host", match[0]))

    def _field(self, field: Found) -> Iterator[Span]:
        if len(field.value) > _LONGEST_VALUE or says_nothing(field.value):
            return
        if field.kind == "proxies":
            yield from moved(self.shapes.proxy_parts(field.value), field.start)
        elif field.kind == "authority" and "=" in field.value:
            yield from moved(self.shapes.authority_parts(field.value), field.start)
        elif field.kind in _LISTS:
            for part in _LIST_PART.finditer(field.value):
                yield from self._whole(field.kind, part[0], field.start + part.start())
        else:
            yield from self._whole(field.kind, field.value, field.start)

    def _whole(self, kind: str, value: str, start: int) -> Iterator[Span]:
        image = self.shapes.value(kind, value)
        if image != value:
            yield Span(start, start + len(value), image)
