"""Columns of the schema's types, and frames put together without losing them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

from mdeanalysis.schema import TABLES, Column

#: Codes into the distinct values of a column; -1 is unknown.
Codes = npt.NDArray[np.int32]


def codes_of(values: Iterable[Hashable]) -> tuple[Codes, list[Any]]:
    """Codes and distinct values (in order of appearance); None has the code -1."""
    listed = values if isinstance(values, list) else list(values)
    distinct = dict.fromkeys(listed)
    distinct.pop(None, None)
    codes: dict[Hashable, int] = dict(zip(distinct, range(len(distinct)), strict=True))
    codes[None] = -1
    return np.fromiter(map(codes.__getitem__, listed), np.int32, len(listed)), list(distinct)


def categorical(codes: npt.NDArray[Any], values: Sequence[str]) -> pd.Categorical:
    """A categorical of text; unused and repeated values are taken out."""
    used = np.zeros(len(values) + 1, dtype=bool)  # the code -1 marks the last, which is no value
    used[codes] = True
    index: dict[str, int] = dict(zip(values, range(len(values)), strict=True))
    if len(index) < len(values) or not used[:-1].all():
        index = {}
        position = np.full(len(values) + 1, -1, dtype=np.int32)
        for code in np.flatnonzero(used[:-1]).tolist():
            position[code] = index.setdefault(values[code], len(index))
        codes = position[codes]
    return pd.Categorical.from_codes(codes, categories=pd.Index(list(index), dtype="str"), validate=False)


def column(kind: str, values: Sequence[Any]) -> Any:
    """An array of the schema's type from plain values, None for unknown."""
    if kind == "category":
        return categorical(*codes_of(values))
    if kind == "text":
        return pd.array(values, dtype="string")
    if kind == "int":
        return pd.array(values, dtype="Int64")
    if kind == "bool":
        return pd.array(values, dtype="boolean")
    return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"), utc=True)).astype("datetime64[us, UTC]").array


def to_frame(table: str, columns: Mapping[str, Any], length: int | None = None) -> pd.DataFrame:
    """A frame of the table with all its columns in order; what `columns` lacks is unknown throughout."""
    length = len(next(iter(columns.values()))) if length is None else length
    return frame_of(TABLES[table].columns, columns, length)


def frame_of(wanted: Sequence[Column], columns: Mapping[str, Any], length: int) -> pd.DataFrame:
    """A frame of the columns that are wanted; those that are not given are unknown throughout."""
    made = {c.name: _made(c, columns.get(c.name), length) for c in wanted}
    return pd.DataFrame(made, index=pd.RangeIndex(length), copy=False)


def _made(wanted: Column, values: Any, length: int) -> Any:
    if values is None:
        return _unknown(wanted.kind, length)
    return column(wanted.kind, values) if isinstance(values, list) else values


def _unknown(kind: str, length: int) -> Any:
    """A column of the type in which nothing is known."""
    if kind == "category":
        return categorical(np.full(length, -1, dtype=np.int8), [])
    return column(kind, [None] * length)


def empty(table: str) -> pd.DataFrame:
    """The table without rows, with its columns and types."""
    return to_frame(table, {}, 0)


def concat(table: str, frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The frames one below the other, categories united."""
    frames = [frame for frame in frames if len(frame)]
    if not frames:
        return empty(table)
    if len(frames) == 1:
        return frames[0].reset_index(drop=True)
    return concat_columns(TABLES[table].columns, frames)


def concat_columns(wanted: Sequence[Column], frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """The frames, each with the columns wanted and some rows, one below the other."""
    if not frames:
        return frame_of(wanted, {}, 0)
    if len(frames) == 1:
        return frames[0][[c.name for c in wanted]].reset_index(drop=True)
    made = {c.name: _joined(c.kind, [frame[c.name] for frame in frames]) for c in wanted}
    return pd.DataFrame(made, copy=False)


def _joined(kind: str, parts: list[Any]) -> Any:
    if kind == "category":
        return union_categoricals(parts)
    return pd.concat(parts, ignore_index=True).array


def integers(values: npt.NDArray[Any], known: npt.NDArray[np.bool_]) -> Any:
    """A nullable integer column from numbers and which of them are known."""
    return pd.arrays.IntegerArray(values.astype(np.int64), ~known)


def booleans(values: npt.NDArray[np.bool_], known: npt.NDArray[np.bool_] | None = None) -> Any:
    """A nullable boolean column."""
    unknown = np.zeros(len(values), dtype=bool) if known is None else ~known
    return pd.arrays.BooleanArray(values.astype(bool), unknown)
