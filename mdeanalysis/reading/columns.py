"""Raw tables as Arrow and back, with the types that they had."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mdeanalysis.parts import RAW, UNIT
from mdeanalysis.schema import Column
from mdeanalysis.tables import frame_of
from mdeanalysis.tables.typed import categorical

if TYPE_CHECKING:
    import pyarrow as pa

#: A column of so few categories keeps their order, also of those that no row has.
_FEW = 64
_ORDERS = b"mdeanalysis.categories"


def to_arrow(table: str, frame: pd.DataFrame) -> pa.Table:
    """One raw table as Arrow; categories become dictionaries."""
    import pyarrow as pa

    arrays = {column.name: _to_array(column.kind, frame[column.name]) for column in RAW[table]}
    arrays[UNIT] = pa.array(frame[UNIT].to_numpy(), pa.int32())
    categories = [column.name for column in RAW[table] if column.kind == "category"]
    orders = {
        name: list(frame[name].cat.categories) for name in categories if len(frame[name].cat.categories) <= _FEW
    }
    return pa.table(arrays).replace_schema_metadata({_ORDERS: json.dumps(orders).encode()})


def _to_array(kind: str, values: pd.Series[Any]) -> pa.Array:
    import pyarrow as pa

    if kind == "category":
        codes = values.cat.codes.to_numpy().astype(np.int32)
        names = pa.array(list(values.cat.categories), pa.string())
        return pa.DictionaryArray.from_arrays(pa.array(codes, mask=codes < 0), names)
    if kind == "text":
        return pa.array(values.astype("object").where(values.notna(), None).to_list(), pa.string())
    if kind == "time":
        return pa.array(values.dt.tz_localize(None).to_numpy(), pa.timestamp("us", tz="UTC"), from_pandas=True)
    array: Any = values.array
    return pa.array(array._data, mask=array._mask)


def from_arrow(table: str, parts: Sequence[pa.Table]) -> pd.DataFrame:
    """Parts of one raw table as one frame; columns that an older part lacks are unknown."""
    import pyarrow as pa

    orders = _orders(parts)
    joined = pa.concat_tables([part.replace_schema_metadata() for part in parts], promote_options="permissive")
    joined = joined.unify_dictionaries().combine_chunks()
    columns = {
        column.name: _to_values(column, joined[column.name], orders.get(column.name, []))
        for column in RAW[table]
        if column.name in joined.column_names
    }
    frame = frame_of(RAW[table], columns, len(joined))
    frame[UNIT] = _flat(joined[UNIT]).to_numpy()
    return frame


def _orders(parts: Sequence[pa.Table]) -> dict[str, list[str]]:
    """The categories of all parts in their order; columns of which a part has too many are left out."""
    found: dict[str, dict[str, None]] = {}
    stated = [json.loads((part.schema.metadata or {}).get(_ORDERS, b"{}")) for part in parts]
    for orders in stated:
        for name, values in orders.items():
            found.setdefault(name, {}).update(dict.fromkeys(values))
    return {name: list(values) for name, values in found.items() if all(name in orders for orders in stated)}


def _flat(column: pa.ChunkedArray) -> pa.Array:
    """A column without chunks; one without rows has none."""
    import pyarrow as pa

    return column.chunk(0) if column.num_chunks else pa.array([], column.type)


def _to_values(column: Column, chunked: pa.ChunkedArray, order: list[str]) -> Any:
    import pyarrow as pa

    flat = _flat(chunked)
    if column.kind == "category":
        return _categories(flat, order)
    known = flat.is_valid().to_numpy(zero_copy_only=False)
    if column.kind == "text":
        return pd.array(flat.to_pylist(), dtype="string")
    if column.kind == "int":
        return pd.arrays.IntegerArray(flat.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), ~known)
    if column.kind == "bool":
        return pd.arrays.BooleanArray(flat.fill_null(False).to_numpy(zero_copy_only=False).astype(bool), ~known)
    plain = flat.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
    return pd.Series(plain).dt.tz_localize("UTC").array


def _categories(flat: pa.Array, order: list[str]) -> Any:
    """Categories from a dictionary, those of `order` first."""
    codes = flat.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    names = flat.dictionary.to_pylist()
    places = {name: place for place, name in enumerate(order)}
    if not order:
        return categorical(codes.astype(np.int32), names)
    moved = np.asarray([places[name] for name in names] + [-1], dtype=np.int32)
    return pd.Categorical.from_codes(moved[codes], categories=pd.Index(order, dtype="str"))
