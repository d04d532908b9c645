"""Which result stands for a device: by what the documents say of the time, never by the files' dates."""

from __future__ import annotations

import os

import pytest
from builders import GATEWAY, block, device, report, result_files, write, zipped

from mdeanalysis import load
from mdeanalysis.verdict.newest import archive_time

NOON = "28/04/2022 12:00:00 PM +02:00"


def stamped(day: int) -> list[str]:
    return [f"2022-04-{day:02} 09:00:00Z [Informational] EDRCloud CnC 130017: Fine. N/A"]


def fleet_of(folder, files):
    fleet = load(write(folder, files))
    superseded = fleet.results.set_index("source")["superseded"]
    return fleet.devices["source"].tolist(), {name for name, old in superseded.items() if old}


def test_the_run_time_decides_and_the_files_own_date_does_not(tmp_path):
    files = {"old.txt": report(ran="27/04/2022 9:00:00 AM +02:00"), "new.txt": report(ran=NOON)}
    write(tmp_path, files)
    os.utime(tmp_path / "old.txt", (2e9, 2e9))
    os.utime(tmp_path / "new.txt", (1e9, 1e9))
    assert fleet_of(tmp_path, files) == (["new.txt"], {"old.txt"})


def test_without_a_run_time_the_last_event_decides(tmp_path):
    files = {
        "a.txt": report(ran=None, cloud=[*stamped(29), *stamped(1)]),
        "b.txt": report(ran=None, cloud=[*stamped(28), *stamped(2)]),
        "c.txt": report(ran=NOON.replace("28", "27")),
    }
    assert fleet_of(tmp_path, files) == (["a.txt"], {"b.txt", "c.txt"})


def test_without_any_time_inside_the_archives_stamp_decides(tmp_path):
    def result(version):
        return zipped(result_files(report(block(GATEWAY), ran=None, version=version)))

    older, newer = "MDEClientAnalyzerResult_2420050207.zip", "MDEClientAnalyzerResult_2402060207.zip"
    files = {
        older: result("08May2024"),
        newer: result("09May2024"),
        "MDEClientAnalyzerResult.zip": result("07May2024"),
    }
    assert fleet_of(tmp_path, files) == ([newer], {older, "MDEClientAnalyzerResult.zip"})


def test_of_equally_new_results_none_is_superseded_and_one_stands_for_the_device(tmp_path):
    files = {
        "a.txt": report(ran=NOON),
        "b.txt": report(ran=NOON, version="x"),
        "c.txt": report(ran=NOON[:-6] + "+03:00"),
    }
    assert fleet_of(tmp_path, files) == (["b.txt"], {"c.txt"})
    files = {"d.txt": report(ran=None, items=device("D")), "e.txt": report(ran=None, version="x", items=device("D"))}
    assert fleet_of(tmp_path / "unknown", files) == (["e.txt"], set())


def test_results_of_other_devices_supersede_nothing(tmp_path):
    files = {
        f"{name}.txt": report(items=device(name), ran=f"2{name[-1]}/04/2022 9:00:00 AM +02:00")
        for name in ("A1", "A2")
    }
    assert fleet_of(tmp_path, files) == (["A1.txt", "A2.txt"], set())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a/MDEClientAnalyzerResult_2421050207.zip", "2024-05-21 02:07:00"),
        ("a/MDEClientAnalyzerResult_2405210207.zip", None),
        ("MDEClientAnalyzerResult_242105020.zip", None),
        ("PC1_MDEClientAnalyzerResult_2421051259.zip!x.txt", "2024-05-21 00:59:00"),
        ("21_05_2024_14_07_03_output.zip", "2024-05-21 14:07:03"),
        ("99_05_2024_14_07_03_output.zip", None),
        ("MDEClientAnalyzerResult.zip", None),
    ],
)
def test_the_archives_name_has_the_day_before_the_month(name, expected):
    found = archive_time(name)
    assert (found and str(found)) == expected
