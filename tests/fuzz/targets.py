"""What is fuzzed: decoding, archives, and each format, found as the package finds them. A target is its checks."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from fuzz import seeds
from fuzz.invariants import check_archive, check_decode, check_document, check_format, check_tables
from fuzz.mutations import MARKS, MUTATIONS, OF_ARCHIVES, Mutation

from mdeanalysis.intake import decode
from mdeanalysis.records import Document, Format

#: Tables cost ten times as much as reading: one input of so many is taken that far.
TABLES_OF = 10


@dataclass(frozen=True)
class Target:
    """Bytes that `check` takes, files to begin with, and words that mean something in them."""

    name: str
    check: Callable[[bytes], None]
    seeds: Sequence[bytes]
    words: Sequence[bytes] = ()
    mutations: Mapping[str, Mutation] = field(default_factory=lambda: MUTATIONS)

    def mutate(self, data: bytes, random: Random) -> bytes:
        """The data after one mutation; the other file is a seed."""
        mutation = random.choice(list(self.mutations.values()))
        return mutation(data, random.choice(self.seeds), random)


def targets() -> dict[str, Target]:
    """Every target by its name."""
    found = [_decode(), _archive(), *(_format(module, format_) for module, format_ in seeds.modules().items())]
    return {target.name: target for target in found}


def _decode() -> Target:
    def check(data: bytes) -> None:
        check_decode(data)
        check_decode(data, "MDEClientAnalyzer_User.txt")

    golden = [seed.data for seed in seeds.all_golden()]
    files = golden + [seeds.as_written(seed).data for seed in seeds.all_golden()]
    return Target("decode", check, files, tuple(MARKS.values()))


def _archive() -> Target:
    def check(data: bytes) -> None:
        for document in check_archive(data):
            check_document(document)

    mutations = {**MUTATIONS, **OF_ARCHIVES, **{f"{name}_again": one for name, one in OF_ARCHIVES.items()}}
    return Target("archive", check, [seed.data for seed in seeds.archives()], (b"PK\x03\x04",), mutations)


def _format(module: str, format_: Format) -> Target:
    known = seeds.names(module)

    def check(data: bytes) -> None:
        name = known[len(data) % len(known)]
        document = Document(name, decode(data, name).text)
        check_format(format_, document)
        check_document(document)
        if zlib.crc32(data) % TABLES_OF == 0:
            check_tables(document)

    golden = seeds.golden(module)
    files = [seed.data for seed in golden] + [seed.data.replace(b"\n", b"\r\n") for seed in golden]
    return Target(module, check, files, seeds.labels(module))
