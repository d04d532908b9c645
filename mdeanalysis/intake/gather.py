"""From the files of one result root to its group of documents; archives among them give groups of their own."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, NamedTuple

from mdeanalysis.errors import UnsafeInput
from mdeanalysis.intake.archive import (
    HEAD_BYTES,
    MAX_DEPTH,
    MAX_LINES,
    MAX_MEMBER_BYTES,
    Archive,
    Budget,
    Entry,
    is_zip,
    open_zip,
    size_of,
)
from mdeanalysis.intake.decode import Decoded, decode
from mdeanalysis.intake.gzips import inflate_gzip, is_gzip
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.intake.names import is_carrier_name, left_by_name, may_be_empty
from mdeanalysis.intake.roots import by_root, collected_of, without_collected
from mdeanalysis.records import Document, Problem

#: A flat folder of more files than this gives several groups, so that memory does not grow with it.
GROUP_DOCUMENTS = 1_000
GROUP_BYTES = 2**28
#: Why a file is left for its name.
_LEFT = {"side": "known by name, says nothing of connectivity", "foreign": "of another kind, told by its name"}
#: Archives of kinds that are not opened; left in silence they would be results lost.
_OTHER_ARCHIVES = ((0, b"7z\xbc\xaf\x27\x1c", "7z"), (0, b"Rar!\x1a\x07", "RAR"), (257, b"ustar", "tar"))


class Group(NamedTuple):
    """All inputs of one result root; `given` where a user named the file itself."""

    root: str
    documents: list[Document]
    given: bool
    problems: list[Problem]


class Item(NamedTuple):
    """One file that may be read: `open` gives its bytes, `given` where a user named it; `path` is where it lies."""

    source: str
    name: str
    open: Callable[[], BinaryIO]
    given: bool = False
    path: str = ""


@dataclass
class Reader:
    """Reads items under the budget of one top-level input; `chain` counts the archives around them."""

    ledger: Ledger
    budget: Budget
    chain: int = 0

    def groups(self, root: str, items: Iterable[Item], given: bool, problems: list[Problem]) -> Iterator[Group]:
        """The groups of the archives among `items`, and the group of the other items."""
        group, begun = Group(root, [], given, problems), self.ledger.bytes_read
        for item in items:
            if _is_full(group, self.ledger.bytes_read - begun, item):
                yield group
                group, begun = Group(root, [], given, []), self.ledger.bytes_read
            if not self.chain:
                self.budget = Budget()
            yield from self._item(item, group)
            if self.budget.left < 0 and self.chain:
                break
        if group.documents or group.problems:
            yield group

    def _item(self, item: Item, group: Group) -> Iterator[Group]:
        self.ledger.seen += 1
        why = None if item.given else left_by_name(item.name)
        if why:
            self.ledger.leave(item.source, why, _LEFT[why])
            return
        try:
            with item.open() as stream:
                yield from self._stream(item, stream, group)
        except UnsafeInput as error:
            if error.head:
                self._too_large(item, group, error)
            else:
                self._failed(item, group, error.kind, error.reason)
        except OSError as error:
            self._failed(item, group, "unreadable", error.strerror or str(error))

    def _failed(self, item: Item, group: Group, kind: str, reason: str) -> None:
        self.ledger.fail(item.source, reason)
        group.problems.append(Problem(item.source, None, kind, reason))

    def _too_large(self, item: Item, group: Group, error: UnsafeInput) -> None:
        """What it is decides whether anything is lost: its beginning tells."""
        self.ledger.fail(item.source, error.reason)
        text = decode(error.head, item.name).text
        group.documents.append(Document(item.source, text, root=group.root, too_large=error.reason))

    def _stream(self, item: Item, stream: BinaryIO, group: Group) -> Iterator[Group]:
        """A gzip is what it holds, a zip its members, all else a document."""
        size = stream.seek(0, io.SEEK_END)
        stream.seek(0)
        data = stream.read(size if size <= MAX_MEMBER_BYTES else HEAD_BYTES)
        if is_gzip(data):
            yield from self._gzip(item, stream, size, group)
        elif is_zip(data):
            # What lies in memory already is found faster there than in the file.
            yield from self._zip(item, io.BytesIO(data) if len(data) == size else stream)
        else:
            if size > MAX_MEMBER_BYTES:
                raise UnsafeInput("too_large", f"holds more than {size_of(MAX_MEMBER_BYTES)}", data)
            _refuse(item.name, data)
            self._document(item, data, group)

    def _gzip(self, item: Item, stream: BinaryIO, size: int, group: Group) -> Iterator[Group]:
        inner = self._deeper()
        stream.seek(0)
        data, problem = inflate_gzip(stream, size, self.budget)
        if problem and not data:
            raise UnsafeInput("unreadable", problem)
        if problem:
            group.problems.append(Problem(item.source, None, "unreadable", problem))
        with io.BytesIO(data) as unpacked:
            yield from inner._stream(item, unpacked, group)

    def _zip(self, item: Item, stream: BinaryIO) -> Iterator[Group]:
        inner = self._deeper()
        archive = open_zip(stream, self.budget)
        self.ledger.archive(item.source)
        before = self.ledger.read + self.ledger.failed
        yield from inner._members(item, archive)
        nothing = before == self.ledger.read + self.ledger.failed and not archive.problems
        if nothing and (item.given or is_carrier_name(item.name)):
            reason = "holds nothing that could be a report"
            yield Group(item.source, [], item.given, [Problem(item.source, None, "unknown_format", reason)])

    def _members(self, item: Item, archive: Archive) -> Iterator[Group]:
        """The members' groups by their roots, the zip's own first, with what is wrong with the zip."""
        problems = [Problem(item.source, None, kind, reason) for kind, reason in archive.problems]
        entries, collected = without_collected(archive.entries)
        self.ledger.seen += len(collected) + len(archive.refused)
        for folder, count in collected.items():
            self.ledger.leave(f"{item.source}!{printable(folder)}", "collected", collected_of(folder, count))
        for label, why in archive.refused:
            self.ledger.fail(f"{item.source}!{printable(label)}", why)
        for folder, members in by_root(entries).items():
            root = f"{item.source}!{printable(folder)}" if folder else item.source
            items = (self._member(item, entry) for entry in members)
            yield from self.groups(root, items, item.given and not folder, [] if folder else problems)
            if self.budget.left < 0:
                break

    def _member(self, item: Item, entry: Entry) -> Item:
        return Item(f"{item.source}!{printable(entry.label)}", entry.name, partial(self._open_member, entry))

    def _open_member(self, entry: Entry) -> BinaryIO:
        return io.BytesIO(entry.read(self.budget))

    def _deeper(self) -> Reader:
        if self.chain >= MAX_DEPTH:
            raise UnsafeInput("unsafe", f"lies in more than {MAX_DEPTH} archives inside each other")
        return Reader(self.ledger, self.budget, self.chain + 1)

    def _document(self, item: Item, data: bytes, group: Group) -> None:
        decoded = decode(data, item.name)
        self.ledger.bytes_read += len(data)
        if not decoded.text or decoded.text.isspace():
            self._empty(item, group, len(data))
            return
        if len(data) > MAX_LINES and _line_ends(decoded.text) > MAX_LINES:
            raise UnsafeInput("too_large", f"holds more than {MAX_LINES:,} lines", data[:HEAD_BYTES])
        self.ledger.read += 1
        group.documents.append(
            Document(
                item.source,
                decoded.text,
                root=group.root,
                digest=_digest(data, decoded),
                encoding=decoded.encoding,
                replaced=decoded.replaced,
                size=len(data),
            )
        )

    def _empty(self, item: Item, group: Group, size: int) -> None:
        if may_be_empty(item.source) and not item.given:
            self.ledger.leave(item.source, "side", "empty, as the tool leaves it where there is nothing to say", size)
        else:
            self.ledger.fail(item.source, "empty file", size)
            group.problems.append(Problem(item.source, None, "unreadable", "empty file"))


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")


def _is_full(group: Group, size: int, item: Item) -> bool:
    """Whether the group ends before the item; files of one name may be one result, and stay together if they can."""
    share = max(len(group.documents) / GROUP_DOCUMENTS, size / GROUP_BYTES)
    if share < 1 or not group.documents:
        return False
    return share >= 2 or not same_stem(item.source, group.documents[-1].source)


def _digest(data: bytes, decoded: Decoded) -> bytes:
    """Tells equal bytes; of UTF-16 without far letters, half the bytes say all."""
    if decoded.encoding.startswith("utf-16") and len(data) == 2 * len(decoded.text) + 2:
        with suppress(UnicodeEncodeError):
            return hashlib.sha256(decoded.encoding.encode() + decoded.text.encode("latin-1")).digest()
    return hashlib.sha256(data).digest()


def printable(name: str) -> str:
    """A name that any terminal and file can take: what is no character, or moves the cursor, is escaped."""
    if name.isprintable():
        return name
    return "".join(letter if letter.isprintable() or letter == "\u3000" else _escaped(letter) for letter in name)


def _escaped(letter: str) -> str:
    return letter.encode("ascii", "backslashreplace").decode() if ord(letter) > 0x7F else f"\\x{ord(letter):02x}"


def same_stem(source: str, other: str) -> bool:
    """Whether two files have one name but for its last part."""
    return source.rpartition(".")[0] == other.rpartition(".")[0]


def _refuse(name: str, data: bytes) -> None:
    if name.lower().endswith(".zip") and data:
        raise UnsafeInput("unreadable", "not a zip, whatever its name says")
    for at, mark, kind in _OTHER_ARCHIVES:
        if data.startswith(mark, at):
            raise UnsafeInput("unreadable", f"a {kind} archive; unpack it first, only zip and gz are opened")
