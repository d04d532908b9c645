"""A made-up network with things wrong in it: what a device prints there, and what a plan's changes mend in it.

It knows nothing of how plans are made: changes act on the network by the words of their kind, target and hosts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from builders import BLOB, CTL, CYBER, GATEWAY, GATEWAY_2, block, device, report, url_check, write

URLS = {GATEWAY: "200", GATEWAY_2: "200", CYBER: "200", BLOB: "400", CTL: "200"}
HOSTS = [urlsplit(url).hostname or "" for url in URLS]
UNPINNED = {BLOB, CTL}
DIRECT = "direct from Bern"
SILENT = "12002"


@dataclass(frozen=True)
class Network:
    """Ways out (a proxy's address, or DIRECT) and what is wrong with hosts on them; `gone` proxies answer nobody."""

    blocked: frozenset[tuple[str, str]] = frozenset()
    inspected: frozenset[tuple[str, str]] = frozenset()
    signed_in: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def answer(self, way: str, url: str) -> str:
        """The word of `builders.answer` for a URL by an open way."""
        host = urlsplit(url).hostname or ""
        if way in self.gone:
            return "12029"
        if way in self.signed_in:
            return "407"
        if (way, host) in self.blocked:
            return "12029" if way == DIRECT else "403"
        if (way, host) in self.inspected and url not in UNPINNED:
            return "pin"
        return URLS[url]


@dataclass(frozen=True)
class Machine:
    """A device: its name, and its way out; `malformed` tells that the proxy's name is written wrongly."""

    name: str
    way: str = DIRECT
    malformed: bool = False


@dataclass(frozen=True)
class World:
    network: Network = field(default_factory=Network)
    machines: tuple[Machine, ...] = ()

    def write(self, folder: Path) -> Path:
        """A report a device, below the folder of its site."""
        return write(folder, {f"Bern/{one.name}.txt": self.text(one) for one in self.machines})

    def text(self, one: Machine) -> str:
        blocks = [block(url, self.words(one, url), pinned=url not in UNPINNED, proxy=_shown(one)) for url in URLS]
        return report(*blocks, items=device(one.name)).replace(url_check(), "")

    def words(self, one: Machine, url: str) -> str:
        if one.way == DIRECT:
            word = self.network.answer(DIRECT, url)
            return f"{word} {word} {word} - -"
        named = "bad" if one.malformed else self.network.answer(one.way, url)
        return f"{SILENT} {SILENT} {SILENT} {named} -"

    def after(self, changes: Iterable[Mapping[str, Any]]) -> World:
        """The same world with these changes of a plan made."""
        world = self
        for change in changes:
            world = world.with_change(change)
        return world

    def with_change(self, change: Mapping[str, Any]) -> World:
        kind, network = change["kind"], self.network
        if kind == "rerun_test":
            return self
        way = change["target"].removesuffix(", part of its devices")
        pairs = {(way, host) for host in change["hosts"]}
        if kind == "allow_host":
            network = replace(network, blocked=network.blocked - pairs)
        elif kind == "stop_inspection":
            network = replace(network, inspected=network.inspected - pairs)
        elif kind == "allow_anonymous":
            network = replace(network, signed_in=network.signed_in - {way})
        elif kind == "fix_proxy" and way.startswith("TelemetryProxyServer "):
            named = way.removeprefix("TelemetryProxyServer ")
            mended = tuple(replace(m, malformed=m.malformed and _shown(m) != named) for m in self.machines)
            return replace(self, machines=mended)
        elif kind == "fix_proxy" and way == "no proxy set, Bern":
            proxy = change["ask"].partition("same site ")[2].partition(" works")[0]
            return replace(
                self, machines=tuple(replace(m, way=proxy) if m.way == DIRECT else m for m in self.machines)
            )
        elif kind == "fix_proxy":
            network = replace(network, gone=network.gone - {way})
        else:
            raise AssertionError(f"this world has nothing for {kind} on {change['target']} to mend")
        return replace(self, network=network)


def _shown(one: Machine) -> str:
    if one.way == DIRECT:
        return "10.0.0.6:8080"
    return one.way.replace(".", " ", 1) if one.malformed else one.way
