"""The funnel, counted by hand: each stage of those that came through all before."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, CTL, GATEWAY, block, device, onboarding, report, result_files, write, zipped
from inventory.lists import DAY, column, fleet_of, healthy

from mdeanalysis import load
from mdeanalysis.demo import write_fleet, write_inventory
from mdeanalysis.inventory.coverage import ALL_SITES, coverage, never_received, unexpected
from mdeanalysis.loading import Fleet

STAGES = ["expected", "received", "readable", "fresh", "tested", "healthy"]
OLD = "20/03/2022 9:54:23 AM +01:00"
LIST = """Name,Site,Health status
GOOD,Lyon,Inactive
BAD,Lyon,Active
OLD,Lyon,Active
UNTESTED,Leeds,Inactive
UNDATED,Leeds,Active
CUT,Leeds,Active
GONE,,Active
TWICE.contoso.com,,Active
TWICE.example.com,,Active
"""


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    files: dict[str, str | bytes] = {
        "good.txt": healthy("GOOD"),
        "bad.txt": report(block(GATEWAY, BAD), items=device("BAD")),
        "old.txt": report(block(CTL), items=device("OLD"), ran=OLD),
        "untested.txt": report(items=device("UNTESTED"), after_test=["PsExec could not start"]),
        "undated.txt": report(block(CTL), items=device("UNDATED"), ran=None),
        "CUT.zip": zipped({"MDEClientAnalyzer.txt": healthy("CUT")})[:40],
        "twice.txt": healthy("TWICE"),
        "Oslo/more.txt": healthy("MORE"),
    }
    return fleet_of(tmp_path, files, LIST)


def rows(fleet: Fleet, day: pd.Timestamp = DAY) -> dict[object, dict[str, int]]:
    frame = coverage(fleet.tables, day)
    return dict(zip(column(frame, "site"), frame.to_dict("records"), strict=True))


def test_every_stage_counts_those_of_the_stage_before(fleet: Fleet) -> None:
    found = rows(fleet)
    assert [found["Lyon"][name] for name in STAGES] == [3, 3, 3, 2, 2, 1]
    assert [found["Leeds"][name] for name in STAGES] == [3, 3, 2, 1, 0, 0]
    assert [found[None][name] for name in STAGES] == [3, 0, 0, 0, 0, 0]
    assert [found[ALL_SITES][name] for name in STAGES] == [9, 6, 5, 3, 2, 1]


def test_what_the_funnel_loses_is_counted_beside_it(fleet: Fleet) -> None:
    found = rows(fleet)
    assert (found[None]["never_received"], found[None]["ambiguous"]) == (1, 2)
    assert found["Leeds"]["undated"] == 1
    assert (found["Oslo"]["unexpected"], found["Oslo"]["expected"]) == (1, 0)
    everything = found[ALL_SITES]
    assert everything["expected"] == everything["received"] + everything["never_received"] + everything["ambiguous"]


def test_the_portal_is_contradicted_both_ways(fleet: Fleet) -> None:
    found = rows(fleet)
    assert (found["Lyon"]["portal_active_failing"], found["Lyon"]["portal_inactive_healthy"]) == (1, 1)
    assert (found["Leeds"]["portal_active_failing"], found["Leeds"]["portal_inactive_healthy"]) == (0, 0)


def test_the_lists_behind_the_numbers(fleet: Fleet) -> None:
    assert never_received(fleet.inventory)["listed_name"].tolist() == ["GONE"]
    assert unexpected(fleet.devices)["device_name"].tolist() == ["MORE"]


@pytest.mark.parametrize(
    ("day", "fresh"), [("2022-05-28 07:54:23", 3), ("2022-05-28 07:54:24", 0)], ids=["thirty-days", "a-second-more"]
)
def test_fresh_is_within_thirty_days(fleet: Fleet, day: str, fresh: int) -> None:
    assert rows(fleet, pd.Timestamp(day, tz="UTC"))[ALL_SITES]["fresh"] == fresh


def test_all_sites_come_first_and_then_the_one_of_which_most_is_missing(fleet: Fleet) -> None:
    assert column(coverage(fleet.tables, DAY), "site") == [ALL_SITES, "Leeds", None, "Lyon", "Oslo"]


def test_a_device_with_services_never_tested_is_tested_and_not_healthy(tmp_path: Path) -> None:
    files = result_files(report(block(GATEWAY)), {"RegOnboardedInfoCurrent.Json": onboarding()})
    fleet = fleet_of(tmp_path, {f"PC1/{name}": text for name, text in files.items()}, "Name\nCONTOSO-WS01\n")
    assert fleet.devices["services_untested"].notna().all()
    assert [rows(fleet)[ALL_SITES][name] for name in STAGES] == [1, 1, 1, 1, 1, 0]


def test_a_fleet_has_the_table_on_the_day_that_it_is_judged(fleet: Fleet) -> None:
    assert fleet.judge(DAY).coverage["fresh"].iloc[0] == 3
    assert fleet.judge(DAY + pd.Timedelta(days=365)).coverage["fresh"].iloc[0] == 0


def test_a_list_of_which_nothing_came_is_counted_too(tmp_path: Path) -> None:
    write(tmp_path, {"list.csv": "Name,Site\nPC1,Lyon\n", "results/a.jpg": b"\xff\xd8\xff"})
    fleet = load(tmp_path / "results", inventory=tmp_path / "list.csv")
    assert [rows(fleet)[ALL_SITES][name] for name in STAGES] == [1, 0, 0, 0, 0, 0]


def test_the_sites_add_up_to_all_and_no_stage_grows(tmp_path: Path) -> None:
    write_fleet(tmp_path / "fleet", 120, 3)
    write_inventory(tmp_path / "list.csv", 120, 3)
    fleet = load(tmp_path / "fleet", inventory=tmp_path / "list.csv")
    frame = coverage(fleet.tables, pd.Timestamp("2025-03-21", tz="UTC"))
    numbers = frame.drop(columns="site").astype("int64")
    pd.testing.assert_series_equal(numbers.iloc[0], numbers.iloc[1:].sum(), check_names=False)
    assert all((numbers[a] >= numbers[b]).all() for a, b in pairwise(STAGES))
