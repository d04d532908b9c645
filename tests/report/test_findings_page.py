"""Findings on pages and as data: numbers counted again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from builders import BAD, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report, write

from mdeanalysis import load
from mdeanalysis.errors import SelectionError
from mdeanalysis.loading import Fleet
from mdeanalysis.report import findings, render
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import SEVERITIES


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    files = {
        "a b.txt": report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), block(CYBER, GOOD), items=device("A")),
        "c.txt": report(block(GATEWAY, GOOD), block(GATEWAY_2, BAD), items=device("C")),
    }
    return load(write(tmp_path, files))


def test_each_rule_is_a_row_with_its_devices_and_findings(fleet: Fleet) -> None:
    section = findings.by_rule(fleet.findings, fleet.rules)
    rows = {row["rule"]: (row["devices"], row["findings"]) for row in section.rows}
    assert rows["service_unreachable"] == (1, 1)
    assert rows["service_partly_unreachable"] == (1, 1)
    assert sum(count for _, count in rows.values()) == len(fleet.findings)


def test_of_equally_bad_rules_the_one_on_most_devices_comes_first() -> None:
    fleet = load(Path(__file__).parents[2] / "sample_results")
    rows = findings.by_rule(fleet.findings, fleet.rules).rows
    order = [(SEVERITIES.index(row["severity"]), -row["devices"]) for row in rows]
    assert order == sorted(order)


def test_only_the_rules_named_are_shown(fleet: Fleet) -> None:
    found = findings.of_rules(fleet.findings, fleet.rules, ["service_partly_unreachable"])
    assert found["rule"].astype("str").tolist() == ["service_partly_unreachable"]
    assert findings.of_rules(fleet.findings, fleet.rules, []) is fleet.findings
    assert findings.of_rules(fleet.findings, fleet.rules, ["clock_skew"]).empty
    with pytest.raises(SelectionError, match=r"no rule 'single_paths' \(did you mean single_path"):
        findings.of_rules(fleet.findings, fleet.rules, ["single_paths"])


def test_the_headline_counts_by_severity(fleet: Fleet) -> None:
    counts = fleet.findings["severity"].value_counts()
    assert findings.headline(fleet.findings).startswith(
        f"{counts['error']} errors, {counts.get('warning', 0)} warning"
    )


def test_findings_of_a_library_user_are_those_of_the_commands(fleet: Fleet) -> None:
    assert len(fleet.tables["findings"]) == 0
    assert len(fleet.findings) > 0
    assert fleet.tables["findings"] is fleet.findings


def test_json_has_the_tables_columns_as_keys(fleet: Fleet) -> None:
    page = json.loads(render.render("json", "", findings.whole(fleet.findings)))
    rows = page["sections"]["findings"]["rows"]
    assert len(rows) == len(fleet.findings)
    assert list(rows[0]) == list(TABLES["findings"].names)


def test_an_empty_fleet_has_a_page(tmp_path: Path) -> None:
    empty = load(tmp_path)
    assert findings.headline(empty.findings) == "0 errors, 0 warnings, 0 for information, on 0 devices"
    assert findings.by_rule(empty.findings, empty.rules).note == "nothing found"


def test_findings_are_broken_down_by_columns_of_devices(fleet: Fleet) -> None:
    section = findings.broken_down(fleet.findings, fleet.devices, ["device_name", "region"])
    assert section.columns == ("device_name", "region", "severity", "rule", "devices", "findings")
    assert sum(row["findings"] for row in section.rows) == len(fleet.findings)
    down = [row for row in section.rows if row["rule"] == "service_unreachable"]
    assert [(row["device_name"], row["region"], row["devices"]) for row in down] == [("A", "EU", 1)]
    of_all = fleet.findings[fleet.findings["device_key"].isna()]
    assert sum(row["findings"] for row in section.rows if row["device_name"] == "(whole fleet)") == len(of_all)


def test_nothing_found_is_broken_down_to_nothing(tmp_path: Path) -> None:
    empty = load(tmp_path)
    assert findings.broken_down(empty.findings, empty.devices, ["site"]).rows == []


def test_a_column_that_devices_lack_is_named(fleet: Fleet) -> None:
    with pytest.raises(SelectionError, match="colour"):
        findings.broken_down(fleet.findings, fleet.devices, ["colour"])
