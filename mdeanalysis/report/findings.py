"""What the rules found: by rule for a fleet, one by one for a device, and as data for ticketing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd

from mdeanalysis.report.printable import json_safe
from mdeanalysis.report.section import Row, Section, counted
from mdeanalysis.report.selection import records
from mdeanalysis.rules import Rule
from mdeanalysis.schema import TABLES
from mdeanalysis.vocabulary import SEVERITIES

#: Rows of the section on a short page, and findings on a page that shows them one by one.
ROWS, FEW = 2, 40
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def by_rule(findings: pd.DataFrame, rules: Sequence[Rule]) -> Section:
    """One row a rule, worst first, each with one finding as example."""
    columns = ("severity", "rule", "devices", "findings", "title", "evidence")
    section = Section("findings", "Findings", columns)
    titles = {rule.name: rule.title for rule in rules}
    names = findings["rule"].astype("str")
    counts = findings.groupby(names, sort=False).agg(devices=("device_key", "nunique"), findings=("rule", "size"))
    for row in records(findings[~names.duplicated()], ("severity", "rule", "evidence")):
        row["devices"], row["findings"] = map(int, counts.loc[row["rule"]])
        row["title"] = titles.get(row["rule"], row["rule"])
        row["evidence"] = (row["evidence"] or "").partition(",")[0]
        section.rows.append({name: row[name] for name in columns})
    section.rows.sort(key=lambda row: (SEVERITIES.index(row["severity"]), -row["devices"], -row["findings"]))
    section.note = "" if section.rows else "nothing found"
    return section.shorten(ROWS, "rules that found something: `mdeanalysis findings`")


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


def to_sarif(findings: pd.DataFrame, rules: Sequence[Rule], version: str) -> str:
    """SARIF 2.1.0, which ticketing and code scanning pipelines take: a result a finding, its lines as locations."""
    used = set(findings["rule"].astype("str"))
    driver = {
        "name": "mdeanalysis",
        "version": version,
        "rules": [_rule(rule) for rule in rules if rule.name in used],
    }
    results = [_result(row) for row in records(findings, TABLES["findings"].names)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SARIF, "version": "2.1.0", "runs": [run]}
    return json_safe(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.advice},
        "helpUri": rule.docs,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(row: Row) -> dict[str, Any]:
    subject = row["subject"] or ""
    device = f"{row['device_name']}: " if row["device_name"] else ""
    return {
        "ruleId": row["rule"],
        "level": _LEVELS[row["severity"]],
        "message": {"text": f"{device}{row['message']}"},
        "locations": [_location(place) for place in (row["evidence"] or "").split(",") if place],
        "partialFingerprints": {"mdeanalysis/v1": f"{row['device_key'] or 'fleet'}/{row['rule']}/{subject}"},
        "properties": {name: row[name] for name in ("device_name", "device_key", "result_id", "subject")},
    }


def _location(place: str) -> dict[str, Any]:
    source, colon, line = place.rpartition(":")
    whole = not (colon and line.isdecimal() and int(line))
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(place if whole else source)}}
    if not whole:
        physical["region"] = {"startLine": int(line)}
    return {"physicalLocation": physical}


def _uri(source: str) -> str:
    """A source as a relative reference: `!` between archive and member stays, all else that is none is escaped."""
    return quote(source, safe="/!")
