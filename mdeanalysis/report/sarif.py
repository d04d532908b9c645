"""Findings as SARIF 2.1.0, which ticketing and code scanning pipelines take.

The standard is OASIS's "SARIF Version 2.1.0 Plus Errata 01"; its section 3.11 says what texts may hold.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import pandas as pd

from mdeanalysis.report.places import places, source_and_line
from mdeanalysis.report.printable import json_safe
from mdeanalysis.report.section import Row
from mdeanalysis.report.selection import records
from mdeanalysis.rules import Rule
from mdeanalysis.schema import TABLES

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def to_sarif(findings: pd.DataFrame, rules: Sequence[Rule], version: str) -> str:
    """One log with a result a finding, the lines that show it as locations, and the rules that found something."""
    used = set(findings["rule"].astype("str"))
    told = [rule for rule in rules if rule.name in used]
    numbers = {rule.name: number for number, rule in enumerate(told)}
    driver = {"name": "mdeanalysis", "version": version, "rules": [_rule(rule) for rule in told]}
    results = [_result(row, numbers) for row in records(findings, TABLES["findings"].names)]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_safe(json.dumps(log, ensure_ascii=False, indent=1)) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    told = {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.advice},
        "helpUri": _page(rule.docs),
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"severity": rule.severity},
    }
    return {name: value for name, value in told.items() if value}


def _page(docs: str) -> str:
    """A rule's page as an absolute URI; none where a rule of one's own names something else."""
    page = quote(docs.strip(), safe="%:/?#@!$&'()*+,;=~", errors="replace")
    return page if urlsplit(page).scheme in {"http", "https"} and urlsplit(page).netloc else ""


def _result(row: Row, numbers: dict[str, int]) -> dict[str, Any]:
    device = f"{row['device_name']}: " if row["device_name"] else ""
    fingerprint = f"{row['device_key'] or 'fleet'}/{row['rule']}/{row['subject'] or ''}"
    return {
        "ruleId": row["rule"],
        "ruleIndex": numbers[row["rule"]],
        "level": _LEVELS[row["severity"]],
        "message": {"text": _plain(f"{device}{row['message']}")},
        "locations": [_location(place) for place in places(row["evidence"])],
        "partialFingerprints": {"mdeanalysis/v1": fingerprint},
        "properties": {name: row[name] for name in ("severity", "device_name", "device_key", "result_id", "subject")},
    }


def _plain(text: str) -> str:
    """The text so that a viewer sees neither a placeholder (`{0}`) nor a link (`[words](target)`) in it."""
    text = text.replace("{", "{{").replace("}", "}}")
    return text.replace("[", "\\[").replace("]", "\\]") if "](" in text else text


def _location(place: str) -> dict[str, Any]:
    source, line = source_and_line(place)
    physical: dict[str, Any] = {"artifactLocation": {"uri": _uri(source)}}
    if line:
        physical["region"] = {"startLine": line}
    return {"physicalLocation": physical}


def _uri(source: str) -> str:
    """A source as a relative reference: `!` between archive and member stays, all else that is none is escaped."""
    return quote(source, safe="/!", errors="replace")
