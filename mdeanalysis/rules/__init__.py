"""One module a rule. A module with a `RULE` is found by itself; no list names it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

import pandas as pd

from mdeanalysis.records import Problem
from mdeanalysis.rules.gather import as_findings, worst_first
from mdeanalysis.rules.own import from_folder, from_packages
from mdeanalysis.rules.rule import HITS, Rule, View, hits

__all__ = ["HITS", "Rule", "View", "day_of", "findings", "from_folder", "from_packages", "hits", "rules"]


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule of this package, by name."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((m.RULE for m in modules if hasattr(m, "RULE")), key=lambda rule: rule.name))


def day_of(as_of: datetime | None) -> pd.Timestamp:
    """The time on which ages are judged: as given, in UTC where no zone is, else now."""
    day = pd.Timestamp(as_of or datetime.now(UTC))
    return day if day.tzinfo else day.tz_localize("UTC")


def findings(
    tables: Mapping[str, pd.DataFrame], as_of: datetime | None = None, chosen: Sequence[Rule] | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """The table `findings` of a fleet, worst first, and a problem for each rule that broke down.

    `as_of` is the day on which ages are judged, now where none is given.
    """
    view = View(tables, day_of(as_of))
    parts, problems = [], []
    for rule in rules() if chosen is None else chosen:
        try:
            parts.append(as_findings(rule, rule.find(view), view.devices))
        except Exception as error:  # noqa: BLE001 - a rule that breaks down costs only itself
            reason = f"the rule broke down: {type(error).__name__}: {error}"
            problems.append(Problem(f"rule {rule.name}", None, "internal", reason))
    return worst_first(parts), problems
