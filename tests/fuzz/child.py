"""One target under atheris, in a process of its own: `python -m fuzz.child TARGET SECONDS OUTPUT`.

An input that breaks something is kept and does not end the run; the smallest of each kind goes to `found/`.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path
from random import Random

import atheris

with atheris.instrument_imports(include=["mdeanalysis"]):
    from fuzz.targets import Target, targets

FOUND = Path(__file__).parent / "found"
LONGEST = 2**16
#: An input that takes longer is a finding: a report of any size that the tool writes takes a hundredth.
SLOW_SECONDS = 5
#: Of new inputs: mutations by libFuzzer, and seeds mutated afresh. What libFuzzer keeps for its coverage is soon no
#: format any more, while most flaws lie near to real files. The rest is what it keeps, mutated by what knows files.
_SHARE_OF_LIBFUZZER, _SHARE_OF_FRESH = 0.3, 0.4


class Run:
    """Counts inputs and keeps what they break."""

    def __init__(self, target: Target, seconds: float, output: Path) -> None:
        self.target, self.output, self.end = target, output, time.monotonic() + seconds
        self.inputs, self.slowest, self.slowest_bytes = 0, 0.0, 0
        self.crashes: dict[tuple[str, int], bytes] = {}

    def take(self, data: bytes) -> None:
        """One input. The run ends here: libFuzzer looks at its clock only when it likes to."""
        begun = time.monotonic()
        try:
            self.target.check(data)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            self.keep(*kind_of(error), data)
        took = time.monotonic() - begun
        self.inputs += 1
        if took > self.slowest:
            self.slowest, self.slowest_bytes = took, len(data)
        if took > SLOW_SECONDS:
            self.keep("slow", 0, data)
        if time.monotonic() > self.end:
            self.stop()

    def keep(self, kind: str, line: int, data: bytes) -> None:
        """Keeps the smallest input of a kind."""
        known = self.crashes.get((kind, line))
        if known is None or len(data) < len(known):
            self.crashes[kind, line] = data

    def stop(self) -> None:
        """Writes down what was found, and ends the process."""
        for (kind, _), data in self.crashes.items():
            folder = FOUND / self.target.name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{kind}-{hashlib.sha256(data).hexdigest()[:8]}").write_bytes(data)
        counts = {"inputs": self.inputs, "slowest": self.slowest, "slowest_bytes": self.slowest_bytes}
        self.output.write_text(
            json.dumps({**counts, "crashes": [kind for kind, _ in self.crashes]}), encoding="utf-8"
        )
        os._exit(0)

    def mutate(self, data: bytes, size: int, seed: int) -> bytes:
        """The next input."""
        random = Random(seed)
        chance = random.random()
        if chance < _SHARE_OF_LIBFUZZER:
            return bytes(atheris.Mutate(data, size))
        if chance < _SHARE_OF_LIBFUZZER + _SHARE_OF_FRESH:
            data = random.choice(self.target.seeds)
        for _ in range(random.choice((1, 1, 2, 4))):
            data = self.target.mutate(data, random)[:size]
        return data


def kind_of(error: BaseException) -> tuple[str, int]:
    """What is raised, and in which line: two inputs of one kind break the same thing."""
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((f for f in reversed(frames) if "mdeanalysis" in f.filename), frames[-1])
    return f"{type(error).__name__}-{Path(frame.filename).stem}-{frame.name.strip('<>')}", frame.lineno or 0


def main(name: str, seconds: str, output: str) -> None:
    """Runs until its time is over."""
    target = targets()[name]
    run = Run(target, float(seconds), Path(output))
    with tempfile.TemporaryDirectory() as folder:
        corpus = Path(folder) / "corpus"
        corpus.mkdir()
        for number, seed in enumerate(target.seeds):
            (corpus / str(number)).write_bytes(seed)
        options = [f"-max_len={LONGEST}", "-timeout=60", "-rss_limit_mb=4096"]
        if target.words:  # an empty file of words is an error
            words = Path(folder) / "words"
            words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), encoding="ascii")
            options.append(f"-dict={words}")
        options.append(f"-artifact_prefix={FOUND / name}-")
        atheris.Setup([sys.argv[0], str(corpus), *options], run.take, custom_mutator=run.mutate)
        atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(chr(byte) if 32 < byte < 127 and byte not in b'"\\' else f"\\x{byte:02x}" for byte in word)


if __name__ == "__main__":
    main(*sys.argv[1:])
