"""The main job in one page: how many devices, in which state, what fails and why, what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from mdeanalysis.report import breakdown, coverage, failures, findings, first_steps, states, unread, worst
from mdeanalysis.report.section import Section
from mdeanalysis.report.selection import judging_urls
from mdeanalysis.rules import Rule

#: The most rows of sections on a page that also shows coverage.
_LESS = {"failures": {"most": 3}, "by": {"most": 6}, "usual": {"most": 2}, "first": {"most": 2}}


@dataclass
class Summary:
    """Sections in reading order, under one line that says what was read."""

    headline: str
    sections: list[Section]


def summarize(
    tables: Mapping[str, pd.DataFrame],
    by: Sequence[str] = (),
    as_of: pd.Timestamp | None = None,
    side_files: int = 0,
    rules: Sequence[Rule] = (),
) -> Summary:
    """The summary of a fleet's tables. `by` replaces the usual breakdowns by one over those columns."""
    judging = judging_urls(tables)
    covered = coverage.build(tables, as_of if as_of is not None else pd.Timestamp.now("UTC"))
    less = _LESS if covered else {}  # what the coverage takes of the page, others give
    return Summary(
        states.headline(tables, as_of),
        [
            states.build(tables),
            *covered,
            failures.build(judging, **less.get("failures", {})),
            breakdown.build(tables, by, **less.get("by", {}))
            if by
            else breakdown.usual(tables, **less.get("usual", {})),
            findings.by_rule(tables["findings"], rules),
            worst.build(tables, judging),
            unread.build(tables, side_files),
            first_steps.build(tables, judging, **less.get("first", {})),
        ],
    )
