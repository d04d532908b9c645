"""Texts that lead a careless reader to look again and again, in any size, and what reading twice as much costs."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import count

from builders import GATEWAY, block, report

from mdeanalysis import formats
from mdeanalysis.formats import runs
from mdeanalysis.intake.decode import decode
from mdeanalysis.records import Document

HEAD = "Proxy config: Method=Direct, address=\nTesting URL : https://example.com/test\n"
NUMBERS = count(1_000_000)
PAGE = "<html><title>MDE Client Analyzer Results</title><table>"
ITEMS = "######## device Info summary ########\n"
EVENT = "2022-04-28 09:56:01Z [Error] Check 132022: "
ROW = "2 - Prxy auto dscovery (WPAD): Failed (12007: WinHttpSendRequest: 12007: none)"


def repeated(piece: str, head: str = "", tail: str = "") -> Callable[[int], bytes]:
    """Text of about so many bytes, by repeating a piece."""
    return lambda size: (head + piece * (size // len(piece)) + tail).encode()


def pieces(piece: bytes, head: bytes = b"") -> Callable[[int], bytes]:
    return lambda size: head + piece * (size // len(piece))


def numbered(piece: str, head: str = "") -> Callable[[int], bytes]:
    """The same with a number in each piece, so that none has been read before."""
    return lambda size: (head + "".join(piece.format(next(NUMBERS)) for _ in range(size // len(piece)))).encode()


#: Runs of devices of which no two are alike, one below the other.
REPORTS = numbered(report(block(GATEWAY), block("https://h.contoso.com/a"), items={"Device name": "PC-{}"}))
TEXTS: dict[str, Callable[[int], bytes]] = {
    "blanks in a line": repeated(" ", HEAD, "x"),
    "quotes of mails": repeated("> ", HEAD, "x"),
    "brackets": repeated("(", HEAD + "4 - Named proxy ( "),
    "stars": repeated("*", HEAD, "x"),
    "hashes of a title": repeated("#", "###### a", "b"),
    "garbled rows": numbered(f"Testing URL : https://h{{}}.contoso.com/test\n{ROW}\n"),
    "garbled items": numbered("Devxce nxme: x{}\n", ITEMS),
    "rows of no URL": repeated("1 - Pr0xy disabled\n", HEAD),
    "URL blocks": numbered(block("https://h{}.contoso.com/a") + "\n"),
    "unknown lines": numbered("what is {} to you\n", HEAD + ITEMS),
    "numbers like events": repeated(" 123456", EVENT),
    "open anchors": repeated("<a href='", EVENT),
    "open breaks": repeated("<br", EVENT),
    "references": repeated("&#9999999999", EVENT),
    "proxy configs": repeated("Proxy config:\n", f"Testing URL : {GATEWAY}\n"),
    "XML items": numbered('<a displayName="b{}"><value>x</value></a>', "<MDEResults><d>"),
    "XML events": numbered('<event id="x{}"></event>', "<MDEResults><events>"),
    "HTML tags": repeated("<td>a", PAGE),
    "HTML that never closes": repeated("<!--", PAGE),
    "HTML brackets": repeated("<", PAGE),
    "random bytes": lambda size: random.Random(1).randbytes(size),
    "encodings that alternate": pieces(b"ab cdefgh\r\n\0a\0b\0c\0d"),
    "byte order marks": pieces(b"\xff\xfea\0b\0\xfe\xff\0a"),
    "text without line ends in UTF-16": pieces(b"abcdefg\0", b"\xff\xfe"),
}


def read(data: bytes) -> None:
    """All that reading one file does: decode, recognise, parse, and every format's own look at it."""
    document = Document("MDEClientAnalyzer.txt", decode(data).text)
    claims = [format_ for format_ in formats.formats() if format_.matches(document)]
    for part in runs.split(document):
        formats.read(part, (claims or formats.formats())[0])
    formats.forget()


def seconds(make: Callable[[int], bytes], size: int, rounds: int = 2) -> float:
    """The least of some rounds: what else the machine does only adds."""
    taken = []
    for _ in range(rounds):
        data = make(size)
        start = time.process_time()
        read(data)
        taken.append(time.process_time() - start)
    return min(taken)


def growth(make: Callable[[int], bytes], times: int, least: float = 0.05) -> tuple[float, float]:
    """How much longer `times` as much takes, and the seconds for a MiB; at the first size that takes `least`."""
    size = 2**14
    while (taken := seconds(make, size)) < least and size < 2**21:
        size *= 2
    return seconds(make, size * times) / taken, taken / size * 2**20
