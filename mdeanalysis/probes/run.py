"""All tries of a probe: each URL by each method, so many at once; what is done when it is broken off is kept."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mdeanalysis.formats.url_block_writer import ExceptionThrown, Result
from mdeanalysis.probes.methods import methods
from mdeanalysis.probes.outcomes import result_of
from mdeanalysis.probes.pac import ScriptError
from mdeanalysis.probes.request import Requester
from mdeanalysis.probes.settings import Settings
from mdeanalysis.probes.sight import Sight
from mdeanalysis.probes.system_proxy import SystemProxy, read_policy, read_system
from mdeanalysis.probes.targets import Target
from mdeanalysis.probes.way import Around, Method, Ways
from mdeanalysis.probes.wpad import Script, Scripts


@dataclass(frozen=True)
class Try:
    """One URL by one method: its row, and what each way of it saw (the last one decides)."""

    target: Target
    method: str
    result: Result
    sights: tuple[Sight, ...] = ()
    script: Script | None = None


@dataclass
class Tries:
    """What a probe has done so far."""

    targets: Sequence[Target]
    around: Around
    done: dict[tuple[str, str], Try] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many tries there are in all."""
        return len(self.targets) * len(methods())

    @property
    def interrupted(self) -> bool:
        """Whether some were not made."""
        return len(self.done) < self.total


def prepare(targets: Sequence[Target], settings: Settings, system: SystemProxy | None = None) -> Tries:
    """A probe that has not begun; `system` stands in for what this computer is set to."""
    policy = None if settings.named_proxy else read_policy()
    system = read_system() if system is None else system
    return Tries(targets, Around(settings, system, Scripts(settings), policy))


async def run(tries: Tries, tell: Callable[[Try], None]) -> None:
    """Makes all tries, and tells each. Cancelling it leaves those that are done."""
    settings = tries.around.settings
    settings.resolver.forget()
    tries.around.scripts = Scripts(settings)
    requester, gate = Requester(settings), asyncio.Semaphore(settings.concurrency)

    async def one(target: Target, method: Method) -> None:
        async with gate:
            try:
                found = await _attempt(target, method, tries.around, requester)
            except Exception:  # noqa: BLE001 - a bug costs this row, never the probe
                found = Try(target, method.name, ExceptionThrown())
        tries.done[target.url, method.name] = found
        tell(found)

    try:
        async with asyncio.TaskGroup() as group:
            for target in tries.targets:
                for method in methods():
                    group.create_task(one(target, method))
        await settings.resolver.settle()
    finally:
        await tries.around.scripts.close()


async def _attempt(target: Target, method: Method, around: Around, requester: Requester) -> Try:
    """Walks the ways of a method until one lets through to its first hop."""
    try:
        ways = await method.ways(target.url, around)
    except ScriptError as error:
        return Try(target, method.name, error.result)
    if not isinstance(ways, Ways):
        return Try(target, method.name, ways)
    sights: list[Sight] = []
    for proxy in ways.proxies:
        sights.append(await requester.attempt(target.url, proxy))
        if sights[-1].got_through:
            break
    return Try(target, method.name, result_of(sights[-1], target.pinned), tuple(sights), ways.script)
