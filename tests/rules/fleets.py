"""Small fleets for rules: texts in a folder, loaded, and what one rule finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from builders import write

from mdeanalysis import load
from mdeanalysis.report.words import Words
from mdeanalysis.rules import findings, rules

FRENCH = Words("fr")
#: The day on which ages are judged; `builders.report` ran on 2022-04-28.
DAY = datetime(2022, 5, 1, tzinfo=UTC)


def found(name: str, folder: Path, files: Mapping[str, str | bytes], day: datetime = DAY) -> pd.DataFrame:
    """The findings of one rule in a fleet of these files; a rule that breaks down fails the test."""
    rule = next(rule for rule in rules() if rule.name == name)
    frame, problems = findings(load(write(folder, files)).tables, day, [rule])
    assert problems == []
    return known(frame)


def lines(frame: pd.DataFrame, folder: Path) -> list[str]:
    """The lines of text that the findings name as evidence; sources must be loose text files."""
    places = [place for evidence in frame["evidence"].dropna() for place in evidence.split(",")]
    pairs = [place.rpartition(":") for place in places]
    return [(folder / source).read_text(encoding="utf-8").split("\n")[int(line) - 1] for source, _, line in pairs]


def found_with(
    name: str, folder: Path, files: Mapping[str, str | bytes], inventory: str, day: datetime = DAY
) -> pd.DataFrame:
    """The same of a fleet that was loaded with a list of expected devices."""
    rule = next(rule for rule in rules() if rule.name == name)
    write(folder, {"list.csv": inventory, "results/none.jpg": b"\xff\xd8\xff"})
    write(folder / "results", files)
    frame, problems = findings(load(folder / "results", inventory=folder / "list.csv").tables, day, [rule])
    assert problems == []
    return known(frame)


def known(frame: pd.DataFrame) -> pd.DataFrame:
    """The findings, each of whose messages a report can tell in another language."""
    own = frame[~frame["rule"].isin(["tool_error", "tool_warning"])]  # those may have the tool's own words
    unknown = [text for text in own["message"].dropna().unique() if not FRENCH.knows(text)]
    assert unknown == [], "add a template to mdeanalysis/report/language/found.py, and run make words"
    return frame
