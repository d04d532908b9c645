"""The PATHs of a command as places: folders, and the files that were given by name, folder by folder."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mdeanalysis.errors import InputError
from mdeanalysis.intake.find import Piece, below, given_file, shown_as, standard_input
from mdeanalysis.intake.gather import printable
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.intake.roots import result_root

STDIN = "-"


@dataclass
class Place:
    """A folder, or files of one folder given by name; sources are relative to it. `shown` is its name as given."""

    path: str
    shown: str
    #: The given files, relative to `path`; None for a whole folder.
    files: list[str] | None = None

    @property
    def paths(self) -> int:
        """How many PATHs it stands for."""
        return 1 if self.files is None else len(self.files)


def renaming(place: Place, paths: int) -> Callable[[str], str] | None:
    """How the sources of a place are shown among so many PATHs: each begins with the name of its own."""
    if place.path == STDIN:
        return None
    if paths > 1:
        return _Below(place.shown) if place.shown else None
    return None if place.files is None else _last_part


@dataclass(frozen=True)
class _Below:
    shown: str

    def __call__(self, source: str) -> str:
        return self.shown if source in ("", ".") else f"{self.shown}/{source}"


def _last_part(source: str) -> str:
    """A single file is shown by its own name; what stands behind `!` is no part of that."""
    file, mark, member = source.partition("!")
    return file.rpartition("/")[2] + mark + member


def check(name: str) -> None:
    """Raises `InputError` where a PATH is none that can be read."""
    if "://" in name:
        raise InputError(f"{printable(name)}: only files, folders, zips, .gz, stores and - can be read")
    if name != STDIN and not os.path.lexists(name):
        raise InputError(f"{printable(name)}: no such file or folder")


def places_of(names: Sequence[str]) -> list[Place]:
    """The places of PATHs, folders and standard input first. Raises `InputError` where one is not there."""
    for name in names:
        check(name)
    folders = [_folder(name) for name in names if name == STDIN or Path(name).is_dir()]
    files: dict[str, Place] = {}
    for name in names:
        if name != STDIN and not Path(name).is_dir():
            _add_file(files, name)
    return [*folders, *files.values()]


def _folder(name: str) -> Place:
    return Place(STDIN if name == STDIN else os.path.realpath(name), shown_as(name))


def _add_file(files: dict[str, Place], name: str) -> None:
    shown = shown_as(name)
    root = result_root(shown.rpartition("/")[0])
    parent, own = Path(name).absolute().parent, Path(name).name
    if "/" in shown[len(root) :].lstrip("/"):  # it lies in a part of its result's folder
        parent, own = parent.parent, f"{parent.name}/{own}"
    path = os.path.realpath(parent)
    place = files.setdefault(path, Place(path, root, []))
    if place.files is not None and own not in place.files:
        place.files.append(own)


def pieces(place: Place, ledger: Ledger, stdin: BinaryIO | None = None) -> Iterator[Piece]:
    """What is read together in a place, in the order of the walk; what the walk leaves stands in `ledger.rows`."""
    ledger.known += place.paths
    if place.path == STDIN:
        yield Piece("", [standard_input(stdin)], True, [])
    elif place.files is not None:
        items = [given_file(os.path.join(place.path, name), printable(name)) for name in place.files]  # noqa: PTH118
        yield Piece("", items, True, [])
    else:
        yield from below(place.path, ledger)
