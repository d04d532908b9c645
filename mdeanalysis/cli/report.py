"""`mdeanalysis report PATH... -o FILE`: a report to send on."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from mdeanalysis.cli import _options as options
from mdeanalysis.report.language.catalogue import languages

_MISSING = "a report needs the packages babel, jinja2 and matplotlib: pip install 'mdeanalysis[report]'"


_LANG_HELP = "The report's language: en or fr. Names, codes and columns of CSV stay as they are."


def _html(_c: click.Context, _p: click.Parameter, value: Path) -> Path:
    if value.suffix.lower() not in {".html", ".htm"}:
        raise click.BadParameter(f"{value} is no .html file, and no other kind of report can be written yet")
    return value


def _names(_c: click.Context, _p: click.Parameter, value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _language(_c: click.Context, _p: click.Parameter, value: str) -> str:
    if value not in languages():
        raise click.BadParameter(f"there is no report in {value!r}; there are: {', '.join(languages())}")
    return value


@click.command("report")
@options.reading
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_html,
    help="The .html file to write, replacing one of that name. Tables too large for it go into NAME_files beside it.",
)
@click.option(
    "--sections",
    default="",
    metavar="NAME[,NAME]",
    callback=_names,
    help="Only these sections, in this order; a wrong name shows them all.",
)
@click.option("--title", default="", help="What stands above the report.")
@click.option("--author", default="", help="Who sends it.")
@click.option("--logo", type=click.Path(path_type=Path), metavar="FILE", help="A PNG, JPEG or GIF of at most 200 kB.")
@click.option("--lang", "language", default="en", callback=_language, help=_LANG_HELP, metavar="LANGUAGE")
@options.where
@options.as_of
@options.rules
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    output: Path,
    sections: list[str],
    title: str,
    author: str,
    logo: Path | None,
    language: str,
    where: list[tuple[str, str]],
    as_of: datetime,
    rules: Path | None,
) -> int:
    """One HTML page to send on: states, plan, findings, breakdowns with pictures, every number with its rows."""
    import pandas as pd

    from mdeanalysis.cli import _run
    from mdeanalysis.errors import OutputError
    from mdeanalysis.report.selection import select

    try:
        from mdeanalysis.report import html

        words = html.Words(language)
    except ImportError as error:
        raise OutputError(_MISSING) from error
    wanted = html.chosen(sections)
    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory)
    tables = select(fleet.tables, where)
    basis = html.Basis(tables, pd.Timestamp(as_of), fleet.rules, fleet.side_files, words, pd.Timestamp.now("UTC"))
    for file in html.write_html(output, wanted, basis, html.Cover(title, author, logo)):
        click.echo(f"{file}: {file.stat().st_size:,} bytes", err=True)
    return _run.exit_status(tables, fail_on)
