"""`mdeanalysis plan PATH...`: the smallest set of changes, tickets and allow-lists."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import _options as options

if TYPE_CHECKING:
    from mdeanalysis.pipeline import Tables

#: A page with sentences is as wide in a file or pipe.
_LEAST_WIDTH, _FREE_WIDTH = 100, 160
_FORMATS = ("csv", "edl", "squid", "pac", "paloalto", "zscaler")


@click.command("plan", short_help="The smallest set of changes that frees failed devices.")
@options.reading
@options.where
@options.as_of
@click.option(
    "--tickets",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write a folder for each way out: ticket, hosts, devices and evidence.",
)
@click.option(
    "--allowlist",
    type=click.Choice(_FORMATS),
    help="Print the hosts that the fleet needs, as a firewall or proxy reads them, instead of the plan.",
)
@options.format_
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    where: list[tuple[str, str]],
    as_of: datetime,
    tickets: Path | None,
    allowlist: str | None,
    format_: str,
    raw: bool,
) -> int:
    """The smallest set of changes that frees failed devices, and how many each one frees."""
    from mdeanalysis.cli import _run
    from mdeanalysis.report.selection import select

    tables = select(_run.load_fleet(paths, progress, as_of, None, inventory).tables, where)
    if tickets:
        _write(tables, tickets, paths)
    if allowlist:
        _print_hosts(tables, allowlist, as_of, raw)
    else:
        _print_plan(tables, format_, raw)
    return _run.exit_status(tables, fail_on)


def _print_plan(tables: Tables, format_: str, raw: bool) -> None:
    from mdeanalysis.plan import make_plan
    from mdeanalysis.report import plan, render

    made = make_plan(tables)
    if format_ == "json":
        click.echo(plan.to_json(made), nl=False)
        return
    sections = plan.whole(made) if format_ == "csv" else plan.build(made)
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    page = render.render(format_, plan.headline(made), sections, raw=raw, width=width, short=True)
    click.echo(page, nl=False)


def _print_hosts(tables: Tables, form: str, as_of: datetime, raw: bool) -> None:
    from mdeanalysis.plan.allowlist import allowlist
    from mdeanalysis.report.allowlists import notes, write

    hosts = allowlist(tables)
    for note in notes(hosts, tables["devices"], form):
        click.echo(note, err=True)
    click.echo(write(hosts, form, as_of.date(), raw=raw), nl=False)


def _write(tables: Tables, folder: Path, paths: tuple[str, ...]) -> None:
    from mdeanalysis.plan import make_plan
    from mdeanalysis.report.tickets import write_tickets

    for place, said in write_tickets(make_plan(tables), tables, folder, paths):
        click.echo(f"{place}: {said}", err=True)
