"""The made-up list of expected devices: the same for a seed, and it agrees with the fleet but for what is planted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from mdeanalysis import load
from mdeanalysis.demo import plan, write_fleet, write_inventory
from mdeanalysis.demo.inventory import HEAD
from mdeanalysis.errors import OutputError


def lines(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))


def test_equal_seeds_write_equal_lists(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("two", 3), ("three", 4)):
        write_inventory(tmp_path / f"{name}.csv", 60, seed)
    one, two, three = ((tmp_path / f"{name}.csv").read_bytes() for name in ("one", "two", "three"))
    assert one == two
    assert one != three


def test_the_list_agrees_with_the_plan_but_for_what_is_planted(tmp_path: Path) -> None:
    written = write_inventory(tmp_path / "list.csv", 60, 3)
    rows = lines(tmp_path / "list.csv")
    assert tuple(rows[0]) == HEAD
    devices = {f"{device.name.lower()}.contoso.com": device for device in plan(60, 3)}
    known = [row for row in rows if row["Device name"] in devices]
    assert all(row["Site"] == devices[row["Device name"]].site.name for row in known)
    assert all(row["Device ID"] == devices[row["Device name"]].device_id for row in known)
    assert (written.lines, written.missing, written.unlisted) == (len(rows), 7, 3)
    assert (len(rows) - len(known), len(devices) - len(known)) == (7, 3)


def test_all_that_is_planted_is_found(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 60, 3)
    write_inventory(tmp_path / "list.csv", 60, 3)
    fleet = load(tmp_path / "fleet", inventory=tmp_path / "list.csv")
    total = fleet.coverage.iloc[0]
    assert (total["expected"], total["never_received"], total["unexpected"]) == (64, 7, 3)
    assert total["ambiguous"] == 0
    assert total["portal_active_failing"] > 0
    assert total["portal_inactive_healthy"] > 0


def test_a_file_that_is_there_is_left(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="there already"):
        write_inventory(tmp_path / "mine.csv", 3, 1)
    with pytest.raises(OutputError, match="could not be written"):
        write_inventory(tmp_path / "mine.csv" / "below.csv", 3, 1)
    assert (tmp_path / "mine.csv").read_text(encoding="utf-8") == "mine"
    assert len(list(tmp_path.iterdir())) == 1
