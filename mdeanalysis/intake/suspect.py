"""Members of a zip that are refused by what its directory says of them, whatever they hold."""

from __future__ import annotations

import re
import stat
import zipfile
from collections import Counter
from collections.abc import Sequence

_ENCRYPTED = 0x1
#: The least that stands before a member's bytes: its header without the name.
_HEADER_BYTES = 30
_OUTSIDE = re.compile(r"/|[A-Za-z]:|(?:.*/)?\.\.(?:/|\Z)", re.DOTALL)
#: What is wrong with a member -> kind of the problem, and how it goes on behind "3 of its 7 files".
_SAID = {
    "encrypted": ("unreadable", "are encrypted"),
    "overlapping": ("unsafe", "share their bytes with other files"),
    "outside": ("unsafe", "have names that lead out of it"),
    "link": ("unsafe", "are links or devices"),
}


def wrongs_of(infos: Sequence[zipfile.ZipInfo], directory: int) -> list[str | None]:
    """What is wrong with each member, if anything is; `directory` is where the zip's directory begins."""
    shared = _overlapping(infos, directory)
    return [
        wrong_by_flags(info.flag_bits)
        or ("overlapping" if id(info) in shared else "link" if _is_link(info) else None)
        for info in infos
    ]


def wrong_by_flags(flags: int) -> str | None:
    """`encrypted` where a header's flags say so."""
    return "encrypted" if flags & _ENCRYPTED else None


def leads_out(name: str) -> bool:
    """Whether a name is absolute, has a drive, or goes up: no zip of one's own results has such."""
    return _OUTSIDE.match(name) is not None


def _overlapping(infos: Sequence[zipfile.ZipInfo], directory: int) -> set[int]:
    """Members that reach into the next one or into the directory: one bomb under many names."""
    found = set()
    end = directory
    for info in sorted(infos, key=lambda info: info.header_offset, reverse=True):
        if info.header_offset + _HEADER_BYTES + info.compress_size > end:
            found.add(id(info))
        end = info.header_offset
    return found


def _is_link(info: zipfile.ZipInfo) -> bool:
    """Whether a member is a Unix link, pipe or device; zips of Windows state no such thing."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    return kind not in {0, stat.S_IFREG, stat.S_IFDIR}


def said_of(wrong: str) -> str:
    """What is wrong with one file."""
    return wrong if wrong == "encrypted" else f"refused: {wrong}"


def problems_of(wrongs: Sequence[str | None]) -> list[tuple[str, str]]:
    """A problem (kind, reason) for each thing that is wrong with some of a zip's files."""
    counts = Counter(wrong for wrong in wrongs if wrong)
    return [
        (kind, f"{counts[wrong]:,} of its {len(wrongs):,} files {said}")
        for wrong, (kind, said) in _SAID.items()
        if counts[wrong]
    ]
