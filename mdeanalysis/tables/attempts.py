"""The attempts table. Blocks of equal text are one object, so a batch is expanded from its distinct blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.reasons import reason_of_failure, reason_of_status
from mdeanalysis.records import Attempt, Result, UrlBlock
from mdeanalysis.tables.typed import booleans, categorical, codes_of, integers, to_frame
from mdeanalysis.vocabulary import METHODS, OUTCOMES, REASONS

Ints = npt.NDArray[np.int64]


@dataclass
class AttemptRows:
    """The frame and what the verdict needs besides: rows of one URL of one result stand together.

    `starts` are the first rows of each URL, `result` its result's position, `line` its line, `statuses` codes into
    `status_lists`; `mark` tells a row what the tool's own rule sees in it. `reason` in the frame is what would
    explain the row if it is not reached; the verdict clears it where it is.
    """

    frame: pd.DataFrame
    starts: Ints
    result: Ints
    line: Ints
    statuses: npt.NDArray[np.int32]
    status_lists: list[str]
    mark: Ints


def build_attempts(results: Sequence[Result]) -> AttemptRows:
    """All tries of the results, in their order."""
    found = list(_occurrences(results))
    blocks: dict[UrlBlock, int] = {}
    block = np.asarray([blocks.setdefault(o[3], len(blocks)) for o in found], dtype=np.int64)
    sizes = np.asarray([len(b.attempts) for b in blocks], dtype=np.int64)
    size = sizes[block] if len(found) else block
    starts = np.concatenate([[0], np.cumsum(size)[:-1]]).astype(np.int64) if len(found) else block
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64) if len(blocks) else block
    row = np.arange(int(size.sum())) - np.repeat(starts, size) + np.repeat(firsts[block], size)
    tries = [attempt for b in blocks for attempt in b.attempts]
    columns = _of_occurrence(results, found, list(blocks), block, size) | _of_try(tries, row)
    offset = np.asarray([attempt.offset for attempt in tries], dtype=np.int64)
    line = np.asarray([o[4] for o in found], dtype=np.int64)
    lines = np.repeat(line, size) + (offset[row] if tries else 0)
    columns["line"] = integers(lines, np.ones(len(lines), dtype=bool))
    statuses, lists = codes_of(_statuses(b) for b in blocks)
    return AttemptRows(
        to_frame("attempts", columns, len(row)),
        starts,
        np.asarray([o[0] for o in found], dtype=np.int64),
        line,
        statuses[block] if len(found) else statuses,
        lists,
        np.asarray([attempt.mark for attempt in tries], dtype=np.int64)[row] if tries else row,
    )


Occurrence = tuple[int, str, str, UrlBlock, int]


def _occurrences(results: Sequence[Result]) -> Iterator[Occurrence]:
    """(result's position, context, source, block, line) of each URL, one a context and URL of a result."""
    for position, result in enumerate(results):
        found = [
            (position, reading.context, reading.document.source, block, line)
            for reading in result.readings
            for block, line in reading.blocks
        ]
        best: dict[tuple[str, str], Occurrence] = {}
        for one in found:
            key = one[1], one[3].url
            if key not in best or _answers(one[3]) > _answers(best[key][3]):
                best[key] = one
        yield from best.values()


def _answers(block: UrlBlock) -> int:
    return sum(attempt.outcome != "missing" for attempt in block.attempts)


def _of_occurrence(
    results: Sequence[Result], found: list[Occurrence], blocks: list[UrlBlock], block: Ints, size: Ints
) -> dict[str, Any]:
    sources, source_names = codes_of(o[2] for o in found)
    contexts, context_names = codes_of(o[1] for o in found)
    urls, url_names = codes_of(b.url for b in blocks)
    hosts, host_names = codes_of(host_of(b.url) for b in blocks)
    result = np.asarray([o[0] for o in found], dtype=np.int32)
    pinned = np.asarray([b.pinned for b in blocks], dtype=bool)
    if not found:
        return {}
    return {
        "result_id": categorical(np.repeat(result, size), [r.result_id for r in results]),
        "context": categorical(np.repeat(contexts, size), context_names),
        "source": categorical(np.repeat(sources, size), source_names),
        "url": categorical(np.repeat(urls[block], size), url_names),
        "host": categorical(np.repeat(hosts[block], size), host_names),
        "pinned": booleans(np.repeat(pinned[block], size)),
    }


def host_of(url: str) -> str | None:
    """The URL's host in lower case."""
    try:
        return urlsplit(url).hostname or None
    except ValueError:
        return None


def _of_try(tries: list[Attempt], row: Ints) -> dict[str, Any]:
    if not tries:
        return {}
    columns: dict[str, Any] = {}
    for name in ("proxy_address", "error_function", "tls_flags", "message"):
        codes, values = codes_of(getattr(attempt, name) for attempt in tries)
        columns[name] = categorical(codes[row], values)
    for name, words in (("method", METHODS), ("outcome", OUTCOMES)):
        fixed = np.asarray([words.index(getattr(attempt, name)) for attempt in tries], dtype=np.int32)
        columns[name] = vocabulary(fixed[row], words)
    for name in ("http_status", "error_code"):
        numbers = [_int64(getattr(attempt, name)) for attempt in tries]
        known = np.asarray([number is not None for number in numbers])
        values_ = np.asarray([number or 0 for number in numbers], dtype=np.int64)
        columns[name] = integers(values_[row], known[row])
    reasons = [reason_of(attempt) for attempt in tries]
    ranks = np.asarray([-1 if reason is None else REASONS.index(reason) for reason in reasons], dtype=np.int32)
    columns["reason"] = vocabulary(ranks[row], REASONS)
    return columns


def _int64(number: int | None) -> int | None:
    """A code as the tool prints it; what no 64-bit number holds cannot be one."""
    return None if number is None or not -(2**63) <= number < 2**63 else number


def vocabulary(codes: npt.NDArray[Any], words: Sequence[str]) -> pd.Categorical:
    """A categorical over all the words of a vocabulary, in its order."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(words), dtype="str"))


def reason_of(attempt: Attempt) -> str | None:
    """Why a try failed, given that its answer is not the expected one."""
    if attempt.outcome == "succeeded":
        return reason_of_status(attempt.http_status or 0)
    if attempt.outcome == "failed":
        return reason_of_failure(attempt.error_code, attempt.tls_flags, attempt.message)
    return attempt.outcome if attempt.outcome in {"invalid_proxy", "exception"} else None


def _statuses(block: UrlBlock) -> str | None:
    seen = dict.fromkeys(str(a.http_status) for a in block.attempts if a.http_status is not None)
    return ",".join(seen) or None
