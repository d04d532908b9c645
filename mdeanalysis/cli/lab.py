"""`mdeanalysis lab [PATH]`: the notebooks in JupyterLab, or one of them as a dashboard."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import click

_DASHBOARD = "02_correlate.ipynb"
#: Seconds between two looks whether the server has ended.
_BEAT = 0.5
_TERMINATED = 143


@click.command("lab", short_help="Start JupyterLab with the notebooks on your results.")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("mdeanalysis-notebooks"),
    show_default=True,
    help="Where your copies of the notebooks are; those that you have changed stay as they are.",
)
@click.option(
    "--voila", is_flag=True, help="A read-only dashboard of the correlate notebook instead, on this computer."
)
@click.option("--no-browser", is_flag=True, help="Only say where it is.")
@click.option("--port", type=click.IntRange(1, 65535), help="A port of this computer (default: a free one).")
def COMMAND(path: Path | None, folder: Path, voila: bool, no_browser: bool, port: int | None) -> int:  # noqa: N802
    """Copies the notebooks into a folder of yours, sets PATH in them, and starts JupyterLab there.

    Without PATH they look at a made-up sample fleet, which is written beside them. Ctrl-C ends the server.
    """
    from mdeanalysis.cli import _dashboard, _notebooks
    from mdeanalysis.errors import InputError

    _notebooks.check_installed("voila" if voila else "jupyterlab", "ipykernel", "ipywidgets", "itables", "matplotlib")
    if path is not None and not path.exists():
        raise InputError(f"{path}: no such file or folder")
    folder.mkdir(parents=True, exist_ok=True)
    results = path.absolute() if path else _notebooks.sample(folder.absolute())
    written, kept = _notebooks.copy(folder, results)
    click.echo(f"{folder}: {len(written)} notebooks that look at {results}", err=True)
    for name in kept:
        click.echo(f"{folder / name}: changed by you, and left as it is; its RESULTS says what it looks at", err=True)
    more = [*(["--no-browser"] if no_browser else []), *([f"--port={port}"] if port else [])]
    if not voila:
        return _serve([*_lab(folder), *more], dict(os.environ))
    with tempfile.TemporaryDirectory(prefix="mdeanalysis-") as place:
        dashboard = _dashboard.arguments(folder / _DASHBOARD, Path(place))
        return _serve([*dashboard, *more], _dashboard.environment(Path(place)))


def _lab(folder: Path) -> list[str]:
    """On the loopback, and without the news and updates that JupyterLab would ask other servers for."""
    quiet = ["--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    return ["jupyterlab", f"--notebook-dir={folder}", "--ServerApp.ip=127.0.0.1", *quiet]


def _serve(arguments: list[str], environment: dict[str, str]) -> int:
    """Runs the server until it ends; Ctrl-C is meant for it."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(_TERMINATED))  # else the server would go on without us
    process = subprocess.Popen([sys.executable, "-m", *arguments], env=environment)  # noqa: S603 - no shell
    try:
        while True:
            with suppress(subprocess.TimeoutExpired):
                return 1 if process.wait(_BEAT) > 0 else 0
    except KeyboardInterrupt:
        return 0  # a terminal has told the server as well; it would ask back, and nobody would answer
    finally:
        process.terminate()
        process.wait()
