"""Five good devices, and what is put beside them: one hostile input a case, with the problem that it must cost."""

from __future__ import annotations

import gzip
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from builders import BAD, CYBER, GATEWAY, block, device, onboarding, report, result_files, write, xml, zipped
from hostile_files import (
    DEFLATED,
    MIB,
    Member,
    bomb,
    cut_overlap,
    deflated,
    fill,
    forged,
    gzip_with_long_name,
    gzipped,
    link,
    lzma_of_4_gib,
    nested_bomb,
    quoted_overlap,
    sparse,
)

NAMES = ("PC-ONE", "PC-TWO", "PC-THREE", "PC-FOUR", "PC-FIVE")
TEXT = report(block(GATEWAY), block(CYBER), items=device("PC-SIX"))
XML_NAME, TEXT_NAME = "MDEClientAnalyzer.xml", "MDEClientAnalyzer.txt"
ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE x [<!ENTITY a0 "ha">{ENTITIES}]><MDEResults>&a9;</MDEResults>'
BLOW_UP = f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><MDEResults>{"&a;" * 50_000}</MDEResults>'
EXTERNAL = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><MDEResults><a displayName="b">&a;</a></MDEResults>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]><MDEResults/>'
OTHER_DTD = '<?xml version="1.0"?><!DOCTYPE MDEResults SYSTEM "http://example.com/x.dtd"><MDEResults/>'
MACOS = LAUGHS.replace("MDEResults>", "mdatp>").replace("&a9;", "<general>&a9;</general>")
DEEP = "<MDEResults>" + "<a>" * 100_000


def good_devices(folder: Path) -> None:
    """Five devices, each in another carrier, two of them failing."""
    texts = {
        name: report(
            block(GATEWAY), block(CYBER, BAD if name in NAMES[:2] else "200 200 200 - -"), items=device(name)
        )
        for name in NAMES
    }
    one = result_files(
        texts["PC-ONE"], {XML_NAME: xml(device("PC-ONE")), "RegOnboardedInfoCurrent.Json": onboarding()}
    )
    write(
        folder,
        {
            "PC-ONE.zip": zipped(one),
            "pile.zip": zipped({"in/PC-TWO.zip": zipped(result_files(texts["PC-TWO"]))}),
            "PC-THREE/SystemInfoLogs/MDEClientAnalyzer.txt": texts["PC-THREE"].encode("utf-16"),
            "PC-FOUR/PC-FOUR.txt.gz": gzip.compress(texts["PC-FOUR"].encode()),
            "PC-FIVE/MDEClientAnalyzer.xml": xml(device("PC-FIVE")),
        },
    )


@dataclass(frozen=True)
class Case:
    """`build` writes the input into a folder; `kinds` are those of its problem rows, `words` stand in the first."""

    build: Callable[[Path], object]
    kinds: tuple[str, ...]
    words: str = ""
    #: Whether it can only be told by one who is not root.
    nobody: bool = False


def written(name: str, content: Callable[[], bytes | str]) -> Callable[[Path], object]:
    return lambda folder: write(folder, {name: content()})


def case(name: str, content: Callable[[], bytes | str], kind: str, words: str = "") -> Case:
    return Case(written(name, content), (kind,), words)


def many(count: int, content: bytes) -> bytes:
    return forged(*(Member(f"{n}.txt", content) for n in range(count)))


def named(*names: str) -> bytes:
    return forged(*(deflated(name, TEXT.encode()) for name in names))


def loop(folder: Path) -> None:
    """A link to the folder above, and two folders that hold each other."""
    (folder / "up").symlink_to(folder)
    for one, other in (("a", "b"), ("b", "a")):
        (folder / "loop" / one).mkdir(parents=True)
        (folder / "loop" / one / other).symlink_to(folder / "loop" / other)


def locked(folder: Path) -> None:
    write(folder, {TEXT_NAME: TEXT})
    (folder / TEXT_NAME).chmod(0)


def many_names(count: int) -> bytes:
    """One bomb, and members of other names that have its bytes."""
    others = (Member(f"{n}.txt", method=DEFLATED, packed_size=9_999, share=0) for n in range(1, count))
    return forged(bomb("0.txt", 100), *others)


def zips_of_nothing(count: int) -> bytes:
    return forged(*(deflated(f"{n}.zip", many(20_000, b"")) for n in range(count)))


