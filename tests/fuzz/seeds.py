"""Where the fuzzing begins: the golden inputs of every format, and what the demo writes."""

from __future__ import annotations

import gzip
import io
import re
import tempfile
import zipfile
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

from formats.golden import cases

from mdeanalysis import formats
from mdeanalysis.demo import write_fleet
from mdeanalysis.records import Format

#: The endings of names that mean something to a reader of that name's files.
_TELLING_NAME = re.compile(r"(?:mdatp|mde)client.*|.*_user\.txt", re.IGNORECASE)
_LABEL = re.compile(r"[^\s:=(<>\"][^:=(<>\"\r\n]{2,40}[:=(]|</?\w+|\"\w+\"|#{4,} ?[^#\r\n]+|\w+=\"")


class Seed(NamedTuple):
    """A real file; `format` is the format that a golden input belongs to."""

    format: str
    name: str
    data: bytes

    def __repr__(self) -> str:
        return f"<{self.format or 'demo'} {self.name}, {len(self.data)} bytes>"


def modules() -> dict[str, Format]:
    """Every format by the name of its module, as the package finds them itself."""
    found = (import_module(f"mdeanalysis.formats.{module.name}") for module in iter_modules(formats.__path__))
    return {module.__name__.rpartition(".")[2]: module.FORMAT for module in found if hasattr(module, "FORMAT")}


@cache
def golden(module: str) -> tuple[Seed, ...]:
    """The golden inputs of a format."""
    return tuple(Seed(module, case.document.name, _input_of(case.path)) for case in cases(module))


def _input_of(expected: Path) -> bytes:
    stem = expected.name.removesuffix(".expected.json")
    return next(path for path in sorted(expected.parent.glob(f"{stem}.*")) if path != expected).read_bytes()


@cache
def all_golden() -> tuple[Seed, ...]:
    """The golden inputs of all formats."""
    return tuple(seed for module in modules() for seed in golden(module))


@cache
def written(devices: int = 14) -> tuple[Seed, ...]:
    """The files of a small made-up fleet, as the tool and people leave them."""
    with tempfile.TemporaryDirectory() as folder:
        write_fleet(Path(folder), devices, 5)
        paths = sorted(path for path in Path(folder).rglob("*") if path.is_file())
        return tuple(Seed("", path.name, path.read_bytes()) for path in paths)


def as_written(seed: Seed) -> Seed:
    """A golden input as its carrier holds it: UTF-16 with a mark and CRLF, unless it is XML or HTML."""
    if seed.data.lstrip()[:1] == b"<":
        return seed
    text = seed.data.decode("utf-8").replace("\r\n", "\n").replace("\n", "\r\n")
    return seed._replace(data=b"\xff\xfe" + text.encode("utf-16-le"))


@cache
def archives() -> tuple[Seed, ...]:
    """Zips and gzips in the forms that are met: nested, stored, with sizes behind, damaged."""
    found = [seed for seed in written() if seed.name.endswith((".zip", ".gz"))]
    small = golden("url_block")[0]
    found += [
        Seed("", "gz", gzip.compress(small.data, mtime=0)),
        Seed("", "nested", _zip({"a.zip": _zip({small.name: small.data}), "b/x.txt.gz": gzip.compress(small.data)})),
        Seed("", "stored", _zip({small.name: small.data}, zipfile.ZIP_STORED)),
        Seed("", "streamed", _zip({small.name: small.data}, streamed=True)),
        Seed("", "streamed_stored", _zip({small.name: small.data}, zipfile.ZIP_STORED, streamed=True)),
        Seed("", "bzip2", _zip({small.name: small.data}, zipfile.ZIP_BZIP2)),
        Seed("", "lzma", _zip({small.name: small.data}, zipfile.ZIP_LZMA)),
        Seed("", "empty", _zip({})),
        Seed("", "folders", _zip({"SystemInfoLogs\\MDEClientAnalyzer.txt": small.data, "EventLogs/x.evtx": b"x"})),
    ]
    found += [seed._replace(name=seed.name + "-cut", data=seed.data[: len(seed.data) * 2 // 3]) for seed in found]
    return tuple(found)


class _Pipe(io.RawIOBase):
    """Takes what is written and cannot go back, so that a zip's sizes stand behind its members."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        self.data += bytes(data)  # type: ignore[call-overload]
        return len(bytes(data))  # type: ignore[call-overload]


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, streamed: bool = False) -> bytes:
    buffer = _Pipe() if streamed else io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:  # type: ignore[arg-type]
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return bytes(buffer.data) if isinstance(buffer, _Pipe) else buffer.getvalue()


def names(module: str) -> list[str]:
    """The names under which a format's files are read: one that says nothing, and those that say something."""
    told = {seed.name for seed in golden(module) if _TELLING_NAME.fullmatch(seed.name)}
    return ["report.txt", *sorted(told)]


def labels(module: str) -> list[bytes]:
    """What the lines of a format's golden inputs begin with, and its tags and keys."""
    found = {label.strip() for seed in golden(module) for label in _LABEL.findall(seed.data.decode("utf-8"))}
    return sorted(label.encode() for label in found if 2 < len(label.encode()) <= 60)
