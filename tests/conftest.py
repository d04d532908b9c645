"""What every test may count on: no network but this machine, and the installed command in a child process."""

from __future__ import annotations

import ipaddress
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from child import command_line

ROOT = Path(__file__).parent.parent
#: Whoever runs the tests may have imported an endpoint list; the tests are about the shipped one.
os.environ["MDEANALYSIS_CONFIG"] = str(ROOT / "tests" / "no-settings")
CONNECTS = {"socket.connect", "socket.sendto", "socket.sendmsg"}
LOOKS_UP = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"}


def is_this_machine(host: str | bytes | None) -> bool:
    """Whether a host is the loopback, or none is named at all."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def refuse_network(event: str, arguments: tuple[Any, ...]) -> None:
    """Audit hook: stops a connection or a look-up that would leave this machine before it happens."""
    if event in CONNECTS:
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None  # a Unix socket has a path
    elif event in LOOKS_UP:
        host = arguments[0]
    else:
        return
    if not is_this_machine(host):
        raise RuntimeError(f"tests stay on the loopback, {event} asks for {host!r}")


sys.addaudithook(refuse_network)
# Whoever starts the tests in the background lets them ignore Ctrl-C, and all that they start.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def run_command() -> Callable[..., subprocess.CompletedProcess[str]]:
    """`run_command("show", "PC-1", path)` runs the command as a user does; takes `input`, `cwd` and `env`."""

    def run(
        *arguments: str | os.PathLike[str],
        input: str | None = None,  # noqa: A002 - the word of subprocess.run
        cwd: Path | None = None,
        env: dict[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command_line(), *map(str, arguments)],
            input=input or "",
            cwd=cwd,
            env={**os.environ, "NO_COLOR": "1", "PYTHONUTF8": "1", **(env or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
