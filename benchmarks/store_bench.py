"""Stores and processes in figures: `make bench-store`, or `python benchmarks/store_bench.py 1000 10000`.

Each size is a number of devices, written as text reports (UTF-16, as the tool writes them) and as zips. REF opens,
reads and decodes every text report on one core and drops it. All ratios are of one run on one machine.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from mdeanalysis.demo import write_fleet
from mdeanalysis.intake import Ledger, documents

HERE = Path(__file__).parent
#: So many different reports are written; the others repeat them under other names, as a fleet repeats itself.
DIFFERENT, SEED = 400, 3
_ID, _NAME = re.compile(r"\b[0-9a-f]{40}\b"), re.compile(r"(?m)^(Device name: )\S+")
CHANGED = 0.01


def reports(folder: Path) -> list[str]:
    write_fleet(folder, DIFFERENT, SEED)
    groups = documents([folder], Ledger())
    found = [d.text for g in groups for d in g.documents if d.text.startswith("PowerShell Language mode")]
    shutil.rmtree(folder)
    return found


def fleet(texts: list[str], devices: int) -> Iterator[tuple[str, bytes]]:
    """Name and text report of each device; no two are alike."""
    for number, text in enumerate(islice(cycle(texts), devices)):
        name = f"PC{number:06}"
        own = _ID.sub(f"{number:040x}", _NAME.sub(rf"\g<1>{name}", text)) + f"\n{name}\n"
        yield name, b"\xff\xfe" + own.replace("\n", "\r\n").encode("utf-16-le")


def build(folder: Path, texts: list[str], devices: int) -> None:
    """Writes `texts` and `zips`, a thousand to a folder."""
    for number, (name, content) in enumerate(fleet(texts, devices)):
        site = f"{number // 1_000:03}"
        for kind in ("texts", "zips"):
            (folder / kind / site).mkdir(parents=True, exist_ok=True)
        (folder / "texts" / site / f"{name}.txt").write_bytes(content)
        with zipfile.ZipFile(folder / "zips" / site / f"{name}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("SystemInfoLogs\\MDEClientAnalyzer.txt", content)


class Took(NamedTuple):
    """Seconds by the clock, and of processors; those of workers are not known."""

    clock: float
    cores: float


def took(work: Callable[[], object]) -> Took:
    clock, cores = time.perf_counter(), used()
    work()
    return Took(time.perf_counter() - clock, used() - cores)


def used() -> float:
    own, children = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def command(*words: str) -> Took:
    return took(lambda: subprocess.run(words, capture_output=True, check=False))


def ours(*arguments: str | Path) -> Took:
    """What a command of its own took."""
    return command(sys.executable, "-m", "mdeanalysis", *map(str, arguments))


def peak(*arguments: str | Path) -> float:
    """The most memory that one process of a command took, in MiB."""
    code = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True); "
    code += "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    command = [sys.executable, "-c", code, sys.executable, "-m", "mdeanalysis", *map(str, arguments)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout) / 1024


def ref(folder: Path) -> None:
    for file in sorted(folder.rglob("*.txt")):
        with file.open("rb", buffering=0) as stream:
            stream.read().decode("utf-16")


def listed(folder: Path) -> None:
    """Bare scandir and stat of everything."""
    for above, _, names in os.walk(folder):
        for name in names:
            os.stat(os.path.join(above, name))  # noqa: PTH116, PTH118


def touch_some(folder: Path) -> None:
    """Another answer in 1 % of the files, spread evenly."""
    files = sorted(folder.rglob("*.txt"))
    for file in files[:: int(1 / CHANGED)]:
        file.write_bytes(file.read_bytes() + "\r\nmore\r\n".encode("utf-16-le"))


def measure(folder: Path, devices: int) -> Iterator[tuple[str, str]]:
    texts, zips = folder / "texts", folder / "zips"
    ref(texts)
    base = took(lambda: ref(texts))

    def told(what: str, spent: Took, alone: bool = True) -> tuple[str, str]:
        clock = f"{spent.clock:.1f} s"
        if not alone:
            return what, f"{clock} |  | "
        return what, f"{clock} | {1000 * spent.cores / devices:.2f} ms | {spent.cores / base.cores:.1f}"

    yield told("REF", base)
    one = ours("ingest", texts, "--store", folder / "one", "--jobs", "1")
    two = ours("ingest", texts, "--store", folder / "two", "--jobs", "2")
    yield told("ingest of texts, one process", one)
    yield told("ingest of texts, two processes", two, alone=False)
    yield told("ingest of zips, one process", ours("ingest", zips, "--store", folder / "zipped", "--jobs", "1"))
    yield told("bare scandir and stat", took(lambda: listed(texts)))
    yield told("ingest again, nothing changed", ours("ingest", "--store", folder / "two", "--jobs", "1"))
    touch_some(texts)
    yield told("ingest again, 1 % changed", ours("ingest", "--store", folder / "two", "--jobs", "1"))
    yield told("summarize the store", ours("summarize", folder / "two"))
    yield told("summarize the texts, one process", ours("summarize", texts, "--jobs", "1"))
    if rg := shutil.which("rg"):
        yield told("ripgrep counts one word", command(rg, "-c", "--encoding", "utf-16le", "Failed", str(texts)))
    script = [sys.executable, str(HERE / "scripted.py")]
    sites = [str(site) for site in sorted(texts.iterdir())]
    yield told("a script, line by line", took(lambda: [command(*script, site) for site in sites]))
    ingest = peak("ingest", texts, "--store", folder / "peak", "--jobs", "2")
    yield "peak of a process, ingest", f"{ingest:.0f} MiB |  | "
    yield "peak of a process, summarize the store", f"{peak('summarize', folder / 'two'):.0f} MiB |  | "
    size = sum(file.stat().st_size for file in (folder / "two").rglob("*.parquet"))
    yield "the store on the disk", f"{size / devices / 1024:.2f} KiB a device |  | "


def main() -> None:
    sizes = [int(size) for size in sys.argv[1:]] or [1_000, 10_000]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as name:
        texts = reports(Path(name) / "fleet")
        for devices in sizes:
            folder = Path(name) / str(devices)
            build(folder, texts, devices)
            print(
                f"\n{devices:,} devices\n\n| what | clock | processor a device | / REF |\n|---|---|---|---|",
                flush=True,
            )
            for what, figure in measure(folder, devices):
                print(f"| {what} | {figure} |", flush=True)
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
