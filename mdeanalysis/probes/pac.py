"""A proxy script: which ways it names for a URL. It runs in a child process with a time limit for each URL."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from mdeanalysis.formats.url_block_writer import Result
from mdeanalysis.probes.outcomes import BAD_SCRIPT, SCRIPT_FAILED, failed
from mdeanalysis.probes.settings import Proxy, proxy_of

#: Bytes of the largest script that is evaluated; those of large companies have a tenth.
LARGEST = 1 << 20
#: What the child's start may take besides.
_START = 10.0
#: After so many time limits in a row a script is not asked again.
_PATIENCE = 2
_ENTRY = re.compile(r"(?:PROXY|HTTP)\s+(?P<address>\S+)", re.IGNORECASE)


class ScriptError(Exception):
    """A script that names no way; `result` is the row that says so."""

    def __init__(self, result: Result) -> None:
        super().__init__(str(result))
        self.result = result


class Pac:
    """One script. URLs are asked one at a time; `close` ends the child."""

    def __init__(self, script: str, limit: float) -> None:
        self._script, self._limit = script, limit
        self._child: Process | None = None
        self._lock = asyncio.Lock()
        self._late = 0
        self._broken: ScriptError | None = None
        self._known: dict[str, list[Proxy | None]] = {}

    async def ways(self, url: str) -> list[Proxy | None]:
        """The proxies to try one after the other, None for none. Raises `ScriptError`."""
        async with self._lock:
            if url not in self._known:
                if self._broken:
                    raise self._broken
                self._known[url] = ways_of(await self._ask(url))
            return self._known[url]

    async def close(self) -> None:
        """Ends the child, if one runs."""
        child, self._child = self._child, None
        if child and child.returncode is None:
            with suppress(ProcessLookupError):
                child.kill()
            await child.wait()

    async def _ask(self, url: str) -> str:
        child = self._child or await self._start()
        try:
            answer = await self._tell(child, [url, urlsplit(url).hostname or ""], self._limit)
        except TimeoutError:
            self._late += 1
            raise await self._give_up(self._late >= _PATIENCE) from None
        self._late = 0
        if "error" in answer:
            raise ScriptError(failed(BAD_SCRIPT, answer["error"][:200]))
        return str(answer["found"])

    async def _start(self) -> Process:
        """A child that has read the script; one that it cannot read is broken for every URL."""
        command = [sys.executable, "-m", "mdeanalysis.probes.pac_child"]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
        child = self._child = await asyncio.create_subprocess_exec(
            *command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=environment, limit=LARGEST
        )
        try:
            await self._listen(child, _START)
            answer = await self._tell(child, self._script, self._limit)
        except TimeoutError:
            raise await self._give_up(True) from None
        if "error" in answer:
            await self.close()
            self._broken = ScriptError(failed(BAD_SCRIPT, answer["error"][:200]))
            raise self._broken
        return child

    async def _give_up(self, for_good: bool) -> ScriptError:
        """Ends a child that takes too long."""
        await self.close()
        late = ScriptError(failed(SCRIPT_FAILED, f"stopped after {self._limit:g} s"))
        self._broken = late if for_good else self._broken
        return late

    async def _tell(self, child: Process, line: Any, limit: float) -> dict[str, str]:
        assert child.stdin is not None
        with suppress(ConnectionError):
            child.stdin.write(json.dumps(line).encode() + b"\n")
            await child.stdin.drain()
        return await self._listen(child, limit)

    @staticmethod
    async def _listen(child: Process, limit: float) -> dict[str, str]:
        assert child.stdout is not None
        async with asyncio.timeout(limit):
            line = await child.stdout.readline()
        answer: dict[str, str] = json.loads(line or '{"error": "the script ended its process"}')
        return answer


def ways_of(text: str) -> list[Proxy | None]:
    """What `PROXY a:80; DIRECT` names; ways that WinHTTP does not know (SOCKS, HTTPS) are passed over."""
    ways: list[Proxy | None] = []
    for entry in filter(None, map(str.strip, text.split(";"))):
        found = _ENTRY.fullmatch(entry)
        address = found["address"] if found else ""
        if entry.upper() == "DIRECT":
            ways.append(None)
        elif address and (proxy := proxy_of(address if ":" in address else f"{address}:80")):
            ways.append(proxy)
    if not ways:
        raise ScriptError(failed(BAD_SCRIPT, f"it names no usable way: {text[:100] or 'nothing'}"))
    return ways
