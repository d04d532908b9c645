"""A small network on the loopback: services, proxies, proxy scripts, and holes."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from probes.origin import EXPIRED, FOREIGN, Authorities, Origin
from probes.proxies import Squid, free_ports, inspecting, squid

from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.probes.dns import Resolver
from mdeanalysis.probes.settings import Settings
from mdeanalysis.probes.system_proxy import SystemProxy
from mdeanalysis.probes.targets import target_of
from mdeanalysis.probing import Plan, Probed, execute

GATEWAY = "winatp-gw-weu.microsoft.com"
BLOB = "automatedirstrprdweu.blob.core.windows.net"
EU = Profile("EU", os_build=26100)
#: Where connections went, while a list is here.
CONTACTED: list[list[Any]] = []


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    if CONTACTED and event in ("socket.connect", "socket.sendto"):
        CONTACTED[-1].append(arguments[1])


sys.addaudithook(_note)


@pytest.fixture(scope="session")
def authorities(tmp_path_factory: pytest.TempPathFactory) -> Authorities:
    return Authorities(tmp_path_factory.mktemp("authorities"))


@pytest.fixture(scope="session")
def origin(authorities: Authorities) -> Iterator[Origin]:
    server = Origin(authorities.contexts())
    yield server
    server.close()


@pytest.fixture(scope="session")
def proxies() -> Iterator[Squid]:
    with squid([GATEWAY, BLOB, EXPIRED, FOREIGN, "any.contoso.com"]) as running:
        yield running


@pytest.fixture(scope="session")
def inspector(tmp_path_factory: pytest.TempPathFactory, authorities: Authorities) -> Iterator[str]:
    with inspecting(tmp_path_factory.mktemp("inspector"), authorities.contoso, authorities.file) as address:
        yield address


@pytest.fixture
def settings(authorities: Authorities, origin: Origin) -> Callable[..., Settings]:
    """Every name lies at the origin, all limits are short."""

    def make(**changes: Any) -> Settings:
        usual = {
            "ca_file": authorities.file,
            "connect_timeout": 3.0,
            "read_timeout": 3.0,
            "script_timeout": 1.0,
            "resolver": Resolver({"*": f"127.0.0.1:{origin.port}"}),
            "suffixes": (),
            "announced": (),
        }
        return Settings(**usual | changes)

    return make


@pytest.fixture
def probed(settings: Callable[..., Settings]) -> Callable[..., Probed]:
    """`probed(url, named_proxy=...)` probes URLs as a device of the EU region would."""

    def run(*urls: str, system: SystemProxy | None = None, pinned: bool | None = None, **changes: Any) -> Probed:
        targets = [target_of(url, EU, pinned) for url in urls]
        return execute(Plan(targets, EU), settings(**changes), system=system or SystemProxy())

    return run


@pytest.fixture
def dead_port() -> str:
    return f"127.0.0.1:{free_ports(1)[0]}"


@pytest.fixture
def silent_port() -> Iterator[str]:
    """Takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def black_hole() -> Iterator[str]:
    """A port whose queue is full, so that further connections are dropped without an answer."""
    with socket.socket() as server, socket.socket() as first, socket.socket() as second:
        server.bind(("127.0.0.1", 0))
        server.listen(0)
        for filler in (first, second):
            filler.setblocking(False)
            filler.connect_ex(server.getsockname())
        yield f"127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def contacted() -> Iterator[list[Any]]:
    """The addresses that this process connects to during the test."""
    addresses: list[Any] = []
    CONTACTED.append(addresses)
    yield addresses
    CONTACTED.pop()


@pytest.fixture
def script_at(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """`script_at(text)` serves a proxy script and gives its address."""
    from probes.scripts import Scripts

    with Scripts() as server:
        yield server.address_of
