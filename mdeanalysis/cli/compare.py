"""`mdeanalysis compare BEFORE AFTER`: fixed, broken, still failing, new, gone."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import click

from mdeanalysis.cli import FINDINGS, NOT_ALL_READ
from mdeanalysis.cli import _options as options

#: A page with names of files is as wide in a file or pipe.
_LEAST_WIDTH, _FREE_WIDTH = 100, 140


@click.command("compare", short_help="Two collections: fixed, broken, still failing, new and gone.")
@click.argument("before", metavar="BEFORE")
@click.argument("after", metavar="AFTER")
@options.progress
@options.inventory
@click.option(
    "--fail-on",
    type=click.Choice(["regression", "never"]),
    default="regression",
    show_default=True,
    help="What makes the exit status 3; a service that was reached and now fails is a regression.",
)
@options.where
@options.format_
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    before: str,
    after: str,
    progress: bool | None,
    inventory: Path | None,
    fail_on: str,
    where: list[tuple[str, str]],
    format_: str,
    raw: bool,
) -> int:
    """Two collections of results: what was fixed, what broke, what still fails, who is new and who is gone."""
    from mdeanalysis.cli import _run
    from mdeanalysis.comparison import compare
    from mdeanalysis.loading import Fleet
    from mdeanalysis.report import comparison, render
    from mdeanalysis.report.selection import select
    from mdeanalysis.vocabulary import NOT_READ

    fleets = [_run.load_fleet([path], progress, None, None, inventory) for path in (before, after)]
    chosen = [Fleet(select(fleet.tables, where), judged=True) for fleet in fleets]
    found = compare(*chosen)
    sections = comparison.build(found) if format_ in {"table", "markdown"} else comparison.whole(found)
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    page = render.render(format_, comparison.headline(found), sections, raw=raw, width=width, short=True)
    click.echo(page, nl=False)
    if any(fleet.problems["kind"].isin(NOT_READ).any() for fleet in fleets):
        return NOT_ALL_READ
    return FINDINGS if fail_on == "regression" and found.regressions else 0
