"""Lines join devices by id, FQDN and name where that is unique; everything else joins nothing, and says why."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import device, report, write, zipped
from inventory.lists import column, fleet_of, healthy

from mdeanalysis import load
from mdeanalysis.schema import TABLES

ID = device("PC1")["Device ID"]
OTHER = "f" * 40


def told(folder: Path, files: dict[str, str | bytes], text: str) -> list[tuple[object, object]]:
    """Each line's device and what it was joined by."""
    frame = fleet_of(folder, files, text).inventory
    return list(zip(column(frame, "device_name"), column(frame, "joined_by"), strict=True))


@pytest.mark.parametrize(
    ("text", "how"),
    [
        (f"Device ID\n{ID}\n", "device_id"),
        (f"Name\n{ID.upper()}\n", "device_id"),
        (f"Device ID,Name\n{ID},renamed\n", "device_id"),
        ("Name\nPC1\n", "name"),
        ("Name\n pc1 \n", "name"),
        ("FQDN\npc1.contoso.com.\n", "name"),
        ("Account\n,\nName\nCONTOSO\\PC1$\n", "name"),
        ("Device ID,Name\n4711,PC1\n", "name"),
    ],
    ids=["id", "id-as-name", "id-before-name", "name", "blanks", "fqdn", "account", "foreign-id"],
)
def test_a_line_joins_its_device(tmp_path: Path, text: str, how: str) -> None:
    assert told(tmp_path, {"PC1.txt": healthy("PC1")}, text)[-1] == ("PC1", how)


@pytest.mark.parametrize("name", ["PC10", "XPC1", "PC1-2", "pc.contoso.com"])
def test_a_name_that_only_looks_alike_joins_nothing(tmp_path: Path, name: str) -> None:
    frame = fleet_of(tmp_path, {"PC1.txt": healthy("PC1")}, f"Name\n{name}\n").inventory
    assert column(frame, "device_key") == [None]
    assert column(frame, "arrived") == [False]


def test_ids_come_before_names_whatever_the_order_of_lines(tmp_path: Path) -> None:
    files = {"a.txt": healthy("PC1"), "b.txt": healthy("PC1", **{"Device ID": OTHER})}
    fleet = fleet_of(tmp_path, files, f"Name,Device ID\nPC1,\nPC1,{OTHER}\n")
    frame = fleet.inventory
    assert column(frame, "joined_by") == [None, "device_id"], "the other line has its name already"
    assert column(frame, "why")[0] == "listed before, in line 3"


def test_a_device_that_joined_by_id_is_not_joined_again_by_name(tmp_path: Path) -> None:
    fleet = fleet_of(tmp_path, {"a.txt": healthy("PC1")}, f"Name,Device ID\nPC1,\nold,{ID}\n")
    assert column(fleet.inventory, "device_name") == [None, "PC1"]
    assert column(fleet.inventory, "joined_by") == [None, "device_id"]


def test_a_name_of_two_devices_joins_nothing_and_says_so(tmp_path: Path) -> None:
    files = {"a.txt": healthy("PC1"), "b.txt": healthy("PC1", **{"Device ID": OTHER})}
    fleet = fleet_of(tmp_path, files, "Name\nPC1\n")
    assert column(fleet.inventory, "why") == ["its name fits several devices"]
    assert column(fleet.inventory, "arrived") == [None]
    assert column(fleet.devices, "listed") == [None, None], "neither is unexpected"


def test_a_name_of_two_lines_joins_nothing_and_says_so(tmp_path: Path) -> None:
    files = {"a.txt": healthy("PC1")}
    fleet = fleet_of(tmp_path, files, "FQDN\npc1.contoso.com\npc1.example.com\n")
    assert column(fleet.inventory, "why") == ["its name is in several lines of the list"] * 2
    assert column(fleet.inventory, "device_key") == [None, None]


def test_two_fqdns_that_differ_are_two_devices(tmp_path: Path) -> None:
    files = {"a.txt": healthy("LIN1.CONTOSO.COM")}
    assert told(tmp_path / "same", files, "Name\nlin1.contoso.com\n") == [("LIN1.CONTOSO.COM", "fqdn")]
    assert told(tmp_path / "short", files, "Name\nlin1\n") == [("LIN1.CONTOSO.COM", "name")]
    assert told(tmp_path / "domain", files, "Name,Domain\nlin1,contoso.com\n") == [("LIN1.CONTOSO.COM", "fqdn")]
    assert told(tmp_path / "other", files, "Name\nlin1.example.com\n") == [(None, None)]


@pytest.mark.parametrize(
    ("name", "joined"), [("LONGNAME-SITE-1", "name"), ("LONGNAME-SITE-", None)], ids=["15-letters", "14"]
)
def test_a_long_dns_name_joins_the_name_that_windows_cuts_it_to(
    tmp_path: Path, name: str, joined: str | None
) -> None:
    files = {"a.txt": healthy(name)}
    assert told(tmp_path, files, "Name\nlongname-site-1234.contoso.com\n") == [(name if joined else None, joined)]


