"""`probe`: a live test from this computer, as a fleet of one result; every verdict, rule and report works on it."""

from __future__ import annotations

import io
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mdeanalysis import __version__
from mdeanalysis.catalogue.choice import profile_of_region
from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.errors import ProbeError
from mdeanalysis.loading import Fleet, load
from mdeanalysis.probes.apart import Apart
from mdeanalysis.probes.targets import Target, target_of, targets_of
from mdeanalysis.report.device import find
from mdeanalysis.report.selection import records
from mdeanalysis.tables.live import live_frame

if TYPE_CHECKING:
    from mdeanalysis.probes.run import Try
    from mdeanalysis.probes.settings import Settings
    from mdeanalysis.probes.system_proxy import SystemProxy

#: The Windows build whose needs are tested where none is named: Windows 11 24H2, with the Log Analytics agent
#: (which newer ones do not have) Windows Server 2012 R2.
DEFAULT_BUILD, DEFAULT_MMA_BUILD = 26100, 9600
_PARTS = ("httpcore", "h2", "anyio", "truststore", "pypac")


@dataclass
class Plan:
    """What to test: for which kind of device, and beside which fleet."""

    targets: Sequence[Target]
    profile: Profile = field(default_factory=Profile)
    #: The results among which the device of `like` is.
    fleet: Fleet | None = None
    #: That device's key, and its policy's proxy, which is tried where no other is given.
    like: str | None = None
    named_proxy: str | None = None


@dataclass
class Probed:
    """What a probe found. `text` is its report; `interrupted` tells that tries are missing."""

    fleet: Fleet
    text: str
    started: datetime
    interrupted: bool

    @property
    def name(self) -> str:
        """The computer that tested."""
        return str(self.fleet.results["device_name"].iloc[0])


def check_installed() -> None:
    """Raises `ProbeError` where the packages that probes need are not there."""
    if missing := [name for name in _PARTS if find_spec(name) is None]:
        told = ", ".join(missing)
        raise ProbeError(f"probes need further packages ({told}): python -m pip install 'mdeanalysis[probe]'")


def plan(
    urls: Sequence[str] = (),
    profile: Profile | None = None,
    workspaces: Sequence[str] = (),
    like: tuple[str, Sequence[str | Path]] | None = None,
) -> Plan:
    """What to test: named URLs, else what a device tested, else what the kind of device needs.

    Raises `ProbeError` where nothing is named, `SelectionError` where the catalogue or the fleet lacks it.
    """
    if like:
        return _plan_like(*like, urls)
    profile = profile or Profile()
    if urls:
        return Plan([target_of(url, profile) for url in dict.fromkeys(urls)], profile)
    if profile.region is None:
        raise ProbeError("say what to test: a region, a device that tested before (like), or URLs")
    if profile.os_build is None:
        build = DEFAULT_MMA_BUILD if profile.agent == "mma" else DEFAULT_BUILD
        profile = profile._replace(os_build=build)
    return Plan(targets_of(profile, workspaces), profile)


def _plan_like(device: str, paths: Sequence[str | Path], urls: Sequence[str]) -> Plan:
    fleet = load(*paths)
    key = find(fleet.tables, device)
    columns = ("region", "datacenter", "connectivity_mode", "agent", "os_build", "platform")
    (like,) = records(fleet.devices[fleet.devices["device_key"] == key], (*columns, "result_id", "device_name"))
    profile = Profile(*(like[name] for name in columns))
    tested = fleet.attempts[fleet.attempts["result_id"] == like["result_id"]]
    pinned = {row["url"]: row["pinned"] for row in records(tested, ("url", "pinned"))}
    wanted = dict.fromkeys(urls) if urls else pinned
    if not wanted:
        raise ProbeError(f"{like['device_name']} tested no URL")
    named = tested[tested["method"] == "named_proxy"]["proxy_address"].dropna()
    targets = [target_of(url, profile, pinned.get(url)) for url in wanted]
    return Plan(targets, profile, fleet, key, str(named.iloc[0]) if len(named) else None)


def probe(
    *urls: str,
    region: str | None = None,
    mode: str | None = None,
    os_build: int | None = None,
    agent: str | None = None,
    workspaces: Sequence[str] = (),
    like: tuple[str, str | Path] | None = None,
    **settings: Any,
) -> Fleet:
    """Tests from here what a kind of device needs, what a device of a fleet tested (`like=(device, path)`), or URLs.

    Gives a `Fleet` of one result whose table `live` has what each try saw: names, times, certificates. `settings` are
    those of `probes.settings.Settings`, such as `named_proxy="10.0.0.6:8080"`. Works under a running event loop.
    Where it is interrupted the tries that were made are kept, the others are missing. Raises `ProbeError`.
    """
    check_installed()
    from mdeanalysis.probes.settings import Settings, given_proxy

    for name in ("named_proxy", "command_line_proxy"):
        if settings.get(name):
            given_proxy(settings[name])
    profile = profile_of_region(region)._replace(mode=mode, os_build=os_build, agent=agent)
    wanted = plan(urls, profile, workspaces, (like[0], [like[1]]) if like else None)
    return execute(wanted, Settings(**settings)).fleet


def execute(
    wanted: Plan,
    settings: Settings,
    tell: Callable[[Try], None] = lambda _: None,
    system: SystemProxy | None = None,
    started: Callable[[Callable[[], None]], None] = lambda _: None,
) -> Probed:
    """Runs a plan; `tell` hears of every try, in another thread. Ctrl-C ends it, and keeps what is done.

    `started` is given what ends it too, for callers that hear no Ctrl-C, such as a button.
    """
    from mdeanalysis.probes.report_text import About, report_text
    from mdeanalysis.probes.run import prepare, run
    from mdeanalysis.probes.seen import rows_of

    began = datetime.now(UTC).astimezone()
    if wanted.named_proxy and not settings.named_proxy:
        settings = replace(settings, named_proxy=wanted.named_proxy)
    tries = prepare(wanted.targets, settings, system)
    apart = Apart(lambda: run(tries, tell))
    started(apart.cancel)
    apart.wait()
    about = About(__version__, socket.gethostname().partition(".")[0].upper(), began, wanted.profile)
    text = report_text(about, tries)
    fleet = load("-", stdin=io.BytesIO(encoded(text)))
    fleet.tables["live"] = live_frame(rows_of(tries), fleet.results)
    return Probed(fleet, text, began, tries.interrupted)


def encoded(text: str) -> bytes:
    """The bytes that the analyzer itself would write."""
    return b"\xff\xfe" + text.encode("utf-16-le")


def times(start: datetime, every: timedelta, until: datetime) -> list[datetime]:
    """When the probes of a series begin: at once, then every so often, none after `until`."""
    found = [start]
    while found[-1] + every <= until:
        found.append(found[-1] + every)
    return found
