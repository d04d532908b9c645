"""What a person should look at before a copy goes out: files and words that nobody knows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdeanalysis.redaction.carriers import Carriers, Leaf
from mdeanalysis.redaction.codec import text_of
from mdeanalysis.redaction.kept import words
from mdeanalysis.redaction.run import Redacted
from mdeanalysis.redaction.tokens import tokens
from mdeanalysis.redaction.words import WORD_KINDS, is_everywhere

if TYPE_CHECKING:
    from mdeanalysis.loading import Fleet

_WORD = re.compile(r"(?<![\w%&\\@.-])[^\W\d_]{4,40}(?![\w@-])")
_MOST_WORDS = 200
_UNREAD = ("side", "foreign", "unknown", "collected")


class Looked(NamedTuple):
    """One thing to look at: `what` it is, where, and how often."""

    what: str
    text: str
    place: str
    times: int


def review(done: Redacted, fleet: Fleet, folder: Path) -> Iterator[Looked]:
    """All that no rule can judge: files left out, files of no known format, unknown words, values told by place."""
    for left in done.copy.left:
        yield Looked("left out", left.why, left.place, 1)
    yield from _unread(done, fleet)
    yield from _by_place(done)
    yield from unknown_words(folder)


def _unread(done: Redacted, fleet: Fleet) -> Iterator[Looked]:
    """Files that no format understands, together by their own names."""
    inputs = fleet.inputs[fleet.inputs["taken_for"].isin(_UNREAD)]
    places: dict[str, list[str]] = {}
    for source in inputs["source"]:
        places.setdefault(re.split(r"[/!]", str(source))[-1], []).append(str(source))
    for name, found in places.items():
        yield Looked("no known format", done.names.part(name, first=False), done.names.path(found[0]), len(found))


def _by_place(done: Redacted) -> Iterator[Looked]:
    for kind, value in done.vault.images:
        if kind in WORD_KINDS and kind != "name" and not is_everywhere(value):
            yield Looked("replaced only in its fields", value, kind, 1)


def unknown_words(folder: Path) -> Iterator[Looked]:
    """Words of the copy that are no tool's, the most frequent first, each with the first place that has it."""
    counts: Counter[str] = Counter()
    places: dict[str, str] = {}
    remembered: dict[str, list[str]] = {}
    for file in sorted(folder.rglob("*")):
        if not file.is_file():
            continue
        shown = file.relative_to(folder).as_posix()
        with file.open("rb") as stream:
            for leaf in Carriers().leaves(stream, Leaf(shown, file.name, b"")):
                for line in (text_of(leaf.data, leaf.name) or "").splitlines():
                    found = remembered.get(line)
                    if found is None:
                        found = remembered[line] = _unknown(line)
                    counts.update(found)
                    for word in found:
                        places.setdefault(word, leaf.place)
    for word, count in counts.most_common(_MOST_WORDS):
        yield Looked("word that no tool has", word, places[word], count)


def _unknown(line: str) -> list[str]:
    taken = [(token.start, token.end) for token in tokens(line)]
    return [
        match[0]
        for match in _WORD.finditer(line)
        if match[0].lower() not in words() and not any(start <= match.start() < end for start, end in taken)
    ]
