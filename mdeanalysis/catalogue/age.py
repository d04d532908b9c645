"""How old the catalogue is: the day of each of Microsoft's lists that its rows rest on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from mdeanalysis.catalogue.table import Row

#: Microsoft changes the lists every few weeks; what is older than this is a finding.
LIMIT_DAYS = 90
_MENTION = re.compile(
    r"MDE (?P<kind>standard|streamlined) connectivity URLs - (?P<cloud>commercial|US government) "
    r"\((?P<how>copy|imported) (?P<day>\d{4}-\d{2}-\d{2})"
)


class List(NamedTuple):
    """One of Microsoft's lists as far as the catalogue rests on it."""

    kind: str
    cloud: str
    day: date
    rows: int
    imported: bool

    @property
    def name(self) -> str:
        """Its name as people say it."""
        return f"{self.kind}, {self.cloud}"


def lists(rows: Iterable[Row]) -> list[List]:
    """The lists that the rows name, each by its newest copy, the oldest first."""
    counts: Counter[tuple[str, str, date, bool]] = Counter()
    for row in rows:
        named = [part for part in row.source.split(" | ") if not part.startswith("not in ")]
        counts.update({key for part in named if (found := _MENTION.search(part)) and (key := _key(found))})
    newest: dict[tuple[str, str], List] = {}
    for (kind, cloud, day, imported), number in counts.items():
        known = newest.get((kind, cloud))
        if known is None or day > known.day:
            newest[kind, cloud] = List(kind, cloud, day, number, imported)
    return sorted(newest.values(), key=lambda one: (one.day, one.name))


def _key(found: re.Match[str]) -> tuple[str, str, date, bool] | None:
    try:
        day = date.fromisoformat(found["day"])
    except ValueError:
        return None
    return found["kind"], found["cloud"], day, found["how"] == "imported"


def days_between(day: date, today: date) -> int:
    """How many days old what is of `day` is; a day to come is not negative but new."""
    return max(0, (today - day).days)
