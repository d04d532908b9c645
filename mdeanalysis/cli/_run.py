"""Loading for a command: progress on a terminal, notes on standard error, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import FINDINGS, NOT_ALL_READ
from mdeanalysis.errors import InputError
from mdeanalysis.vocabulary import NOT_READ

if TYPE_CHECKING:
    import pandas as pd

    from mdeanalysis.intake.find import Ledger
    from mdeanalysis.loading import Fleet

#: Problems that are told one by one on standard error.
_TOLD = 20


def load_fleet(paths: Sequence[str], progress: bool | None) -> Fleet:
    """The fleet of the paths. Says on standard error what was not read.

    Raises `InputError` where nothing at all was found.
    """
    from mdeanalysis.intake.find import Ledger
    from mdeanalysis.loading import load

    _tell_list()
    ledger = Ledger()
    with _shown(ledger, paths, sys.stderr.isatty() if progress is None else progress):
        fleet = load(*paths, ledger=ledger)
    _tell(fleet.problems)
    if not len(fleet.results) and not len(fleet.problems):
        raise InputError(f"no analyzer results found in {', '.join(paths)}")
    return fleet


def _tell_list() -> None:
    """Verdicts rest on the endpoint list; that it is not the shipped one must not go unsaid."""
    from mdeanalysis.catalogue.stored import place, stored_text
    from mdeanalysis.report.printable import printable

    if stored_text() is not None:
        click.echo(printable(f"endpoints: the imported list in {place()}"), err=True)


@contextmanager
def _shown(ledger: Ledger, paths: Sequence[str], wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    from mdeanalysis.intake.find import count

    total = count(paths)  # the walk itself knows only what it has seen: time left would be told too short
    with Progress(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as bar:
        task = bar.add_task("read", total=total)
        ledger.advance = lambda done, known: bar.update(task, completed=done, total=max(total, known))
        yield


def _tell(problems: pd.DataFrame) -> None:
    from mdeanalysis.report.printable import printable
    from mdeanalysis.report.selection import records

    missing = problems[problems["kind"].isin(NOT_READ)]
    for problem in records(missing.head(_TOLD), ("source", "kind", "reason")):
        click.echo(printable("not read: {source}: {reason} ({kind})".format(**problem)), err=True)
    if len(missing) > _TOLD:
        click.echo(f"and {len(missing) - _TOLD:,} more that were not read", err=True)


def exit_status(tables: Mapping[str, pd.DataFrame], fail_on: str) -> int:
    """4 where input was not read, else 3 where a device failed, else 0."""
    if tables["problems"]["kind"].isin(NOT_READ).any():
        return NOT_ALL_READ
    failed = bool((tables["devices"]["state"] == "failed").any())
    return FINDINGS if failed and fail_on != "never" else 0
