"""One line of the gateway test of down-level Windows and what it may be, and the block of one gateway's lines."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from mdeanalysis.formats.gateway_entry import is_entry, is_failure, is_status, is_title, read_entry
from mdeanalysis.formats.memory import remembered
from mdeanalysis.records import Attempt, UrlBlock

#: What a line begins with that counts outside a test: frames, gateways, the tool's sentences.
_BEGINS = ("#", "V", "v", "Test ", "Using OMS", "Please validate")
_HEADER = re.compile(r"#{6,}\s+\S")
_RULE = re.compile(r"#{20,}")
UNSUPPORTED = "Environment is not supported"
NO_TLS = f"{UNSUPPORTED}, MDE requires TLS"
NO_LIST = "Please validate that the file endpoints.txt exist"
#: Letters of an entry that is kept, and how many are.
_LONGEST, _MOST = 2_000, 20_000


class Line(NamedTuple):
    """A line without quotes and outer blanks, and what it is; most lines are `telling` of nothing.

    It `may_count` outside a test.
    """

    text: str
    may_count: bool
    is_entry: bool
    is_failure: bool
    is_status: bool
    is_rule: bool
    is_title: bool
    is_header: bool
    ends_entry: bool
    telling: bool


@remembered
def line_of(raw: str) -> Line:
    """A line of a text, in a mail's quotes too."""
    text = raw.strip().lstrip("> \t").rstrip()
    kinds = (
        is_entry(text), is_failure(text), is_status(text), _RULE.fullmatch(text) is not None, is_title(text),
        _HEADER.match(text) is not None, text.startswith((NO_TLS, NO_LIST)),
    )  # fmt: skip
    return Line(text, text.startswith(_BEGINS), *kinds, any(kinds) or text.startswith("#"))


def _block(lines: tuple[str, ...], method: str, address: str | None, *, last: bool, half: bool) -> UrlBlock | None:
    entry = read_entry(lines, method, address, last=last, half=half)
    return _one(*entry) if entry else None


@lru_cache(_MOST)
def _one(url: str, attempt: Attempt) -> UrlBlock:
    """Blocks of equal text are one object. The issuer is printed, so that a reached answer proves who gave it."""
    return UrlBlock(url, True, (attempt,))


_known_block = lru_cache(_MOST)(_block)


def block_of(lines: tuple[str, ...], method: str, address: str | None, *, last: bool, half: bool) -> UrlBlock | None:
    """The block of an entry's lines, as `read_entry` reads them; None where its URL is cut off."""
    read = _known_block if sum(map(len, lines)) <= _LONGEST else _block
    return read(lines, method, address, last=last, half=half)
