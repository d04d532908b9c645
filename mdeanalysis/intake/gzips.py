"""Gzips, inflated as far as they are whole. zlib reads their headers itself, however long a name they state."""

from __future__ import annotations

import zlib
from typing import BinaryIO

from mdeanalysis.intake.archive import Budget, capped

_START = b"\x1f\x8b"
#: What stands behind a gzip is copied at its end: little, for a file may hold a million empty ones.
_CHUNK = 2**13
#: zlib's word for: with a gzip's header and checksum.
_AS_GZIP = 16 + zlib.MAX_WBITS


def is_gzip(head: bytes) -> bool:
    """Whether a file that begins so is a gzip."""
    return head.startswith(_START)


def inflate_gzip(stream: BinaryIO, packed: int, budget: Budget) -> tuple[bytes, str | None]:
    """What a gzip holds, and what is wrong with it: a cut or damaged one gives all that stands before."""
    inflated = _Inflated(stream)
    return capped(inflated.read, packed, budget), inflated.problem


class _Inflated:
    """The bytes of all gzips in a row. Damage ends them instead of losing what came before it."""

    def __init__(self, stream: BinaryIO) -> None:
        self.problem: str | None = None
        self._stream = stream
        self._packed = b""
        self._inflater = zlib.decompressobj(_AS_GZIP)
        self._ended = False

    def read(self, count: int) -> bytes:
        """At most `count` further bytes."""
        pieces = []
        while count > 0 and not self._ended:
            piece = self._piece(min(count, _CHUNK))
            pieces.append(piece)
            count -= len(piece)
        return b"".join(pieces)

    def _piece(self, most: int) -> bytes:
        self._packed = self._packed or self._stream.read(_CHUNK)
        if not self._packed:
            self._end("it ends before its time")
            return b""
        try:
            piece = self._inflater.decompress(self._packed, most)
        except zlib.error as error:
            self._end(str(error))
            return b""
        if self._inflater.eof:
            self._next()
        else:
            self._packed = self._inflater.unconsumed_tail
        return piece

    def _next(self) -> None:
        """Behind a gzip may stand NULs, another gzip, or what does not belong there."""
        self._packed = self._inflater.unused_data.lstrip(b"\0")
        while not self._packed and (chunk := self._stream.read(_CHUNK)):
            self._packed = chunk.lstrip(b"\0")
        if not self._packed:
            self._ended = True
        elif self._packed.startswith(_START[: len(self._packed)]):
            self._inflater = zlib.decompressobj(_AS_GZIP)
        else:
            self._end("what stands behind its end is no gzip")

    def _end(self, why: str) -> None:
        self.problem = f"cut or damaged gzip: {why}"
        self._ended = True
