"""`mdeanalysis ingest PATH... --store DIR`: reads only what is new."""

from __future__ import annotations

from pathlib import Path

import click

from mdeanalysis.cli import _options as options


@click.command("ingest", short_help="Read what is new into a store, a PATH of every command.")
@click.argument("paths", nargs=-1, metavar="PATH...")
@click.option("--store", type=click.Path(path_type=Path), required=True, metavar="DIR", help="The store's folder.")
@click.option("--prune", is_flag=True, help="Forget inputs that are gone; else they stay as they were read.")
@options.progress
@options.effort
def COMMAND(  # noqa: N802 - one parameter an option
    paths: tuple[str, ...],
    store: Path,
    prune: bool,
    progress: bool | None,
) -> int:
    """Read what is new or changed into a store, which every command takes as PATH.

    Without a PATH all that the store knows is looked at again. What is unchanged, by size and time or else by
    content, is not read.
    """
    from mdeanalysis.cli import INTERRUPTED, NOT_ALL_READ, _run
    from mdeanalysis.report.printable import printable

    try:
        report = _run.fill(store, paths, progress, prune)
    except KeyboardInterrupt:
        click.echo("mdeanalysis: interrupted; the store reads, and the next run goes on", err=True)
        return INTERRUPTED
    counts = report.counts
    kept = "forgotten" if prune else "kept (--prune forgets them)"
    gone = f", {counts.gone:,} gone and {kept}" if counts.gone else ""
    click.echo(
        f"{store}: {counts.new:,} new, {counts.changed:,} changed and {counts.unchanged:,} unchanged files{gone}; "
        f"{report.results:,} results read"
    )
    for source, why in report.left.items():
        click.echo(printable(f"not read: {source}: {why}"), err=True)
    if report.unread:
        click.echo(
            f"{report.unread:,} inputs were not read, or not in full; the commands that read it say why", err=True
        )
    return NOT_ALL_READ if report.unread else 0
