"""`mdeanalysis notebook run NAME PATH -o FILE`: a notebook run and made into a page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click


@click.group("notebook", short_help="Run a notebook without JupyterLab, and make a page of it.")
def COMMAND() -> None:  # noqa: N802
    """The notebooks without JupyterLab: run one, and make a page of it."""


def _values(_c: click.Context, _p: click.Parameter, values: tuple[str, ...]) -> dict[str, Any]:
    """NAME=VALUE as Python values where they are such, else as text."""
    import ast

    found: dict[str, Any] = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not name.strip().isidentifier():
            raise click.BadParameter(f"{value!r} is not NAME=VALUE")
        try:
            found[name.strip()] = ast.literal_eval(text)
        except (ValueError, SyntaxError):
            found[name.strip()] = text
    return found


@COMMAND.command("run")
@click.argument("name")
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="The .html file to write, replacing one of that name.",
)
@click.option(
    "-p",
    "--parameter",
    "parameters",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_values,
    help="Another parameter of the notebook's first cell, such as AFTER=new_results. May be repeated.",
)
def run(name: str, path: Path, output: Path, parameters: dict[str, Any]) -> int:
    """Runs a notebook (01_explore, correlate ...) on PATH and makes a page of it, without its code.

    The page asks no other server for anything. It holds names and addresses of your devices.
    """
    from mdeanalysis.cli import _export, _notebooks
    from mdeanalysis.errors import InputError

    notebook = _notebooks.named(name)
    _notebooks.check_installed("papermill", "nbconvert", "ipykernel", "ipywidgets", "itables", "matplotlib")
    if not path.exists():
        raise InputError(f"{path}: no such file or folder")
    _export.run(notebook, output.absolute(), {"RESULTS": str(path.absolute()), **parameters})
    click.echo(f"{output}: {output.stat().st_size:,} bytes", err=True)
    return 0
