"""From bytes to text and back, so that what is not replaced keeps every byte: marks, line ends, encodings, damage."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from typing import NamedTuple

from mdeanalysis.intake.decode import decode
from mdeanalysis.intake.marks import BE_MARK, LE_MARK, UTF8_MARK
from mdeanalysis.intake.mixed import split
from mdeanalysis.intake.unmarked import CONTROLS

#: Of a text's characters, so many are control characters at the most.
_MOST_CONTROLS = 0.05
_CONTROLS = frozenset(map(chr, CONTROLS))
_MARKS = {"utf-16-le": LE_MARK, "utf-16-be": BE_MARK, "utf-8": UTF8_MARK}
_NO_CONTROLS = str.maketrans("", "", "".join(_CONTROLS))


class Part(NamedTuple):
    """A stretch of one encoding; `mark` and `rest` are bytes that are no text."""

    encoding: str
    mark: bytes
    text: str
    rest: bytes

    def bytes(self) -> bytes:
        """The bytes of the part."""
        return self.mark + _encode(self.text, self.encoding) + self.rest


def parts(data: bytes, name: str) -> list[Part] | None:
    """The text of a file in parts of one encoding; None where it is no text."""
    found = decode(data, name).encoding
    pieces = split(data) if "+" in found else [(None, data)]
    made = [_part(piece, decode(piece, name).encoding) for _, piece in pieces]
    text = "".join(part.text for part in made)
    return None if _is_binary(text) else made


def changed(data: bytes, name: str, change: Callable[[str], str], clear: Callable[[str], str]) -> bytes | None:
    """The bytes with their text changed; None where they are no text.

    A file of several encodings keeps them, unless something reaches from one into the next: then all is UTF-16.
    Where one ends and the next begins is a guess, so that `clear` goes over its bytes as they are, too.
    """
    made = parts(data, name)
    if made is None:
        return None
    done = [part._replace(text=change(part.text)) for part in made]
    if len(done) == 1:
        return done[0].bytes()
    whole = change("".join(part.text for part in made))
    if "".join(part.text for part in done) == whole:
        joined = b"".join(part.bytes() for part in done)
    else:
        joined = LE_MARK + _encode(whole.replace("\0", ""), "utf-16-le")
    return clear(joined.decode("latin-1")).encode("latin-1")


def raw_of(data: bytes, name: str) -> str:
    """The bytes of a file of several encodings, letter for byte; nothing for any other."""
    return data.decode("latin-1") if len(parts(data, name) or ()) > 1 else ""


def text_of(data: bytes, name: str) -> str | None:
    """All text of a file; None where it is none."""
    made = parts(data, name)
    return None if made is None else "".join(part.text for part in made)


def _part(data: bytes, encoding: str) -> Part:
    mark = _MARKS.get(encoding, b"")
    mark = mark if mark and data.startswith(mark) else b""
    body = data[len(mark) :]
    rest = body[len(body) - len(body) % 2 :] if encoding.startswith("utf-16") else b""
    body = body[: len(body) - len(rest)]
    text = body.decode(encoding, _errors(encoding))
    if _encode(text, encoding) == body:
        return Part(encoding, mark, text, rest)
    return Part("latin-1", b"", data.decode("latin-1"), b"")


def _encode(text: str, encoding: str) -> bytes:
    return codecs.encode(text, encoding, _errors(encoding))


def _errors(encoding: str) -> str:
    return "surrogatepass" if encoding.startswith("utf-16") else "surrogateescape"


def _is_binary(text: str) -> bool:
    filled = len(text) - text.count("\0")
    controls = len(text) - len(text.translate(_NO_CONTROLS))
    return controls > _MOST_CONTROLS * filled
