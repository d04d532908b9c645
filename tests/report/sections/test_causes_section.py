"""Causes in the report: numbers counted by hand, each with the devices behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pytest
from builders import BAD, CYBER, GATEWAY, GOOD, block, device, report, write
from report.html.hostile import HOSTILE

from mdeanalysis import load
from mdeanalysis.report.charts import describe, draw
from mdeanalysis.report.part import Basis, Content, Intervals
from mdeanalysis.report.section import Row, Section
from mdeanalysis.report.sections import parts
from mdeanalysis.report.sections.causes import condition
from mdeanalysis.report.words import Words

FRENCH = Words("fr")
DAY = pd.Timestamp("2025-03-21", tz="UTC")
CAUSES = next(part for part in parts() if part.name == "causes")


def fleet(folder: Path, sites: dict[str, Sequence[str]]) -> Basis:
    """A fleet with a device for each answer of the gateway, by site."""
    files = {
        f"{site}/{number}.txt": report(block(GATEWAY, words), block(CYBER, GOOD), items=device(f"{site}-{number}"))
        for site, answers in sites.items()
        for number, words in enumerate(answers)
    }
    return Basis(load(write(folder, files)).judge(DAY.to_pydatetime()).tables, DAY)


@pytest.fixture(scope="module")
def one_site(tmp_path_factory: pytest.TempPathFactory) -> Basis:
    """Of ten devices at Lyon nine cannot connect, one can; of fourteen at Leeds one cannot resolve the name."""
    sites = {"Lyon": [BAD] * 9 + [GOOD], "Leeds": [GOOD] * 13 + ["12007 12007 12007 - -"]}
    return fleet(tmp_path_factory.mktemp("fleet"), sites)


def table(content: Content, name: str) -> Section:
    (found,) = (one for one in content.tables if one.name == name)
    return found


def only(section: Section) -> Row:
    (row,) = section.rows
    return row


def test_a_cause_has_its_rates_here_and_elsewhere_with_intervals(one_site: Basis) -> None:
    row = only(table(CAUSES.build(one_site), "causes"))
    assert (row["cause"], row["reason"], row["services"]) == ("site Lyon", "connect", "command_control")
    assert (row["failing_devices"], row["exposed_devices"], row["share"]) == (9, 10, 0.9)
    assert (round(row["low_share"], 3), round(row["high_share"], 3)) == (0.596, 0.982)  # Wilson, 9 of 10
    assert (row["elsewhere_failing"], row["elsewhere_exposed"], row["elsewhere_share"]) == (0, 14, 0)
    assert float(row["q_value"]) < 0.01
    assert row["evidence"].startswith("Lyon/")


def test_each_number_leads_to_its_devices(one_site: Basis) -> None:
    content = CAUSES.build(one_site)
    devices = table(content, "cause_devices").rows
    for name, column, many in (("causes", "failing_devices", 9), ("causes_known", "counter_examples", 1)):
        section = table(content, name)
        link = section.links[column]
        behind = [row for row in devices if row["rank"] == 1 and row["does"] == link.fixed["does"]]
        assert only(section)[column] == len(behind) == many
    assert [row["device_name"] for row in devices if row["does"] == "reaches"] == ["LYON-9"]
    assert all(row["evidence"].startswith("Lyon/") and ":" in row["evidence"] for row in devices)


def test_what_no_cause_explains_stands_apart_with_its_devices(one_site: Basis) -> None:
    content = CAUSES.build(one_site)
    left = only(table(content, "unexplained"))
    assert (left["service"], left["reason"], left["devices"], left["of"]) == ("command_control", "dns", 1, 24)
    behind = only(table(content, "unexplained_devices"))
    assert (behind["device_name"], behind["reason"]) == ("LEEDS-13", "dns")
    assert behind["evidence"].startswith("Leeds/13.txt:")


def test_readings_that_the_fleet_cannot_tell_apart_are_named(one_site: Basis, tmp_path: Path) -> None:
    tables = dict(one_site.tables)
    lyon = tables["devices"]["site"].astype("str") == "Lyon"
    proxies = pd.Series("10.0.0.6:8080", tables["devices"].index, dtype="str").where(lyon, "10.0.0.7:8080")
    tables["devices"] = tables["devices"].assign(proxy_address=proxies.astype("category"))
    row = only(table(CAUSES.build(Basis(tables, DAY)), "causes_known"))
    assert (row["cause"], row["not_told_apart"]) == ("site Lyon", "proxy 10.0.0.6:8080")
    assert row["named_for"] == "the reason points at a place's network"


def test_the_picture_says_the_same_in_words(one_site: Basis) -> None:
    (picture,) = CAUSES.build(one_site).pictures
    said = "Dots with intervals. 1. site Lyon: 9 of 10 fail, 60% to 98%, elsewhere 0 of 14."
    assert describe(picture, Words()) == said
    svg, title, alt = draw(picture, Words())
    assert title == "Share of devices that fail by each cause, and elsewhere, with 95 % intervals"
    assert alt == said
    assert "9 of 10; elsewhere 0 of 14" in svg


def test_hostile_names_in_the_picture_stay_text() -> None:
    rates = {"failed": 1, "of": 2, "rate": 0.5, "interval": (0.1, 0.9)}
    svg, _, _ = draw(
        Intervals("causes", [{"label": f"1. {name}", **rates, "elsewhere": None} for name in HOSTILE]), FRENCH
    )
    root = ElementTree.fromstring(svg)
    assert {element.tag.rpartition("}")[2] for element in root.iter()} <= {
        "svg",
        "defs",
        "g",
        "path",
        "text",
        "use",
        "clipPath",
        "rect",
    }
    assert any("<script>" in (element.text or "") for element in root.iter())
    assert "1 sur 2\u202f; aucun autre testé" in svg


def test_conditions_are_told_in_the_report_s_language(one_site: Basis) -> None:
    conditions = {"device_tag": None, "os_release": "Windows 10 22H2", "proxy_address": "10.0.0.6:8080"}
    assert condition(one_site, conditions) == "no tag and Windows 10 22H2 and proxy 10.0.0.6:8080"
    told = condition(replace(one_site, words=FRENCH), {**conditions, "os_release": None})
    assert told == "sans étiquette et sans système d’exploitation et serveur proxy 10.0.0.6:8080"


def test_a_fleet_without_failures_has_one_line(tmp_path: Path) -> None:
    content = CAUSES.build(fleet(tmp_path, {"Lyon": [GOOD] * 3}))
    assert (content.nothing, content.tables) == ("Nothing failed, so there is nothing to explain.", [])


def test_failures_without_a_cause_are_told_as_that(tmp_path: Path) -> None:
    content = CAUSES.build(fleet(tmp_path, {"Lyon": [GOOD] * 3 + [BAD]}))
    assert "no condition sets them apart" in content.notes[0]
    assert [one.name for one in content.tables] == ["unexplained", "unexplained_devices"]
    assert content.pictures == []
