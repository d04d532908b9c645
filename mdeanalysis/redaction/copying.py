"""Writes the copy: every file, name and archive without its values, in a folder that only then counts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mdeanalysis.errors import OutputError
from mdeanalysis.redaction.addresses_agree import unexplained
from mdeanalysis.redaction.carriers import Carriers, Leaf, Left
from mdeanalysis.redaction.codec import changed, text_of
from mdeanalysis.redaction.names import Names
from mdeanalysis.redaction.places import Place, is_regular, places
from mdeanalysis.redaction.redactor import Redactor
from mdeanalysis.redaction.sheets import is_sheet, sheet_text

_NO_FILE = "not a regular file"


@dataclass
class Copy:
    """What was written and what was left; `leaks` are places of the copy in which an address stayed."""

    files: int = 0
    bytes: int = 0
    left: list[Left] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)


def scan(paths: Sequence[str], redactor: Redactor, names: Names) -> int:
    """Takes what texts and names say of themselves into the redactor's vault; gives how many files there are.

    Names come last: of the words in them, those that a text tells are none of theirs.
    """
    count = 0
    inner: set[str] = set()
    for place in places(paths):
        count += 1
        for leaf in _leaves(place) if is_regular(place.file) else ():
            inner.update(leaf.place.split("!")[1:])
            text = text_of(leaf.data, leaf.name)
            if text is not None:
                _redacted(leaf.name, text, redactor)
    redactor.learn()
    for place in places(paths):
        place.names(names)
    for name in sorted(inner):
        names.member(name)
    redactor.learn()
    names.forget()
    return count


def write(paths: Sequence[str], folder: Path, redactor: Redactor, names: Names) -> Copy:
    """Writes the copies of all files under the paths below a folder."""
    copy = Copy()
    taken: set[str] = set()
    for place in places(paths):
        if not is_regular(place.file):
            copy.left.append(Left(str(place.file), _NO_FILE, lost=True))
            continue
        _write_one(place, folder, _free(place.names(names), taken), _Change(redactor, names, copy))
    return copy


@dataclass
class _Change:
    """What becomes of names and files, and the copy that they are part of."""

    redactor: Redactor
    names: Names
    copy: Copy

    def name(self, name: str) -> str:
        return self.names.member(name)

    def data(self, leaf: Leaf) -> bytes | None:
        def change(text: str) -> str:
            made = _redacted(leaf.name, text, self.redactor)
            if unexplained(text, made, self.redactor.vault):
                self.copy.leaks.append(leaf.place)
            return made

        return changed(leaf.data, leaf.name, change, self.redactor.clear)


def _write_one(place: Place, folder: Path, name: str, change: _Change) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    carriers = Carriers(change.copy.left)
    with place.file.open("rb") as stream, file.open("w+b") as out:
        kept = carriers.rewrite(stream, out, Leaf("/".join(place.parts), place.file.name, b""), change)
        size = out.tell()
    if not kept:
        file.unlink()
        return
    change.copy.files += 1
    change.copy.bytes += size


def _leaves(place: Place) -> Iterator[Leaf]:
    with place.file.open("rb") as stream:
        yield from Carriers().leaves(stream, Leaf("/".join(place.parts), place.file.name, b""))


def _redacted(name: str, text: str, redactor: Redactor) -> str:
    return sheet_text(text, redactor) if is_sheet(name) else redactor.text(text)


def _free(name: str, taken: set[str]) -> str:
    """The name, or where another file has it (on some systems, in another case too), one beside it."""
    made, number = name, 1
    while made.lower() in taken:
        number += 1
        stem, dot, suffix = name.rpartition(".")
        made = f"{stem}~{number}.{suffix}" if dot else f"{name}~{number}"
    taken.add(made.lower())
    return made


@contextmanager
def staged(out: Path, *, overwrite: bool) -> Iterator[Path]:
    """A folder beside `out` to write to; only when all is well does it become `out`.

    Raises `OutputError` where `out` holds anything and may not be added to, or cannot be written.
    """
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file; -o takes a folder")
    if out.is_dir() and any(out.iterdir()) and not overwrite:
        raise OutputError(f"{out} is not empty; take another folder, or --overwrite")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".redact-", dir=out.parent, ignore_cleanup_errors=True) as name:
            made = Path(name, "copy")
            made.mkdir()
            yield made
            _settle(made, out)
    except OSError as error:
        raise OutputError(f"cannot write to {out}: {error.strerror or error}") from error


def _settle(made: Path, out: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        if out.exists():
            out.rmdir()
        made.replace(out)
        return
    for file in sorted(made.rglob("*")):
        if file.is_file():
            target = out / file.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(file, target)
