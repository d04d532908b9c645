"""A network of its own (`unshare --net --mount`): names by a DNS server, services on their real ports, no way out.

`python -m probes.alone SCENE FOLDER COMMAND...` sets it up, runs the command in it and ends with its exit status.
"""

from __future__ import annotations

import errno
import os
import socket
import struct
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from probes.name_server import SILENT, NameServer
from probes.origin import Authorities, Origin

FRONT, EDGE = "front.trafficmanager.example.com", "edge.cloudapp.example.com"
_UP, _GET_FLAGS, _SET_FLAGS = 1, 0x8913, 0x8914


def isolated(scene: str, folder: Path, *command: str, timeout: float = 60) -> subprocess.CompletedProcess[str]:
    """Runs a command in a scene."""
    from probes.proxies import environment

    inner = [sys.executable, "-m", "probes.alone", scene, str(folder), *command]
    return subprocess.run(
        ["unshare", "--net", "--mount", *inner],
        env=environment() | {"NO_COLOR": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def can_be_alone() -> bool:
    """Whether this computer lets the tests have a network of their own: root's right, which containers may lack."""
    try:
        return (
            subprocess.run(["unshare", "--net", "--mount", "true"], capture_output=True, check=False).returncode == 0
        )
    except OSError:
        return False


def zone_of(scene: str) -> Mapping[str, str] | None:
    """What DNS says in a scene; None where nobody listens."""
    whole = {"*": FRONT, FRONT: EDGE, EDGE: "127.0.0.1"}
    whole |= {"wpad.contoso.com": "NXDOMAIN", "wpad.contoso.com.contoso.com": "NXDOMAIN"}
    zones: dict[str, Mapping[str, str] | None] = {
        "works": whole,
        "no-service": whole,
        "dns-is-silent": {"*": SILENT},
        "dns-fails": {"*": "SERVFAIL"},
        "no-network": None,
    }
    return zones[scene]


def loopback_up() -> None:
    """As `ip link set lo up` does."""
    import fcntl

    with socket.socket() as handle:
        asked = struct.pack("16sH14x", b"lo", 0)
        flags = struct.unpack_from("H", fcntl.ioctl(handle, _GET_FLAGS, asked), 16)[0]
        fcntl.ioctl(handle, _SET_FLAGS, struct.pack("16sH14x", b"lo", flags | _UP))


def replace(path: str, text: str, folder: Path) -> None:
    """Puts another text in a file's place, in this process's view of the files alone."""
    own = folder / Path(path).name
    own.write_text(text)
    subprocess.run(["mount", "--bind", str(own), os.path.realpath(path)], check=True)


def main(scene: str, folder: Path, make: Callable[[], list[str]]) -> int:
    """Sets a scene up and runs the command in it."""
    server = "192.0.2.53" if scene == "no-network" else "127.0.0.1"
    replace("/etc/resolv.conf", f"nameserver {server}\nsearch contoso.com\n", folder)
    replace("/etc/nsswitch.conf", "hosts: files dns\n", folder)
    loopback_up()
    with socket.socket() as outside:
        if outside.connect_ex(("192.0.2.1", 443)) != errno.ENETUNREACH:
            raise SystemExit("this network is not alone")
    zone = zone_of(scene)
    with ExitStack() as running:
        if zone is not None:
            running.enter_context(NameServer(zone, port=53))
        if scene == "works":
            contexts = Authorities(folder).contexts()
            for port in (80, 443):
                running.callback(Origin(contexts, port).close)
        return subprocess.run(make(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), lambda: sys.argv[3:]))
