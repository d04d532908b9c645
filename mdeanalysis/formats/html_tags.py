"""Cuts HTML into tags and the text between them, in one pass, however broken it is.

`html.parser` looks to the end of the text again for each tag that nobody closed, so hostile pages take it hours.
Here nothing is looked at twice: a tag ends at its first `>`, a `<` that begins no tag is text, no nesting is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from mdeanalysis.formats.memory import remembered
from mdeanalysis.formats.references import unescaped

_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_HALF = re.compile(r"<(?:[A-Za-z/!?]|\Z)")
_BREAK = re.compile(r"<(?:br|/p|/div|/li)(?![A-Za-z0-9])[^<>]*+>", re.IGNORECASE)
# The possessive quantifiers keep a tag that is never closed from being tried at every length.
_ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")
#: What is skipped with all that stands in it, and what ends it.
_SKIPPED = {
    "!--": re.compile("-->"),
    "script": re.compile(r"</script(?![a-z0-9])[^<>]*+>", re.IGNORECASE),
    "style": re.compile(r"</style(?![a-z0-9])[^<>]*+>", re.IGNORECASE),
}


class Piece(NamedTuple):
    """A tag and the text behind it. `name` is empty for a text alone, and `<` where the page ends within a tag."""

    name: str
    is_end: bool
    tag: str
    text: str


_CUT_OFF = Piece("<", False, "", "")


def pieces(text: str, start: int = 0) -> Iterator[tuple[Piece, int]]:
    """All tags and texts from `start` on but declarations, comments, scripts and styles, each with its place."""
    at = start
    while at < len(text):
        end = text.find("<", at + 1)
        chunk = text[at:end] if end >= 0 else text[at:]
        piece = _cut(chunk)
        if piece.name in _SKIPPED and not piece.is_end:
            inside = at + (4 if piece.name == "!--" else len(piece.tag))
            closing = _SKIPPED[piece.name].search(text, inside)
            if closing is None:
                yield _CUT_OFF, at
                return
            end = closing.end()
        elif end < 0 and ">" not in chunk and _HALF.match(chunk):
            yield _CUT_OFF, at
            return
        elif piece.name == "!" or piece.name in _SKIPPED:
            yield Piece("", False, "", piece.text), at
        else:
            yield piece, at
        at = end if end >= 0 else len(text)


@remembered
def _cut(chunk: str) -> Piece:
    """The tag that a text begins with and what stands behind it; where it begins with none, all of it is text."""
    tag = chunk[: chunk.find(">") + 1]
    name, is_end = ("!--", False) if chunk.startswith("<!--") else _named(tag)
    return Piece(name, is_end, tag, chunk[len(tag) :]) if name else Piece("", False, "", chunk)


def _named(tag: str) -> tuple[str, bool]:
    """A tag's name in lower case (`!` for a declaration, none for other text), and whether it ends an element."""
    if tag.startswith(("<!", "<?")):
        return "!", False
    found = _NAME.match(tag)
    return (found[2].lower(), found[1] == "/") if found else ("", False)


@remembered
def plain(markup: str) -> str:
    """The text that a reader sees: line breaks kept, all other tags gone, entities as their characters."""
    return unescaped(_ANY_TAG.sub("", _BREAK.sub("\n", markup))).strip()
