"""`mdeanalysis inspect PATH...`: what each input was taken for."""

from __future__ import annotations

import shutil
import sys

import click

from mdeanalysis.cli import _options as options

#: A page with a row for each input is as wide in a file or pipe.
_LEAST_WIDTH, _FREE_WIDTH = 80, 200


@click.command("inspect", short_help="What each file was taken for, and what was not understood.")
@options.progress
@options.effort
@options.paths
@options.where_inputs
@click.option("--all", "every", is_flag=True, help="A row for every input, where a page would sum them up by kind.")
@options.format_
@options.raw
def COMMAND(  # noqa: N802 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    where: list[tuple[str, str]],
    every: bool,
    format_: str,
    raw: bool,
) -> int:
    """What each file was taken for: lines understood, unknown and skipped, and why.

    A few files are shown one by one, with the lines that nobody understood; a pile is summed up.
    """
    from mdeanalysis.cli import _run
    from mdeanalysis.report import inspection, render
    from mdeanalysis.report.selection import fitting

    tables = _run.load_inputs(paths, progress).tables
    chosen = fitting(tables["inputs"], where, "inputs")
    each = every or len(chosen) <= inspection.FEW
    headline, sections = inspection.build(chosen, each=each)
    if format_ != "table":
        sections = inspection.whole(chosen)
    width = _FREE_WIDTH if each else render.WIDTH
    if sys.stdout.isatty():
        width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns)
    click.echo(render.render(format_, headline, sections, raw=raw, width=width, short=not each), nl=False)
    return _run.exit_status(tables, "never")
