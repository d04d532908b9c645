"""A file beyond the size limit is a problem where a report may be lost with it, and a side file where none is."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import GATEWAY, block, device, onboarding, report, write, xml
from hostile_files import DEFLATED, MIB, Member, deflated, fill, forged, packed_zeros

import mdeanalysis

TEXT = report(block(GATEWAY), items=device("PC-ONE"))
LOG = b"2025-03-03 09:00:00 a line of some driver\n"
MIBS = 65


def beside(folder: Path) -> Path:
    """The folder of a result's own files, which holds its report."""
    return write(folder, {"PC-ONE/SystemInfoLogs/MDEClientAnalyzer.txt": TEXT}) / "PC-ONE" / "SystemInfoLogs"


def kinds(folder: Path) -> list[tuple[str, str]]:
    problems = mdeanalysis.load(folder).problems
    return list(zip(problems["source"], problems["kind"], strict=True))


def test_a_huge_log_beside_a_report_is_a_side_file(tmp_path: Path) -> None:
    fill(beside(tmp_path) / "driver.log", LOG, MIBS)
    fleet = mdeanalysis.load(tmp_path)
    assert (len(fleet.results), len(fleet.problems), fleet.side_files) == (1, 0, 1)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("MDEClientAnalyzer_old.txt", ""),
        ("driver.log", TEXT),
        ("other.txt", xml()),
        ("body.json", onboarding()),
    ],
    ids=["named as a report", "begins as a report", "begins as an XML report", "begins as an onboarding body"],
)
def test_what_may_be_a_report_is_told(tmp_path: Path, name: str, head: str) -> None:
    fill(beside(tmp_path) / name, LOG, MIBS, head.encode())
    assert kinds(tmp_path) == [(f"PC-ONE/SystemInfoLogs/{name}", "too_large")]


def test_a_huge_file_that_lies_beside_no_report_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "driver.log", LOG, MIBS)
    assert kinds(tmp_path) == [("driver.log", "too_large")]
    assert kinds(tmp_path / "driver.log") == [("driver.log", "too_large")]


@pytest.mark.parametrize("report", [True, False], ids=["beside a report", "alone"])
def test_a_huge_member_is_judged_as_a_huge_file(tmp_path: Path, report: bool) -> None:
    log = Member("SystemInfoLogs/driver.log", packed_zeros(MIBS, 8_000), DEFLATED, size=MIBS * MIB, crc=1)
    members = [log, deflated("SystemInfoLogs/MDEClientAnalyzer.txt", TEXT.encode())] if report else [log]
    write(tmp_path, {"PC-ONE.zip": forged(*members)})
    assert kinds(tmp_path) == ([] if report else [("PC-ONE.zip!SystemInfoLogs/driver.log", "too_large")])


@pytest.mark.parametrize(
    ("lines", "kind"), [(999_000, []), (1_000_001, ["too_large"])], ids=["at the limit", "beyond it"]
)
def test_lines_are_limited_too(tmp_path: Path, lines: int, kind: list[str]) -> None:
    write(tmp_path, {"PC-ONE.txt": TEXT.encode() + b"\r\n" * lines})
    assert [one for _, one in kinds(tmp_path)] == kind
