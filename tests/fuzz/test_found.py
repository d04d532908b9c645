"""What fuzzing found once stays mended: `found/<target>/` holds inputs that broke something.

To make a golden pair of one: copy it to `tests/data/<format>/<case>.<ending>` as UTF-8, cut away what the flaw does
not need, and write `<case>.expected.json` by hand from the format's description. It may then go from here.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz.invariants import check_load
from fuzz.targets import targets

FOUND = Path(__file__).parent / "found"
INPUTS = sorted(path for path in FOUND.rglob("*") if path.is_file())
every_input = pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.relative_to(FOUND).as_posix())


@every_input
def test_what_was_found_holds_in_its_target(path: Path):
    targets()[path.parent.name].check(path.read_bytes())


@every_input
def test_what_was_found_loads(path: Path, tmp_path: Path):
    (tmp_path / "MDEClientAnalyzer.txt").write_bytes(path.read_bytes())
    fleet = check_load(tmp_path)
    assert "internal" not in set(fleet.problems["kind"])
    assert len(fleet.results) + len(fleet.problems) > 0


def test_something_was_found():
    assert len(INPUTS) > 0
