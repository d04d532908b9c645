"""The files below the PATHs, each with the place of its copy."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.errors import InputError
from mdeanalysis.intake.gather import printable
from mdeanalysis.redaction.names import Names


class Place(NamedTuple):
    """A regular file, and the parts of its name below the copy's folder, of which so many are no input's."""

    file: Path
    parts: tuple[str, ...]
    above: int

    def names(self, names: Names) -> str:
        """The name of its copy, below the copy's folder."""
        return "/".join(names.part(part, depth == self.above) for depth, part in enumerate(self.parts))


def places(paths: Sequence[str]) -> Iterator[Place]:
    """Every file under the paths, in order; folders of one PATH stand in the copy as they do in it.

    Raises `InputError` where a PATH does not exist, or is none on this machine's disks.
    """
    names = list(dict.fromkeys(paths))
    for name in names:
        if name == "-" or "://" in name or not os.path.lexists(name):
            raise InputError(f"{printable(name)}: redact takes files and folders that are there")
    for name in names:
        path = Path(name)
        if not path.is_dir():
            yield Place(path, (path.name,), 0)
            continue
        above = (path.resolve().name or "root",) if len(names) > 1 else ()
        for file in _below(path):
            yield Place(file, above + file.relative_to(path).parts, len(above))


def is_regular(path: Path) -> bool:
    """Whether it can be read without waiting for someone to write."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _below(top: Path) -> Iterator[Path]:
    """Links to folders are followed once, as reading does."""
    visited: set[tuple[int, int]] = set()
    for folder, folders, files in os.walk(top, followlinks=True):
        found = Path(folder).stat()
        if (found.st_dev, found.st_ino) in visited:
            folders.clear()
            continue
        visited.add((found.st_dev, found.st_ino))
        folders.sort()
        yield from (Path(folder, name) for name in sorted(files))
