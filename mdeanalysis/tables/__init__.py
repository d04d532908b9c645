"""Plain rows -> typed DataFrames, exactly as `schema` says; unknown is <NA>, never an empty string."""

from mdeanalysis.tables.build import AttemptRows, build_tables
from mdeanalysis.tables.typed import concat, empty, to_frame

__all__ = ["AttemptRows", "build_tables", "concat", "empty", "to_frame"]
