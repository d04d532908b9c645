"""What a store holds: one small JSON file names all others, and replacing it is the only moment of change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from mdeanalysis.catalogue.stored import stored_text
from mdeanalysis.errors import InputError
from mdeanalysis.intake.names import STORE_FILE
from mdeanalysis.parts import RAW
from mdeanalysis.reading.files import keep_names, write_table, write_whole
from mdeanalysis.reading.places import Place
from mdeanalysis.version import __version__

#: Of the manifest, the index and the parts' columns. A store of another number is not read.
FORMAT = 1
ANEW = "the store is damaged; put it back from a copy, or ingest into a new folder"
ARCHIVE, ALONE, FOLDER, LISTING = "archive", "alone", "folder", "listing"


class Entry(NamedTuple):
    """One file of a unit, or a unit without files. `size`, `changed` (ns) and `hash` tell whether it is as it was."""

    place: int
    folder: str
    source: str
    unit: int
    kind: str
    size: int
    changed: int
    hash: bytes | None
    #: What a folder's listing told, as a digest; "again" where the file is to be read the next time in any case.
    told: str = ""


@dataclass
class Part:
    """One file a table; `units` are those that it has rows of, also of units that were replaced since."""

    place: int
    rows: dict[str, int]
    units: list[int]


@dataclass
class Manifest:
    """A store's state. `units` is the next unit's number, `commits` counts the states before this one."""

    places: list[Place] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)
    index: str = ""
    units: int = 0
    commits: int = 0
    format: int = FORMAT
    columns: str = ""
    endpoints: str = ""
    version: str = ""


def is_store(path: str | Path) -> bool:
    """Whether a folder is a store."""
    return (Path(path) / STORE_FILE).is_file()


def columns_digest() -> str:
    """Tells the columns that this version keeps."""
    text = repr([(name, [(column.name, column.kind) for column in columns]) for name, columns in RAW.items()])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def endpoints_digest() -> str:
    """Tells the endpoint list that verdicts rest on."""
    text = stored_text()
    return "" if text is None else hashlib.sha256(text.encode()).hexdigest()[:16]


def read_manifest(store: Path) -> Manifest:
    """The state of a store. Raises `InputError` where its file is none, or from a newer version."""
    file = store / STORE_FILE
    try:
        stated = json.loads(file.read_text(encoding="utf-8"))
        if stated["format"] > FORMAT:
            newer = stated["version"]
            raise InputError(
                f"{store} was written by mdeanalysis {newer}, a newer one than this {__version__}: update it"
            )
        return _made(stated)
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror or error}") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise InputError(f"{file} is damaged: put it back from a copy, or ingest into a new folder") from error


def _made(stated: dict[str, Any]) -> Manifest:
    places = [Place(**place) for place in stated.pop("places")]
    parts = {name: Part(**part) for name, part in stated.pop("parts").items()}
    return Manifest(places, parts, **stated)


def check_readable(store: Path, manifest: Manifest) -> None:
    """Raises `InputError`, with the command to run, where rows would be misread or misjudged."""
    command = f"run `mdeanalysis ingest --store {store}`, which reads its inputs again"
    if manifest.format != FORMAT or manifest.columns != columns_digest():
        raise InputError(f"{store} was written by mdeanalysis {manifest.version}, with other columns: {command}")
    if manifest.endpoints != endpoints_digest():
        raise InputError(f"{store} was judged by another endpoint list: {command}")


def is_current(manifest: Manifest) -> bool:
    """Whether what was read so far would be read and judged in the same way now."""
    ours = FORMAT, columns_digest(), endpoints_digest(), __version__
    return (manifest.format, manifest.columns, manifest.endpoints, manifest.version) == ours


def read_index(store: Path, manifest: Manifest) -> list[Entry]:
    """All files, in the order of their units.

    Raises `InputError` where the index is damaged, `FileNotFoundError` where another run may have replaced it.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not manifest.index:
        return []
    file = store / manifest.index
    try:
        table = pq.read_table(file, columns=list(Entry._fields), partitioning=None)
    except FileNotFoundError:
        raise
    except (OSError, pa.ArrowException, KeyError) as error:
        raise InputError(f"{file} is damaged: put it back from a copy, or ingest into a new folder") from error
    columns = [table[name].to_pylist() for name in Entry._fields]
    return list(map(Entry._make, zip(*columns, strict=True)))


def commit(store: Path, manifest: Manifest, entries: Sequence[Entry]) -> None:
    """Makes a new state the store's: from the moment at which the manifest is replaced."""
    manifest.commits += 1
    manifest.index = f"index-{manifest.commits:06}.parquet"
    write_table(store / manifest.index, _index(entries))
    keep_names([store / table for table in RAW])
    text = json.dumps({**asdict(manifest)}, separators=(",", ":"))
    write_whole(store / STORE_FILE, lambda out: out.write(text.encode()))
    keep_names([store])


def _index(entries: Iterable[Entry]) -> Any:
    import pyarrow as pa

    kinds = (
        pa.int32(),
        pa.string(),
        pa.string(),
        pa.int32(),
        pa.string(),
        pa.int64(),
        pa.int64(),
        pa.binary(),
        pa.string(),
    )
    columns = list(zip(*entries, strict=True)) or [()] * len(kinds)
    arrays = [pa.array(list(values), kind) for values, kind in zip(columns, kinds, strict=True)]
    return pa.table(dict(zip(Entry._fields, arrays, strict=True)))
