"""Zips and gzips, read in memory and never unpacked to disk, under limits that no header is trusted for."""

from __future__ import annotations

import gzip
import io
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, NamedTuple

from mdeanalysis.errors import UnsafeInput
from mdeanalysis.intake.recover import LOCAL_HEADER, LocalMember, content, local_members, whole

MAX_MEMBER_BYTES = 64 * 2**20
MAX_MEMBERS = 20_000
MAX_RATIO = 200
#: Small members of repeated lines pack by more than MAX_RATIO and hurt nobody.
RATIO_FROM_BYTES = 8 * 2**20
MAX_DEPTH = 4
MAX_TOTAL_BYTES = 2 * 2**30
#: zipfile makes objects of a whole directory before anyone can count; 500 bytes a member are ample.
MAX_DIRECTORY_BYTES = MAX_MEMBERS * 500

_ZIP_STARTS = (LOCAL_HEADER, b"PK\x05\x06", b"PK\x07\x08")
_GZIP_START = b"\x1f\x8b"
_CHUNK = 2**16
_END_RECORD_BYTES = 22 + 2**16
_ENCRYPTED = 0x1
#: All that zipfile and its decompressors raise on broken bytes.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
)


@dataclass
class Budget:
    """What one top-level input may still inflate to."""

    left: int = field(default_factory=lambda: MAX_TOTAL_BYTES)

    def spend(self, count: int) -> None:
        """Takes `count` bytes; raises where there are no more."""
        self.left -= count
        if self.left < 0:
            raise UnsafeInput("too_large", f"unpacks to more than {_size(MAX_TOTAL_BYTES)}; the rest is left")


class Entry(NamedTuple):
    """One member: its name with `/`, a label that no other of the zip has, and how to read it."""

    name: str
    label: str
    read: Callable[[Budget], bytes]


class Archive(NamedTuple):
    """A zip's readable members, what is wrong with it as (kind, reason), and the labels of encrypted members."""

    entries: list[Entry]
    problems: list[tuple[str, str]]
    locked: list[str]


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip."""
    return head.startswith(_ZIP_STARTS)


def is_gzip(head: bytes) -> bool:
    """Whether a file that begins so is a gzip."""
    return head.startswith(_GZIP_START)


def open_zip(stream: BinaryIO) -> Archive:
    """The members of a zip; of a broken one those that its local headers lead to."""
    try:
        archive = _opened(stream)
    except BROKEN as error:
        return _recovered(stream, str(error) or type(error).__name__)
    infos = archive.infolist()
    found = [(info.filename, bool(info.flag_bits & _ENCRYPTED), partial(_read, archive, info)) for info in infos]
    return _archive(found, [])


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The zip by its directory, unless that is a lie: too large, or another zip's."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _END_RECORD_BYTES))
    _, found, end_record = stream.read(_END_RECORD_BYTES).rpartition(b"PK\x05\x06")
    if not found:
        raise zipfile.BadZipFile("its end is missing")
    if int.from_bytes(end_record[8:12], "little") > MAX_DIRECTORY_BYTES:
        raise zipfile.BadZipFile("its directory is too large")
    archive = zipfile.ZipFile(stream)
    first = min((info.header_offset for info in archive.infolist()), default=-1)
    stream.seek(0)
    # Cut behind a stored zip, the outer one shows the inner directory as its own.
    if first != 0 and stream.read(4) == LOCAL_HEADER:
        raise zipfile.BadZipFile("its directory does not cover its beginning")
    return archive


def _archive(
    found: Sequence[tuple[str, bool, Callable[[Budget], bytes]]], problems: list[tuple[str, str]]
) -> Archive:
    """Members under distinct names, folders and what is encrypted or too much left out."""
    files = [(name.replace("\\", "/"), locked, read) for name, locked, read in found]
    files = [(name, locked, read) for name, locked, read in files if not name.endswith("/")]
    if len(files) > MAX_MEMBERS:
        problems.append(("unsafe", f"holds {len(files):,} files; those after the first {MAX_MEMBERS:,} are left"))
    if not files and not problems:
        problems.append(("unreadable", "a zip without files"))
    locked_count = sum(locked for _, locked, _ in files)
    if locked_count:
        problems.append(("unreadable", f"{locked_count} of its {len(files)} files are encrypted"))
    seen: Counter[str] = Counter()
    made = Archive([], problems, [])
    for name, locked, read in files[:MAX_MEMBERS]:
        seen[name] += 1
        label = name if seen[name] == 1 else f"{name}#{seen[name]}"
        if locked:
            made.locked.append(label)
        else:
            made.entries.append(Entry(name, label, read))
    return made


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    try:
        with archive.open(info) as member:
            data = capped(member.read, info.compress_size)
    except BROKEN as error:
        raise UnsafeInput("unreadable", str(error) or type(error).__name__) from error
    budget.spend(len(data))
    return data


def capped(read: Callable[[int], bytes], packed: int) -> bytes:
    """All that `read` gives, unless it is too much in itself or for the `packed` bytes it comes from."""
    data = read(RATIO_FROM_BYTES + 1)
    if len(data) <= RATIO_FROM_BYTES:
        return data
    allowed = max(packed * MAX_RATIO, RATIO_FROM_BYTES)
    data += read(min(allowed, MAX_MEMBER_BYTES) + 1 - len(data))
    if len(data) > allowed:
        raise UnsafeInput("unsafe", f"inflates to more than {MAX_RATIO} times its packed size")
    if len(data) > MAX_MEMBER_BYTES:
        raise UnsafeInput("too_large", f"holds more than {_size(MAX_MEMBER_BYTES)}")
    return data


def inflate_gzip(stream: BinaryIO, packed: int, budget: Budget) -> tuple[bytes, str | None]:
    """What a gzip holds, and what is wrong with it: a cut or damaged one gives all that stands before."""
    pieces = _Pieces(gzip.GzipFile(fileobj=stream))
    data = capped(pieces.read, packed)
    budget.spend(len(data))
    return data, pieces.problem


@dataclass
class _Pieces:
    """Reads that end at damage instead of losing what came before it."""

    stream: gzip.GzipFile
    problem: str | None = None

    def read(self, count: int) -> bytes:
        pieces = []
        while count > 0 and self.problem is None:
            try:
                piece = self.stream.read1(min(count, _CHUNK))
            except BROKEN as error:
                self.problem = f"cut or damaged gzip: {error}"
                break
            if not piece:
                break
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)


def _recovered(stream: BinaryIO, why: str) -> Archive:
    stream.seek(0)
    buffer = whole(stream)
    members = list(local_members(buffer, MAX_MEMBERS + 1, MAX_MEMBER_BYTES))
    found = [
        (member.name, bool(member.flags & _ENCRYPTED), partial(_read_recovered, buffer, member)) for member in members
    ]
    saved = f"{len(found)} file{'' if len(found) == 1 else 's'} found in it"
    return _archive(found, [("unreadable", f"cut or damaged zip ({why}); {saved}")])


def _read_recovered(buffer: bytes, member: LocalMember, budget: Budget) -> bytes:
    try:
        data = capped(io.BytesIO(content(buffer, member, MAX_MEMBER_BYTES + 1)).read, member.end - member.start)
    except BROKEN as error:
        raise UnsafeInput("unreadable", str(error) or type(error).__name__) from error
    budget.spend(len(data))
    return data


def _size(count: int) -> str:
    return f"{count // 2**30} GiB" if count >= 2**30 else f"{count // 2**20} MiB"
