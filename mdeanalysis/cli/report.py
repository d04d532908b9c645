"""`mdeanalysis report PATH... -o FILE`: a report to send on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import _options as options
from mdeanalysis.report.language.catalogue import languages

if TYPE_CHECKING:
    from mdeanalysis.report.cover import Cover
    from mdeanalysis.report.part import Basis, Part

_MISSING = "a report needs the packages babel, jinja2 and matplotlib: pip install 'mdeanalysis[report]'"
_MISSING_PDF = "a PDF needs the packages babel, jinja2, matplotlib and typst: pip install 'mdeanalysis[pdf]'"
_PAGES, _PDF = frozenset({".html", ".htm"}), ".pdf"
_LANG_HELP = "The report's language: en or fr. Names, codes and columns of CSV stay as they are."


def _files(_c: click.Context, _p: click.Parameter, value: tuple[Path, ...]) -> tuple[Path, ...]:
    for file in value:
        if file.suffix.lower() not in {*_PAGES, _PDF}:
            raise click.BadParameter(f"{file} is neither an .html nor a .pdf file")
    return tuple(dict.fromkeys(value))


def _names(_c: click.Context, _p: click.Parameter, value: str) -> list[str]:
    return [name.strip() for name in value.split(",") if name.strip()]


def _language(_c: click.Context, _p: click.Parameter, value: str) -> str:
    if value not in languages():
        raise click.BadParameter(f"there is no report in {value!r}; there are: {', '.join(languages())}")
    return value


@click.command("report", short_help="An HTML page or a PDF to send on.")
@options.reading
@click.option(
    "-o",
    "--output",
    "outputs",
    required=True,
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    callback=_files,
    help="The .html or .pdf file to write, replacing one of that name; may be repeated. Tables too large for a page "
    "go into NAME_files beside it; a PDF has their first rows.",
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
@options.redact
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    progress: bool | None,
    fail_on: str,
    inventory: Path | None,
    outputs: tuple[Path, ...],
    sections: list[str],
    title: str,
    author: str,
    logo: Path | None,
    language: str,
    where: list[tuple[str, str]],
    as_of: datetime,
    rules: Path | None,
    redact: Path | None,
) -> int:
    """HTML or PDF to send on: states, plan, findings, breakdowns with pictures, every number with its rows."""
    import pandas as pd

    from mdeanalysis.cli import _run
    from mdeanalysis.report.selection import select

    html = _html(outputs)
    words = html.Words(language)
    wanted = [part.kept() for part in html.chosen(sections)]
    fleet = _run.load_fleet(paths, progress, as_of, rules, inventory, redact)
    tables = select(fleet.tables, where)
    basis = html.Basis(tables, pd.Timestamp(as_of), fleet.rules, fleet.side_files, words, pd.Timestamp.now("UTC"))
    cover = html.Cover(title, author, logo)
    for file in outputs:
        _write(file, outputs, wanted, basis, cover)
    return _run.exit_status(tables, fail_on)


def _html(outputs: Sequence[Path]) -> ModuleType:
    """What makes reports, when all that this run needs is there: a missing package or folder is told at once."""
    from mdeanalysis.errors import OutputError

    pdf = any(file.suffix.lower() == _PDF for file in outputs)
    try:
        from mdeanalysis.report import html

        if pdf:
            import_module("mdeanalysis.report.pdf")
    except ImportError as error:
        raise OutputError(_MISSING_PDF if pdf else _MISSING) from error
    for file in outputs:
        if not file.parent.is_dir():
            raise OutputError(f"cannot write {file}: there is no folder {file.parent}")
        if file.is_dir():
            raise OutputError(f"cannot write {file}: it is a folder")
    return html


def _write(file: Path, outputs: Sequence[Path], parts: Sequence[Part], basis: Basis, cover: Cover) -> None:
    """One report, and on standard error what was written. A PDF names the page that was made besides."""
    from mdeanalysis.report.html import write_html
    from mdeanalysis.report.printable import printable

    note = ""
    if file.suffix.lower() == _PDF:
        from mdeanalysis.report.pdf import write_pdf

        page = next((one.name for one in outputs if one.suffix.lower() in _PAGES), "")
        made, note = write_pdf(file, parts, basis, cover, page)
        written = [made]
    else:
        written = write_html(file, parts, basis, cover)
    for one in written:
        click.echo(printable(f"{one}: {one.stat().st_size:,} bytes"), err=True)
    if note:
        click.echo(printable(f"{file}: {note}"), err=True)
