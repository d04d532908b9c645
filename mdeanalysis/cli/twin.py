"""`mdeanalysis twin DEVICE PATH...`: what differs from the most similar device that works."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path

import click

from mdeanalysis.cli import _options as options

_LEAST_WIDTH, _FREE_WIDTH = 80, 200


@click.command("twin")
@click.argument("device")
@options.reading
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
    as_of: datetime,
    rules: Path | None,
    format_: str,
    raw: bool,
) -> int:
    """The most similar device that works, and only what differs.

    DEVICE is a name, a key, a device id or a result id.
    """
    from mdeanalysis.causes import twin
    from mdeanalysis.cli import _run
    from mdeanalysis.report import render
    from mdeanalysis.report.device import find
    from mdeanalysis.report.selection import select
    from mdeanalysis.report.twin import build

    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory)
    key = find(fleet.tables, device)
    headline, sections = build(twin(fleet.tables, key))
    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    click.echo(render.render(format_, headline, sections, raw=raw, width=width), nl=False)
    return _run.exit_status(select(fleet.tables, [("device_key", key)]), fail_on)
