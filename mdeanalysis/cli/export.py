"""`mdeanalysis export PATH... -o DIR`: the tables for other tools."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mdeanalysis.cli import _options as options


@click.command("export", short_help="One file a table: CSV, Parquet or JSON.")
@options.reading
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), required=True, metavar="DIR", help="Folder to write to."
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["csv", "parquet", "json"]),
    default="csv",
    show_default=True,
    help="What the files are.",
)
@options.where
@options.as_of
@options.rules
@options.redact
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    output: Path,
    format_: str,
    where: list[tuple[str, str]],
    as_of: datetime,
    rules: Path | None,
    redact: Path | None,
    raw: bool,
) -> int:
    """One file a table, named after it: results, attempts, urls, facts ..."""
    import pandas as pd

    from mdeanalysis.cli import _run
    from mdeanalysis.inventory.coverage import coverage
    from mdeanalysis.report.export import export
    from mdeanalysis.report.selection import select

    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory, redact)
    tables = select(fleet.tables, where)
    tables["coverage"] = coverage(tables, pd.Timestamp(as_of))
    for file in export(tables, output, format_, raw=raw):
        click.echo(f"{file}: {len(tables[file.stem]):,} rows", err=True)
    return _run.exit_status(tables, fail_on)
