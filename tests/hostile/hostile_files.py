"""Zips, gzips and texts that nobody honest writes, each made in a moment however large it says it is."""

from __future__ import annotations

import random
import stat
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

MIB = 2**20
STORED, DEFLATED = 0, 8


@dataclass
class Member:
    """One member of a forged zip; what is None is stated truly, `share` is the place of one that has its bytes."""

    name: str
    packed: bytes = b""
    method: int = STORED
    size: int | None = None
    packed_size: int | None = None
    crc: int | None = None
    flags: int = 0
    mode: int = 0
    share: int | None = None


@dataclass
class Zip:
    """A zip put together by hand, so that its headers may say anything."""

    members: Sequence[Member]
    data: bytearray = field(default_factory=bytearray)

    def written(self) -> bytes:
        offsets: list[int] = []
        for member in self.members:
            offsets.append(offsets[member.share] if member.share is not None else len(self.data))
            if member.share is None:
                self.data += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields(member), len(member.name.encode()), 0)
                self.data += member.name.encode() + member.packed
        start = len(self.data)
        for member, offset in zip(self.members, offsets, strict=True):
            name = member.name.encode()
            self.data += struct.pack("<4sH5H3L5H2L", b"PK\x01\x02", 0x0314, *fields(member), len(name), 0, 0, 0, 0,
                                     (member.mode & 0xFFFF) << 16, offset) + name  # fmt: skip
        count = min(len(self.members), 0xFFFF)
        size = len(self.data) - start
        self.data += struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, start, 0)
        return bytes(self.data)


def fields(member: Member) -> tuple[int, ...]:
    """What both headers of a member state alike."""
    plain = member.packed if member.method == STORED else b""
    crc = zlib.crc32(plain) if member.crc is None else member.crc
    packed = len(member.packed) if member.packed_size is None else member.packed_size
    size = len(plain) if member.size is None else member.size
    return (20, member.flags, member.method, 0, 0x21, crc, packed, size)


def forged(*members: Member) -> bytes:
    return Zip(members).written()


def deflated(name: str, content: bytes, **more: int) -> Member:
    """A member as an honest zip has it, but for what `more` says."""
    stated = {"size": len(content), "crc": zlib.crc32(content), **more}
    return Member(name, raw_deflate(content), DEFLATED, **stated)


def raw_deflate(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def packed_zeros(mib: int, noise: int = 0) -> bytes:
    """A deflated stream of so many MiB of the letter 0, in each some noise: one MiB is packed, and repeated."""
    content = random.Random(1).randbytes(noise) + b"0" * (MIB - noise)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    return piece * mib + packer.flush()


def bomb(name: str, mib: int, noise: int = 0) -> Member:
    return Member(name, packed_zeros(mib, noise), DEFLATED, size=mib * MIB, crc=1)


def lzma_of_4_gib() -> Member:
    """A member whose header asks for a dictionary of 4 GiB."""
    return Member(
        "a.txt", struct.pack("<2BHBL", 9, 4, 5, 0x5D, 0xFFFFFFFF) + b"\0" * 100, method=14, size=1000, crc=1
    )


def link(name: str, target: str) -> Member:
    return Member(name, target.encode(), mode=stat.S_IFLNK | 0o777)


def nested_bomb(width: int, depth: int) -> bytes:
    """Zips in zips, each `width` times the same, with a bomb in the innermost."""
    content = forged(bomb("bomb.txt", 100))
    for _ in range(depth):
        inner = raw_deflate(content)
        members = [
            Member(f"{n}.zip", inner, DEFLATED, size=len(content), crc=zlib.crc32(content)) for n in range(width)
        ]
        content = forged(*members)
    return content


def quoted_overlap(count: int, mib: int, flags: int = 0) -> bytes:
    """Members that all run on into the same bomb: each one's bytes begin with the next one's header."""
    kernel = packed_zeros(mib)
    header = 30 + len("00000.txt")
    members, offsets = [], []
    data = bytearray()
    for n in range(count):
        left = count - n - 1
        packed = left * (header + 5) + len(kernel)
        member = Member(f"{n:05}.txt", b"", DEFLATED, mib * MIB, packed, crc=1, flags=flags)
        offsets.append(len(data))
        data += struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields(member), len(member.name), 0) + member.name.encode()
        if left:
            data += struct.pack("<BHH", 0, header, header ^ 0xFFFF)
        members.append(member)
    data += kernel
    start = len(data)
    for member, offset in zip(members, offsets, strict=True):
        data += struct.pack("<4sH5H3L5H2L", b"PK\x01\x02", 0x0314, *fields(member), len(member.name), 0, 0, 0, 0, 0,
                            offset) + member.name.encode()  # fmt: skip
    return bytes(data) + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(data) - start, start, 0)


def cut_overlap(count: int, mib: int) -> bytes:
    """The same without its directory, and with sizes behind the members: only inflating tells where one ends."""
    whole = quoted_overlap(count, mib, flags=8)
    return whole[: whole.index(b"PK\x01\x02")]


def gzipped(mib: int) -> bytes:
    """A gzip bomb."""
    return b"\x1f\x8b\x08\0\0\0\0\0\2\xff" + packed_zeros(mib) + struct.pack("<2L", 1, mib * MIB)


def gzip_with_long_name(mib: int) -> bytes:
    """A gzip whose header holds a file name without end."""
    return b"\x1f\x8b\x08\x08\0\0\0\0\2\xff" + b"a" * (mib * MIB)


def fill(path: Path, piece: bytes, mib: int, head: bytes = b"", tail: bytes = b"") -> None:
    """Writes a file of `mib` MiB of a repeated piece, a MiB at a time."""
    whole = piece * (MIB // len(piece))
    with path.open("wb") as file:
        file.write(head)
        for _ in range(mib):
            file.write(whole)
        file.write(tail)


def sparse(path: Path, mib: int) -> None:
    """A file of NULs that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate(mib * MIB)
