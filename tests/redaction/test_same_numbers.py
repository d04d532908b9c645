"""Every command gives the same numbers of the copy: over all golden inputs, and over made-up fleets."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sameness import judged, numbers

from mdeanalysis.demo import write_fleet
from mdeanalysis.demo.planted import plant, write_planted
from mdeanalysis.loading import Fleet
from mdeanalysis.redaction.run import Redacted, redact

DATA = Path(__file__).parent.parent / "data"


def copied(source: Path) -> tuple[Fleet, Path, Redacted]:
    """The fleet of a folder, its copy beside it, and how that was made."""
    before = judged(source)
    copy = source.parent / "copy"
    return before, copy, redact([str(source)], copy, source.parent / "map.json", fleet=before)


def differences(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What only one of two fleets has, by table."""
    found = {}
    for name, rows in before.items():
        one, other = Counter(map(str, rows)), Counter(map(str, after[name]))
        if one != other:
            found[name] = (list((one - other).elements())[:5], list((other - one).elements())[:5])
    return found


def test_golden_inputs(tmp_path: Path) -> None:
    cases = [file for file in sorted(DATA.rglob("*.*")) if not file.name.endswith(".expected.json")]
    assert len(cases) > 100
    for number, file in enumerate(cases):
        folder = tmp_path / "results" / f"{number:03}" / "batch"
        folder.mkdir(parents=True)
        shutil.copy(file, folder / file.name)
    # Many are of one device and of no known time: which of them stands for it is a matter of their order.
    sources = [str(folder) for folder in sorted((tmp_path / "results").iterdir())]
    before = judged(*sources)
    redact(sources, tmp_path / "copy", tmp_path / "map.json", fleet=before)
    copies = [tmp_path / "copy" / Path(source).name for source in sources]
    assert differences(numbers(before), numbers(judged(*copies))) == {}


@pytest.mark.parametrize("seed", [3])
def test_a_fleet_of_all_formats(tmp_path: Path, seed: int) -> None:
    write_fleet(tmp_path / "results", 40, seed)
    before, copy, done = copied(tmp_path / "results")
    assert differences(numbers(before), numbers(judged(copy))) == {}
    assert {left.place for left in done.copy.left if left.lost} <= set(before.problems["source"])


def test_a_fleet_with_planted_causes(tmp_path: Path) -> None:
    write_planted(tmp_path / "results", plant(100, 3, "3", 0.02))
    before, copy, _ = copied(tmp_path / "results")
    found = numbers(before)
    assert found["causes"]
    assert differences(found, numbers(judged(copy))) == {}
