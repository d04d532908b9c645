"""Headings are told whatever their case, blanks and punctuation."""

from __future__ import annotations

import pytest

from mdeanalysis.inventory.headings import HEAD_LINES, column_names, columns_of, headings, is_bare


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Device name", "name"),
        ("DeviceName", "name"),
        ("device_name ", "name"),
        ("NAME", "name"),
        ("Host-Name:", "name"),
        ("FQDN", "fqdn"),
        ("DNS name", "fqdn"),
        ("computerDnsName", "fqdn"),
        ("Device ID", "device_id"),
        ("MachineId", "device_id"),
        ("Azure AD Device ID", "aad_device_id"),
        ("Location", "site"),
        ("Owner", "owner"),
        ("Device Group", "ring"),
        ("rbacGroupName", "ring"),
        ("Health Status", "portal_health"),
        ("SensorHealthState", "portal_health"),
        ("Onboarding status", "portal_onboarding"),
    ],
)
def test_a_heading_is_told(heading: str, kind: str) -> None:
    assert columns_of(["Serial", heading]) == {kind: 1}


@pytest.mark.parametrize("heading", ["Ownership", "Risk Level", "OS Platform", "Username", "Sites visited", "", "#"])
def test_a_heading_that_only_looks_alike_is_none(heading: str) -> None:
    assert columns_of([heading]) == {}


def test_of_two_headings_of_a_kind_the_more_telling_is_meant() -> None:
    assert columns_of(["Device group", "Ring", "Location", "Site"]) == {"ring": 1, "site": 3}


def test_headings_stand_below_titles_but_not_below_the_list() -> None:
    rows = [["Our devices"], [], ["Site", "Hostname"], ["Lyon", "PC1"]]
    assert headings(rows) == (2, {"site": 0, "name": 1})
    assert headings([["Lyon"]] * HEAD_LINES + [["Hostname"]]) is None
    assert headings([["Site", "Owner"]]) is None


@pytest.mark.parametrize(
    ("rows", "bare"),
    [
        ([["PC1"], [], ["pc2.contoso.com"]], True),
        ([["a" * 40]], True),
        ([["PC1", "Lyon"]], False),
        ([["two words"]], False),
        ([[], []], False),
        ([["<html>"]], False),
    ],
    ids=["names", "id", "two-columns", "words", "blank", "markup"],
)
def test_bare_names_are_a_list_too(rows: list[list[str]], bare: bool) -> None:
    assert is_bare(rows) is bare


def test_other_columns_get_names_that_are_free_and_plain() -> None:
    cells = ["Cost centre", "", "State", "cost-centre", "\x1b[31m<b>", "所有者"]
    assert column_names(cells, {"state"}) == [
        "cost_centre",
        "column_2",
        "listed_state",
        "cost_centre_2",
        "31m_b",
        "所有者",
    ]
