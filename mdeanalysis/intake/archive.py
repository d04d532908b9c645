"""Zips and gzips, read in memory and never unpacked to disk, under limits that no header is trusted for."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import BinaryIO, NamedTuple, cast

from mdeanalysis.errors import UnsafeInput
from mdeanalysis.intake.recover import LOCAL_HEADER, LocalMember, content, local_members, whole
from mdeanalysis.intake.suspect import leads_out, problems_of, said_of, wrong_by_flags, wrongs_of

MAX_MEMBER_BYTES = 64 * 2**20
#: Lines cost far more than their letters: sixty million empty ones would take gigabytes.
MAX_LINES = 1_000_000
MAX_MEMBERS = 20_000
MAX_RATIO = 200
#: Small members of repeated lines pack by more than MAX_RATIO and hurt nobody.
RATIO_FROM_BYTES = 8 * 2**20
MAX_DEPTH = 4
MAX_TOTAL_BYTES = 2 * 2**30
#: What each member costs of that besides its bytes, so that a million empty ones are too much as well.
MEMBER_COST = 16 * 2**10
#: zipfile makes objects of a whole directory before anyone can count; 500 bytes a member are ample.
MAX_DIRECTORY_BYTES = MAX_MEMBERS * 500

_ZIP_STARTS = (LOCAL_HEADER, b"PK\x05\x06", b"PK\x07\x08")
_END_RECORD_BYTES = 22 + 2**16
#: The beginning of what is too large, by which it is told what it is.
HEAD_BYTES = 2**16
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
    MemoryError,
)


@dataclass
class Budget:
    """What one top-level input may still inflate to."""

    left: int = field(default_factory=lambda: MAX_TOTAL_BYTES)

    def spend(self, count: int) -> None:
        """Takes `count` bytes; raises where there are no more."""
        self.left -= count
        if self.left < 0:
            raise UnsafeInput("too_large", f"unpacks to more than {size_of(MAX_TOTAL_BYTES)}; the rest is left")


class Entry(NamedTuple):
    """One member: its name with `/`, a label that no other of the zip has, and how to read it."""

    name: str
    label: str
    read: Callable[[Budget], bytes]


class _Found(NamedTuple):
    """A member before it is known whether it may be read; `wrong` is why not."""

    name: str
    wrong: str | None
    read: Callable[[Budget], bytes]


class Archive(NamedTuple):
    """A zip's readable members, what is wrong with it as (kind, reason), and (label, why) of refused members."""

    entries: list[Entry]
    problems: list[tuple[str, str]]
    refused: list[tuple[str, str]]


def is_zip(head: bytes) -> bool:
    """Whether a file that begins so is a zip."""
    return head.startswith(_ZIP_STARTS)


def open_zip(stream: BinaryIO, budget: Budget) -> Archive:
    """The members of a zip; of a broken one those that its local headers lead to."""
    try:
        archive = _opened(stream)
    except BROKEN as error:
        return _recovered(stream, str(error) or type(error).__name__, budget)
    infos = archive.infolist()
    wrongs = wrongs_of(infos, archive.start_dir)
    found = [
        _Found(info.filename, wrong, partial(_read, archive, info)) for info, wrong in zip(infos, wrongs, strict=True)
    ]
    return _archive(found, [], budget)


class _Directory:
    """A zip's stream while zipfile takes its directory from it, which it does at one go, whatever the size stated."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.seek, self.tell = stream.seek, stream.tell

    def read(self, count: int = -1) -> bytes:
        if count > MAX_DIRECTORY_BYTES:
            raise zipfile.BadZipFile("its directory is too large")
        return self._stream.read(count)


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    """The zip by its directory, unless that is a lie: too large, or another zip's."""
    stream.seek(max(0, stream.seek(0, io.SEEK_END) - _END_RECORD_BYTES))
    if b"PK\x05\x06" not in stream.read(_END_RECORD_BYTES):
        raise zipfile.BadZipFile("its end is missing")
    archive = zipfile.ZipFile(cast(BinaryIO, _Directory(stream)))
    archive.fp = stream
    first = min((info.header_offset for info in archive.infolist()), default=-1)
    stream.seek(0)
    # Cut behind a stored zip, the outer one shows the inner directory as its own.
    if first != 0 and stream.read(4) == LOCAL_HEADER:
        raise zipfile.BadZipFile("its directory does not cover its beginning")
    return archive


