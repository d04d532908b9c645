"""The options of `mdeanalysis probe`: what is tested, how, how often."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click

from mdeanalysis.cli._options import Function
from mdeanalysis.errors import ProbeError

_UNITS = {"s": 1, "m": 60, "h": 3600}


class Duration(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """Seconds, or a number with `s`, `m` or `h`."""

    name = "duration"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,6})([smh]?)", str(value).strip())
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no time such as 30s, 5m or 2h", param, ctx)
        return timedelta(seconds=int(found[1]) * _UNITS[found[2] or "s"])


class Until(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A moment: `18:30` of today or tomorrow, a date with a time, or how long from the beginning."""

    name = "time"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime | timedelta:
        now = datetime.now(UTC).astimezone()
        text = str(value).strip()
        if re.fullmatch(r"\d{1,2}:\d\d", text):
            hour, minute = map(int, text.split(":"))
            if hour < 24 and minute < 60:
                found = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
                return found if found >= now else found + timedelta(days=1)
        try:
            return datetime.fromisoformat(text).astimezone()
        except ValueError:
            return Duration().convert(text, param, ctx)


def _proxy(_c: click.Context, _p: click.Parameter, value: str | None) -> str | None:
    from mdeanalysis.probes.settings import given_proxy

    try:
        return given_proxy(value) if value else None
    except ProbeError as error:
        raise click.BadParameter(str(error)) from error


def _places(_c: click.Context, _p: click.Parameter, values: tuple[str, ...]) -> Any:
    from mdeanalysis.probes.dns import Resolver

    pairs = [value.partition("=") for value in values]
    if wrong := [host + equals + place for host, equals, place in pairs if not (host and place)]:
        raise click.BadParameter(f"{wrong[0]!r} is not HOST=ADDRESS[:PORT]")
    try:
        return Resolver({host: place for host, _, place in pairs})
    except ProbeError as error:
        raise click.BadParameter(str(error)) from error


def targets(function: Function) -> Function:
    """The options that say what is tested."""
    choices = {"--agent": ["built_in", "unified", "mma"], "--mode": ["standard", "streamlined"]}
    helps = {"--agent": "Their agent.", "--mode": "How they are onboarded."}
    url = click.option("--url", "urls", multiple=True, metavar="URL", help="Only this URL. May be repeated.")
    like = click.option(
        "--like", nargs=2, metavar="DEVICE PATH", help="What this device of these results tested, beside the fleet."
    )
    workspace = click.option(
        "--workspace", "workspaces", multiple=True, metavar="ID", help="With --agent mma: this workspace's hosts too."
    )
    build = click.option(
        "--os-build", type=click.IntRange(1), metavar="N", help="Their Windows build. [default: 26100; with mma 9600]"
    )
    region = click.option(
        "--region", metavar="REGION", help="What devices of this region need: US, EU ... GCC, GCCH, DOD, or GW_EU."
    )
    function = workspace(like(url(function)))
    for name, words in choices.items():
        function = click.option(name, type=click.Choice(words), help=helps[name])(function)
    return region(build(function))


def ways(function: Function) -> Function:
    """The options that say how it is tested."""
    made = (
        click.option("--named-proxy", metavar="HOST:PORT", callback=_proxy,
                     help="In place of the policy's TelemetryProxyServer."),
        click.option("--proxy", "command_line_proxy", metavar="HOST:PORT", callback=_proxy,
                     help="A proxy to try besides (row 5)."),
        click.option("--pac", metavar="URL", help="A proxy script, in place of what WPAD discovers."),
        click.option("--ca-file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
                     help="Certificates to trust besides the system's (PEM)."),
        click.option("--resolve", "resolver", multiple=True, metavar="HOST=ADDRESS[:PORT]", callback=_places,
                     help="Where a name lies (* for all); DNS is not asked for it."),
        click.option("--timeout", type=click.FloatRange(0.1, 300), default=10, show_default=True, metavar="SECONDS",
                     help="How long each step may take."),
        click.option("--concurrency", type=click.IntRange(1, 200), default=16, show_default=True,
                     help="Tries at once."),
    )  # fmt: skip
    for option in reversed(made):
        function = option(function)
    return function
