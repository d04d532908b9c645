"""From hits to findings: what a finding names as evidence."""

from __future__ import annotations

import pandas as pd

from mdeanalysis.rules import HITS, Rule
from mdeanalysis.rules.gather import MOST_EVIDENCE, as_findings

RULE = Rule("a_rule", "info", "Words", "Do this.", "https://example.com/page", lambda view: view.facts)


def evidence(*places: tuple[str | None, int | None], subjects: tuple[str, ...] = ("s",)) -> list[str | None]:
    rows = [("r", subject, "m", *place) for place in places for subject in subjects]
    devices = pd.DataFrame({"result_id": ["r"], "device_key": ["k"], "device_name": ["PC1"]}, dtype="string")
    found = as_findings(RULE, pd.DataFrame(rows, columns=list(HITS)), devices)["evidence"]
    return [None if pd.isna(value) else str(value) for value in found]


def test_a_line_is_named_once_however_often_a_rule_gives_it() -> None:
    assert evidence(("a.txt", 3), ("a.txt", 3), ("b.txt", 3), ("a.txt", 3), ("a.txt", 4)) == [
        "a.txt:3,b.txt:3,a.txt:4"
    ]


def test_two_findings_may_name_the_same_line() -> None:
    assert evidence(("a.txt", 3), ("a.txt", 3), subjects=("s", "t")) == ["a.txt:3", "a.txt:3"]


def test_doubled_lines_take_no_place_of_others() -> None:
    rows = [("a.txt", 1)] * 10 + [("a.txt", number) for number in range(2, 20)]
    (named,) = evidence(*rows)
    assert named == ",".join(f"a.txt:{number}" for number in range(1, MOST_EVIDENCE + 1))


def test_a_place_without_source_or_line_is_left_out_or_named_alone() -> None:
    assert evidence((None, None), ("a.txt", None), ("a.txt", 2)) == ["a.txt,a.txt:2"]
    assert evidence((None, None)) == [None]
