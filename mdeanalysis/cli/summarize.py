"""`mdeanalysis summarize PATH...`: the main job."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mdeanalysis.cli import _options as options


@click.command("summarize")
@options.reading
@options.where
@options.by
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
    as_of: datetime,
    rules: Path | None,
    format_: str,
    raw: bool,
) -> int:
    """How many devices fail, what fails, why, and what to do first."""
    import pandas as pd

    from mdeanalysis.cli import _run
    from mdeanalysis.report import render
    from mdeanalysis.report.selection import select
    from mdeanalysis.report.summary import summarize

    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory)
    tables = select(fleet.tables, where)
    found = summarize(tables, by, pd.Timestamp(as_of), fleet.side_files, fleet.rules)
    click.echo(render.render(format_, found.headline, found.sections, raw=raw, short=True), nl=False)
    return _run.exit_status(tables, fail_on)
