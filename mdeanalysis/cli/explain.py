"""`mdeanalysis explain PATH...`: what the failing devices have in common."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import _options as options

if TYPE_CHECKING:
    import pandas as pd

    from mdeanalysis.report.section import Section

#: Sentences are as wide in a file or pipe; tables of contrasts are wider.
_LEAST_WIDTH, _WIDTH, _FREE_WIDTH = 60, 100, 200
#: Contrasts on a page.
_ROWS = 30


@click.command("explain", short_help="What the failing devices have in common: the causes.")
@options.reading
@options.where
@click.option(
    "--by",
    multiple=True,
    metavar="COLUMN[,COLUMN]",
    callback=options.columns,
    help="Only count the devices by these columns, in one table with rates and intervals.",
)
@click.option("--service", help="With --by: count the devices that fail this service.")
@click.option("--contrasts", is_flag=True, help="Show each single condition against all other devices instead.")
@options.as_of
@options.rules
@options.format_
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    where: list[tuple[str, str]],
    by: list[str],
    service: str | None,
    contrasts: bool,
    as_of: datetime,
    rules: Path | None,
    format_: str,
    raw: bool,
) -> int:
    """What the failing devices have in common: causes over proxy, region, system, workspace, site and more.

    Each cause comes with its rate here and elsewhere, with what cannot be told apart, with counter-examples and with
    the lines that show it. What no cause explains is listed too.
    """
    from mdeanalysis.cli import _run
    from mdeanalysis.report import render
    from mdeanalysis.report.selection import select

    if service and not by:
        raise click.UsageError("--service goes with --by")
    tables = select(_run.load_fleet(paths, progress, as_of, rules, inventory).tables, where)
    if by or contrasts:
        headline, section = _table(tables, by, service)
        text = render.render(format_, headline, [section], raw=raw, width=_width(_FREE_WIDTH), short=contrasts)
    else:
        text = _causes(tables, format_, raw)
    click.echo(text, nl=False)
    return _run.exit_status(tables, fail_on)


def _width(free: int) -> int:
    return max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else free


def _table(tables: Mapping[str, pd.DataFrame], by: list[str], service: str | None) -> tuple[str, Section]:
    from mdeanalysis.causes import contrasts, crosstab
    from mdeanalysis.report import causes, states

    headline = states.headline(tables, None)
    if by:
        return headline, causes.cross_table(crosstab(tables, by, service), by, service)
    return headline, causes.contrast_table(contrasts(tables), _ROWS)


def _causes(tables: Mapping[str, pd.DataFrame], format_: str, raw: bool) -> str:
    from mdeanalysis.causes import explain
    from mdeanalysis.report import causes, render

    found = explain(tables)
    if format_ == "json":
        return causes.to_json(found)
    if format_ == "csv":
        return render.to_csv([causes.overview(found), causes.unexplained(found)], raw=raw)
    return causes.to_markdown(found) if format_ == "markdown" else causes.to_text(found, _width(_WIDTH))
