"""The files of a store: each is written beside its place and moved there whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from mdeanalysis.parts import RAW, UNIT

if TYPE_CHECKING:
    import pyarrow as pa

    from mdeanalysis.pipeline import Tables

#: What a file is called until it is whole; readers of Parquet folders pass over such names.
_HALF = "."
SUFFIX = ".parquet"


def write_whole(file: Path, write: Callable[[BinaryIO], object], lasting: bool = True) -> None:
    """Writes a file beside its place, waits until the disk has it (`lasting`), and moves it there."""
    half = file.with_name(f"{_HALF}{file.name}.half")
    try:
        with half.open("wb") as out:
            write(out)
            out.flush()
            if lasting:
                os.fsync(out.fileno())
        half.replace(file)
    except BaseException:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise


def keep_names(folders: Iterable[Path]) -> None:
    """Waits until the disk has the folders' entries, where a system can do that."""
    if os.name != "posix":
        return
    for folder in folders:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_table(file: Path, table: pa.Table, lasting: bool = True) -> None:
    """A Parquet file, packed by zstd."""
    import pyarrow.parquet as pq

    write_whole(file, lambda out: pq.write_table(table, out, compression="zstd"), lasting)


def write_part(store: Path, name: str, raw: Tables, lasting: bool = True) -> dict[str, int]:
    """Writes a part of each table that has rows; gives how many."""
    from mdeanalysis.reading.columns import to_arrow

    filled = {table: len(raw[table]) for table in RAW if len(raw[table])}
    for table in filled:
        write_table(part_file(store, table, name), to_arrow(table, raw[table]), lasting)
    return filled


def part_file(store: Path, table: str, name: str) -> Path:
    """Where a part of a table lies."""
    return store / table / f"{name}{SUFFIX}"


def make_folders(store: Path) -> None:
    """A folder for each table."""
    for table in RAW:
        (store / table).mkdir(parents=True, exist_ok=True)


def read_tables(store: Path, table: str, names: Iterable[str]) -> list[pa.Table]:
    """Parts of a table, as Arrow."""
    import pyarrow.parquet as pq

    return [pq.read_table(part_file(store, table, name), partitioning=None) for name in names]


def units_in(table: pa.Table) -> set[int]:
    """The units that have rows in a table."""
    import pyarrow.compute as pc

    return set(pc.unique(table[UNIT]).to_pylist())


def clean(store: Path, kept: Iterable[str], index: str) -> None:
    """Removes what no manifest names: half files, parts that were replaced, and older indexes.

    What another program still has open may stay until the next time.
    """
    names = {f"{name}{SUFFIX}" for name in kept}
    for table in RAW:
        for file in _files(store / table):
            if file.name not in names:
                _remove(file)
    for file in _files(store):
        if file.name.startswith((f"{_HALF}mdeanalysis", f"{_HALF}index-")) or (
            file.name.startswith("index-") and file.name != index
        ):
            _remove(file)


def _files(folder: Path) -> list[Path]:
    return [file for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []


def _remove(file: Path) -> None:
    with suppress(OSError):
        file.unlink()
