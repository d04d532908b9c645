"""The attempts table. Blocks of equal text are one object, so a batch is expanded from its distinct blocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.reasons import reason_of_failure, reason_of_status, reason_of_web_exception
from mdeanalysis.records import Attempt, Result, UrlBlock
from mdeanalysis.tables.shared import expand
from mdeanalysis.tables.typed import booleans, categorical, codes_of, integers, to_frame
from mdeanalysis.vocabulary import AGENT_METHODS, METHODS, OUTCOMES, REASONS

Ints = npt.NDArray[np.int64]


@dataclass
class AttemptRows:
    """The frame and what the verdict needs besides: rows of one URL of one result stand together.

    `starts` are the first rows of each URL, `result` its result's position, `line` its line, `statuses` codes into
    `status_lists`; `mark` tells a row what the tool's own rule sees in it. `reason` in the frame is what would
    explain the row if it is not reached; the verdict clears it where it is. `judged` is 1 where the try itself tells
    that it reached the service, 0 where it tells that it did not, -1 where its status has to tell.
    """

    frame: pd.DataFrame
    starts: Ints
    result: Ints
    line: Ints
    statuses: npt.NDArray[np.int32]
    status_lists: list[str]
    mark: Ints
    judged: Ints


def build_attempts(results: Sequence[Result]) -> AttemptRows:
    """All tries of the results, in their order."""
    tests = [test for position, result in enumerate(results) for test in _tests(position, result)]
    found = [pair for test in tests for pair in test.blocks]
    block, blocks = codes_of([block for block, _ in found])
    sizes = np.asarray([len(block.attempts) for block in blocks], dtype=np.int64)
    occurrence, row = expand(block, sizes)
    tries, row = _distinct([attempt for block in blocks for attempt in block.attempts], row)
    test = np.repeat(np.arange(len(tests)), np.asarray([len(test.blocks) for test in tests], dtype=np.int64))
    columns = _of_test(results, tests, test[occurrence]) | _of_block(blocks, block[occurrence]) | _of_try(tries, row)
    line = np.asarray([line for _, line in found], dtype=np.int64)
    offset = np.asarray([attempt.offset for attempt in tries], dtype=np.int64)
    columns["line"] = integers(line[occurrence] + offset[row], np.ones(len(row), dtype=bool))
    statuses, lists = codes_of([_statuses(block) for block in blocks])
    size = sizes[block]
    return AttemptRows(
        to_frame("attempts", columns, len(row)),
        np.cumsum(size) - size,
        np.asarray([test.result for test in tests], dtype=np.int64)[test],
        line,
        statuses[block],
        lists,
        np.asarray([attempt.mark for attempt in tries], dtype=np.int64)[row],
        np.asarray([_judged(attempt) for attempt in tries], dtype=np.int64)[row],
    )


def _distinct(tries: list[Attempt], row: Ints) -> tuple[list[Attempt], Ints]:
    """Tries of equal text are one object: the distinct ones, and each row's among them."""
    codes, _ = codes_of(list(map(id, tries)))
    return list({id(attempt): attempt for attempt in tries}.values()), codes.astype(np.int64)[row]


class Test(NamedTuple):
    """What one document has of a result's test: blocks and the lines of their URLs."""

    result: int
    context: str
    source: str
    blocks: Sequence[tuple[UrlBlock, int]]


def _tests(position: int, result: Result) -> list[Test]:
    """The tests of a result; of a context's blocks with the same URL only the one with most answers."""
    tests = [Test(position, r.context, r.document.source, r.blocks) for r in result.readings if r.blocks]
    keys = {(test.context, block.url) for test in tests for block, _ in test.blocks}
    return tests if len(keys) == sum(len(test.blocks) for test in tests) else list(_best(tests))


def _best(tests: list[Test]) -> Iterator[Test]:
    best: dict[tuple[str, str], tuple[Test, tuple[UrlBlock, int]]] = {}
    for test in tests:
        for pair in test.blocks:
            key = test.context, pair[0].url
            if key not in best or _answers(pair[0]) > _answers(best[key][1][0]):
                best[key] = test, pair
    for test, pairs in groupby(best.values(), key=lambda found: found[0]):
        yield test._replace(blocks=[pair for _, pair in pairs])


