"""The command line: one module a command, found by itself. Only click is loaded until a command runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

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

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a reader that has left, such as `head`, is no error worth words."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return _BROKEN_PIPE


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
        _say(str(error))
        return COULD_NOT_RUN
    except (click.Abort, KeyboardInterrupt):
        _say("interrupted, nothing was written")
        return INTERRUPTED
    except OSError as error:
        _say(f"{error.strerror or error}: {error.filename or 'output'}")
        return COULD_NOT_RUN


def _say(text: str) -> None:
    """One line on standard error; names in it may come from hostile input."""
    from mdeanalysis.report.printable import printable

    click.echo(printable(f"mdeanalysis: {text}"), err=True)


if __name__ == "__main__":
    main()
