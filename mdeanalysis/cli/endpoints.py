"""`mdeanalysis endpoints [list|lookup URL|check|import FILE]`: the endpoint catalogue."""

from __future__ import annotations

import shutil
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdeanalysis.cli import FINDINGS
from mdeanalysis.cli import _options as options

if TYPE_CHECKING:
    from mdeanalysis.catalogue.imports.merge import Merged
    from mdeanalysis.catalogue.profile import Profile
    from mdeanalysis.catalogue.table import Row
    from mdeanalysis.cli._endpoint_files import Found
    from mdeanalysis.report.section import Section

#: Narrower, hosts could not be read whole; a file or pipe is as wide as they want.
_LEAST_WIDTH, _FREE_WIDTH = 120, 200
#: Stated in the help without loading the catalogue; a test holds it to `catalogue.age.LIMIT_DAYS`.
_LIMIT_DAYS = 90


class _ListByDefault(click.Group):
    """`endpoints --region EU` means `endpoints list --region EU`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args or (args[0].startswith("-") and args[0] not in ctx.help_option_names):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("endpoints", short_help="The endpoints that Defender needs: list, look up, import.", cls=_ListByDefault)
def COMMAND() -> None:  # noqa: N802
    """The endpoints that Defender needs: list them, look one up, see how old the list is, import a newer one."""


def _device(function: options.Function) -> options.Function:
    """The options that say for which devices."""
    choices = {"--mode": ["standard", "streamlined"], "--agent": ["built_in", "unified", "mma", "xmde"]}
    helps = {
        "--mode": "How the devices are onboarded.",
        "--agent": "Their agent; a unified one needs what Windows 10 does.",
    }
    for name, words in choices.items():
        function = click.option(name, type=click.Choice(words), help=helps[name])(function)
    platform = click.option("--platform", type=click.Choice(["windows", "macos", "linux"]), help="Their system.")
    build = click.option("--build", type=click.IntRange(1), metavar="N", help="Their Windows build, such as 19045.")
    region = click.option("--region", metavar="REGION", help="Their region: US, EU, UK ... GCC, GCCH, DOD, or GW_EU.")
    return region(build(platform(function)))


def _profile(
    region: str | None, build: int | None, platform: str | None, mode: str | None, agent: str | None
) -> Profile:
    from mdeanalysis.catalogue.choice import profile_of_region

    found = profile_of_region(region)
    return found._replace(mode=mode, agent=agent, os_build=build, platform=platform)


def _print(format_: str, headline: str, sections: list[Section], raw: bool) -> None:
    from mdeanalysis.report import render

    width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
    click.echo(render.render(format_, headline, sections, raw=raw, width=width, short=True), nl=False)


@COMMAND.command("list")
@_device
@click.option("--service", "services", multiple=True, metavar="NAME", help="Only this service. May be repeated.")
@click.option(
    "--required", is_flag=True, help="Only what such a device requires (with --region, and --build on Windows)."
)
@click.option("--workspace", "workspaces", multiple=True, metavar="ID", help="Name the hosts of this workspace.")
@click.option("--workspaces-of", multiple=True, metavar="PATH", help="Name the hosts of these results' workspaces.")
@options.as_of
@options.format_
@options.raw
def list_(  # noqa: PLR0913 - one parameter an option
    services: tuple[str, ...],
    required: bool,
    workspaces: tuple[str, ...],
    workspaces_of: tuple[str, ...],
    as_of: datetime,
    format_: str,
    raw: bool,
    **device: Any,
) -> int:
    """Every endpoint, or those for devices of some kind: their own region's and the worldwide ones.

    CSV has all columns and can be imported again.
    """
    from mdeanalysis.catalogue import stored
    from mdeanalysis.catalogue.choice import chosen, filled
    from mdeanalysis.catalogue.rows import catalogue
    from mdeanalysis.report.endpoints import list_section, origin_of

    names = [*workspaces, *_workspaces(workspaces_of)]
    rows = list(filled(chosen(_profile(**device), services, required=required), names))
    place = stored.place() if stored.stored_text() is not None else None
    told = origin_of(catalogue(), place, as_of.date())
    section = list_section(rows, full=format_ in ("csv", "json"))
    _print(format_, f"{len(rows):,} of {len(catalogue()):,} endpoints, {told}", [section], raw)
    return 0


def _workspaces(paths: tuple[str, ...]) -> list[str]:
    if not paths:
        return []
    from mdeanalysis.cli import _run

    column = _run.load_fleet(paths, None).results["workspace_ids"].dropna()
    return [name.strip() for value in column.astype("str").unique() for name in value.split(",")]


@COMMAND.command("lookup")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@_device
@options.format_
@options.raw
def lookup_(urls: tuple[str, ...], format_: str, raw: bool, **device: Any) -> int:
    """What a URL or host is for, what it answers, and whether a device of some kind requires it.

    The row of the host itself counts, else that of the longest wildcard that fits.
    """
    from mdeanalysis.catalogue.endpoints import lookup
    from mdeanalysis.report.endpoints import lookup_section

    profile = _profile(**device)
    found = [(url, lookup(url, profile)) for url in urls]
    known = sum(bool(endpoint.rows) for _, endpoint in found)
    _print(format_, f"{known:,} of {len(found):,} known", [lookup_section(*one) for one in found], raw)
    return 0


@COMMAND.command("check")
@click.argument("day", required=False, type=click.DateTime(["%Y-%m-%d"]), metavar="[DATE]")
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=_LIMIT_DAYS,
    show_default=True,
    metavar="DAYS",
    help="Days after which a list is old.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="warning",
    show_default=True,
    help="What makes the exit status 3; a list beyond the limit counts as a warning.",
)
@options.format_
@options.raw
def check(day: datetime | None, limit: int, fail_on: str, format_: str, raw: bool) -> int:
    """How old each of Microsoft's lists in the catalogue is on DATE (default: today).

    One that is older than 90 days, or --limit, is a finding of severity warning: exit status 3.
    """
    from mdeanalysis.catalogue.rows import catalogue
    from mdeanalysis.report.endpoints import age_section

    today = (day or datetime.now(UTC)).date()
    section = age_section(catalogue(), today, limit)
    old = sum("severity" in row for row in section.rows)
    headline = f"{old:,} of {len(section.rows):,} lists older than {limit:,} days on {today}"
    _print(format_, headline, [section], raw)
    return FINDINGS if old and fail_on == "warning" else 0


@COMMAND.command("import")
@click.argument("file", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Show what differs, and store nothing.")
@click.option("--keep", is_flag=True, help="FILE is an extract: drop nothing that it does not name.")
@click.option("--reset", is_flag=True, help="Go back to the shipped list; takes no FILE.")
@click.option(
    "--dated",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of the list (default: when the workbook, else the file, was last changed).",
)
@options.format_
@options.raw
def import_(  # noqa: PLR0913 - one parameter an option
    file: Path | None,
    dry_run: bool,
    keep: bool,
    reset: bool,
    dated: datetime | None,
    format_: str,
    raw: bool,
) -> int:
    """Takes a newer list: Microsoft's spreadsheet (.xlsx, .csv), an analyzer's RegionsURLs.json, or our own CSV.

    Shows what it adds, changes and drops against the shipped list, and keeps the result for all commands in your
    folder for settings (MDEANALYSIS_CONFIG names another). What Microsoft's list or the analyzer's no longer names
    stays as legacy, to explain old results; our own CSV stands for itself.
    """
    if reset == (file is not None) or (reset and dry_run):
        raise click.UsageError("import takes a FILE, or --reset alone")
    if file is None:
        return _reset()
    from mdeanalysis.cli._endpoint_files import read_file
    from mdeanalysis.report.endpoints import differences, left_section, told_counts

    found = read_file(file)
    shown, rows = _merged(found, dated.date() if dated else found.day, file.name, keep)
    if len(shown.of_kind("dropped")) > shown.named:
        click.echo("endpoints: it drops more than it names; of an extract, --keep drops nothing", err=True)
    place = "nothing is stored (--dry-run)" if dry_run else f"stored in {_store(rows)}"
    headline = f"{file.name}: {told_counts(shown)}; {place}"
    _print(format_, headline, [differences(shown), left_section(found.listing)], raw)
    return 0


def _reset() -> int:
    from mdeanalysis.catalogue.stored import forget

    told = "the shipped list is in use again" if forget() else "the shipped list was in use already"
    click.echo(f"endpoints: {told}", err=True)
    return 0


def _merged(found: Found, day: date, name: str, keep: bool) -> tuple[Merged, tuple[Row, ...]]:
    """What differs from the shipped list, and the rows of the list in use with the file's."""
    from mdeanalysis.catalogue.imports.merge import compare, merge
    from mdeanalysis.catalogue.imports.origin import Origin
    from mdeanalysis.catalogue.rows import catalogue, shipped

    if found.listing is None:
        named = {row.key for row in found.rows}
        others = [row for row in catalogue() if keep and row.key not in named]
        return compare(shipped(), (*found.rows, *others)), (*found.rows, *others)
    origin = Origin(found.listing.kind, day, name)
    shown = merge(shipped(), found.listing, origin, keep=keep)
    return shown, merge(catalogue(), found.listing, origin, keep=keep).rows


def _store(rows: tuple[Row, ...]) -> Path:
    from mdeanalysis.catalogue.stored import store
    from mdeanalysis.catalogue.table import write

    return store(write(rows))
