"""`mdeanalysis unredact --map FILE [FILE]`: the way back."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("unredact", short_help="Turn the pseudonyms of a text back into names.")
@click.argument("file", default="-", type=click.Path(path_type=Path, allow_dash=True), metavar="[FILE]")
@click.option(
    "--map",
    "map_file",
    required=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The private map that redact wrote.",
)
def COMMAND(file: Path, map_file: Path) -> int:  # noqa: N802
    """Turns the pseudonyms of a text, such as a colleague's answer, back into what they stand for.

    Reads FILE or standard input and writes to standard output, in UTF-8.
    """
    from mdeanalysis.intake import decode
    from mdeanalysis.redaction.restore import restored
    from mdeanalysis.redaction.vault import load

    vault = load(map_file)
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    sys.stdout.buffer.write(restored(decode(data, file.name).text, vault).encode("utf-8", "surrogateescape"))
    return 0