def _answers(block: UrlBlock) -> int:
    return sum(attempt.outcome != "missing" for attempt in block.attempts)


def _of_test(results: Sequence[Result], tests: list[Test], row: Ints) -> dict[str, Any]:
    """Columns that all rows of one document have alike; `row` is the test of each."""
    sources, source_names = codes_of([test.source for test in tests])
    contexts, context_names = codes_of([test.context for test in tests])
    result = np.asarray([test.result for test in tests], dtype=np.int32)
    return {
        "result_id": categorical(result[row], [result.result_id for result in results]),
        "context": categorical(contexts[row], context_names),
        "source": categorical(sources[row], source_names),
    }


def _of_block(blocks: list[UrlBlock], row: npt.NDArray[Any]) -> dict[str, Any]:
    """Columns that all rows of one URL have alike; `row` is the distinct block of each."""
    urls, names = codes_of([block.url for block in blocks])
    hosts, host_names = codes_of([host_of(url) for url in names])
    pinned = np.asarray([block.pinned for block in blocks], dtype=bool)
    return {
        "url": categorical(urls[row], names),
        "host": categorical(hosts[urls[row]], host_names),
        "pinned": booleans(pinned[row]),
    }


def host_of(url: str) -> str | None:
    """The URL's host in lower case."""
    try:
        return urlsplit(url).hostname or None
    except ValueError:
        return None


def _of_try(tries: list[Attempt], row: Ints) -> dict[str, Any]:
    """Columns that each try has of its own; `row` is the distinct try of each row."""
    columns: dict[str, Any] = {}
    for name in ("proxy_address", "error_function", "tls_flags", "message"):
        codes, values = codes_of([getattr(attempt, name) for attempt in tries])
        columns[name] = categorical(codes[row], values)
    for name, words in (("method", METHODS), ("outcome", OUTCOMES)):
        fixed = np.asarray([words.index(getattr(attempt, name)) for attempt in tries], dtype=np.int32)
        columns[name] = vocabulary(fixed[row], words)
    for name in ("http_status", "error_code"):
        numbers = [_int64(getattr(attempt, name)) for attempt in tries]
        known = np.asarray([number is not None for number in numbers], dtype=bool)
        values_ = np.asarray([number or 0 for number in numbers], dtype=np.int64)
        columns[name] = integers(values_[row], known[row])
    reasons = [reason_of(attempt) for attempt in tries]
    ranks = np.asarray([-1 if reason is None else REASONS.index(reason) for reason in reasons], dtype=np.int32)
    columns["reason"] = vocabulary(ranks[row], REASONS)
    return columns


def _judged(attempt: Attempt) -> int:
    return -1 if attempt.judged is None else int(attempt.judged == "reached")


def _int64(number: int | None) -> int | None:
    """A code as the tool prints it; what no 64-bit number holds cannot be one."""
    return None if number is None or not -(2**63) <= number < 2**63 else number


def vocabulary(codes: npt.NDArray[Any], words: Sequence[str]) -> pd.Categorical:
    """A categorical over all the words of a vocabulary, in its order."""
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(words), dtype="str"))


def reason_of(attempt: Attempt) -> str | None:
    """Why a try failed, given that its answer is not the expected one."""
    if attempt.judged:
        return None if attempt.judged == "reached" else attempt.judged
    if attempt.outcome == "failed" and attempt.method in AGENT_METHODS:
        return reason_of_web_exception(
            attempt.error_function or ""
        )  # its number is an HRESULT, nearly always the same
    if attempt.outcome == "succeeded":
        return reason_of_status(attempt.http_status or 0)
    if attempt.outcome == "failed":
        return reason_of_failure(attempt.error_code, attempt.tls_flags, attempt.message)
    return attempt.outcome if attempt.outcome in {"invalid_proxy", "exception"} else None


def _statuses(block: UrlBlock) -> str | None:
    seen = dict.fromkeys(str(a.http_status) for a in block.attempts if a.http_status is not None)
    return ",".join(seen) or None