ZIPS = {
    "flat bomb": case("h.zip", lambda: forged(bomb("a.txt", 300)), "unsafe", "more than 200 times"),
    "flat bomb of 12 files": case(
        "h.zip", lambda: forged(*(bomb(f"{n}.txt", 80) for n in range(12))), "unsafe", "11 more left"
    ),
    "bomb just within the ratio": case("h.zip", lambda: forged(bomb(TEXT_NAME, 80, 8_000)), "too_large", "64 MiB"),
    "nested bomb": case("h.zip", lambda: nested_bomb(3, 3), "unsafe", "26 more left"),
    "nested too deep": case("h.zip", lambda: nested_bomb(6, 5), "unsafe", "4 archives inside each other"),
    "bomb of overlapping files": case("h.zip", lambda: quoted_overlap(5_000, 100), "unsafe", "share their bytes"),
    "the same without directory": case("h.zip", lambda: cut_overlap(5_000, 100), "too_large", "more than 2 GiB"),
    "one file under 10,000 names": case("h.zip", lambda: many_names(10_000), "unsafe", "share their bytes"),
    "dictionary of 4 GiB": case("h.zip", lambda: forged(lzma_of_4_gib()), "unreadable"),
    "100,000 members": case("h.zip", lambda: many(100_000, b"x"), "unsafe", "100,000 files"),
    # What is left and what is empty are two things, and the contract knows a kind for each.
    "100,000 empty members": Case(
        written("h.zip", lambda: many(100_000, b"")), ("unsafe", "unreadable"), "100,000 files"
    ),
    "zips of 400,000 empty files": Case(
        written("h.zip", lambda: zips_of_nothing(20)), ("unreadable", "too_large"), "empty file"
    ),
    "gzip bomb": case("h.gz", lambda: gzipped(300), "unsafe", "more than 200 times"),
    "gzip of an endless name": case("h.gz", lambda: gzip_with_long_name(40), "unreadable", "gzip"),
    "200,000 empty gzips": case("h.gz", lambda: gzip.compress(b"") * 200_000, "unreadable", "empty"),
}
LIES = {
    "size too small": case(
        "h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), size=10)), "unreadable", "checksum"
    ),
    # Nothing is lost by it: what it holds is whole, and read.
    "size too large": Case(written("h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), size=2**31))), ()),
    "packed size too large": case(
        "h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), packed_size=2**30)), "unsafe", "share their bytes"
    ),
    "packed size too small": case(
        "h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), packed_size=50)), "unreadable"
    ),
    "wrong checksum": case(
        "h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), crc=1)), "unreadable", "checksum"
    ),
    "absolute name": case("h.zip", lambda: named("/etc/passwd"), "unsafe", "lead out of it"),
    "name that goes up": case("h.zip", lambda: named("../../x.txt", "a/../../x.txt"), "unsafe", "2 of its 2 files"),
    "name with a drive": case(
        "h.zip", lambda: named("C:\\Windows\\x.txt", "\\\\host\\share\\x.txt"), "unsafe", "2 of its 2"
    ),
    "link as a member": case(
        "h.zip", lambda: forged(link("MDEClientAnalyzer.txt", "/etc/passwd")), "unsafe", "links"
    ),
    "encrypted members": case(
        "h.zip", lambda: forged(deflated("a.txt", TEXT.encode(), flags=1)), "unreadable", "encrypted"
    ),
}
XML = {
    "entity bomb": case(XML_NAME, lambda: LAUGHS, "unsafe", "document type"),
    "entity bomb, quadratic": case(XML_NAME, lambda: BLOW_UP, "unsafe", "document type"),
    "entity bomb in UTF-16": case(XML_NAME, lambda: LAUGHS.encode("utf-16"), "unsafe", "document type"),
    "entity bomb of macOS": case("mde.xml", lambda: MACOS, "unsafe", "document type"),
    "external entity": case(XML_NAME, lambda: EXTERNAL, "unsafe", "document type"),
    "external parameter entity": case(XML_NAME, lambda: PARAMETER, "unsafe", "document type"),
    "external document type": case(XML_NAME, lambda: OTHER_DTD, "unsafe", "document type"),
    "deep XML": case(XML_NAME, lambda: DEEP, "unsafe", "nested deeper"),
    "64 MiB of XML and more": Case(
        lambda folder: fill(folder / XML_NAME, b"<a/>", 64, b"<MDEResults>"), ("too_large",), "64 MiB"
    ),
    "60 MiB of XML in one value": Case(
        lambda folder: fill(folder / XML_NAME, b"x", 60, b'<MDEResults><d><a displayName="b"><value>'),
        ("unreadable",), "cut off",
    ),
}  # fmt: skip
TEXTS = {
    "line of 300 MB": Case(
        lambda folder: fill(folder / TEXT_NAME, b"x", 300, TEXT.encode()), ("too_large",), "64 MiB"
    ),
    "line of 60 MB": Case(lambda folder: fill(folder / TEXT_NAME, b"x", 60), ("unknown_format",)),
    "flood of NULs": Case(lambda folder: sparse(folder / TEXT_NAME, 60), ("unreadable",), "empty"),
    "flood of NULs, 300 MB": Case(lambda folder: sparse(folder / TEXT_NAME, 300), ("too_large",), "64 MiB"),
    "60 million line ends": Case(
        lambda folder: fill(folder / TEXT_NAME, b"\n", 60, TEXT.encode()), ("too_large",), "1,000,000 lines"
    ),
    "200,000 runs in one file": case(
        "h.txt", lambda: "PowerShell Language mode: : FullLanguage\r\n" * 200_000, "too_large", "5,000 runs"
    ),
    "random bytes": Case(lambda folder: write(folder, {TEXT_NAME: os.urandom(8 * MIB)}), ("unknown_format",)),
    "onboarding body without end": case(
        "h.json", lambda: '{"vortexGeoLocation":' + "[" * 900_000, "unreadable", "JSON"
    ),
}
PLACES = {
    # Not followed is all that happens to a loop: nothing is unread.
    "loop of folders": Case(loop, ()),
    "link to itself": Case(lambda folder: (folder / "h.txt").symlink_to(folder / "h.txt"), ("unreadable",)),
    "pipe": Case(lambda folder: os.mkfifo(folder / "h.txt"), ("unreadable",), "not a regular file"),
    "device": Case(lambda folder: (folder / "h.txt").symlink_to("/dev/zero"), ("unreadable",), "not a regular file"),
    "file that may not be read": Case(locked, ("unreadable",), "Permission denied", nobody=True),
}
CASES = ZIPS | LIES | XML | TEXTS | PLACES
