"""The verdict of each URL from its tries, and of the tries themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.catalogue.endpoints import Endpoint
from mdeanalysis.tables.attempts import AttemptRows, vocabulary
from mdeanalysis.tables.typed import booleans, categorical, codes_of, integers, to_frame
from mdeanalysis.verdict.inspection import inspection
from mdeanalysis.verdict.profiles import Profiles, endpoints
from mdeanalysis.vocabulary import AGENT_METHODS, METHODS, OUTCOMES, PROBE_VERSION, REASONS, STATES

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
_NO_REASON = len(REASONS)
#: From this edition on the tool's own rule also counts `Succeeded (405)`.
_COUNTS_405 = 2024


def judge_urls(rows: AttemptRows, results: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The `urls` of a batch; sets `reached` and `reason` of its attempts as they are meant.

    `facts` may tell who issued the certificates.
    """
    if not len(rows.starts):
        return to_frame("urls", {}, 0)
    frame, starts = rows.frame, rows.starts
    profiles = Profiles.of(results)
    names = list(frame["url"].cat.categories)
    url = frame["url"].cat.codes.to_numpy()[starts].astype(np.int64)
    known, endpoint = endpoints(names, url, profiles, rows.result)
    sizes = np.diff(np.append(starts, len(frame)))
    reached = _reached(frame, np.repeat(endpoint, sizes), known)
    reached = np.where(rows.judged < 0, reached, rows.judged == 1)
    reason = np.where(reached, -1, frame["reason"].cat.codes.to_numpy())
    frame["reached"] = booleans(reached)
    frame["reason"] = vocabulary(reason, REASONS)
    states, why = _states(frame, starts, reached, reason)
    columns = _first_rows(rows) | _of_endpoint(known, endpoint)
    columns["state"] = vocabulary(states, STATES)
    columns["reason"] = vocabulary(why, REASONS)
    columns["working_methods"] = _working(frame, starts, reached)
    columns["statuses"] = categorical(rows.statuses, rows.status_lists)
    columns["tool_state"] = _tool_states(rows, results)
    columns["inspection"] = inspection(rows, states == STATES.index("reached"), facts, results)
    return to_frame("urls", columns, len(starts))


def _reached(frame: pd.DataFrame, endpoint: Ints, known: Sequence[Endpoint]) -> Bools:
    sets, values = codes_of(one.expected for one in known)
    expected = np.zeros((len(values), 1000), dtype=bool)
    for position, statuses in enumerate(values):
        expected[position, sorted(statuses)] = True
    status = frame["http_status"].to_numpy(dtype=np.int64, na_value=0)
    succeeded = frame["outcome"].cat.codes.to_numpy() == OUTCOMES.index("succeeded")
    return np.asarray(succeeded & expected[sets[endpoint], status])


def _states(frame: pd.DataFrame, starts: Ints, reached: Bools, reason: Ints) -> tuple[Ints, Ints]:
    """State and reason codes of each URL, by the rules of the contract's verdict in their order."""
    outcome = frame["outcome"].cat.codes.to_numpy()

    def has(word: str) -> Bools:
        return np.asarray(np.logical_or.reduceat(outcome == OUTCOMES.index(word), starts))

    best = np.minimum.reduceat(np.where(reason < 0, _NO_REASON, reason), starts)
    untried = np.logical_and.reduceat(outcome == OUTCOMES.index("not_configured"), starts)
    rules = [
        (np.logical_or.reduceat(reached, starts), "reached"),
        (has("missing"), "cut_off"),
        (untried, "not_tested"),
        (has("unknown") & (best == _NO_REASON), "unknown"),
    ]
    states = np.select([rule for rule, _ in rules], [STATES.index(s) for _, s in rules], STATES.index("failed"))
    failed = (states == STATES.index("failed")) & (best < _NO_REASON)
    return states, np.where(failed, best, -1)


def _first_rows(rows: AttemptRows) -> dict[str, Any]:
    first = rows.frame.take(rows.starts)
    columns = {name: first[name].array for name in ("result_id", "context", "url", "host", "source")}
    return columns | {"line": integers(rows.line, np.ones(len(rows.line), dtype=bool))}


def _of_endpoint(known: Sequence[Endpoint], endpoint: Ints) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    for name in ("service", "endpoint_region", "expected_status"):
        codes, values = codes_of(getattr(one, name) for one in known)
        columns[name] = categorical(codes[endpoint], values)
    needed = np.asarray([bool(one.required) for one in known])
    stated = np.asarray([one.required is not None for one in known])
    return columns | {"required": booleans(needed[endpoint], stated[endpoint])}


def _working(frame: pd.DataFrame, starts: Ints, reached: Bools) -> pd.Categorical:
    bits = np.where(reached, 1 << frame["method"].cat.codes.to_numpy().astype(np.int64), 0)
    masks = np.bitwise_or.reduceat(bits, starts)
    return methods_of(masks)


def methods_of(masks: Ints) -> pd.Categorical:
    """Comma lists of methods from bit masks; none is unknown."""
    return categorical(np.where(masks == 0, -1, masks), method_lists())


@cache
def method_lists() -> list[str]:
    """The comma list of each bit mask of methods."""
    lists = ([m for bit, m in enumerate(METHODS) if mask >> bit & 1] for mask in range(1 << len(METHODS)))
    return [",".join(names) for names in lists]


def _tool_states(rows: AttemptRows, results: pd.DataFrame) -> pd.Categorical:
    """The tool's own rule: a line with (200), (400) or (404), since 2024 also `Succeeded (405)`.

    It is one of the URL checker alone; the tests of other agents, and live probes, have none that goes by URL.
    """
    newer = np.asarray([_year(version) >= _COUNTS_405 for version in results["tool_version"]], dtype=bool)
    counted = (np.maximum.reduceat(rows.mark == 1, rows.starts)) | (
        np.maximum.reduceat(rows.mark == 2, rows.starts) & newer[rows.result]
    )
    first = rows.frame.take(rows.starts)
    judged = (first["context"] == "system").to_numpy() & ~first["method"].isin(AGENT_METHODS).to_numpy()
    ours = results["tool_version"].astype("str").str.startswith(PROBE_VERSION).to_numpy(dtype=bool)
    judged &= ~ours[rows.result]
    return categorical(np.where(judged, np.where(counted, 0, 1), -1), ["reached", "failed"])


def _year(version: object) -> int:
    text = str(version)[-4:]
    return int(text) if text.isdecimal() else 0
