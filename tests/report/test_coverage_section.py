"""The coverage on the summary's page and as data, and the page of a device that only the inventory knows."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, GATEWAY, block, device, report, write
from inventory.lists import DAY, fleet_of, healthy
from rich.cells import cell_len

from mdeanalysis import load
from mdeanalysis.demo import write_fleet, write_inventory
from mdeanalysis.errors import SelectionError
from mdeanalysis.loading import Fleet
from mdeanalysis.report.coverage import about, absent, build
from mdeanalysis.report.device import build as build_device
from mdeanalysis.report.device import find, only_listed
from mdeanalysis.report.render import render
from mdeanalysis.report.selection import select
from mdeanalysis.report.summary import summarize

LIST = """Name,Device ID,Site,Owner,Ring,Health status,Cost centre
PC1.contoso.com,,Lyon,ops,Pilot,Active,47
GONE.contoso.com,,Lyon,ops,Pilot,Inactive,48
gone2,,Leeds,,,,
"""
FILES = {"a.txt": report(block(GATEWAY, BAD), items=device("PC1")), "Oslo/b.txt": healthy("PC2")}


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    return fleet_of(tmp_path, FILES, LIST).judge(DAY)


def page(fleet: Fleet) -> list[str]:
    found = summarize(fleet.tables, (), DAY, 0, fleet.rules)
    return render("table", found.headline, found.sections, short=True)[:-1].split("\n")


def test_the_page_has_the_funnel_in_a_few_lines(fleet: Fleet) -> None:
    lines = page(fleet)
    at = lines.index("Coverage of 3 sites (portal: 1 active but failing)")
    assert [line.split() for line in lines[at + 1 : at + 4]] == [
        *[
            [
                "site",
                "expected",
                "received",
                "readable",
                "fresh",
                "tested",
                "healthy",
                "never",
                "received",
                "unexpected",
            ]
        ],
        ["(all", "sites)", "3", "1", "1", "1", "1", "0", "2", "1"],
        ["Lyon", "2", "1", "1", "1", "1", "0", "1", "0"],
    ]
    assert not any("GONE" in line for line in lines), "the lists are for data formats"


def test_the_data_have_every_site_and_the_lists(fleet: Fleet) -> None:
    found = summarize(fleet.tables, (), DAY)
    sections = json.loads(render("json", found.headline, found.sections))["sections"]
    assert [row["site"] for row in sections["coverage"]["rows"]] == ["(all sites)", "Lyon", "Leeds", "Oslo"]
    assert [row["listed_name"] for row in sections["never_received"]["rows"]] == ["GONE.contoso.com", "gone2"]
    assert [row["device_name"] for row in sections["unexpected"]["rows"]] == ["PC2"]
    assert [row["device_name"] for row in sections["portal_active_failing"]["rows"]] == ["PC1"]


def test_without_a_list_no_word_is_said_of_coverage(tmp_path: Path) -> None:
    tables = load(write(tmp_path, FILES)).tables
    assert build(tables, DAY) == []
    assert "coverage" not in [section.name for section in summarize(tables, (), DAY).sections]


@pytest.mark.parametrize("devices", [1, 40])
@pytest.mark.parametrize("by", [(), ("site",), ("ring", "owner")], ids=["usual", "site", "ring-owner"])
def test_the_page_stays_within_50_lines_of_100_cells(tmp_path: Path, devices: int, by: tuple[str, ...]) -> None:
    write_fleet(tmp_path / "fleet", devices, 7)
    write_inventory(tmp_path / "list.csv", devices, 7)
    hostile = "\x1b[31m" + "東" * 90
    with (tmp_path / "list.csv").open("a", encoding="utf-8") as file:
        file.writelines(f',lost{n},,,,,"{hostile}{n % 30}",,\n' for n in range(200))
    fleet = load(tmp_path / "fleet", inventory=tmp_path / "list.csv").judge(DAY)
    found = summarize(fleet.tables, by, pd.Timestamp("2026-01-01", tz="UTC"), 0, fleet.rules)
    lines = render("table", found.headline, found.sections, short=True)[:-1].split("\n")
    assert len(lines) <= 50
    assert all(cell_len(line) <= 100 for line in lines)
    assert "\x1b" not in "".join(lines)


@pytest.mark.parametrize("name", ["gone", "GONE.contoso.com"])
def test_an_expected_device_that_never_came_says_so(fleet: Fleet, name: str) -> None:
    headline, sections = absent(only_listed(fleet.tables, name))
    assert headline == "GONE.contoso.com: expected, never received"
    facts = {row["name"]: row["value"] for row in sections[0].rows}
    assert facts["site"] == "Lyon"
    assert facts["cost_centre"] == "48"
    assert facts["evidence"] == "list.csv:3"


@pytest.mark.parametrize("name", ["PC1", "pc1.contoso.com", "pc2", "nobody"])
def test_a_device_of_the_results_or_of_nowhere_has_no_such_page(fleet: Fleet, name: str) -> None:
    assert len(only_listed(fleet.tables, name)) == 0


def test_a_device_is_found_by_its_name_in_the_list(fleet: Fleet) -> None:
    _, sections = build_device(fleet.tables, find(fleet.tables, "pc1.contoso.com"), DAY)
    facts = {row["name"]: row["value"] for row in sections[0].rows}
    assert {name: facts[name] for name in ("site", "owner", "ring", "listed", "portal_health", "cost_centre")} == {
        "site": "Lyon",
        "owner": "ops",
        "ring": "Pilot",
        "listed": "yes",
        "portal_health": "active",
        "cost_centre": "47",
    }
    with pytest.raises(SelectionError, match="nobody"):
        find(fleet.tables, "nobody")


def test_a_listed_device_says_what_is_unclear_or_could_not_be_read(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"PC3.zip": b"PK\x03\x04cut", "a.txt": healthy("PC1")}
    text = "Name,Onboarding status\nPC3,\nprinter,Unsupported\npc1.contoso.com,\npc1.example.com,\n"
    tables = fleet_of(tmp_path, files, text).tables
    said = {name: absent(only_listed(tables, name))[0] for name in ("PC3", "printer", "pc1.example.com")}
    assert said["PC3"].endswith("something of it was given, but no result could be read")
    assert said["printer"].endswith("cannot be onboarded: unsupported")
    assert said["pc1.example.com"].endswith("its name is in several lines of the list")


def test_what_is_said_of_an_absent_device_are_its_own_findings(fleet: Fleet) -> None:
    tables = about(fleet.tables, only_listed(fleet.tables, "gone2"))
    assert tables["findings"]["subject"].tolist() == ["gone2"]
    assert len(tables["devices"]) == 0


@pytest.mark.parametrize(
    ("where", "names"),
    [
        ([("site", "lyon")], ["PC1.contoso.com", "GONE.contoso.com"]),
        ([("cost_centre", "48")], ["GONE.contoso.com"]),
        ([("site", "Lyon"), ("state", "failed")], ["PC1.contoso.com"]),
        ([("owner", "")], ["gone2"]),
        ([("region", "EU")], ["PC1.contoso.com"]),
    ],
    ids=["site", "own-column", "state", "unknown", "of-results-alone"],
)
def test_where_chooses_lines_of_the_list_too(fleet: Fleet, where: list[tuple[str, str]], names: list[str]) -> None:
    assert select(fleet.tables, where)["inventory"]["listed_name"].tolist() == names
