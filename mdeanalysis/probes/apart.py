"""Runs a probe in a thread with an event loop of its own: whoever calls, such as a notebook, may have one running."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from contextlib import suppress
from typing import Any

_LOG = logging.getLogger(__name__)
#: Seconds between two looks for Ctrl-C.
_BEAT = 0.2


class Apart:
    """One coroutine on its way; what it raises is raised by `wait`."""

    def __init__(self, body: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._body = body
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None
        self._thread = threading.Thread(target=self._work, name="mdeanalysis probe", daemon=True)

    def wait(self) -> None:
        """Runs it to its end. Ctrl-C cancels it, and is no error here: its work so far is there."""
        self._thread.start()
        while self._thread.is_alive():
            try:
                self._thread.join(_BEAT)
            except KeyboardInterrupt:
                self.cancel()
        if self._failure:
            raise self._failure

    def cancel(self) -> None:
        """Asks it to end."""
        if self._loop and self._task:
            self._loop.call_soon_threadsafe(self._task.cancel)

    def _work(self) -> None:
        try:
            asyncio.run(self._watch())
        except BaseException as error:  # noqa: BLE001 - raised again where it was called
            self._failure = error

    async def _watch(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.ensure_future(self._body())
        # What breaks below a try is told in its row; nothing is to be written between a page's lines.
        self._loop.set_exception_handler(lambda _, told: _LOG.debug("%s", told.get("message")))
        with suppress(asyncio.CancelledError):
            await self._task
