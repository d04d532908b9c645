"""What every rule promises: words, advice, a page it rests on, columns, four tests, and whole columns at a time."""

from __future__ import annotations

import inspect
import re
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest
from builders import GATEWAY, block, report, write

from mdeanalysis import load
from mdeanalysis.demo import write_fleet
from mdeanalysis.rules import HITS, Rule, View, findings, rules
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import SEVERITIES

NOW = pd.Timestamp("2025-03-21", tz="UTC")
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)


@pytest.fixture(scope="module")
def fleet(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    folder = tmp_path_factory.mktemp("fleet")
    write_fleet(folder, 120, 11)
    return load(folder).tables


@every_rule
def test_a_rule_is_named_after_its_module_and_says_what_to_do(rule: Rule):
    module = import_module(f"mdeanalysis.rules.{rule.name}")
    assert module.RULE is rule
    assert rule.severity in SEVERITIES
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.advice.endswith(".")
    assert rule.docs.startswith("https://learn.microsoft.com/")


@every_rule
def test_a_rule_gives_hits_and_finds_nothing_where_nothing_is(rule: Rule, tmp_path: Path):
    empty = load(tmp_path).tables
    found = rule.find(View(empty, NOW))
    assert list(found.columns) == list(HITS)
    assert len(found) == 0


@every_rule
def test_a_rule_s_hits_are_of_devices_and_name_their_lines(rule: Rule, fleet: dict[str, pd.DataFrame]):
    found = rule.find(View(fleet, NOW))
    assert list(found.columns) == list(HITS)
    ids = found["result_id"].dropna().astype("str")
    assert set(ids) <= set(fleet["devices"]["result_id"].astype("str")), "older results are left aside"
    assert found["subject"].notna().all()
    assert found["message"].notna().all()


@every_rule
def test_a_rule_changes_no_table(rule: Rule, fleet: dict[str, pd.DataFrame]):
    before = {name: frame.copy() for name, frame in fleet.items()}
    rule.find(View(fleet, NOW))
    for name, frame in fleet.items():
        pd.testing.assert_frame_equal(frame, before[name])


@every_rule
def test_a_rule_has_its_four_tests(rule: Rule):
    text = (Path(__file__).parent / f"test_{rule.name}.py").read_text(encoding="utf-8")
    names = re.findall(r"^def test_(\w+)", text, re.MULTILINE)
    for word in ("fires", "silent", "empty_fleet", "two_devices"):
        assert any(word in name for name in names), f"no test whose name says {word}"


@every_rule
def test_a_rule_looks_at_whole_columns(rule: Rule):
    source = inspect.getsource(import_module(f"mdeanalysis.rules.{rule.name}"))
    assert not re.search(r"\biterrows\b|\bitertuples\b|\.apply\(|^\s*for ", source, re.MULTILINE)


def test_findings_have_the_tables_columns_worst_first(fleet: dict[str, pd.DataFrame]):
    frame, problems = findings(fleet, NOW)
    assert problems == []
    assert list(frame.columns) == list(TABLES["findings"].names)
    ranks = [SEVERITIES.index(severity) for severity in frame["severity"]]
    assert ranks == sorted(ranks)
    assert not frame.duplicated(["result_id", "rule", "subject"]).any()
    assert (frame["evidence"].str.count(",").fillna(0) <= 4).all()


def test_a_rule_that_breaks_down_costs_only_itself(fleet: dict[str, pd.DataFrame]):
    def broken(_view: View) -> pd.DataFrame:
        raise ValueError("no such thing")

    bad = rules()[0]._replace(name="bad", find=broken)
    frame, problems = findings(fleet, NOW, [bad, *rules()])
    pd.testing.assert_frame_equal(frame, findings(fleet, NOW)[0])
    assert [(problem.source, problem.kind) for problem in problems] == [("rule bad", "internal")]
    assert "no such thing" in problems[0].reason


def test_an_older_result_is_left_aside(tmp_path: Path):
    bad = report(block(GATEWAY, "12029 12029 12029 - -"), ran="27/04/2022 9:00:00 AM +02:00")
    tables = load(write(tmp_path, {"old.txt": bad, "new.txt": report(block(GATEWAY))})).tables
    frame, _ = findings(tables, NOW)
    assert "service_unreachable" not in set(frame["rule"])
