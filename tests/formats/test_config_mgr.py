"""Settings management: golden pairs, and what tells the log."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import config_mgr


@pytest.mark.parametrize("case", cases("config_mgr"), ids=lambda case: case.name)
def test_each_log_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(config_mgr.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("UBR : 1645", ["1645"]),
        ("  TenantId:x", ["x"]),
        ("ubr : 1645", []),
        ("MyUBR : 1", []),
        ("LastCheckinSuccess : 2024-05-21", []),
        ("UBR = 1645", []),
    ],
)
def test_only_values_that_mean_what_they_say_are_facts(line: str, values: list[str]):
    assert [fact.value for fact in config_mgr.parse(document(line)).facts] == values


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("log\n EnrollmentStatus : 1", True),
        ("EnrollmentStatus: 13", True),
        ("Enrollment Status: Device is enrolled", False),
        ("the EnrollmentStatus : 1", False),
        ("EnrollmentStatus 1", False),
        ("x" * 20_000 + "\nEnrollmentStatus : 1", False),
    ],
)
def test_the_log_is_told_by_its_status(text: str, is_one: bool):
    assert config_mgr.matches(document(text, "x.log")) is is_one
