"""One file a table, named after it. Files appear only when all of them are complete."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from mdeanalysis.errors import OutputError
from mdeanalysis.report.interrupts import held_back
from mdeanalysis.report.printable import cell_safe, json_safe

#: Rows turned into JSON at a time: few enough that Ctrl-C need not wait.
_CHUNK = 10_000


def export(tables: Mapping[str, pd.DataFrame], out: Path, format_: str, *, raw: bool = False) -> list[Path]:
    """Writes the tables into the folder `out` as `csv`, `parquet` or `json` and gives the files' paths.

    Raises `OutputError` where `out` is a file or cannot be written to.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file; -o takes a folder")
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".export-", dir=out) as folder:
            made = [_write(name, frame, Path(folder), format_, raw) for name, frame in tables.items()]
            return [file.replace(out / file.name) for file in made]
    except OSError as error:
        raise OutputError(f"cannot write to {out}: {error.strerror or error}") from error


def _write(name: str, frame: pd.DataFrame, folder: Path, format_: str, raw: bool) -> Path:
    file = folder / f"{name}.{format_}"
    writers: dict[str, Callable[[pd.DataFrame, Path], None]] = {
        "csv": _raw_csv if raw else _safe_csv,
        "parquet": _parquet,
        "json": _json,
    }
    writers[format_](frame, file)
    return file


def _raw_csv(frame: pd.DataFrame, file: Path) -> None:
    frame.to_csv(file, index=False, lineterminator="\n", date_format="%Y-%m-%dT%H:%M:%SZ")


def _safe_csv(frame: pd.DataFrame, file: Path) -> None:
    _raw_csv(frame.assign(**{str(name): _safe(frame[name]) for name in frame}), file)


def _safe(column: pd.Series[str]) -> pd.Series[str]:
    """Cells that a spreadsheet or terminal would obey are made harmless. Categories are few, so they are changed."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        safe = {category: cell_safe(category) for category in column.cat.categories}
        changed = any(category != text for category, text in safe.items())
        return column.astype("str").map(safe, na_action="ignore") if changed else column
    return column.map(cell_safe, na_action="ignore") if pd.api.types.is_string_dtype(column) else column


def _parquet(frame: pd.DataFrame, file: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    # With pandas' own metadata, for without it whole numbers come back as floats where one is unknown.
    table = pa.Table.from_pandas(frame, preserve_index=False)
    pq.write_table(table, file, compression="zstd")


def _json(frame: pd.DataFrame, file: Path) -> None:
    """One array of objects, written piece by piece; unknown is null."""
    with file.open("w", encoding="utf-8") as out:
        out.write("[")
        for start in range(0, len(frame), _CHUNK):
            rows = _json_rows(frame.iloc[start : start + _CHUNK])
            out.write(("," if start else "") + "\n" + rows)
        out.write("\n]\n")


def _json_rows(frame: pd.DataFrame) -> str:
    with held_back():  # pandas' writer crashes when an exception is raised inside it
        text: str = frame.to_json(orient="records", lines=True, date_format="iso", date_unit="s", force_ascii=False)
    return json_safe(text.strip()).replace("\n", ",\n")
