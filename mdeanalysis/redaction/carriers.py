"""Files, zips and gzips, read and written again in memory under the limits of intake; nothing is unpacked to disk."""

from __future__ import annotations

import gzip
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, Protocol

from mdeanalysis.errors import UnsafeInput
from mdeanalysis.intake.archive import (
    MAX_DEPTH,
    MAX_MEMBER_BYTES,
    MAX_RATIO,
    RATIO_FROM_BYTES,
    Budget,
    is_zip,
    open_zip,
    size_of,
)
from mdeanalysis.intake.gather import printable
from mdeanalysis.intake.gzips import inflate_gzip, is_gzip

#: Kinds of files that hold no text, whatever their bytes look like.
_BINARY = re.compile(
    r"\.(?:evtx?|etl|cab|dmp|mdmp|hdmp|blg|pcap|pcapng|wprp|pml|exe|dll|sys|msi|msix|com|mui|db|sqlite|iso|vhdx?|pst|msg|one"
    r"|png|jpe?g|gif|bmp|tiff?|webp|ico|heic|mp[34]|m4a|avi|mov|mkv|wav|wmv|7z|rar|tar|pdf|doc|xls|ppt|pyc|lnk|parquet)\Z",
    re.IGNORECASE,
)
BINARY = "holds no text"
_LEVEL = 6


class Left(NamedTuple):
    """What is not in the copy; `lost` where it might have been a result."""

    place: str
    why: str
    lost: bool


class Leaf(NamedTuple):
    """A file that is no archive, wherever it lies."""

    place: str
    name: str
    data: bytes


class Change(Protocol):
    """What becomes of a name and of a file's bytes."""

    def name(self, name: str) -> str:
        """The name of a member of an archive, with `/` between its folders."""

    def data(self, leaf: Leaf) -> bytes | None:
        """A file's bytes; None where they cannot be taken along."""


@dataclass
class Carriers:
    """Goes into the archives of one top-level input; `left` collects what cannot be taken along."""

    left: list[Left] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)

    def leaves(self, stream: BinaryIO, leaf: Leaf, depth: int = 0) -> Iterator[Leaf]:
        """Every file of a stream that may be text; archives give their members'. `leaf` says where it lies."""
        try:
            kind, size = _kind(stream)
            if kind == "gzip":
                inside = io.BytesIO(self._inflated(stream, size, leaf, depth))
                yield from self.leaves(inside, leaf, depth + 1)
            elif kind == "zip":
                for inner in self._members(stream, leaf, depth):
                    yield from self.leaves(io.BytesIO(inner.data), inner, depth + 1)
            else:
                yield leaf._replace(data=_whole(stream, size, leaf.name))
        except UnsafeInput as error:
            self._leave(leaf, error)

    def rewrite(self, stream: BinaryIO, out: BinaryIO, leaf: Leaf, change: Change, depth: int = 0) -> bool:
        """Writes a stream's copy with names and files changed; False where nothing of it can be taken along."""
        try:
            kind, size = _kind(stream)
            if kind == "gzip":
                return self._rewrite_gzip(self._inflated(stream, size, leaf, depth), out, leaf, change, depth)
            if kind == "zip":
                self._rewrite_zip(stream, out, leaf, change, depth)
                return True
            made = change.data(leaf._replace(data=_whole(stream, size, leaf.name)))
            if made is None:
                raise UnsafeInput("binary", BINARY)
            out.write(made)
            return True
        except UnsafeInput as error:
            self._leave(leaf, error)
            return False

    def _rewrite_gzip(self, data: bytes, out: BinaryIO, leaf: Leaf, change: Change, depth: int) -> bool:
        inside = io.BytesIO()
        if not self.rewrite(io.BytesIO(data), inside, leaf, change, depth + 1):
            return False
        out.write(gzip.compress(inside.getvalue(), _LEVEL, mtime=0))
        return True

    def _rewrite_zip(self, stream: BinaryIO, out: BinaryIO, leaf: Leaf, change: Change, depth: int) -> None:
        with warnings.catch_warnings(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as made:
            warnings.simplefilter("ignore", UserWarning)  # a name that is there twice is there twice in the copy
            for inner in self._members(stream, leaf, depth):
                copy = io.BytesIO()
                if self.rewrite(io.BytesIO(inner.data), copy, inner, change, depth + 1):
                    _add(made, change.name(inner.name), copy.getvalue())

    def _members(self, stream: BinaryIO, leaf: Leaf, depth: int) -> Iterator[Leaf]:
        _check_depth(depth)
        archive = open_zip(stream, self.budget)
        self.left += [Left(leaf.place, reason, lost=True) for kind, reason in archive.problems if kind != "unsafe"]
        self.left += [Left(f"{leaf.place}!{printable(label)}", why, lost=True) for label, why in archive.refused]
        for entry in archive.entries:
            inner = Leaf(f"{leaf.place}!{printable(entry.label)}", entry.name, b"")
            try:
                yield inner._replace(data=entry.read(self.budget))
            except UnsafeInput as error:
                self._leave(inner, error)
            if self.budget.left < 0:
                return

    def _inflated(self, stream: BinaryIO, size: int, leaf: Leaf, depth: int) -> bytes:
        _check_depth(depth)
        data, problem = inflate_gzip(stream, size, self.budget)
        if problem:
            self.left.append(Left(leaf.place, problem, lost=True))
        if problem and not data:
            raise UnsafeInput("unreadable", problem)
        return data

    def _leave(self, leaf: Leaf, error: UnsafeInput) -> None:
        self.left.append(Left(leaf.place, error.reason, lost=error.kind != "binary"))


def _kind(stream: BinaryIO) -> tuple[str, int]:
    head = stream.read(4)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return "gzip" if is_gzip(head) else "zip" if is_zip(head) else "file", size


def _check_depth(depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise UnsafeInput("unsafe", f"lies in more than {MAX_DEPTH} archives inside each other")


def _whole(stream: BinaryIO, size: int, name: str) -> bytes:
    if _BINARY.search(name):
        raise UnsafeInput("binary", BINARY)
    if size > MAX_MEMBER_BYTES:
        raise UnsafeInput("too_large", f"holds more than {size_of(MAX_MEMBER_BYTES)}")
    return stream.read()


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    """One member of no date or owner; packed no tighter than intake will take."""
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    if len(data) > RATIO_FROM_BYTES and len(zlib.compress(data, _LEVEL)) * MAX_RATIO < len(data):
        info.compress_type = zipfile.ZIP_STORED
    archive.writestr(info, data)
