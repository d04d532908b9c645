"""The tables of a batch as they are before all inputs are known: every row tells the unit that it comes from.

A unit is what is read, and read again, as a whole: an archive, a folder's own files, or a file that stands alone.
What depends on other units (duplicates, the newest result of a device, side files) is settled by `assembly`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from mdeanalysis.identity.place import name_of_place
from mdeanalysis.pipeline import Batch, Tables, key_of
from mdeanalysis.records import Result
from mdeanalysis.schema import TABLES, Column
from mdeanalysis.tables import concat_columns, frame_of
from mdeanalysis.tables.typed import categorical, column

UnitOf = Callable[[str], int]
_MADE_LATER = frozenset({"findings", "live", "inventory", "coverage"})
_BESIDE = {
    "results": (Column("place", "text", "what the result is named by, where another is its copy"),),
    "problems": (Column("result_id", "category", "the result that it is told of"),),
    "inputs": (Column("again", "bool", "its result stands in its unit already"),),
}
#: Every raw table: the schema's columns, and what is left out once all is known.
RAW: dict[str, tuple[Column, ...]] = {
    name: (*table.columns, *_BESIDE.get(name, ())) for name, table in TABLES.items() if name not in _MADE_LATER
} | {
    "roots": (Column("root", "category", "a folder or archive with a result"), Column("filled", "bool", "by it")),
    "copies": (
        Column("result_id", "category", "a result that its unit holds more than once"),
        Column("place", "text", "where"),
    ),
    "unclaimed": (
        Column("source", "text", "a document that no result holds"),
        Column("given", "bool", "named by the user"),
        Column("why", "category", "why no result holds it"),
        Column("root", "category", "of a side file, where a result would make it one"),
        Column("too_large", "text", "why only its beginning was read"),
    ),
}
UNIT = "unit"
_OF_RESULTS = [name for name in RAW if name in TABLES and name not in ("problems", "inputs")]


class Seen(set[tuple[str, int]]):
    """The results of each unit that were met, as (result id, unit)."""


def raw_tables(batch: Batch, unit_of: UnitOf, seen: Seen) -> Tables:
    """The raw tables of a batch; `unit_of` knows the unit of each source."""
    roots = _roots(batch, unit_of)
    copies = _set_apart(batch, unit_of, seen)
    units = _rename(batch.results, unit_of)
    places = [place_of(result) for result in batch.results]
    tables = batch.tables()
    raw = {name: _tagged(tables[name], units) for name in _OF_RESULTS}
    raw["results"]["place"] = column("text", places)
    raw["problems"] = _problems(batch, tables["problems"], unit_of)
    raw["inputs"] = _inputs(batch, tables["inputs"], copies, unit_of)
    raw["roots"] = roots
    raw["copies"] = _frame("copies", [(unit_of(_head(r)), r.result_id, place_of(r)) for r in copies])
    raw["unclaimed"] = _frame(
        "unclaimed", [(unit_of(u.source), *u[:4], u.too_large or None) for u in batch.unclaimed]
    )
    return raw


def _frame(table: str, rows: Sequence[tuple[Any, ...]]) -> pd.DataFrame:
    values = (
        [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(len(RAW[table]) + 1)]
    )
    names = [column.name for column in RAW[table]]
    frame = frame_of(RAW[table], dict(zip(names, values[1:], strict=True)), len(rows))
    frame[UNIT] = np.asarray(values[0], dtype=np.int32)
    return frame


def place_of(result: Result) -> str:
    """What a result is named by: its carrier, or its document where the carrier has several results."""
    return result.source if result.whole_root else _head(result)


def _head(result: Result) -> str:
    return result.readings[0].document.source


def _roots(batch: Batch, unit_of: UnitOf) -> pd.DataFrame:
    rows = {(unit_of(_head(r)), r.root, r.source == (r.root or ".")) for r in batch.results}
    return _frame("roots", sorted(rows))


def _set_apart(batch: Batch, unit_of: UnitOf, seen: Seen) -> list[Result]:
    """Takes away the results that stand in their unit already, with what is told of them."""
    kept: list[Result] = []
    copies: list[Result] = []
    for result in batch.results:
        key = result.result_id, unit_of(_head(result))
        (copies if key in seen else kept).append(result)
        seen.add(key)
    if copies:
        batch.results = kept
        own = {(reading.document.source, result.result_id) for result in copies for reading in result.readings}
        told = zip(batch.problems, batch.owners, strict=True)
        left = [(problem, owner) for problem, owner in told if (problem.source, owner) not in own]
        batch.problems, batch.owners = [problem for problem, _ in left], [owner for _, owner in left]
    return copies


def _rename(results: Sequence[Result], unit_of: UnitOf) -> dict[str, int]:
    """The unit of each result; one run in two units has two names until the tables are made."""
    units: dict[str, int] = {}
    counts: Counter[str] = Counter()
    for result in results:
        number = counts[result.result_id]
        counts[result.result_id] += 1
        if number:
            result.result_id += f"+{number}"
            result.columns["result_id"] = result.result_id
        units[result.result_id] = unit_of(_head(result))
    return units


def _tagged(frame: pd.DataFrame, units: dict[str, int]) -> pd.DataFrame:
    ids = frame["result_id"].array
    names = list(ids.categories)
    frame[UNIT] = np.asarray([units[name] for name in names], dtype=np.int32)[ids.codes]
    if any("+" in name for name in names):
        frame["result_id"] = categorical(np.asarray(ids.codes), [name.partition("+")[0] for name in names])
    return frame


def _problems(batch: Batch, frame: pd.DataFrame, unit_of: UnitOf) -> pd.DataFrame:
    frame["result_id"] = column("category", batch.owners)
    frame[UNIT] = np.asarray([unit_of(problem.source) for problem in batch.problems], dtype=np.int32)
    return frame


def _inputs(batch: Batch, frame: pd.DataFrame, copies: Sequence[Result], unit_of: UnitOf) -> pd.DataFrame:
    own = {(reading.document.source, result.result_id) for result in copies for reading in result.readings}
    frame["again"] = column("bool", [(row.source, row.result_id) in own for row in batch.rows])
    frame[UNIT] = np.asarray([unit_of(row.source) for row in batch.rows], dtype=np.int32)
    return frame


def joined(table: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The frames of one raw table one below the other."""
    filled = [frame for frame in frames if len(frame)]
    made = concat_columns(RAW[table], filled)
    units = [frame[UNIT].to_numpy() for frame in filled]
    made[UNIT] = np.concatenate(units) if units else np.zeros(0, dtype=np.int32)
    return made


