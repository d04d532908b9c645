"""From the PATHs of a command to groups of documents: walks folders in sorted order, reads files and archives."""

from __future__ import annotations

import contextlib
import io
import os
import select
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple

from mdeanalysis.errors import InputError, UnsafeInput
from mdeanalysis.intake.archive import HEAD_BYTES, MAX_MEMBER_BYTES, MAX_TOTAL_BYTES, Budget, is_zip, size_of
from mdeanalysis.intake.gather import Group, Item, Reader, printable
from mdeanalysis.intake.gzips import is_gzip
from mdeanalysis.intake.ledger import Ledger
from mdeanalysis.intake.names import LOGS_FOLDER, STORE_FILE, is_log
from mdeanalysis.intake.roots import collected_among, collected_of, is_part, result_root
from mdeanalysis.records import Problem

_CHUNK = 2**20
#: The longest time that an idle standard input delays a Ctrl-C.
_STEP_SECONDS = 0.2
_A_STORE = "a store that mdeanalysis keeps; to read it, give it as PATH"
__all__ = ["Group", "Ledger", "Piece", "below", "count", "documents"]


def documents(paths: Sequence[str | Path], ledger: Ledger, stdin: BinaryIO | None = None) -> Iterator[Group]:
    """Every document under `paths`, by result root; a PATH that is not there stops all before anything is read."""
    names = list(dict.fromkeys(str(path) for path in paths))
    for name in names:
        _check(name)
    return _groups(names, ledger, stdin)


def count(paths: Sequence[str | Path]) -> int:
    """How many files and folders there are below the paths, as `Ledger.done` will count them at most."""
    below = (len(folders) + len(files) for path in paths for _, folders, files in os.walk(path))
    return len(paths) + sum(below)


def _check(name: str) -> None:
    if "://" in name:
        raise InputError(f"{printable(name)}: only files, folders, zips, .gz and - can be read")
    if name != "-" and not os.path.lexists(name):
        raise InputError(f"{printable(name)}: no such file or folder")


def _groups(names: list[str], ledger: Ledger, stdin: BinaryIO | None) -> Iterator[Group]:
    reader = Reader(ledger, Budget())
    files: dict[str, list[Item]] = {}
    ledger.known += len(names)
    for name in names:
        path = Path(name)
        shown = shown_as(name) if len(names) > 1 else printable(path.name)
        if name != "-" and not path.is_dir():
            files.setdefault(result_root(shown.rpartition("/")[0]), []).append(given_file(name, shown))
    for name in names:
        if name == "-":
            yield from reader.groups("", _steps([standard_input(stdin)], ledger), True, [])
        elif Path(name).is_dir():
            for piece in below(name, ledger, shown_as(name) if len(names) > 1 else ""):
                yield from reader.groups(piece.root, _steps(piece.items, ledger), False, piece.problems)
                ledger.step()
    for root, items in files.items():
        yield from reader.groups(root, _steps(items, ledger), True, [])


def below(folder: str, ledger: Ledger, shown: str = "") -> Iterator[Piece]:
    """What is read together below a folder, folder by folder; `shown` is what sources begin with."""
    return _Walk(ledger).pieces(folder, shown)


def given_file(name: str, shown: str) -> Item:
    """A file that a user names."""
    return Item(shown, Path(name).name, partial(_open, name), given=True, path=name)


def shown_as(name: str) -> str:
    """A PATH as given, with `/` between its parts and none at its end."""
    slashed = printable(name).replace("\\", "/")
    return slashed.rstrip("/") or slashed


def _steps(items: list[Item], ledger: Ledger) -> Iterator[Item]:
    for item in items:
        yield item
        ledger.step()


def _open(path: str) -> BinaryIO:
    # Opening a pipe would wait for someone to write into it. No Path: making one costs as much as opening.
    if not stat.S_ISREG(os.stat(path).st_mode):  # noqa: PTH116
        raise UnsafeInput("unreadable", "not a regular file")
    return open(path, "rb", buffering=0)  # noqa: PTH123 - the reader closes it


def standard_input(stdin: BinaryIO | None) -> Item:
    return Item("-", "-", partial(_drain, stdin or sys.stdin.buffer), given=True)


def _drain(stream: BinaryIO) -> BinaryIO:
    """Standard input as a file in memory, for a zip is read from its end."""
    data = io.BytesIO()
    read = getattr(stream, "read1", stream.read)
    while chunk := _when_ready(stream, read):
        data.write(chunk)
        if data.tell() > MAX_MEMBER_BYTES:
            _check_size(data)
    return data


def _check_size(data: io.BytesIO) -> None:
    """An archive may be larger than any file."""
    head = bytes(data.getbuffer()[:HEAD_BYTES])
    most = MAX_TOTAL_BYTES if is_zip(head) or is_gzip(head) else MAX_MEMBER_BYTES
    if data.tell() > most:
        raise UnsafeInput("too_large", f"holds more than {size_of(most)}", head)


