"""The command line: one module a command, found by itself. Only click is loaded until a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules

import click

from mdeanalysis import __version__
from mdeanalysis.errors import MdeAnalysisError

COULD_NOT_RUN, WRONG_USE, FINDINGS, NOT_ALL_READ, INTERRUPTED = 1, 2, 3, 4, 130
_BROKEN_PIPE = 141

_EPILOG = """
\b
Exit status: 0 clean, 1 could not run, 2 wrong use, 3 devices fail (--fail-on),
4 some input could not be read, 130 interrupted.
"""


class _Commands(click.Group):
    """Every module of this package that has a `COMMAND`."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return sorted(module.name for module in iter_modules(__path__) if not module.name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{__name__}.{cmd_name}").COMMAND
        return command


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mdeanalysis")
def cli() -> None:
    """Which devices cannot reach Microsoft Defender for Endpoint, over which path, and why.

    Reads results of Microsoft's client analyzer from folders, files, zips (nested too), .gz or - (standard input).
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """The installed command: runs, says what went wrong in one line, exits by the contract's status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a code page without the data's letters must not stop the run
    sys.exit(_status(arguments))


def _status(arguments: Sequence[str] | None) -> int:
    try:
        status = cli.main(args=arguments, prog_name="mdeanalysis", standalone_mode=False)
        sys.stdout.flush()
        return int(status or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except MdeAnalysisError as error:
        click.echo(f"mdeanalysis: {error}", err=True)
        return COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        click.echo("mdeanalysis: interrupted, nothing was written", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has left: say nothing more
        return _BROKEN_PIPE
    except OSError as error:
        click.echo(f"mdeanalysis: {error.strerror or error}: {error.filename or 'output'}", err=True)
        return COULD_NOT_RUN


if __name__ == "__main__":
    main()
