"""`mdeanalysis findings PATH...`: what is wrong, worst first."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

import click

from mdeanalysis import __version__
from mdeanalysis.cli import _options as options

#: A page with messages is as wide in a file or pipe.
_LEAST_WIDTH, _FREE_WIDTH = 100, 200


@click.command("findings", short_help="What is wrong, worst first, and what to do about it.")
@options.reading
@options.where
@options.by
@options.as_of
@options.rules
@click.option(
    "--only", multiple=True, metavar="RULE[,RULE]", callback=options.columns, help="Only what these rules found."
)
@click.option("--all", "every", is_flag=True, help="Every finding on the page, however many there are.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "markdown", "sarif"]),
    default="table",
    show_default=True,
    help="What the output is: a page to read, or data for other tools (SARIF 2.1.0 for ticketing).",
)
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
    only: list[str],
    every: bool,
    format_: str,
    raw: bool,
) -> int:
    """What is wrong with devices and fleet, worst first, with what to do and the lines that show it."""
    from mdeanalysis.cli import _run
    from mdeanalysis.report import findings, render, sarif
    from mdeanalysis.report.selection import select

    if by and format_ == "sarif":
        raise click.UsageError("SARIF has a result for each finding: it cannot be broken down --by columns")
    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory)
    tables = select(fleet.tables, where)
    found = findings.of_rules(tables["findings"], fleet.rules, only)
    if format_ == "sarif":
        click.echo(sarif.to_sarif(found, fleet.rules, __version__), nl=False)
        return _run.exit_status(tables, fail_on)
    every_rule = findings.by_rule(found, fleet.rules, len(fleet.rules))
    sections = [every_rule, findings.one_by_one(found), findings.advice(found, fleet.rules)]
    if format_ != "table":
        sections = findings.whole(found)
    if by:
        sections = [findings.broken_down(found, tables["devices"], by)]
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    page = render.render(format_, findings.headline(found), sections, raw=raw, width=width, short=not every)
    click.echo(page, nl=False)
    return _run.exit_status(tables, fail_on)
