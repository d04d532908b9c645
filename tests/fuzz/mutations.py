"""What happens to real files on their way: cut, pasted together, saved anew, damaged. Each gives other bytes.

A mutation takes a file, another one (which only some need) and a source of chance. Where the file is too small for
it, it gives the file back.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import warnings
import zipfile
from collections.abc import Callable
from random import Random

from mdeanalysis.intake.archive import BROKEN

Mutation = Callable[[bytes, bytes, Random], bytes]
TextMutation = Callable[[str, str, Random], str]

MARKS = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-8": codecs.BOM_UTF8}
#: Every encoding that a tool, a console or an editor saves such a file in.
ENCODINGS = (
    *((name, mark) for name, mark in MARKS.items()),
    *((name, b"") for name in (*MARKS, "cp1252", "cp850")),
)
#: A value, a word or a tag's name, as any of the formats has them.
_PIECE = re.compile(r"[\w.+/@%-]+")
#: What values that nobody foresaw look like.
ODD_VALUES = (
    "",
    "0",
    "-1",
    "9" * 25,
    "False",
    "é–’",
    "\ufeff",
    "名前",
    "٣٢",
    "&#xD800;",
    "&#0;",
    "\\ud800",
    "\\u0000",
    "<",
    ">",
    '"',
    "%s",
    "=1+1",
)
_ELEMENT = re.compile(r"<[^<>]*>[^<]*|[^<\r\n]+|[<\r\n]")
_LINE_ENDS = ("\n", "\r", "\r\n", "\n\r", "\r\r\n", "\u2028", "\x0b", "\x85")


def encoding_of(data: bytes) -> tuple[str, bytes]:
    """The encoding that a file's mark names, with the mark; Latin-1, which keeps any byte, without one."""
    return next(((name, mark) for name, mark in MARKS.items() if data.startswith(mark)), ("latin-1", b""))


def text_of(data: bytes) -> str:
    """The file's text, as far as its mark tells it."""
    name, mark = encoding_of(data)
    return data[len(mark) :].decode(name, "replace")


def saved(text: str, encoding: str, mark: bytes) -> bytes:
    """A text as an editor saves it; letters that an encoding lacks become question marks."""
    return mark + text.encode(encoding, "replace")


