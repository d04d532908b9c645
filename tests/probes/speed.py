"""How long a probe takes beside what its concurrency allows at best: 60 URLs by 5 methods, answers after 200 ms."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from probes.network import GATEWAY
from probes.proxies import environment, squid, until_said
from probes.scripts import Scripts

from mdeanalysis.probes.dns import Resolver
from mdeanalysis.probes.settings import Settings
from mdeanalysis.probes.system_proxy import SystemProxy
from mdeanalysis.probing import Probed, execute, plan

URLS, METHODS, ANSWER = 60, 5, 0.2
SCRIPT = "function FindProxyForURL(url, host) { return 'DIRECT'; }"


@contextmanager
def ready(folder: Path) -> Iterator[Callable[[int], tuple[float, Probed]]]:
    """Gives a probe of so many tries at once: its time over the best possible, and what it found.

    The services and squid run in processes of their own, so that they do not share the probe's time.
    """
    command = [sys.executable, "-m", "probes.origin", str(folder)]
    with (
        subprocess.Popen(
            command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as child,
        squid([GATEWAY]) as proxies,
        Scripts() as scripts,
    ):
        port = int(until_said(child, "port", 1).split()[1])
        wanted = plan([f"https://{GATEWAY}:{port}/answer/slow/{ANSWER}?{number}" for number in range(URLS)])

        def measure(at_once: int) -> tuple[float, Probed]:
            chosen = Settings(
                named_proxy=proxies.plain,
                command_line_proxy=proxies.plain,
                pac=scripts.address_of(SCRIPT),
                ca_file=folder / "trusted.pem",
                concurrency=at_once,
                resolver=Resolver({GATEWAY: "127.0.0.1"}),
            )
            started = time.perf_counter()
            found = execute(wanted, chosen, system=SystemProxy())
            return (time.perf_counter() - started) / (URLS * METHODS * ANSWER / at_once), found

        yield measure
        assert child.stdin is not None
        child.stdin.close()
