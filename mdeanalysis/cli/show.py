"""`mdeanalysis show DEVICE PATH...`: one device down to the lines of text."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

import click

from mdeanalysis.cli import _options as options

#: Narrower, a grid of URLs and methods cannot be read; a file or pipe is as wide as the grid wants.
_LEAST_WIDTH, _FREE_WIDTH = 120, 200


@click.command("show", short_help="One device: every URL by every method, with evidence.")
@click.argument("device")
@options.reading
@options.where
@options.as_of
@options.rules
@options.format_
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    device: str,
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    where: list[tuple[str, str]],
    as_of: datetime,
    rules: Path | None,
    format_: str,
    raw: bool,
) -> int:
    """One device: every URL by every method, its proxy settings, and the evidence.

    DEVICE is a name, a key, a device id or a result id; with an inventory, also a name of it. --where tells apart
    devices of one name.
    """
    import pandas as pd

    from mdeanalysis.cli import _run
    from mdeanalysis.report import render
    from mdeanalysis.report.coverage import about, absent
    from mdeanalysis.report.device import build, find, only_listed
    from mdeanalysis.report.selection import select

    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory)
    lines = only_listed(fleet.tables, device)
    if len(lines):
        headline, sections = absent(lines)
        tables = about(fleet.tables, lines)
    else:
        tables = select(fleet.tables, where)
        key = find(tables, device)
        headline, sections = build(tables, key, pd.Timestamp(as_of))
        tables = select(tables, [("device_key", key)])
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    click.echo(render.render(format_, headline, sections, raw=raw, width=width), nl=False)
    return _run.exit_status(tables, fail_on)
