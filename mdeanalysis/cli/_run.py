"""Loading for a command: progress on a terminal, notes on standard error, and the exit status."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import FINDINGS, NOT_ALL_READ
from mdeanalysis.errors import InputError
from mdeanalysis.vocabulary import NOT_READ, SEVERITIES

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    import pandas as pd

    from mdeanalysis.intake.ledger import Ledger
    from mdeanalysis.loading import Fleet
    from mdeanalysis.store.ingest import Report

#: Problems that are told one by one on standard error.
_TOLD = 20
#: Letters of a file's name, and of what is wrong with it, that a note shows.
_LONGEST = 500


def load_fleet(
    paths: Sequence[str],
    progress: bool | None,
    as_of: datetime | None = None,
    rules: Path | None = None,
    inventory: Path | None = None,
    redact: Path | None = None,
) -> Fleet:
    """The fleet of the paths with its findings on the day `as_of`. Says on standard error what was not read.

    With a key file `redact`, its tables have pseudonyms.

    Raises `InputError` where nothing at all was found.
    """
    _tell_list()
    fleet = _load(paths, progress, inventory)
    _tell(fleet.problems)
    if redact is not None:
        from mdeanalysis.redaction.frames import redact_fleet

        redact_fleet(fleet, redact)
    fleet.judge(as_of, rules)
    if not len(fleet.results) and not len(fleet.problems):
        raise InputError(f"no analyzer results found in {', '.join(paths)}")
    return fleet


def load_inputs(paths: Sequence[str], progress: bool | None) -> Fleet:
    """The same for a command whose output is what was read: no word of it besides.

    Raises `InputError` where there is not even a file.
    """
    fleet = _load(paths, progress)
    if not len(fleet.inputs):
        raise InputError(f"no files found in {', '.join(paths)}")
    return fleet


def _load(paths: Sequence[str], progress: bool | None, inventory: Path | None = None) -> Fleet:
    from mdeanalysis.intake.ledger import Ledger
    from mdeanalysis.loading import load

    ledger = Ledger()
    with _shown(ledger, paths, sys.stderr.isatty() if progress is None else progress):
        jobs, timeout = _effort()
        return load(*paths, ledger=ledger, inventory=inventory, jobs=jobs, file_timeout=timeout)


def fill(store: Path, paths: Sequence[str], progress: bool | None, prune: bool) -> Report:
    """Takes the paths into a store."""
    from mdeanalysis.intake.ledger import Ledger
    from mdeanalysis.reading.choose import Chosen, Effort
    from mdeanalysis.store.ingest import ingest

    _tell_list()
    ledger, effort = Ledger(), Effort(*_effort())
    with _shown(ledger, paths, sys.stderr.isatty() if progress is None else progress):
        return ingest(store, paths, lambda job: Chosen(job, effort), prune, ledger)


def _effort() -> tuple[int | None, float | None]:
    """`--jobs` and `--file-timeout`."""
    context = click.get_current_context(silent=True)
    meta = context.meta if context else {}
    return meta.get("mdeanalysis.jobs"), meta.get("mdeanalysis.file_timeout")


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

    found = TextColumn("{task.fields[found]}")
    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), found)
    with Progress(*columns, console=Console(stderr=True, force_terminal=True), transient=True) as bar:
        task = bar.add_task("read", total=None, found="")
        Thread(target=lambda: bar.update(task, total=_total(paths)), daemon=True).start()
        ledger.advance = lambda done, _: bar.update(task, completed=done, found=_found(ledger.states))
        yield


def _total(paths: Sequence[str]) -> int:
    """Files and folders to come. Counted aside: reading need not wait for it, and the walk knows only what it saw."""
    from mdeanalysis.intake.find import count
    from mdeanalysis.store.manifest import is_store

    return count([path for path in paths if not is_store(path)])


def _found(states: Counter[str]) -> str:
    """The first numbers, while the rest is still being read."""
    return f"{states.total():,} results, {states['failed']:,} failed" if states else ""


def _tell(problems: pd.DataFrame) -> None:
    from mdeanalysis.report.layout import both_ends
    from mdeanalysis.report.printable import printable
    from mdeanalysis.report.selection import records

    missing = problems[problems["kind"].isin(NOT_READ)]
    for problem in records(missing.head(_TOLD), ("source", "kind", "reason")):
        shown = {name: both_ends(text, _LONGEST) if len(text) > _LONGEST else text for name, text in problem.items()}
        click.echo(printable("not read: {source}: {reason} ({kind})".format(**shown)), err=True)
    if len(missing) > _TOLD:
        click.echo(f"and {len(missing) - _TOLD:,} more that were not read", err=True)


def exit_status(tables: Mapping[str, pd.DataFrame], fail_on: str) -> int:
    """4 where input was not read, else 3 where something is found that is as bad as `fail_on`, else 0."""
    if tables["problems"]["kind"].isin(NOT_READ).any():
        return NOT_ALL_READ
    bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on != "never" else ()
    found = tables["findings"]["severity"].isin(bad).any()
    failed = bool(bad) and (tables["devices"]["state"] == "failed").any()
    return FINDINGS if found or failed else 0