def _archive(found: Sequence[_Found], problems: list[tuple[str, str]], budget: Budget) -> Archive:
    """Members under distinct names; folders, what is refused and what is too much left out."""
    budget.spend(MEMBER_COST * len(found))
    files = [one._replace(name=one.name.replace("\\", "/")) for one in found]
    files = [one for one in files if not one.name.endswith("/")]
    if len(files) > MAX_MEMBERS:
        problems.append(("unsafe", f"holds {len(files):,} files; those after the first {MAX_MEMBERS:,} are left"))
    if not files and not problems:
        problems.append(("unreadable", "a zip without files"))
    wrongs = [one.wrong or ("outside" if leads_out(one.name) else None) for one in files]
    problems += problems_of(wrongs)
    seen: Counter[str] = Counter()
    made = Archive([], problems, [])
    for (name, _, read), wrong in zip(files[:MAX_MEMBERS], wrongs, strict=False):
        seen[name] += 1
        label = name if seen[name] == 1 else f"{name}#{seen[name]}"
        if wrong:
            made.refused.append((label, said_of(wrong)))
        else:
            made.entries.append(Entry(name, label, read))
    return made


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> bytes:
    try:
        with archive.open(info) as member:
            return capped(member.read, info.compress_size, budget)
    except BROKEN as error:
        raise UnsafeInput("unreadable", _why(error)) from error


def _why(error: BaseException) -> str:
    """What is wrong, in words that do not repeat the member's name."""
    text = str(error) or type(error).__name__
    return "damaged: its checksum does not fit" if text.startswith("Bad CRC-32") else text


def capped(read: Callable[[int], bytes], packed: int, budget: Budget) -> bytes:
    """All that `read` gives, unless it is too much in itself or for the `packed` bytes it comes from.

    What is refused costs of the budget what was inflated of it.
    """
    data = read(RATIO_FROM_BYTES + 1)
    allowed = max(packed * MAX_RATIO, RATIO_FROM_BYTES)
    if len(data) > RATIO_FROM_BYTES:
        data += read(min(allowed, MAX_MEMBER_BYTES) + 1 - len(data))
    budget.spend(len(data))
    if len(data) > allowed:
        raise UnsafeInput("unsafe", f"inflates to more than {MAX_RATIO} times its packed size")
    if len(data) > MAX_MEMBER_BYTES:
        raise UnsafeInput("too_large", f"holds more than {size_of(MAX_MEMBER_BYTES)}", data[:HEAD_BYTES])
    return data


def _recovered(stream: BinaryIO, why: str, budget: Budget) -> Archive:
    stream.seek(0)
    buffer = whole(stream)
    found = [
        _Found(member.name, wrong_by_flags(member.flags), partial(_read_recovered, buffer, member))
        for member in local_members(buffer, MAX_MEMBERS + 1, MAX_MEMBER_BYTES, budget.spend)
    ]
    saved = f"{len(found)} file{'' if len(found) == 1 else 's'} found in it"
    return _archive(found, [("unreadable", f"cut or damaged zip ({why}); {saved}")], budget)


def _read_recovered(buffer: bytes, member: LocalMember, budget: Budget) -> bytes:
    try:
        data = io.BytesIO(content(buffer, member, MAX_MEMBER_BYTES + 1))
        return capped(data.read, member.end - member.start, budget)
    except BROKEN as error:
        raise UnsafeInput("unreadable", _why(error)) from error


def size_of(count: int) -> str:
    return f"{count // 2**30} GiB" if count >= 2**30 else f"{count // 2**20} MiB"
