"""`mdeanalysis probe`: a live test of what this network lets through."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from mdeanalysis.cli import FINDINGS, INTERRUPTED, _probe_options
from mdeanalysis.cli import _options as options


@click.command("probe", short_help="What this network lets through, right now.")
@_probe_options.targets
@_probe_options.ways
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="Write the analyzer's text report too; all commands read it.")  # fmt: skip
@click.option("--every", type=_probe_options.Duration(), metavar="TIME", help="Again and again, such as 5m.")
@click.option(
    "--until", type=_probe_options.Until(), metavar="TIME", help="End of the series: 18:30, a date and time, or 2h."
)
@options.progress
@options.fail_on
@options.format_
@options.raw
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    output: Path | None,
    every: timedelta | None,
    until: datetime | timedelta | None,
    progress: bool | None,
    fail_on: str,
    format_: str,
    raw: bool,
    **told: Any,
) -> int:
    """What this network lets through, right now: each URL by the analyzer's five methods.

    Sends one GET to each URL by each method and nothing else: no sign-in, no redirect followed. Needs the packages of
    the extra `probe`. Exit status 3 says that something required fails.
    """
    from mdeanalysis import probing
    from mdeanalysis.cli import _probe

    if (every is None) != (until is None):
        raise click.UsageError("--every and --until go together")
    if every and format_ not in ("table", "json"):
        raise click.UsageError("a series is shown as a table or as JSON")
    probing.check_installed()
    _probe.check_place(output)
    wanted, settings = _probe.plan(told), _probe.settings(told)
    page = _probe.Page(wanted, format_, raw)
    start = datetime.now(UTC).astimezone()
    end = start + until if isinstance(until, timedelta) else until
    probed = None
    for at in probing.times(start, every, end) if every and end else [start]:
        if not _probe.wait(at):
            return INTERRUPTED
        with _probe.shown(wanted, sys.stderr.isatty() if progress is None else progress) as tell:
            probed = probing.execute(wanted, settings, tell)
        _probe.write(probed, output, numbered=every is not None)
        page.show(probed, series=every is not None)
        if probed.interrupted:
            return INTERRUPTED
    failed = probed and _probe.something_fails(wanted, probed)
    return FINDINGS if failed and fail_on != "never" else 0
