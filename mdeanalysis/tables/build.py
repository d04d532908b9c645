"""All tables of one batch of results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from mdeanalysis.records import Problem, ProxySetting, Reading, Result
from mdeanalysis.schema import TABLES
from mdeanalysis.tables.attempts import AttemptRows, build_attempts
from mdeanalysis.tables.events import events_frame
from mdeanalysis.tables.facts import facts_frame
from mdeanalysis.tables.typed import empty, to_frame
from mdeanalysis.tables.workspaces import workspace_hosts_frame

__all__ = ["AttemptRows", "build_tables"]

Row = tuple[Any, ...]


def build_tables(
    results: Sequence[Result], problems: Sequence[Problem]
) -> tuple[dict[str, pd.DataFrame], AttemptRows]:
    """The batch's tables without verdicts (`urls` and `devices` empty), and the attempts for the verdict."""
    attempts = build_attempts(results)
    tables: dict[str, pd.DataFrame] = {}
    names = [column for column in TABLES["results"].names if column not in {"device_key", "superseded"}]
    tables["results"] = to_frame("results", {n: [r.columns.get(n) for r in results] for n in names}, len(results))
    tables["attempts"] = attempts.frame
    tables["facts"] = facts_frame(results)
    tables["events"] = events_frame(results)
    tables["workspace_hosts"] = workspace_hosts_frame(results)
    tables["proxy_settings"] = _frame(
        "proxy_settings", ("scope", "kind", "address", "bypass", "enabled", "line"), _rows(results, _settings_of)
    )
    tables["problems"] = to_frame(
        "problems", {name: [getattr(p, name) for p in problems] for name in Problem._fields}, len(problems)
    )
    return {name: tables[name] if name in tables else empty(name) for name in TABLES}, attempts


def _rows(results: Sequence[Result], rows_of: Any) -> list[Row]:
    return [(result.result_id, *row) for result in results for row in rows_of(result.readings)]


def _settings_of(readings: Sequence[Reading]) -> list[Row]:
    """(source, *setting), each place once: a text stands for the URL log beside it."""
    seen: dict[tuple[str, ProxySetting], Row] = {}
    for reading in readings:
        for setting in reading.proxy_settings:
            key = reading.context, setting._replace(line=0)
            seen.setdefault(key, (reading.document.source, *setting))
    return list(seen.values())


def _frame(table: str, names: Sequence[str], rows: list[Row]) -> pd.DataFrame:
    columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(len(names) + 2)]
    return to_frame(table, dict(zip(("result_id", "source", *names), columns, strict=True)), len(rows))
