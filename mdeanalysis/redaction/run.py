"""What the commands call: a copy of results, tables under pseudonyms, an answer turned back."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from mdeanalysis.errors import OutputError
from mdeanalysis.redaction import vault as vaults
from mdeanalysis.redaction.collect import learn_tables
from mdeanalysis.redaction.copying import Copy, scan, staged, write
from mdeanalysis.redaction.names import Names
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.vault import Vault
from mdeanalysis.redaction.verify import Leak, Search

if TYPE_CHECKING:
    from mdeanalysis.loading import Fleet

_TOLD = 5


class Redacted(NamedTuple):
    """A copy that was written, and the vault that it was written with."""

    copy: Copy
    vault: Vault
    names: Names


class Ways(NamedTuple):
    """How a copy is written."""

    shift_times: bool = False
    overwrite: bool = False


def new_map_file() -> Path:
    """A place for a map that is not there yet, in the user's own data folder."""
    import platformdirs

    folder = platformdirs.user_data_path("mdeanalysis", appauthor=False) / "redactions"
    return folder / f"map-{secrets.token_hex(4)}.json"


def redact(paths: Sequence[str], out: Path, key_file: Path, *, fleet: Fleet, ways: Ways | None = None) -> Redacted:
    """Writes a copy of all files under the paths to the folder `out`, without values; the map goes to `key_file`.

    Raises `OutputError` where a value is still found in what was written, which is then removed.
    """
    ways = ways or Ways()
    _check_apart(paths, out, key_file)
    vault = vaults.opened(key_file)
    redactor = Redactor(vault, shift_times=ways.shift_times)
    names = Names(redactor)
    with staged(out, overwrite=ways.overwrite) as folder:
        learn_tables(fleet.tables, redactor)
        if not scan(paths, redactor, names):
            raise OutputError("there is not one file to copy")
        copy = write(paths, folder, redactor, names)
        vaults.save(vault, key_file)
        refuse([*(Leak(place, "address") for place in copy.leaks), *Search(vault).folder(folder)])
    return Redacted(copy, vault, names)


def refuse(leaks: Iterable[Leak]) -> None:
    """Raises `OutputError` where there is any leak; the values themselves are not named."""
    found = list(leaks)
    if found:
        told = ", ".join(f"{leak.place} ({leak.kind})" for leak in dict.fromkeys(found[:_TOLD]))
        raise OutputError(f"{len(found):,} values were still found in what was written, so it was removed: {told}")


def _check_apart(paths: Sequence[str], out: Path, key_file: Path) -> None:
    copy, key = out.resolve(), key_file.resolve()
    if key.is_relative_to(copy):
        raise OutputError(f"{key_file} lies in the copy; the map turns it back and must stay apart")
    for path in map(Path, paths):
        there = path.resolve()
        if copy.is_relative_to(there) or there.is_relative_to(copy):
            raise OutputError(f"{out} and {path} lie in each other; write the copy somewhere else")
        if path.is_dir() and key.is_relative_to(there):
            raise OutputError(f"{key_file} lies among the results, and would be copied with them")
