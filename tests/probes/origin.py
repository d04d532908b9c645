"""Services for probes, on the loopback: TLS or plain HTTP on one port, the certificate by the name."""

from __future__ import annotations

import socket
import ssl
import struct
import sys
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from mdeanalysis.catalogue.endpoints import lookup
from mdeanalysis.catalogue.profile import Profile
from mdeanalysis.catalogue.rows import catalogue

EXPIRED, WRONG_NAME, FOREIGN = "expired.contoso.com", "wrong-name.contoso.com", "inspected.contoso.com"
NOT_YET_VALID = "future.contoso.com"
LOOKALIKE = "lookalike.contoso.com"
UNTRUSTED, NOT_TRUSTED_HERE = "untrusted.contoso.com", "outdated-roots.contoso.com"
WORKSPACE_NAMES = ("*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com")
_EU = Profile("EU", os_build=26100)
_TLS_RECORD = b"\x16"
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Authorities:
    """Who signs: Microsoft, Contoso, and one that looks like Microsoft, all trusted; two that nobody knows."""

    def __init__(self, folder: Path) -> None:
        self.microsoft = authority("Microsoft Corporation", "Microsoft Test Root")
        self.contoso = authority("Contoso", "Contoso Inspection")
        self.lookalike = authority("Contoso", "Microsoft Inspection")
        self.unknown = authority("Contoso", "Contoso Unknown")
        self.unknown_microsoft = authority("Microsoft Corporation", "Microsoft Unknown Root")
        self.file = folder / "trusted.pem"
        self.file.write_bytes(self.microsoft.cert_pem.bytes() + self.contoso.cert_pem.bytes())
        with self.file.open("ab") as file:
            file.write(self.lookalike.cert_pem.bytes())

    def contexts(self) -> dict[str, ssl.SSLContext]:
        """The server's side of TLS for each name; `*` is for all others."""
        now = datetime.now(UTC)
        hosts = sorted({row.endpoint for row in catalogue() if not row.is_wildcard})
        old = {"not_before": now - timedelta(days=9), "not_after": now - timedelta(days=1)}
        new = {"not_before": now + timedelta(days=1), "not_after": now + timedelta(days=9)}
        certificates = {
            "*": self.microsoft.issue_cert(*hosts, "*.contoso.com", *WORKSPACE_NAMES),
            EXPIRED: self.microsoft.issue_cert(EXPIRED, **old),
            NOT_YET_VALID: self.microsoft.issue_cert(NOT_YET_VALID, **new),
            WRONG_NAME: self.microsoft.issue_cert("other.contoso.com"),
            FOREIGN: self.contoso.issue_cert(FOREIGN),
            LOOKALIKE: self.lookalike.issue_cert(LOOKALIKE),
            UNTRUSTED: self.unknown.issue_cert(UNTRUSTED),
            NOT_TRUSTED_HERE: self.unknown_microsoft.issue_cert(NOT_TRUSTED_HERE),
        }
        return {name: _context(certificate) for name, certificate in certificates.items()}


def authority(organization: str, name: str) -> trustme.CA:
    """A root of its own; trustme's own roots have no common name, by which people and programs know them."""
    parts = {NameOID.ORGANIZATION_NAME: organization, NameOID.COMMON_NAME: name}
    key, subject, now = ec.generate_private_key(ec.SECP256R1()), _subject(parts), datetime.now(UTC)
    builder = x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=99)).not_valid_after(now + timedelta(days=99))
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=9), critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    return trustme.CA.from_pem(builder.sign(key, SHA256()).public_bytes(Encoding.PEM), secret)


def _subject(parts: dict[x509.ObjectIdentifier, str]) -> x509.Name:
    return x509.Name([x509.NameAttribute(kind, text) for kind, text in parts.items()])


def _context(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


class Origin:
    """Answers each URL of the catalogue as it is expected to; a path such as `/answer/reset` asks for something else.

    `requests` holds the heads of all requests.
    """

    def __init__(self, contexts: dict[str, ssl.SSLContext], port: int = 0) -> None:
        self._contexts = contexts
        self._context = contexts["*"]
        self._context.sni_callback = self._choose
        self._server = socket.create_server(("127.0.0.1", port), backlog=200)
        self.port = self._server.getsockname()[1]
        self.requests: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        """Takes no more connections."""
        self._server.close()

    def _choose(self, connection: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
        connection.context = self._contexts.get(name or "*", self._context)

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._server.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if connection.recv(1, socket.MSG_PEEK) != _TLS_RECORD:
                self._answer(connection, connection, "http")
                return
            with self._context.wrap_socket(connection, server_side=True) as secure:
                self._answer(secure, connection, "https")

    def _answer(self, connection: socket.socket, below: socket.socket, scheme: str) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            part = connection.recv(4096)
            if not part:
                return
            head += part
        text = head.decode("latin-1")
        self.requests.append(text)
        target = text.split()[1]
        host = text.lower().partition("\r\nhost: ")[2].partition("\r\n")[0].partition(":")[0]
        kind, _, value = target.removeprefix("/answer/").partition("/") if "/answer/" in target else ("", "", "")
        if ".opinsights." in host:  # a workspace's host refuses a bare request
            kind, value = "status", "403"
        self._do(kind, value, connection, below, min(lookup(f"{scheme}://{host}{target}", _EU).expected))

    def _do(self, kind: str, value: str, connection: socket.socket, below: socket.socket, expected: int) -> None:
        if kind == "silence":
            connection.recv(1)  # until the other side gives up
        elif kind == "reset":
            below.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            below.close()
        elif kind == "garbage":
            connection.sendall(b"220 mail.contoso.com ready\r\n\r\n")
        elif kind == "drops":
            connection.sendall(b"HTTP/1.1 200 OK\r\n")
            while not threading.Event().wait(0.05):
                connection.sendall(b"x: y\r\n")
        elif kind == "redirect":
            connection.sendall(b"HTTP/1.1 302 Found\r\nLocation: https://portal.contoso.com/\r\n\r\n")
        else:
            if kind == "slow":
                threading.Event().wait(float(value.partition("?")[0]))
            status = int(value) if kind == "status" else expected
            connection.sendall(b"HTTP/1.1 %d Any\r\nServer: origin\r\nContent-Length: 0\r\n\r\n" % status)


def serve(folder: str) -> None:
    """An origin in a process of its own, for tests of speed: says its port, and ends with its standard input."""
    server = Origin(Authorities(Path(folder)).contexts())
    sys.stdout.write(f"port {server.port}\n")
    sys.stdout.flush()
    sys.stdin.read()


if __name__ == "__main__":
    serve(sys.argv[1])
