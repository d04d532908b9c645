"""The members of a zip whose directory is lost, found by walking the headers before each of them."""

from __future__ import annotations

import io
import mmap
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import islice
from typing import BinaryIO, NamedTuple, cast

LOCAL_HEADER = b"PK\x03\x04"
_DESCRIPTOR = b"PK\x07\x08"
_HEADER = struct.Struct("<4x2xHH4xLLLHH")
_STORED, _DEFLATED = 0, 8
_SIZES_FOLLOW = 0x8
_UTF8_NAME = 0x800
_IN_EXTRA = 0xFFFFFFFF
_CHUNK = 2**16


Spend = Callable[[int], None]


class LocalMember(NamedTuple):
    """Where a member's packed bytes stand; `crc` is None where the file ends before them."""

    name: str
    flags: int
    method: int
    start: int
    end: int
    crc: int | None


def whole(stream: BinaryIO) -> bytes:
    """All bytes of an open file, mapped rather than read where it is one on disk."""
    if isinstance(stream, io.BytesIO):
        return stream.getvalue()
    return cast(bytes, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ))


def local_members(buffer: bytes, most: int, member_bytes: int, spend: Spend) -> Iterator[LocalMember]:
    """Each member in the order of the file, the last as far as the file goes; `spend` hears what is inflated."""
    return islice(_walk(buffer, member_bytes, spend), most)


def _walk(buffer: bytes, member_bytes: int, spend: Spend) -> Iterator[LocalMember]:
    at = buffer.find(LOCAL_HEADER)
    while at >= 0:
        member = _member(buffer, at, member_bytes, spend)
        if member is None:
            return
        yield member
        at = buffer.find(LOCAL_HEADER, member.end)


def _member(buffer: bytes, at: int, member_bytes: int, spend: Spend) -> LocalMember | None:
    """The member whose header stands at `at`; None where not even its header is whole."""
    if at + 30 > len(buffer):
        return None
    flags, method, crc, packed, _, name_size, extra_size = _HEADER.unpack_from(buffer, at)
    start = at + 30 + name_size + extra_size
    if start >= len(buffer):
        return None
    raw = bytes(buffer[at + 30 : at + 30 + name_size])
    name = raw.decode("utf-8", "replace") if flags & _UTF8_NAME else raw.decode("cp437")
    if flags & _SIZES_FOLLOW:
        end, found = _unsized(buffer, start, method, member_bytes, spend)
        return LocalMember(name, flags, method, start, end, found)
    if packed == _IN_EXTRA:
        packed = _packed_in_extra(bytes(buffer[start - extra_size : start]))
    end = start + packed
    return LocalMember(name, flags, method, start, min(end, len(buffer)), crc if end <= len(buffer) else None)


def _packed_in_extra(extra: bytes) -> int:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == 1 and size >= 16 and len(extra) >= 20:
            return int(struct.unpack_from("<Q", extra, 12)[0])
        extra = extra[4 + size :]
    return _IN_EXTRA


def _unsized(buffer: bytes, start: int, method: int, member_bytes: int, spend: Spend) -> tuple[int, int | None]:
    """End and checksum of a member whose sizes stand behind it."""
    if method == _DEFLATED:
        end = _deflate_end(buffer, start, member_bytes, spend)
        if end is None:
            after = buffer.find(LOCAL_HEADER, start)
            return len(buffer) if after < 0 else after, None
        at = end + 4 * (buffer[end : end + 4] == _DESCRIPTOR)
        crc = bytes(buffer[at : at + 4])
        return end, int.from_bytes(crc, "little") if len(crc) == 4 else None
    at = buffer.find(_DESCRIPTOR, start)
    while at >= 0:
        tail = bytes(buffer[at + 4 : at + 12])
        if len(tail) == 8 and int.from_bytes(tail[4:], "little") == at - start:
            return at, int.from_bytes(tail[:4], "little")
        at = buffer.find(_DESCRIPTOR, at + 1)
    return len(buffer), None


def _deflate_end(buffer: bytes, start: int, member_bytes: int, spend: Spend) -> int | None:
    """Where a deflated stream ends; None where the file ends first, or the stream is damaged or too much."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    inflated = 0
    for at in range(start, len(buffer), _CHUNK):
        rest = bytes(buffer[at : at + _CHUNK])
        try:
            while rest and not inflater.eof:
                piece = len(inflater.decompress(rest, _CHUNK))
                spend(piece)
                inflated += piece
                if inflated > member_bytes:
                    return None
                rest = inflater.unconsumed_tail
        except zlib.error:
            return None
        if inflater.eof:
            return min(at + _CHUNK, len(buffer)) - len(inflater.unused_data)
    return None


def content(buffer: bytes, member: LocalMember, most: int) -> bytes:
    """The member's bytes, at most `most` of them; of one that is cut those before the cut."""
    packed = bytes(buffer[member.start : min(member.end, member.start + most)])
    if member.method == _STORED:
        data = packed
    elif member.method == _DEFLATED:
        data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
    else:
        raise NotImplementedError("That compression method is not supported")
    if member.crc is not None and len(data) < most and zlib.crc32(data) != member.crc:
        raise zipfile.BadZipFile(f"Bad CRC-32 for file {member.name!r}")
    return data
