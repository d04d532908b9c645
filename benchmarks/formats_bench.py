"""Speed of every format and memory of large files, as ratios: part of `make bench`, or by itself.

The first table is `load` of one format's files over REF, which opens, reads and decodes the same files, and the time
of a million letters over that of a million letters of text reports. The second is the peak memory of a process that
loads ten times as many results, each a zip with one large member, over that of the fewer.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
import zipfile
from functools import partial
from pathlib import Path

import formats_corpus
from bench import rows, timed

FILES = 300
FEW, MANY = 20, 200
MEMBER_BYTES = 4 * 2**20
_LOADING = """
import resource, sys
import mdeanalysis
fleet = mdeanalysis.load(sys.argv[1])
assert len(fleet.results) == int(sys.argv[2])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
#: Linux counts to a process's peak what its parent held when it started it, so that a small one has to stand between.
BETWEEN = "import subprocess, sys; sys.exit(subprocess.call([sys.executable, *sys.argv[1:]]))"


def ref(folder: Path, encoding: str) -> None:
    """Open, read and decode; nothing is kept."""
    for file in sorted(folder.iterdir()):
        with file.open("rb", buffering=0) as stream:
            stream.read().decode(encoding)


def letters(folder: Path, encoding: str) -> int:
    return sum(len(file.read_bytes().decode(encoding)) for file in folder.iterdir())


def speed(folder: Path, files: int) -> list[tuple[str, float, float]]:
    """A format, its time over REF, and over the text report's of as many letters."""
    places = formats_corpus.build(folder, files)
    work = {}
    for name, (place, encoding) in places.items():
        work[name] = partial(rows, place)
        work[f"{name} ref"] = partial(ref, place, encoding)
    took = timed(work, time.process_time)  # all of it is one process's work, whatever else the machine does
    each = {name: took[name] / letters(*place) for name, place in places.items()}
    text = each[next(iter(places))]
    return [(name, took[name] / took[f"{name} ref"], each[name] / text) for name in places]


def peak(folder: Path, results: int, member: tuple[str, bytes]) -> int:
    """The most memory of a load of so many zips, in KiB on Linux."""
    folder.mkdir()
    for device, text in formats_corpus.reports(results):
        with zipfile.ZipFile(folder / f"{device.name}.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.writestr("SystemInfoLogs\\MDEClientAnalyzer.txt", text.encode("utf-8"))
            archive.writestr(*member)
    command = [sys.executable, "-c", BETWEEN, "-c", _LOADING, str(folder), str(results)]
    return int(subprocess.run(command, check=True, capture_output=True, encoding="ascii").stdout)


def members() -> dict[str, tuple[str, bytes]]:
    """Large members: text of no format, a page, and a log of settings management."""
    line = "2025-03-03 09:54:23 {:08x} a line of a log that nobody reads to its end\r\n"
    log = "".join(line.format(number * 2654435761 % 2**32) for number in range(MEMBER_BYTES // len(line))).encode()
    enrolled = b"EnrollmentStatus : 1\r\n" + log
    return {
        "text of no format": ("SystemInfoLogs\\trace.log", log),
        "log of settings management": ("MdeConfigMgrLogs\\SenseCM.log", enrolled[:MEMBER_BYTES]),
    }


def memory(folder: Path) -> list[tuple[str, float]]:
    """What is large in each zip, and the peak of many over that of few."""
    found = []
    for number, (name, member) in enumerate(members().items()):
        few, many = (peak(folder / f"{number}-{results}", results, member) for results in (FEW, MANY))
        found.append((name, many / few))
    return found


def main() -> None:
    gc.disable()  # as a load does
    files = int(sys.argv[1]) if len(sys.argv) > 1 else FILES
    with tempfile.TemporaryDirectory() as name:
        print(f"{files:,} files of each format\n")
        print("| format | rows, one core / REF | a million letters / of text reports |\n|---|---|---|")
        for what, ratio, each in speed(Path(name) / "speed", files):
            print(f"| {what} | {ratio:.1f} | {each:.1f} |", flush=True)
        print(f"\n| {MEMBER_BYTES // 2**20} MiB in each zip | wanted | peak of {MANY} / of {FEW} results |")
        print("|---|---|---|")
        for what, ratio in memory(Path(name)):
            print(f"| {what} | <= 1.3 | {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    main()
