"""JupyterLab and Voila as `mdeanalysis lab` starts them, with settings and folders of the tests' own."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

ROOT = Path(__file__).parents[2]
_SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is in the page, in sight or not
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
}
#: What is late on a busy machine says so itself, and is no error.
_IDLE = re.compile(r"taking too long|to activate|WebSocket|DevTools|deprecat", re.IGNORECASE)


def environment(folder: Path) -> dict[str, str]:
    """A home of its own for Jupyter, which may be started by root; kernels know this checkout and its tests."""
    (folder / "config").mkdir(parents=True)
    (folder / "config" / "jupyter_server_config.json").write_text('{"ServerApp": {"allow_root": true}}')
    for name, settings in _SETTINGS.items():
        place = folder / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(json.dumps(settings))
    paths = [str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
    places = {
        "JUPYTER_CONFIG_DIR": "config", "JUPYTERLAB_SETTINGS_DIR": "settings", "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime", "IPYTHONDIR": "ipython", "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }  # fmt: skip
    own = {name: str(folder / part) for name, part in places.items()}
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), **own}


@contextmanager
def serving(folder: Path, *arguments: str | Path) -> Iterator[str]:
    """`mdeanalysis lab` with these arguments; gives the address that it says, and ends it afterwards."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    words = [sys.executable, "-m", "mdeanalysis", "lab", *map(str, arguments), "--no-browser", "--port", str(port)]
    with subprocess.Popen(words, env=environment(folder), stderr=subprocess.PIPE, text=True) as server:
        try:
            yield _address(server, port)
        finally:
            server.terminate()


def _address(server: subprocess.Popen[str], port: int) -> str:
    """With the token where the server prints one; Voila prints none, and is there once it answers."""
    assert server.stderr is not None
    said: list[str] = []
    for line in server.stderr:
        said.append(line)
        if found := re.search(rf"http://127\.0\.0\.1:{port}/(?:lab\?token=\w+|\s|$)", line):
            Thread(target=_drain, args=(server.stderr,), daemon=True).start()
            _until_it_answers(port)
            return found[0].strip()
    raise AssertionError("".join(said))


def _drain(stream: TextIO) -> None:
    """Whatever a server says more, so that it never waits for a reader."""
    with suppress(ValueError):  # closed meanwhile
        for _ in stream:
            pass


def _until_it_answers(port: int) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/static/none", timeout=5)
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)  # a server has no other way to say that it listens
        else:
            return
    raise AssertionError("the server does not answer")


def listening(page: Any) -> list[str]:
    """The page's errors, and all that it asks other servers for, as they come."""
    heard: list[str] = []

    def said(message: Any) -> None:
        if message.type == "error" and not _IDLE.search(message.text):
            heard.append(f"console: {message.text}")

    def asked(request: Any) -> None:
        if not re.match(r"(?:https?|wss?)://127\.0\.0\.1:|data:|blob:", request.url):
            heard.append(f"request: {request.url}")

    page.on("console", said)
    page.on("pageerror", lambda error: heard.append(f"error: {error}"))
    page.on("request", asked)
    return heard


def notebook(*cells: str) -> str:
    """The text of a notebook with these cells of code."""
    common: dict[str, Any] = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
    made = [common | {"id": f"c{place}", "source": source} for place, source in enumerate(cells)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps({"cells": made, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})
