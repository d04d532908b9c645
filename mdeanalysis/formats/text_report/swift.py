"""Reads a report in the tool's exact form by looking its sections and URL blocks up among those read before.

The rows are those of `parse`, which takes every other report.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import NamedTuple

from mdeanalysis.formats.lines import UnknownLines, context_of
from mdeanalysis.formats.proxy_config import parse_config
from mdeanalysis.formats.text_report.apart import Unfit
from mdeanalysis.formats.text_report.parse import GENERAL, add_unknown, format_of, note
from mdeanalysis.formats.text_report.recall import END, HASHES, RECALL
from mdeanalysis.formats.text_report.titles import title_of
from mdeanalysis.formats.url_block import CRLF_BLOCKS, add_policy
from mdeanalysis.formats.url_row import is_half_label
from mdeanalysis.passages import FIRST_ITEM, Part, PartedReading
from mdeanalysis.records import Document, ProxySetting, UrlBlock

_MODE = FIRST_ITEM + ":"
_URL = "Testing URL : "
_CONFIG = END + "Proxy config: Method="
_HEADER = END + HASHES
#: No header has as many hashes in a row.
_LONG_RULE = "#" * 60
#: Lines of one block: two rows of stars, its URL, five rows.
_BLOCK_LINES = 8


class _Cut(NamedTuple):
    """A report's text before its `Proxy config` line and behind its last URL, and the blocks between them."""

    head: str
    tail: str | None
    config: str | None
    blocks: list[UrlBlock]


def read(document: Document) -> PartedReading | None:
    """The whole report; None where it has not the tool's exact form from start to end."""
    raw = document.raw
    if not raw.startswith(_MODE) or not raw.endswith(END) or "<MDEResults" in raw[:2000]:
        return None
    try:
        return _read(document, _cut(raw))
    except Unfit:
        return None


def _cut(raw: str) -> _Cut:
    head, *texts = raw.split(_URL)
    if not texts:
        return _Cut(head, None, None, [])
    separators = CRLF_BLOCKS.separators
    start = head.rfind(_CONFIG)
    last = texts[-1].split(END, 6)
    if start < 0 or not head.endswith(END + separators) or len(last) < 7:
        raise Unfit
    texts[-1] = END.join(last[:6]) + END + separators
    blocks = [block for block in map(CRLF_BLOCKS.__getitem__, texts) if block]
    config = head[start + len(END) : -len(END + separators)]
    if len(blocks) < len(texts) or END in config or is_half_label(last[6].partition(END)[0]):
        raise Unfit
    return _Cut(head[:start], last[6], config, blocks)


def _read(document: Document, cut: _Cut) -> PartedReading:
    if format_of(document) != "modern_text":
        raise Unfit
    formats = ("modern_text", "url_block") if cut.blocks else ("modern_text",)
    reading = PartedReading(document, formats, context_of(document))
    test = _place(reading, RECALL.span(cut.head, GENERAL, cut.blocks, partial(_before, cut)), document.first_line)
    if cut.tail is not None:
        _add_test(reading, cut, test)
        behind = test + 1 + _BLOCK_LINES * len(cut.blocks)
        _place(reading, RECALL.span(cut.tail, _last_name(cut.head), cut.blocks, partial(_behind, cut)), behind)
    if any(part.passage.begins_report for part in reading.parts[1:]):
        raise Unfit  # another run
    _tell(reading)
    add_policy(reading)
    return reading


def _tell(reading: PartedReading) -> None:
    """Puts what the parts say beside facts and events into the reading."""
    unknown = None
    for part, start in zip(reading.parts, reading.starts, strict=True):
        if part.passage.tells:
            numbers = range(start, start + part.passage.length)
            note(reading, part, numbers)
            if part.passage.unknown:
                unknown = unknown or UnknownLines(reading)
                add_unknown(reading, part, numbers, unknown)
    if "report_end" not in reading.marks:
        raise Unfit
    if unknown:
        unknown.report()


def _place(reading: PartedReading, parts: list[Part], line: int) -> int:
    """Puts parts one below the other from a line on; gives the line below them."""
    reading.parts += parts
    for part in parts:
        reading.starts.append(line)
        line += part.passage.length
        reading.understood += part.passage.understood
    return line


def _before(cut: _Cut) -> list[Part]:
    """The parts before the test's output."""
    first, *headed = _sections(cut.head)
    if first.count(_MODE) > 1:
        raise Unfit
    parts = [RECALL.unheaded(first, GENERAL, GENERAL), *(RECALL.headed(text, cut.blocks) for text in headed)]
    if any(part.passage.begins_report for part in parts[1:]):
        raise Unfit  # another run
    return parts


def _behind(cut: _Cut) -> Iterator[Part]:
    """The parts behind the last URL: the test's own end in the section that runs on, and whole sections."""
    first, *headed = _sections(END + (cut.tail or ""))
    if first:
        yield RECALL.unheaded(first[len(END) :], _last_name(cut.head))
    for text in headed:
        yield RECALL.headed(text, cut.blocks)


def _sections(text: str) -> list[str]:
    """The text cut at its headers, without their first hashes; rules of hashes alone are no headers."""
    if _LONG_RULE not in text:
        return text.split(_HEADER)
    sections: list[str] = []
    for piece in text.split(_HEADER):
        if sections and not piece.partition(END)[0].strip("#"):
            sections[-1] += _HEADER + piece
        else:
            sections.append(piece)
    return sections


def _last_name(text: str) -> str:
    """The name of the last section of a text."""
    headed = _sections(text)[1:]
    title = title_of(HASHES + headed[-1].partition(END)[0]) if headed else None
    return " ".join((title or GENERAL).split())


def _add_test(reading: PartedReading, cut: _Cut, line: int) -> None:
    """The discovered proxy at a line, and the blocks below it."""
    config = parse_config(cut.config or "", 0)
    if config is None:
        raise Unfit
    reading.proxy_method = config.method
    reading.proxy_settings.append(ProxySetting("discovered", config.kind, config.address, None, None, line))
    reading.blocks = list(zip(cut.blocks, count(line + 3, _BLOCK_LINES), strict=False))
    reading.understood += 1 + _BLOCK_LINES * len(cut.blocks)