def shifted(raw: Tables, by: int) -> Tables:
    """The tables with other numbers for their units."""
    if not by:
        return raw
    return {name: frame.assign(**{UNIT: frame[UNIT].to_numpy() + np.int32(by)}) for name, frame in raw.items()}


def renamed(raw: Tables, rename: Callable[[str], str]) -> Tables:
    """The tables with other sources: of several inputs, each source begins with the input's name.

    A result that fills the input itself is named by its folder, where nothing else names it.
    """
    named = _named(raw["results"], rename)
    return {name: _with_sources(frame, rename) for name, frame in (raw | {"results": named}).items()}


def _with_sources(frame: pd.DataFrame, rename: Callable[[str], str]) -> pd.DataFrame:
    made = {name: _renamed(frame[name], rename) for name in ("source", "root", "place") if name in frame}
    return frame.assign(**made) if len(frame) else frame


def _renamed(values: pd.Series[Any], rename: Callable[[str], str]) -> Any:
    if isinstance(values.dtype, pd.CategoricalDtype):
        names = [rename(name) for name in values.cat.categories]
        return categorical(values.cat.codes.to_numpy(), names)
    return column("text", [None if pd.isna(value) else rename(value) for value in values])


def _named(results: pd.DataFrame, rename: Callable[[str], str]) -> pd.DataFrame:
    nameless = (results["source"] == ".").to_numpy(dtype=bool, na_value=False) & results["device_name"].isna()
    name = name_of_place(rename(".")) if nameless.any() else None
    if name is None:
        return results
    made, keys = _plain(results["device_name"]), _plain(results["device_key"])
    for place in np.flatnonzero(nameless).tolist():
        row = results.iloc[place]
        linux = {"xmde_xml", "mdatp_test"} & set(str(row["formats"]).split(","))
        made[place] = name if linux else name.upper()
        if pd.isna(row["device_id"]) and pd.isna(row["sense_guid"]) and not pd.isna(row["org_id"]):
            keys[place] = key_of("name", f"{row['org_id']}/{made[place]}")
    return results.assign(device_name=column("category", made), device_key=column("category", keys))


def _plain(values: pd.Series[Any]) -> list[Any]:
    return [None if pd.isna(value) else value for value in values]
