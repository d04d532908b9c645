"""Plain rows -> typed DataFrames, exactly as `schema` says; unknown is <NA>, never an empty string."""

from mdeanalysis.tables.build import AttemptRows, build_tables
from mdeanalysis.tables.inputs import inputs_frame, row_of, settle, unread
from mdeanalysis.tables.typed import concat, empty, to_frame

__all__ = [
    "AttemptRows",
    "build_tables",
    "concat",
    "empty",
    "inputs_frame",
    "row_of",
    "settle",
    "to_frame",
    "unread",
]
