"""What a redacted copy costs, as ratios of processor time to `load`: `python benchmarks/redact_bench.py N`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from mdeanalysis.demo.planted import plant, write_planted
from mdeanalysis.loading import Fleet, load
from mdeanalysis.redaction.run import redact


def measured(folder: Path, devices: int) -> tuple[float, float]:
    """Seconds of one core for `load`, and for the copy of what was loaded."""
    source = folder / f"results-{devices}"
    write_planted(source, plant(devices, 3, "3", 0.02))
    load(source)  # what is read once for all
    start = time.process_time()
    fleet: Fleet = load(source)
    loaded = time.process_time()
    redact([str(source)], folder / f"copy-{devices}", folder / f"map-{devices}.json", fleet=fleet)
    return loaded - start, time.process_time() - loaded


def main() -> None:
    devices = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    with tempfile.TemporaryDirectory() as name:
        half = measured(Path(name), devices // 2)
        whole = measured(Path(name), devices)
    print(f"{devices:,} devices: redact / load {whole[1] / whole[0]:.1f}")
    print(f"twice the devices: load {whole[0] / half[0]:.1f} times, redact {whole[1] / half[1]:.1f} times as long")


if __name__ == "__main__":
    main()