def _readable(data: bytes) -> str:
    """The text behind the bytes, for saving it in another encoding."""
    if encoding_of(data)[1]:
        return text_of(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def on_text(change: TextMutation) -> Mutation:
    """The mutation of a file's text, saved as it was."""

    def mutate(data: bytes, other: bytes, random: Random) -> bytes:
        name, mark = encoding_of(data)
        return saved(change(text_of(data), text_of(other), random), name, mark)

    mutate.__name__ = change.__name__
    return mutate


def _place(size: int, random: Random) -> int:
    """A place within `size`, with neither end."""
    return random.randint(1, max(size - 1, 1))


def cut(data: bytes, other: bytes, random: Random) -> bytes:
    """The beginning alone."""
    return data[: _place(len(data), random)] if len(data) > 1 else data


def cut_head(data: bytes, other: bytes, random: Random) -> bytes:
    """The end alone."""
    return data[_place(len(data), random) :] if len(data) > 1 else data


def cut_odd(data: bytes, other: bytes, random: Random) -> bytes:
    """The beginning up to the middle of a UTF-16 unit."""
    return data[: _place(len(data), random) | 1] if len(data) > 2 else data[:1]


def flip(data: bytes, other: bytes, random: Random) -> bytes:
    """A few bits the other way."""
    changed = bytearray(data)
    for place in {random.randrange(len(data)) for _ in range(random.randint(1, 8))} if data else ():
        changed[place] ^= 1 << random.randrange(8)
    return bytes(changed)


def lose(data: bytes, other: bytes, random: Random) -> bytes:
    """A stretch of bytes that is missing."""
    start = random.randrange(len(data)) if data else 0
    return data[:start] + data[start + random.randint(1, 64) :]


def blank(data: bytes, other: bytes, random: Random) -> bytes:
    """A stretch of NULs, as a write that was lost leaves it."""
    start, count = random.randrange(len(data) + 1), random.randint(1, 600)
    return data[:start] + b"\0" * count + data[start + count :]


def splice(data: bytes, other: bytes, random: Random) -> bytes:
    """The beginning of one file and the end of another, each as it is saved."""
    kept = data[: random.randint(0, len(data))]
    return kept + other[random.randint(0, len(other)) :]


def append(data: bytes, other: bytes, random: Random) -> bytes:
    """One file behind the other, as `type a b > c` writes them."""
    return data + other


def double_mark(data: bytes, other: bytes, random: Random) -> bytes:
    """A second byte order mark, at the beginning or anywhere."""
    mark = encoding_of(data)[1] or random.choice(list(MARKS.values()))
    at = random.choice((0, len(data) // 2, random.randint(0, len(data))))
    return data[:at] + mark + data[at:]


def save_anew(data: bytes, other: bytes, random: Random) -> bytes:
    """The same text in another encoding, with or without its mark."""
    others = [one for one in (saved(_readable(data), *kind) for kind in ENCODINGS) if one != data]
    return random.choice(others) if others else data


def mixed_tail(data: bytes, other: bytes, random: Random) -> bytes:
    """Lines of another file behind this one, in an encoding of their own."""
    lines = _readable(other).splitlines(keepends=True)
    start = random.randrange(len(lines) + 1)
    return data + saved("".join(lines[start : start + 20]), *random.choice(ENCODINGS))


def line_ends(text: str, other: str, random: Random) -> str:
    """Other line ends, throughout or in one place."""
    end = random.choice(_LINE_ENDS)
    lines = re.split(r"\r\n|\n|\r", text)
    if random.random() < 0.5 or len(lines) < 2:
        return end.join(lines)
    at = random.randrange(1, len(lines))
    return "\r\n".join(lines[:at]) + end + "\r\n".join(lines[at:])


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+", text)


def swap_lines(text: str, other: str, random: Random) -> str:
    """Two lines in each other's place."""
    lines = _lines(text)
    if len(lines) > 1:
        first, second = random.sample(range(len(lines)), 2)
        lines[first], lines[second] = lines[second], lines[first]
    return "".join(lines)


def repeat(text: str, other: str, random: Random) -> str:
    """An element, a line, a block or a section once more, here or elsewhere."""
    lines = _lines(text) if random.random() < 0.6 else _ELEMENT.findall(text)
    start = random.randrange(len(lines)) if lines else 0
    piece = lines[start : start + random.choice((1, 2, 8, 30))]
    at = random.choice((start, random.randint(0, len(lines))))
    return "".join([*lines[:at], *piece * random.choice((1, 1, 2, 5)), *lines[at:]])


def lose_lines(text: str, other: str, random: Random) -> str:
    """Some lines missing."""
    lines = _lines(text)
    start = random.randrange(len(lines)) if lines else 0
    del lines[start : start + random.choice((1, 1, 3, 10))]
    return "".join(lines)


def paste(text: str, other: str, random: Random) -> str:
    """Lines of another file among this one's."""
    lines, more = _lines(text), _lines(other)
    start, at = random.randrange(len(more) + 1), random.randint(0, len(lines))
    return "".join([*lines[:at], *more[start : start + random.choice((1, 3, 10))], *lines[at:]])


def quote(text: str, other: str, random: Random) -> str:
    """Lines as a mail quotes or a page indents them."""
    sign = random.choice(("> ", "> > ", ">", "    ", "\t"))
    return "".join(sign + line for line in _lines(text))


def join_lines(text: str, other: str, random: Random) -> str:
    """Two lines that became one, or all."""
    if random.random() < 0.2:
        return " ".join(re.split(r"\r\n|\n|\r", text))
    ends = [found.span() for found in re.finditer(r"\r\n|\n|\r", text)]
    start, stop = random.choice(ends) if ends else (0, 0)
    return text[:start] + text[stop:]


def odd_value(text: str, other: str, random: Random) -> str:
    """Words replaced by a value that nobody foresaw."""
    value = random.choice(ODD_VALUES)
    for _ in range(random.choice((1, 1, 2, 4))):
        words = [found.span() for found in _PIECE.finditer(text)]
        start, stop = random.choice(words) if words else (0, 0)
        text = text[:start] + value + text[stop:]
    return text


def longer_number(text: str, other: str, random: Random) -> str:
    """A number with more digits, or a sign."""
    numbers = list(re.finditer(r"\d+", text))
    if not numbers:
        return text
    found = random.choice(numbers)
    digits = random.choice(
        (
            found[0] * 3,
            "-" + found[0],
            found[0] + "9" * 18,
            "0",
            found[0][1:],
            "0" * 20 + found[0],
            "0001",
            "9999",
            "²",
        )
    )
    return text[: found.start()] + digits + text[found.end() :]


def within_zip(data: bytes, other: bytes, random: Random) -> bytes:
    """A zip of which one member is mutated, or a file that became a member."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    except BROKEN:
        return zipped([("SystemInfoLogs\\MDEClientAnalyzer.txt", data)])
    if members:
        at = random.randrange(len(members))
        name, content = members[at]
        members[at] = name, random.choice(list(MUTATIONS.values()))(content, other, random)
    return zipped(members)


def packed(data: bytes, other: bytes, random: Random) -> bytes:
    """The file in a gzip."""
    return gzip.compress(data, mtime=0)


def zipped(members: list[tuple[str, bytes]]) -> bytes:
    """A zip of the members; two may have one name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


_OF_BYTES: tuple[Mutation, ...] = (
    cut, cut_head, cut_odd, flip, lose, blank, splice, append, double_mark, save_anew, mixed_tail,
)  # fmt: skip
_OF_TEXT: tuple[TextMutation, ...] = (
    line_ends, swap_lines, repeat, lose_lines, paste, quote, join_lines, odd_value, longer_number,
)  # fmt: skip
#: Mutation by its name.
MUTATIONS: dict[str, Mutation] = {
    **{mutation.__name__: mutation for mutation in _OF_BYTES},
    **{change.__name__: on_text(change) for change in _OF_TEXT},
}
OF_ARCHIVES: dict[str, Mutation] = {"within_zip": within_zip, "packed": packed}
