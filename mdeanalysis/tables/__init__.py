"""Plain rows -> typed DataFrames, exactly as `schema` says; unknown is <NA>, never an empty string."""

from mdeanalysis.tables.build import AttemptRows, build_tables
from mdeanalysis.tables.inputs import inputs_frame, row_of, settle, unread
from mdeanalysis.tables.typed import concat, concat_columns, empty, frame_of, to_frame

__all__ = [
    "AttemptRows",
    "build_tables",
    "concat",
    "concat_columns",
    "empty",
    "frame_of",
    "inputs_frame",
    "row_of",
    "settle",
    "to_frame",
    "unread",
]
