"""`mdeanalysis redact PATH... -o DIR`: a copy that is safe to share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mdeanalysis.cli import _options as options

if TYPE_CHECKING:
    from mdeanalysis.loading import Fleet
    from mdeanalysis.redaction.run import Redacted

#: Files that were left out and are told one by one.
_TOLD = 20


@click.command("redact", short_help="Write a copy that is safe to share, with pseudonyms.")
@options.paths
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    metavar="DIR",
    help="Folder to write the copy to.",
)
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The private map with its key: used again where it is there, so that copies agree; else made. "
    "Default: a new one in your own data folder.",
)
@click.option("--shift-times", is_flag=True, help="Move every date by one number of weeks that the key decides.")
@click.option("--review", is_flag=True, help="List what a person should look at: files and words that nobody knows.")
@click.option("--overwrite", is_flag=True, help="Write into a folder that is not empty.")
@options.progress
def COMMAND(  # noqa: N802, PLR0913 - one parameter an option
    paths: tuple[str, ...],
    output: Path,
    map_file: Path | None,
    shift_times: bool,
    review: bool,
    overwrite: bool,
    progress: bool | None,
) -> int:
    """Writes a copy with pseudonyms in the place of devices, users, domains, addresses, ids, proxies and passwords.

    Relations stay: one subnet, one domain, one proxy. The copy is searched for every value before it is kept. The map
    turns answers back (`unredact`); keep it to yourself.
    """
    from mdeanalysis.cli import NOT_ALL_READ, _run
    from mdeanalysis.redaction import run

    if "-" in paths:
        raise click.UsageError("redact takes files and folders, not standard input")
    fleet = _run.load_inputs(paths, progress)
    file = map_file or run.new_map_file()
    done = run.redact(paths, output, file, fleet=fleet, ways=run.Ways(shift_times, overwrite))
    _tell(done, output, file)
    if review:
        _review(done, fleet, output)
    return NOT_ALL_READ if any(left.lost for left in done.copy.left) else 0


def _tell(done: Redacted, output: Path, file: Path) -> None:
    from mdeanalysis.report.printable import printable

    for left in done.copy.left[:_TOLD]:
        click.echo(printable(f"left out: {left.place}: {left.why}"), err=True)
    if len(done.copy.left) > _TOLD:
        click.echo(f"and {len(done.copy.left) - _TOLD:,} more that were left out", err=True)
    click.echo(
        f"{output}: {done.copy.files:,} files, {done.copy.bytes:,} bytes; no value was found in them", err=True
    )
    click.echo(f"{file}: the map, {len(done.vault.images):,} pseudonyms; keep it to yourself", err=True)


def _review(done: Redacted, fleet: Fleet, output: Path) -> None:
    from mdeanalysis.redaction.review import review
    from mdeanalysis.report.printable import printable

    for looked in review(done, fleet, output):
        click.echo(printable(f"{looked.what}: {looked.text} ({looked.place}, {looked.times:,} times)"))
