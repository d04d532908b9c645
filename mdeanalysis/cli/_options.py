"""Options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

Function = TypeVar("Function", bound=Callable[..., Any])

paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
fail_on = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    show_default=True,
    help="What makes the exit status 3; a failed device counts as an error.",
)
progress = click.option("--progress/--no-progress", default=None, help="Show progress (default: on a terminal).")
format_ = click.option(
    "--format",
    "format_",
    type=click.Choice(["table", "json", "csv", "markdown"]),
    default="table",
    show_default=True,
    help="What the output is: a page to read, or data for other tools.",
)
raw = click.option("--raw", is_flag=True, help="Leave CSV cells that a spreadsheet takes for formulas as they are.")


def _conditions(_c: click.Context, _p: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = [value.partition("=") for value in values]
    for column, equals, value in pairs:
        if not equals or not column.strip():
            raise click.BadParameter(f"{column + equals + value!r} is not COLUMN=VALUE")
    return [(column.strip(), value.strip()) for column, _, value in pairs]


def columns(_c: click.Context, _p: click.Parameter, values: tuple[str, ...]) -> list[str]:
    """The names of a comma list that may be repeated, once each."""
    names = [name.strip() for value in values for name in value.split(",")]
    return list(dict.fromkeys(name for name in names if name))


def _date(_c: click.Context, _p: click.Parameter, value: datetime | None) -> datetime:
    return (value or datetime.now(UTC)).replace(tzinfo=UTC)


def _where(what: str) -> Callable[[Function], Function]:
    return click.option(
        "--where",
        multiple=True,
        metavar="COLUMN=VALUE",
        callback=_conditions,
        help=f"Only {what} with this value; nothing after = means unknown. May be repeated.",
    )


where = _where("devices")
where_inputs = _where("inputs")
by = click.option(
    "--by", multiple=True, metavar="COLUMN[,COLUMN]", callback=columns, help="Break down by these columns."
)
as_of = click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    callback=_date,
    metavar="DATE",
    help="Judge the age of results on this day (default: now).",
)
rules = click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Rules of your own besides: Python modules with a RULE, whose code is run.",
)
inventory = click.option(
    "--inventory",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The devices that are expected (CSV or .xlsx), such as the portal's export, to join and to count.",
)
redact = click.option(
    "--redact",
    type=click.Path(path_type=Path),
    metavar="KEYFILE",
    help="Write pseudonyms in the place of names, addresses and ids; their private map, with its key, is KEYFILE.",
)


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta[f"mdeanalysis.{parameter.name}"] = value


_jobs = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    expose_value=False,
    callback=_keep,
    help="Processes that read where there is much (default: as many as cores and memory bear).",
)
_file_timeout = click.option(
    "--file-timeout",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    expose_value=False,
    callback=_keep,
    help="Leave and name a file that takes longer to read.",
)


def effort(function: Function) -> Function:
    """How much of the machine a command takes to read; `_run` finds it in the context."""
    for option in (_file_timeout, _jobs):
        function = option(function)
    return function


def reading(function: Function) -> Function:
    """The options of every command that reads results."""
    for option in (inventory, effort, progress, fail_on, paths):
        function = option(function)
    return function