def _when_ready(stream: BinaryIO, read: Callable[[int], bytes]) -> bytes:
    """The next piece. Waits in short steps: a Ctrl-C just before a read that blocks would wait as long as that."""
    if os.name == "posix":  # elsewhere only sockets can be waited for
        with contextlib.suppress(OSError, ValueError):  # what has no number, or is closed, does not block
            while not select.select([stream], [], [], _STEP_SECONDS)[0]:
                pass
    return read(_CHUNK)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link to itself, which opening will say


class Piece(NamedTuple):
    """The files of one result root that are read together, and what is wrong with their folder."""

    root: str
    items: list[Item]
    given: bool
    problems: list[Problem]


class _Folder(NamedTuple):
    path: str
    shown: str

    @property
    def name(self) -> str:
        """Its own name."""
        return self.shown.rpartition("/")[2]


@dataclass
class _Walk:
    """Walks one folder with a stack, however deep; `visited` keeps links to folders from going round."""

    ledger: Ledger
    visited: set[tuple[int, int]] = field(default_factory=set)

    def pieces(self, top: str, shown: str) -> Iterator[Piece]:
        """The pieces in the order of the walk: a folder's own files before what lies below it."""
        stack = [_Folder(top, shown)]
        while stack:
            folder = stack.pop()
            problems: list[Problem] = []
            items, folders = self._listing(folder, problems)
            collected = collected_among(inner.name for inner in folders)
            for part in [inner for inner in folders if is_part(inner.name)]:
                folders.remove(part)
                more, inner = self._listing(part, problems)
                if part.name in collected:
                    more, inner = self._logs(part, more, inner)
                items += more
                folders += inner
                self.ledger.step()
            stack += reversed(folders)
            yield Piece(result_root(folder.shown), items, False, problems)

    def _listing(self, folder: _Folder, problems: list[Problem]) -> tuple[list[Item], list[_Folder]]:
        """The files and folders in a folder, sorted; links to folders come last, if no one was there yet."""
        try:
            self._visit(folder.path)
            with os.scandir(folder.path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self._refused(folder.shown or ".", error.strerror or str(error), problems)
            return [], []
        if any(entry.name == STORE_FILE for entry in entries):
            self.ledger.seen += 1
            self.ledger.leave(folder.shown or ".", "foreign", _A_STORE)
            return [], []
        inside = [entry for entry in entries if _is_folder(entry)]
        collected = collected_among(entry.name for entry in inside)
        left = {name for name in collected if name.lower() != LOGS_FOLDER}
        folders = [self._below(folder, entry.name) for entry in inside if not entry.is_symlink()]
        folders += [self._below(folder, entry.name) for entry in inside if entry.is_symlink() and self._is_new(entry)]
        folders = [one for one in folders if one.path.rpartition(os.sep)[2] not in left]
        items = [self._item(folder, entry) for entry in entries if not _is_folder(entry)]
        self.ledger.known += len(items) + len(folders)
        self.ledger.seen += len(left)
        for name in sorted(left):
            self.ledger.leave(self._below(folder, name).shown, "collected", collected_of(name))
        return items, folders

    def _logs(self, part: _Folder, items: list[Item], folders: list[_Folder]) -> tuple[list[Item], list[_Folder]]:
        """Of a folder that the tool collected, the logs that are read; what else is in it is left as one."""
        logs = [item for item in items if is_log(item.name)]
        others = len(items) + len(folders) - len(logs)
        if others:
            self.ledger.known -= others
            self.ledger.seen += 1
            self.ledger.leave(part.shown, "collected", collected_of(part.name))
        return logs, []

    def _refused(self, shown: str, why: str, problems: list[Problem]) -> None:
        self.ledger.seen += 1
        self.ledger.fail(shown, why)
        problems.append(Problem(shown, None, "unreadable", why))

    def _below(self, folder: _Folder, name: str) -> _Folder:
        shown = printable(name)
        return _Folder(f"{folder.path}{os.sep}{name}", f"{folder.shown}/{shown}" if folder.shown else shown)

    def _item(self, folder: _Folder, entry: os.DirEntry[str]) -> Item:
        place = self._below(folder, entry.name)
        return Item(place.shown, entry.name, partial(_open, entry.path), path=entry.path)

    def _visit(self, path: str) -> None:
        found = Path(path).stat()
        self.visited.add((found.st_dev, found.st_ino))

    def _is_new(self, entry: os.DirEntry[str]) -> bool:
        try:
            found = entry.stat()
        except OSError:
            return False
        return (found.st_dev, found.st_ino) not in self.visited
