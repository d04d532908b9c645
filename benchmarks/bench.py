"""Speed and memory as ratios, taken in one run on one corpus: `make bench`, or `python benchmarks/bench.py 2000`.

REF opens, reads and decodes every text report of the corpus on one core and drops it. Absolute times drift from
machine to machine and hour to hour; ratios of medians of interleaved rounds do not.
"""

from __future__ import annotations

import gc
import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import repeat
from pathlib import Path
from statistics import median

import corpus

from mdeanalysis import formats, load
from mdeanalysis.identity import gather
from mdeanalysis.intake import Ledger, documents
from mdeanalysis.records import Document, Result
from mdeanalysis.tables.attempts import build_attempts
from mdeanalysis.tables.build import facts_frame

ROUNDS = 3
HERE = Path(__file__).parent
#: Results whose rows become tables at a time, as in a load.
BATCH = 2_000


def ref(folder: Path) -> None:
    """Open, read and decode; nothing is kept."""
    for file in sorted(folder.iterdir()):
        with file.open("rb", buffering=0) as stream:
            stream.read().decode("utf-16")


def floor(folder: Path) -> None:
    """The least that any reading by lines does: REF, what tells equal bytes, and one look at each line."""
    known: dict[str, int] = {}
    for file in sorted(folder.iterdir()):
        with file.open("rb", buffering=0) as stream:
            data = stream.read()
        text = data.decode("utf-16")
        hashlib.sha256(text.encode("latin-1", "replace"))
        lines = text.split("\r\n")
        list(map(known.setdefault, lines, repeat(0)))


def rows(folder: Path) -> None:
    """Attempts and facts as DataFrames: the reading without verdicts and without the other tables."""
    results: list[Result] = []
    for group in documents([folder], Ledger()):
        found = [reading for document in group.documents for reading in formats.readings(document) or []]
        results += gather(group.root, found)
        if len(results) >= BATCH:
            frames(results)
            results = []
    frames(results)


def frames(results: list[Result]) -> None:
    build_attempts(results)
    facts_frame(results)
    formats.forget()


def worst(size: int) -> None:
    """The costliest text found: rows with garbled labels, each matched letter by letter under a time limit."""
    row = "2 - Prxy auto dscovery (WPAD): Failed (12007: WinHttpSendRequest: 12007: none)"
    text = "\n".join(f"Testing URL : https://h{n}.contoso.com/test\n{row} {n}" for n in range(size))
    document = Document("worst.txt", text)
    formats.read(document, formats.recognise(document) or formats.formats()[0])


def child(*command: str) -> Callable[[], None]:
    return lambda: subprocess.run([sys.executable, *command], check=True, capture_output=True) and None


def timed(work: dict[str, Callable[[], None]], clock: Callable[[], float] = time.perf_counter) -> dict[str, float]:
    """The median seconds of each, in interleaved rounds after one round to warm up."""
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for _ in range(ROUNDS + 1):
        for name, run in work.items():
            start = clock()
            run()
            seconds[name].append(clock() - start)
    return {name: median(taken[1:]) for name, taken in seconds.items()}


def measure(folder: Path) -> list[tuple[str, str, float]]:
    texts, zips, unique = folder / "texts", folder / "zips", folder / "unique"
    took = timed(
        {
            "ref": lambda: ref(texts),
            "floor": lambda: floor(texts),
            "rows": lambda: rows(texts),
            "load": lambda: load(texts) and None,
            "unique ref": lambda: ref(unique),
            "unique": lambda: rows(unique),
            "zips": lambda: rows(zips),
            "worst": lambda: worst(2_000),
            "worst twice": lambda: worst(4_000),
            "script": child(str(HERE / "scripted.py"), str(texts)),
            "fresh": child("-c", f"import mdeanalysis; mdeanalysis.load({str(texts)!r})"),
            "help": child("-m", "mdeanalysis", "--help"),
            "pass": child("-c", "pass"),
        }
    )
    return [
        (
            "the floor: REF, sha256 and one dictionary look-up a line, no row made / REF",
            "",
            took["floor"] / took["ref"],
        ),
        ("attempts and facts, one core / REF", "<= 4.0", took["rows"] / took["ref"]),
        ("`load`, all tables with verdicts, one core / REF", "", took["load"] / took["ref"]),
        ("the same, no block repeats / its REF", "<= 12", took["unique"] / took["unique ref"]),
        ("the worst text found, doubled / itself", "<= 2.3", took["worst twice"] / took["worst"]),
        ("zips, one core / REF", "<= 8", took["zips"] / took["ref"]),
        ("`--help` / `python -c pass`", "<= 5", took["help"] / took["pass"]),
        ("the analyst's script / a fresh `load`", ">= 12", took["script"] / took["fresh"]),
    ]


def main() -> None:
    gc.disable()  # as a load does; it would otherwise look through all that the rounds before left
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as name:
        corpus.build(Path(name), devices)
        print(f"{devices:,} devices, medians of {ROUNDS} rounds\n")
        print("| measure | wanted | here |\n|---|---|---|")
        for what, wanted, ratio in measure(Path(name)):
            print(f"| {what} | {wanted} | {ratio:.1f} |")


if __name__ == "__main__":
    main()
