"""A section: a title and rows. It computes nothing and knows nothing of how it will look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass
class Section:
    """`columns` name the rows' keys in order; `note` says in one line what the rows leave out or mean."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: list[Row] = field(default_factory=list)
    note: str = ""


def share(part: int, whole: int) -> float | None:
    """Part of a whole, None where there is no whole: a rate is never of nothing."""
    return round(part / whole, 4) if whole else None


def cut(rows: Sequence[Row], most: int, what: str) -> tuple[list[Row], str]:
    """The first `most` rows, and a note that says how many more there are."""
    more = len(rows) - most
    return [*rows[:most]], (f"and {more:,} more {what}" if more > 0 else "")
