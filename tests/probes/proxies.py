"""Real proxies on the loopback: squid, which lets through, refuses and wants a name; and one that opens TLS."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
import trustme

#: Where root and apt are at hand, `make test` has brought what is missing.
_INSTALLABLE = shutil.which("apt-get") is not None and hasattr(os, "geteuid") and os.geteuid() == 0
_SQUID = """
http_port 127.0.0.1:{plain} name=plain
http_port 127.0.0.1:{refusing} name=refusing
http_port 127.0.0.1:{asking} name=asking
acl refusing myportname refusing
acl asking myportname asking
auth_param negotiate program /usr/lib/squid/basic_fake_auth
auth_param negotiate children 1 startup=0
auth_param basic program /usr/lib/squid/basic_fake_auth
auth_param basic children 1 startup=0
auth_param basic realm contoso
acl signed_in proxy_auth REQUIRED
http_access deny refusing
http_access deny asking !signed_in
http_access allow all
hosts_file {hosts}
dns_nameservers 127.0.0.1
via on
cache deny all
access_log none
cache_log /dev/null
cache_store_log none
netdb_filename none
pinger_enable off
pid_filename none
coredump_dir {folder}
shutdown_lifetime 0 seconds
connect_timeout 1 second
visible_hostname proxy.contoso.com
"""


class Squid(NamedTuple):
    """The addresses of its three ports."""

    plain: str
    refusing: str
    asking: str


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [server.getsockname()[1] for server in held]
    for server in held:
        server.close()
    return ports


@contextmanager
def squid(hosts: list[str]) -> Iterator[Squid]:
    """Debian's squid, which knows these names as 127.0.0.1 and no others."""
    program = shutil.which("squid", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if program is None:
        (pytest.fail if _INSTALLABLE else pytest.skip)("no squid here: Debian's package (.ci/debian) or its like")
    plain, refusing, asking = free_ports(3)
    with TemporaryDirectory() as name:  # not pytest's folder, which is its user's alone: squid gives up root
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "hosts").write_text("".join(f"127.0.0.1 {host}\n" for host in hosts))
        text = _SQUID.format(plain=plain, refusing=refusing, asking=asking, hosts=folder / "hosts", folder=folder)
        (folder / "squid.conf").write_text(text)
        command = [program, "-N", "-d", "1", "-f", str(folder / "squid.conf")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
            try:
                until_said(child, "Accepting HTTP Socket connections", 3)
                yield Squid(*(f"127.0.0.1:{port}" for port in (plain, refusing, asking)))
            finally:
                child.kill()


#: proxy.py with the arguments that follow; says its port, and ends with its standard input.
_INSPECTOR = """
import sys, proxy
with proxy.Proxy(sys.argv[1:]) as running:
    print("port", running.flags.port, flush=True)
    sys.stdin.read()
"""


@contextmanager
def inspecting(folder: Path, authority: trustme.CA, trusted: Path) -> Iterator[str]:
    """proxy.py with an authority of its own, which opens the TLS of everything that goes through it."""
    authority.cert_pem.write_to_path(folder / "ca.pem")
    authority.private_key_pem.write_to_path(folder / "ca.key")
    files = {"ca-cert-file": "ca.pem", "ca-key-file": "ca.key", "ca-signing-key-file": "ca.key"}
    files["ca-cert-dir"] = "made"
    command = [sys.executable, "-c", _INSPECTOR, "--hostname", "127.0.0.1", "--port", "0", "--threaded"]
    command += ["--num-workers", "1", "--num-acceptors", "1", "--plugins", "probes.loopback_dns.LoopbackDns"]
    command += ["--ca-file", str(trusted), "--log-level", "ERROR", "--data-dir", str(folder)]
    command += [word for name, file in files.items() for word in (f"--{name}", str(folder / file))]
    with subprocess.Popen(
        command, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
    ) as child:
        yield f"127.0.0.1:{until_said(child, 'port', 1).split()[1]}"
        assert child.stdin is not None
        child.stdin.close()


def environment() -> dict[str, str]:
    """For programs of the tests' own modules."""
    places = [str(Path(__file__).parent.parent), str(Path(__file__).parent.parent.parent)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(places), "PYTHONWARNINGS": "ignore"}


def until_said(child: subprocess.Popen[str], words: str, times: int) -> str:
    """Reads what a program says until it is ready; gives the line that says so."""
    said = []
    for line in child.stderr or child.stdout or ():
        said.append(line)
        times -= words in line
        if not times:
            return line
    return pytest.fail("the proxy did not start: " + "".join(said))
