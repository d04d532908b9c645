"""Searches a finished copy for every value that was replaced, from its bytes on, as somebody else would."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdeanalysis.redaction.carriers import Carriers, Leaf
from mdeanalysis.redaction.codec import raw_of, text_of
from mdeanalysis.redaction.encoded import texts_within
from mdeanalysis.redaction.kept import customers_names, is_microsofts
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.vault import Vault
from mdeanalysis.redaction.views import views
from mdeanalysis.redaction.words import folded, known_values

if TYPE_CHECKING:
    import pandas as pd

_TOKEN = re.compile(r"[^\W_]+")
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)+")
#: Ids, wherever they stand; far looser than what replaces them.
_ID = re.compile(
    r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{16,}|[0-9]+(?:\.[0-9]+){3}|s-1-[0-9]+-[0-9]+(?:-[0-9]+){3,4}"
)
_ID_KINDS = frozenset({"guid", "hex", "address", "sid"})
_LINE = re.compile(r"[^\r\n]+")
_MAX_REMEMBERED = 500_000


class Leak(NamedTuple):
    """A value that the copy still has: where, and of what kind it is."""

    place: str
    kind: str


class _Probe(Vault):
    """A vault that only tells: whatever is asked for and is no pseudonym is a value that stayed."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault.key, originals=vault.originals)
        self.found: list[str] = []
        self._images = vault.originals.keys()  # in lower case

    def image(self, kind: str, value: str) -> str:
        if value.lower() not in self._images:
            self.found.append(kind)
        return value

    def cut(self, start: str) -> str:
        if not any(image.startswith(start.lower()) for image in self._images):
            self.found.append("host")
        return start

    def address(self, text: str) -> str | None:
        image = self.addresses.text(text)
        if image is not None and text.lower() not in self._images:
            self.found.append("address")
        return None


class Search:
    """Looks for values of a vault in texts and names."""

    def __init__(self, vault: Vault) -> None:
        self._probe = _Probe(vault)
        self._redactor = Redactor(self._probe)
        self._values: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        for kind, value in known_values(vault):
            if (start := _TOKEN.search(value)) is not None:
                self._values[start[0]].append((value[start.start() :], kind))
        doubtful = vault.doubtful
        self._ids = {value for kind, value in vault.images if kind in _ID_KINDS and value not in doubtful}
        self._clean: set[str] = set()

    def folder(self, folder: Path) -> Iterator[Leak]:
        """The leaks in all files of a folder, and in their names."""
        for file in sorted(folder.rglob("*")):
            shown = file.relative_to(folder).as_posix()
            yield from (Leak(shown, kind) for kind in self.words(file.name))
            if file.is_file():
                with file.open("rb") as stream:
                    for leaf in Carriers().leaves(stream, Leaf(shown, file.name, b"")):
                        yield from self._leaf(leaf, shown)

    def frames(self, tables: Mapping[str, pd.DataFrame]) -> Iterator[Leak]:
        """The leaks in the texts of tables."""
        for name, frame in tables.items():
            for column in frame.select_dtypes(exclude=["number", "bool", "datetime", "datetimetz"]):
                for value in frame[column].dropna().unique():
                    yield from (Leak(f"{name}.{column}", kind) for kind in self.text(str(value)))

    def text(self, text: str) -> Iterator[str]:
        """The kinds of values that stand in a text."""
        pending = None
        for line in _LINE.findall(text):
            if pending is None and line in self._clean:
                continue
            self._probe.found.clear()
            before = pending
            _, pending = self._redactor.line(line, pending)
            found = [*self._probe.found, *self.words(line)]
            yield from found
            if not found and before is None and pending is None and len(self._clean) < _MAX_REMEMBERED:
                self._clean.add(line)

    def words(self, text: str) -> Iterator[str]:
        """The kinds of known values that are whole words of a text, escapes undone, base64 read."""
        for inner in texts_within(text):
            for view in views(inner):
                low = folded(view.text)
                yield from self._whole_words(low)
                yield from ("id" for found in _ID.findall(low) if found in self._ids)

    def _leaf(self, leaf: Leaf, shown: str) -> Iterable[Leak]:
        inside = leaf.place[len(shown) :]
        yield from (Leak(shown, kind) for kind in self.words(inside))
        yield from (Leak(leaf.place, kind) for kind in self.text(text_of(leaf.data, leaf.name) or ""))
        yield from (Leak(leaf.place, kind) for kind in self.words(raw_of(leaf.data, leaf.name)))

    def _whole_words(self, low: str) -> Iterator[str]:
        for token in _TOKEN.finditer(low):
            for value, kind in self._values.get(token[0], ()):
                end = token.start() + len(value)
                whole = low.startswith(value, token.start()) and not low[end : end + 1].isalnum()
                if whole and not _is_microsofts(low, token.start()):
                    yield kind


def _is_microsofts(low: str, place: int) -> bool:
    """Whether a word is part of a host that stays."""
    start = place
    while start and (low[start - 1].isalnum() or low[start - 1] in ".-_"):
        start -= 1
    host = _HOST.match(low, start)
    return host is not None and is_microsofts(host[0].strip(".")) and not customers_names(host[0].strip("."))
