"""What the rules found: by rule for a fleet, one by one for a device, and as a table for other tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

import pandas as pd

from mdeanalysis.errors import SelectionError
from mdeanalysis.report.places import places
from mdeanalysis.report.section import Section, counted
from mdeanalysis.report.selection import known_column, records
from mdeanalysis.rules import Rule
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import SEVERITIES

#: Rows of the section on a short page, and findings on a page that shows them one by one.
ROWS, FEW = 2, 40
_NOT_STATED, _WHOLE_FLEET = "(not stated)", "(whole fleet)"


def of_rules(findings: pd.DataFrame, rules: Sequence[Rule], only: Sequence[str]) -> pd.DataFrame:
    """The findings of the rules named, of all where none is.

    Raises `SelectionError` for a name that no rule has.
    """
    names = {rule.name for rule in rules}
    for name in only:
        if name not in names:
            raise SelectionError(f"no rule {name!r}{_near(name, names)}; README lists the rules")
    return findings[findings["rule"].astype("str").isin(only)] if only else findings


def _near(name: str, names: Iterable[str]) -> str:
    alike = get_close_matches(name, sorted(names), 3)
    return f" (did you mean {', '.join(alike)}?)" if alike else ""


def by_rule(findings: pd.DataFrame, rules: Sequence[Rule], most: int = ROWS) -> Section:
    """One row a rule, worst first, each with one finding as example; `most` of them on a short page."""
    columns = ("severity", "rule", "devices", "findings", "title", "evidence")
    section = Section("findings", "Findings", columns)
    titles = {rule.name: rule.title for rule in rules}
    names = findings["rule"].astype("str")
    counts = findings.groupby(names, sort=False).agg(devices=("device_key", "nunique"), findings=("rule", "size"))
    for row in records(findings[~names.duplicated()], ("severity", "rule", "evidence")):
        row["devices"], row["findings"] = map(int, counts.loc[row["rule"]])
        row["title"] = titles.get(row["rule"], row["rule"])
        row["evidence"] = next(iter(places(row["evidence"])), "")
        section.rows.append({name: row[name] for name in columns})
    section.rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), -row["devices"], -row["findings"]))
    section.note = "" if section.rows else "nothing found"
    return section.shorten(most, "rules that found something: `mdeanalysis findings`")


def broken_down(findings: pd.DataFrame, devices: pd.DataFrame, by: Sequence[str]) -> Section:
    """One row a combination of values and rule, worst first; findings of the whole fleet are told as that.

    Raises `SelectionError` for a column that `devices` does not have.
    """
    own = devices[["device_key"]].astype("str")
    values = {name: known_column(devices, name).astype("str").fillna(_NOT_STATED) for name in by}
    named = (
        findings[["severity", "rule", "device_key"]].astype("str").merge(own.assign(**values), "left", "device_key")
    )
    named[list(by)] = named[list(by)].fillna(_WHOLE_FLEET)
    keys = [*by, "severity", "rule"]
    counts = named.groupby(keys, as_index=False).agg(devices=("device_key", "nunique"), findings=("rule", "size"))
    section = Section("by", "By " + ", ".join(by), (*keys, "devices", "findings"))
    section.rows = records(counts, section.columns)
    section.rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), -row["devices"], -row["findings"]))
    section.note = "" if section.rows else "nothing found"
    return section.shorten(FEW, "combinations: `--all`, or another `--format`")


def of_device(findings: pd.DataFrame) -> Section:
    """The findings of one device, each with what to do."""
    columns = ("severity", "rule", "subject", "message", "advice", "evidence")
    section = Section("findings", "Findings", columns, records(findings, columns))
    section.note = "" if section.rows else "nothing found"
    return section


def one_by_one(findings: pd.DataFrame) -> Section:
    """All findings, one row each."""
    columns = ("severity", "rule", "device_name", "subject", "message", "evidence")
    section = Section("each", "Each finding", columns, records(findings, columns))
    section.note = "" if section.rows else "nothing found"
    return section.shorten(FEW, "findings: `--all`, or another `--format`")


def advice(findings: pd.DataFrame, rules: Sequence[Rule]) -> Section:
    """What to do about each rule that found something, and the page that it rests on."""
    section = Section("advice", "What to do", ("rule", "advice", "documentation"))
    pages = {rule.name: rule.docs for rule in rules}
    first = findings[~findings["rule"].astype("str").duplicated()]
    for row in records(first, ("rule", "advice")):
        section.rows.append(row | {"documentation": pages.get(row["rule"], "")})
    return section


def whole(findings: pd.DataFrame) -> list[Section]:
    """The table as it is, for other tools."""
    names = TABLES["findings"].names
    return [Section("findings", "Findings", tuple(names), records(findings, names))]


def headline(findings: pd.DataFrame) -> str:
    """How many findings of each severity, and on how many devices."""
    counts = findings["severity"].astype("str").value_counts()
    said = ", ".join(counted(int(counts.get(name, 0)), name) for name in ("error", "warning")) + ", "
    devices = findings["device_key"].nunique()
    return f"{said}{counts.get('info', 0):,} for information, on {counted(devices, 'device')}"
