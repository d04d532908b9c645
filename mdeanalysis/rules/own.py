"""A user's own rules: modules of a folder, and those that installed packages offer."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from mdeanalysis.errors import InputError
from mdeanalysis.records import Problem
from mdeanalysis.rules.rule import Rule
from mdeanalysis.vocabulary import SEVERITIES

#: Packages offer rules under this name: each entry point is a `Rule`, or a module with a `RULE`.
ENTRY_POINTS = "mdeanalysis.rules"


def from_folder(folder: Path) -> tuple[list[Rule], list[Problem]]:
    """The rules of a folder's modules (their code is run), and a problem for each that cannot be taken.

    Raises `InputError` where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder of rules")
    modules = [path for path in sorted(folder.glob("*.py")) if not path.name.startswith("_")]
    return _taken([(str(path), partial(_module_rule, path)) for path in modules])


def from_packages() -> tuple[list[Rule], list[Problem]]:
    """The rules that installed packages offer, and a problem for each that cannot be taken."""
    points = entry_points(group=ENTRY_POINTS)
    return _taken([(f"package rule {point.name}", partial(_offered, point)) for point in points])


def _taken(found: Iterable[tuple[str, Callable[[], object]]]) -> tuple[list[Rule], list[Problem]]:
    rules, problems = [], []
    for source, make in found:
        try:
            rules.append(_checked(make()))
        except Exception as error:  # noqa: BLE001 - a bad rule costs only itself
            reason = f"this rule cannot be taken: {type(error).__name__}: {error}"
            problems.append(Problem(source, None, "internal", reason))
    return rules, problems


def _module_rule(path: Path) -> object:
    spec = importlib.util.spec_from_file_location(f"mdeanalysis_rule_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise ImportError("no Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module.RULE


def _offered(point: EntryPoint) -> object:
    found = point.load()
    return found if isinstance(found, Rule) else found.RULE


def _checked(rule: object) -> Rule:
    """The rule, if it is one that can be shown."""
    if not isinstance(rule, Rule):
        raise TypeError("RULE is no mdeanalysis.rules.Rule")
    if rule.severity not in SEVERITIES:
        raise ValueError(f"severity {rule.severity!r} is none of {', '.join(SEVERITIES)}")
    if not (rule.name and rule.title and rule.advice and callable(rule.find)):
        raise ValueError("a rule has a name, a title, advice and find")
    return rule
