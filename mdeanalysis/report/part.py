"""What a report consists of: parts, each with sentences, tables and pictures as data, and what they are made from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from mdeanalysis.causes import Explanation, explain
from mdeanalysis.plan import Plan, make_plan
from mdeanalysis.report.section import Row, Section
from mdeanalysis.report.selection import judging_urls
from mdeanalysis.report.words import Words
from mdeanalysis.rules import Rule
from mdeanalysis.rules.rule import View


class StateBars(NamedTuple):
    """A bar a row, divided by state: `label`, `devices`, `of` (tested) and a count a state."""

    name: str
    by: str
    rows: list[Row]


class HeatMap(NamedTuple):
    """Failed of tested by two dimensions: both, then `devices`, `failed`, `tested` and `rate`."""

    name: str
    rates: pd.DataFrame


class Intervals(NamedTuple):
    """A cause a row: `label`, `failed`, `of`, `rate`, `interval` (95 %); `elsewhere` has the same of the others."""

    name: str
    rows: list[Row]


Picture = StateBars | HeatMap | Intervals


@dataclass
class Content:
    """What a part says. One without tables says `nothing`, in one sentence."""

    lead: str = ""
    notes: list[str] = field(default_factory=list)
    tables: list[Section] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    nothing: str = ""


@dataclass(frozen=True)
class Basis:
    """What parts are built from: a fleet's tables, the rules asked, and the day on which ages are judged.

    `made` is when the report is written; without it the report does not say.
    """

    tables: Mapping[str, pd.DataFrame]
    as_of: pd.Timestamp
    rules: Sequence[Rule] = ()
    side_files: int = 0
    words: Words = field(default_factory=Words)
    made: pd.Timestamp | None = None

    @cached_property
    def plan(self) -> Plan:
        """The plan of the fleet."""
        return make_plan(self.tables)

    @cached_property
    def explanation(self) -> Explanation:
        """The causes of the fleet's failures."""
        return explain(self.tables)

    @cached_property
    def judging(self) -> pd.DataFrame:
        """The URL rows that decide."""
        return judging_urls(self.tables)

    @cached_property
    def view(self) -> View:
        """Of every device the newest result alone."""
        return View(self.tables, self.as_of)


class Part(NamedTuple):
    """One section of a report; `order` is its place where none is asked for."""

    name: str
    order: int
    build: Callable[[Basis], Content]

    def kept(self) -> Part:
        """The same, built once for several reports of one basis."""
        built: list[Content] = []

        def build(basis: Basis) -> Content:
            if not built:
                built.append(self.build(basis))
            return built[0]

        return self._replace(build=build)
