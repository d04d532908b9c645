"""Raw tables of all units -> the tables of a fleet: what can be known only when every input is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mdeanalysis.parts import RAW, UNIT, joined
from mdeanalysis.pipeline import Roots, Tables, Unclaimed, judge_unclaimed, told_together
from mdeanalysis.records import Problem
from mdeanalysis.schema import TABLES
from mdeanalysis.tables import concat, empty, settle, to_frame
from mdeanalysis.tables.typed import booleans, categorical, codes_of, column
from mdeanalysis.verdict.names import with_names
from mdeanalysis.verdict.newest import newest
from mdeanalysis.vocabulary import NOT_READ

_ORDER = ["source", "line", "kind", "reason"]


def assemble(parts: Sequence[Tables]) -> tuple[Tables, int]:
    """The tables of a fleet, and how many side files there are; the parts' units stand in the order of the inputs."""
    raw = {name: joined(name, [part[name] for part in parts if name in part]) for name in RAW}
    raw, told = _without_copies(raw)
    unclaimed = _unclaimed(raw["unclaimed"])
    roots = _roots(raw["roots"])
    tables = {name: raw[name][table.names] if name in raw else empty(name) for name, table in TABLES.items()}
    problems = concat("problems", [tables["problems"], problem_rows(told)])
    more, side = judge_unclaimed(unclaimed, tables["results"], roots)
    known = set(problems["source"])
    more = [problem for problem in more if problem.source not in known]  # a broken archive is said once
    problems = concat("problems", [problems, problem_rows(more)])
    problems = problems.sort_values(_ORDER, kind="stable", na_position="first", ignore_index=True)
    tables["inputs"] = settle(tables["inputs"], side, _reasons(problems))
    tables["problems"] = told_together(problems)
    return _identified(tables), len(side)


def problem_rows(problems: Sequence[Problem]) -> pd.DataFrame:
    """Problems as rows of their table."""
    columns = {name: [getattr(problem, name) for problem in problems] for name in Problem._fields}
    return to_frame("problems", columns, len(problems))


def _unclaimed(frame: pd.DataFrame) -> list[Unclaimed]:
    plain = frame.astype("object").where(frame.notna(), None)
    rows = zip(*(plain[name] for name in ("source", "given", "why", "root", "too_large")), strict=True)
    return [Unclaimed(source, given, why, root, large or "") for source, given, why, root, large in rows]


def _roots(frame: pd.DataFrame) -> Roots:
    filled = frame["filled"].to_numpy(dtype=bool)
    names = frame["root"].astype("object")
    return Roots(set(names[filled]), set(names))


def _reasons(problems: pd.DataFrame) -> dict[str, str]:
    """Why each source was not read, or not in full."""
    told = problems[problems["kind"].isin(NOT_READ)].drop_duplicates("source")
    return dict(zip(told["source"], told["reason"], strict=True))


def _without_copies(raw: Tables) -> tuple[Tables, list[Problem]]:
    """One run under two names is one result: the first keeps its rows, each other is told."""
    results, copies = raw["results"], raw["copies"]
    again = results["result_id"].duplicated().to_numpy()
    if not again.any() and not len(copies):
        return raw, []
    first = dict(zip(results["result_id"][~again], results["place"][~again], strict=True))
    lost = results[again]
    told = [
        Problem(place, None, "duplicate", f"the same result as {first[name]}")
        for frame in (lost, copies)
        for name, place in zip(frame["result_id"], frame["place"], strict=True)
    ]
    pairs = set(zip(lost[UNIT].tolist(), lost["result_id"], strict=True))
    kept = {name: _left(frame, pairs) for name, frame in raw.items() if name not in ("inputs", "copies")}
    kept["inputs"] = _told_as_copies(raw["inputs"], pairs, first)
    return kept, told


def _left(frame: pd.DataFrame, pairs: set[tuple[int, str]]) -> pd.DataFrame:
    if "result_id" not in frame:
        return frame
    gone = _among(frame, pairs)
    return frame[~gone].reset_index(drop=True) if gone.any() else frame


def _among(frame: pd.DataFrame, pairs: set[tuple[int, str]]) -> npt.NDArray[np.bool_]:
    """Which rows are of one of the results, each as (unit, result id)."""
    ids = frame["result_id"].array
    codes = {name: code for code, name in enumerate(ids.categories)}
    width = len(codes) + 1
    wanted = [unit * width + codes[name] for unit, name in pairs if name in codes]
    known = np.asarray(ids.codes) >= 0
    return known & np.isin(frame[UNIT].to_numpy().astype(np.int64) * width + ids.codes, wanted)


def _told_as_copies(inputs: pd.DataFrame, pairs: set[tuple[int, str]], first: dict[str, str]) -> pd.DataFrame:
    copy = _among(inputs, pairs) | inputs["again"].to_numpy(dtype=bool)
    why = inputs["why"].astype("object").where(inputs["why"].notna(), None).to_list()
    ids = inputs["result_id"].astype("object").to_list()
    for place in np.flatnonzero(copy).tolist():
        why[place] = f"the same result as {first[ids[place]]}"
    return inputs.assign(why=column("category", why))


def _identified(tables: Tables) -> Tables:
    """Names for nameless devices, the device of every row, what is superseded, and the devices."""
    results = tables["results"]
    results["device_name"] = _names(results)
    stands, superseded = newest(results, tables["events"])
    results["superseded"] = booleans(superseded)
    keys, names = results["device_key"].array, results["device_name"].array
    for name, frame in tables.items():
        if name != "results" and "result_id" in frame:
            _add_device(frame, results, keys, names)
    tables["devices"] = with_names(tables["devices"][stands].reset_index(drop=True), results)
    return tables


def _names(results: pd.DataFrame) -> Any:
    nameless = results["device_name"].isna().to_numpy()
    numbers = np.cumsum(nameless)
    names = [
        f"(unnamed {number})" if missing else name
        for name, missing, number in zip(results["device_name"], nameless.tolist(), numbers.tolist(), strict=True)
    ]
    return categorical(*codes_of(names))


def _add_device(frame: pd.DataFrame, results: pd.DataFrame, keys: Any, names: Any) -> None:
    """Sets `device_key` and `device_name` by the row's result."""
    where = pd.Index(results["result_id"].astype("str")).get_indexer(frame["result_id"].cat.categories.astype("str"))
    row = np.append(where, -1)[frame["result_id"].cat.codes.to_numpy()]
    for name, values in (("device_key", keys), ("device_name", names)):
        codes = np.append(np.asarray(values.codes), -1)[row]
        frame[name] = categorical(codes, list(values.categories))
