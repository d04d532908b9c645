"""What `mdeanalysis probe` does around a probe: reads its options, shows its way, prints and writes what it found."""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdeanalysis import probing
from mdeanalysis.catalogue.choice import profile_of_region
from mdeanalysis.errors import OutputError
from mdeanalysis.probes.settings import Settings
from mdeanalysis.report import render
from mdeanalysis.report.beside import beside
from mdeanalysis.report.printable import json_safe, printable
from mdeanalysis.report.probe import build, headline
from mdeanalysis.report.selection import records

if TYPE_CHECKING:
    from mdeanalysis.probes.run import Try

_LEAST_WIDTH, _FREE_WIDTH = 120, 200
#: Tries that are shown while the probe runs.
_LAST = 8


def plan(told: dict[str, Any]) -> probing.Plan:
    """What the options say is to be tested."""
    like, urls = told["like"], told["urls"]
    if not (told["region"] or like or urls):
        raise click.UsageError("say what to test: --region, --like DEVICE PATH, or --url")
    if like and (told["region"] or told["workspaces"]):
        raise click.UsageError("--like tests what the device tested: --region and --workspace say something else")
    profile = profile_of_region(told["region"])
    profile = profile._replace(mode=told["mode"], os_build=told["os_build"], agent=told["agent"])
    return probing.plan(urls, profile, told["workspaces"], (like[0], [like[1]]) if like else None)


def settings(told: dict[str, Any]) -> Settings:
    """How the options say it is to be tested."""
    names = ("named_proxy", "command_line_proxy", "pac", "ca_file", "concurrency", "resolver")
    limit = float(told["timeout"])
    return Settings(**{name: told[name] for name in names}, connect_timeout=limit, read_timeout=limit)


def something_fails(wanted: probing.Plan, probed: probing.Probed) -> bool:
    """Whether a URL fails that is required, or of which that is not known, or the host of a workspace."""
    needed = {target.url for target in wanted.targets if target.required is not False}
    urls, hosts = probed.fleet.urls, probed.fleet.workspace_hosts
    failed = ((urls["state"] == "failed") & urls["url"].isin(needed)).any()
    return bool(failed or (hosts["outcome"] == "failed").any())


def check_place(output: Path | None) -> None:
    """Raises `OutputError` before anything is tried, where the report could not be written afterwards."""
    if output is not None and not output.parent.is_dir():
        raise OutputError(f"there is no folder {output.parent} to write the report to")


def write(probed: probing.Probed, output: Path | None, *, numbered: bool) -> None:
    """The report as a file; those of a series have the time in their names."""
    if output is None:
        return
    if numbered:
        output = output.with_stem(f"{output.stem}-{probed.started:%Y%m%dT%H%M%S}")
    output.write_bytes(probing.encoded(probed.text))
    click.echo(f"wrote {printable(str(output))}", err=True)


def wait(moment: datetime) -> bool:
    """Waits for a moment; False where Ctrl-C came first."""
    try:
        time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))
    except KeyboardInterrupt:
        click.echo("mdeanalysis: interrupted, what was found is above", err=True)
        return False
    return True


@contextmanager
def shown(wanted: probing.Plan, visible: bool) -> Iterator[Callable[[Try], None]]:
    """A bar and the last tries on standard error while the probe runs; gives what hears of each try."""
    if not visible:
        yield lambda _: None
        return
    from rich.console import Console, Group
    from rich.live import Live
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    from rich.table import Table

    bar = Progress(TextColumn("Probing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    task = bar.add_task("probe", total=len(wanted.targets) * 5)
    last: deque[tuple[str, str, str]] = deque(maxlen=_LAST)

    def page() -> Group:
        table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
        for row in list(last):
            table.add_row(*row)
        return Group(bar, table)

    def tell(one: Try) -> None:
        last.append((one.method, one.target.host, printable(str(one.result))[:60]))
        bar.advance(task)

    console = Console(stderr=True, force_terminal=True)
    with Live(get_renderable=page, console=console, transient=True, refresh_per_second=8):
        yield tell


class Page:
    """Prints a probe, or a line for each of a series."""

    def __init__(self, wanted: probing.Plan, format_: str, raw: bool) -> None:
        self._wanted, self._format, self._raw = wanted, format_, raw
        self._before: dict[str, str] = {}

    def show(self, probed: probing.Probed, *, series: bool) -> None:
        """Prints it; of a series, what has changed since the one before."""
        if probed.interrupted:
            click.echo("mdeanalysis: interrupted, what was found so far is shown", err=True)
        if not series:
            click.echo(self._page(probed), nl=False)
            return
        states = {row["url"]: row["state"] for row in records(probed.fleet.urls, ("url", "state"))}
        changed = {url: state for url, state in states.items() if self._before.get(url, state) != state}
        line = self._json(probed, changed) if self._format == "json" else self._line(probed, changed)
        click.echo(line)
        self._before = states

    def _page(self, probed: probing.Probed) -> str:
        whole = self._format in ("json", "csv")
        title, sections = build(probed.fleet.tables, whole=whole)
        if self._wanted.fleet is not None:
            sections.insert(0, beside(probed.fleet.tables, self._wanted.fleet.tables, self._wanted.like))
        width = max(_LEAST_WIDTH, shutil.get_terminal_size().columns) if sys.stdout.isatty() else _FREE_WIDTH
        return render.render(self._format, title, sections, raw=self._raw, width=width)

    def _line(self, probed: probing.Probed, changed: dict[str, str]) -> str:
        told = "".join(f"\n          {self._before[url]} -> {state}: {url}" for url, state in changed.items())
        return printable(f"{probed.started:%H:%M:%S}  {headline(probed.fleet.tables)}") + told

    def _json(self, probed: probing.Probed, changed: dict[str, str]) -> str:
        names = ("url", "state", "reason", "working_methods")
        found = {
            "at": probed.started.isoformat(timespec="seconds"),
            "changed": [{"url": url, "before": self._before[url], "now": state} for url, state in changed.items()],
            "urls": records(probed.fleet.urls, names),
        }
        return json_safe(json.dumps(found, ensure_ascii=False))