def test_another_id_under_the_same_name_is_joined_and_said(tmp_path: Path) -> None:
    frame = fleet_of(tmp_path, {"a.txt": healthy("PC1")}, f"Name,Device ID\nPC1,{OTHER}\n").inventory
    assert column(frame, "joined_by") == ["name"]
    assert column(frame, "why") == ["joined by name: the device's own id is another"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"Name,Device ID\nPC1,{ID}\nPC1.contoso.com,{ID}\n", "listed before, in line 2"),
        ("Name,Site\nPC1,Lyon\npc1,lyon\n", "listed before, in line 2"),
        ("Name,Site\nPC1,Lyon\n,Lyon\n", "it names no device"),
        ("Name,Onboarding status\nPC1,Onboarded\nprinter,Unsupported\n", "cannot be onboarded: unsupported"),
        ("Name,Onboarding status\nPC1,\ncam1,InsufficientInfo\n", "cannot be onboarded: insufficient_info"),
    ],
    ids=["same-id", "same-name", "nameless", "unsupported", "insufficient"],
)
def test_a_line_that_no_device_is_expected_by_says_why(tmp_path: Path, text: str, why: str) -> None:
    frame = fleet_of(tmp_path, {"PC1.txt": healthy("PC1")}, text).inventory
    assert column(frame, "counted") == [True, False]
    assert str(column(frame, "why")[1]).endswith(why)
    assert column(frame, "device_name") == ["PC1", None]


def test_equal_names_at_two_sites_are_two_lines(tmp_path: Path) -> None:
    frame = fleet_of(tmp_path, {}, "Name,Site\nPC1,Lyon\nPC1,Leeds\n").inventory
    assert column(frame, "counted") == [True, True]


def test_a_device_that_cannot_be_onboarded_is_known_nevertheless(tmp_path: Path) -> None:
    fleet = fleet_of(tmp_path, {"a.txt": healthy("PC1")}, "Name,Onboarding status\nPC1,Unsupported\n")
    assert column(fleet.devices, "listed") == [True]
    assert column(fleet.inventory, "counted") == [False]


def test_site_owner_ring_and_other_columns_come_to_results_and_devices(tmp_path: Path) -> None:
    old = report(items=device("PC1"), ran="27/04/2022 9:00:00 AM +02:00")
    files = {"Folder/a.txt": healthy("PC1"), "Folder/b.txt": old, "Folder/c.txt": healthy("PC2")}
    text = "Name,Site,Owner,Ring,Health status,Cost centre\nPC1,Lyon,ops,Pilot,No sensor data,47\nPC2,,,,,\n"
    fleet = fleet_of(tmp_path, files, text)
    devices = fleet.devices.set_index("device_name")
    names = ["site", "owner", "ring", "portal_health", "cost_centre", "listed"]
    assert devices.loc["PC1", names].tolist() == ["Lyon", "ops", "Pilot", "no_sensor_data", "47", True]
    assert devices.loc["PC2", "site"] == "Folder", "a list without a site leaves the folder's"
    own = fleet.results[fleet.results["device_name"] == "PC1"]
    assert set(zip(own["site"], own["owner"], own["ring"], strict=True)) == {("Lyon", "ops", "Pilot")}
    assert len(own) == 2


def test_an_input_that_could_not_be_read_has_arrived_under_its_name(tmp_path: Path) -> None:
    cut = zipped({"SystemInfoLogs/MDEClientAnalyzer.txt": healthy("PC3")})[:40]
    files = {"Lyon/PC3.zip": cut, "Lyon/PC4_result (1).zip": cut, "Lyon/PC33.zip": cut, "a.txt": healthy("PC1")}
    frame = fleet_of(tmp_path, files, "Name\nPC3\npc4.contoso.com\nPC333\nPC\nPC1\n").inventory
    assert column(frame, "arrived") == [True, True, False, False, True]
    assert column(frame, "joined_by") == [None, None, None, None, "name"]


def test_a_nameless_result_is_no_one_s(tmp_path: Path) -> None:
    files = {"a.txt": report(items={"Device name": None, "Device ID": None})}
    assert column(fleet_of(tmp_path, files, 'Name\n"(unnamed 1)"\n').inventory, "device_key") == [None]


def test_the_table_is_the_schemas_with_the_lists_columns_behind(tmp_path: Path) -> None:
    frame = fleet_of(tmp_path, {"a.txt": healthy("PC1")}, "Name,State,Cost\nPC1,x,1\n").inventory
    assert list(frame.columns) == [*TABLES["inventory"].names, "listed_state", "cost"]
    assert frame["line"].tolist() == [2]
    assert frame["source"].tolist() == ["list.csv"]


def test_without_a_list_nothing_is_said(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"a.txt": healthy("PC1")}))
    assert len(fleet.inventory) == 0
    assert column(fleet.devices, "listed") == [None]
    assert len(fleet.coverage) == 0


def test_a_list_of_any_order_joins_the_same(tmp_path: Path) -> None:
    files = {f"{n}.txt": healthy(f"PC{n}") for n in range(6)}
    lines = [f"PC{n},Site {n}" for n in range(8)]
    one = fleet_of(tmp_path / "one", files, "\n".join(["Name,Site", *lines])).devices
    two = fleet_of(tmp_path / "two", files, "\n".join(["Name,Site", *reversed(lines)])).devices
    pd.testing.assert_series_equal(one["site"].astype("object"), two["site"].astype("object"))
