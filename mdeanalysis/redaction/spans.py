"""Places in a text and what comes there; of two that overlap the first one noted counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mdeanalysis.redaction.views import View


class Span(NamedTuple):
    """What stands at a place afterwards; None where it must stay as it is."""

    start: int
    end: int
    image: str | None


class Spans:
    """Spans that do not overlap, in order."""

    def __init__(self) -> None:
        self._all: list[Span] = []

    def add(self, span: Span) -> None:
        """Notes a span unless one of those before lies there."""
        place = bisect_left(self._all, span.start, key=lambda one: one.start)
        if place and self._all[place - 1].end > span.start:
            return
        if place < len(self._all) and self._all[place].start < span.end:
            return
        self._all.insert(place, span)

    def extend(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self.add(span)

    def __iter__(self) -> Iterator[Span]:
        return iter(self._all)

    def applied(self, text: str) -> str:
        """The text with what comes in its places."""
        pieces, at = [], 0
        for start, end, image in self._all:
            if image is not None:
                pieces += [text[at:start], image]
                at = end
        return "".join([*pieces, text[at:]]) if pieces else text


def outer(view: View, span: Span) -> Span:
    """The span of a view as it lies in the text itself."""
    if view.at is None:
        return span
    return Span(view.at[span.start], view.at[span.end], span.image)


def moved(spans: Iterable[Span], by: int) -> Iterable[Span]:
    """The spans of a part, as they lie in the whole."""
    return (Span(start + by, end + by, image) for start, end, image in spans)
