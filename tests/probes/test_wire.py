"""Below HTTP: several addresses of a name, HTTP/2, servers that speak no TLS, scripts without an end, roots."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import h2.connection
import h2.events
import pytest
from probes.network import GATEWAY
from probes.origin import Authorities
from probes.test_methods import DIRECT, row_of, seen

from mdeanalysis.probes import certificates, pac
from mdeanalysis.probes.certificates import trusting_context
from mdeanalysis.probes.dns import Resolver, system_lookup
from mdeanalysis.probes.way import Method


def listen(serve: Callable[[socket.socket], Any]) -> socket.socket:
    """A server that gives each connection to `serve`."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        with suppress(OSError):
            while True:
                connection, _ = server.accept()
                with suppress(OSError), connection:
                    serve(connection)

    threading.Thread(target=accept, daemon=True).start()
    return server


@pytest.fixture
def second_version(authorities: Authorities) -> Iterator[int]:
    """The port of a service that speaks HTTP/2."""
    context = authorities.contexts()["*"]
    context.set_alpn_protocols(["h2"])

    def serve(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True) as secure:
            spoken = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
            spoken.initiate_connection()
            secure.sendall(spoken.data_to_send())
            while data := secure.recv(65536):
                for event in spoken.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        spoken.send_headers(event.stream_id, [(":status", "200")], end_stream=True)
                secure.sendall(spoken.data_to_send())

    server = listen(serve)
    yield server.getsockname()[1]
    server.close()


def test_http_2_is_spoken_past_and_through_a_proxy(probed: Any, second_version: int, proxies: Any) -> None:
    url = f"https://{GATEWAY}:{second_version}/commands/test"
    found = probed(url, named_proxy=proxies.plain, resolver=Resolver({GATEWAY: "127.0.0.1"}))
    for method in ("direct", "named_proxy"):
        assert (row_of(found, method)["http_status"], seen(found, method)["http_version"]) == (200, "HTTP/2")


def test_a_server_without_tls_is_told(probed: Any) -> None:
    def greet(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(b"220 mail.contoso.com ready\r\n")

    server = listen(greet)
    found = probed(DIRECT, resolver=Resolver({"*": f"127.0.0.1:{server.getsockname()[1]}"}))
    row = row_of(found)
    assert (row["error_code"], row["reason"]) == (12175, "tls")
    server.close()


def test_a_server_that_hangs_up_is_told(probed: Any) -> None:
    server = listen(lambda connection: connection.recv(4096))
    found = probed(DIRECT, resolver=Resolver({"*": f"127.0.0.1:{server.getsockname()[1]}"}))
    row = row_of(found)
    assert (row["error_code"], row["reason"]) == (12030, "reset")
    server.close()


def test_the_next_address_of_a_name_is_tried(probed: Any, origin: Any) -> None:
    resolver = Resolver(lookup=lambda _: (("127.0.0.9", "127.0.0.1"), "gateway.contoso.com"))
    found = probed(f"https://{GATEWAY}:{origin.port}/commands/test", resolver=resolver)
    assert row_of(found)["http_status"] == 200
    assert (seen(found)["addresses"], seen(found)["canonical_name"]) == ("127.0.0.9,127.0.0.1", "gateway.contoso.com")


def test_a_name_without_addresses_is_no_name(probed: Any) -> None:
    assert row_of(probed(DIRECT, resolver=Resolver(lookup=lambda _: ((), None))))["error_code"] == 12007


def test_the_system_knows_this_machine() -> None:
    addresses, _ = system_lookup("localhost")
    assert set(addresses) <= {"127.0.0.1", "::1"}


def test_a_script_that_is_too_large_is_not_run(
    probed: Any, script_at: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdeanalysis.probes.wpad.LARGEST", 10)
    row = row_of(probed(DIRECT, pac=script_at("function FindProxyForURL() {}")), "wpad")
    assert row["error_code"] == 12167
    assert pac.LARGEST == 1 << 20


def test_a_method_that_breaks_down_costs_its_own_rows_alone(probed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(url: str, around: Any) -> Any:
        raise KeyError(url)

    monkeypatch.setattr("mdeanalysis.probes.methods.direct.METHOD", Method("direct", broken))
    from mdeanalysis.probes.methods import methods

    methods.cache_clear()
    found = probed(DIRECT)
    monkeypatch.undo()
    methods.cache_clear()
    assert (row_of(found)["outcome"], row_of(found, "default_proxy")["outcome"]) == ("exception", "succeeded")


def test_roots_are_found_where_a_python_was_built_for_another_system(
    monkeypatch: pytest.MonkeyPatch, authorities: Authorities, tmp_path: Path
) -> None:
    for name in ("SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "none"))
    assert certificates._ROOTS
    monkeypatch.setattr(certificates, "_ROOTS", (str(tmp_path / "none"), str(authorities.file)))
    assert len(trusting_context(None).get_ca_certs()) == 3
