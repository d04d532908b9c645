"""Who issued a certificate, read from its DER bytes, and whether that is who issues Microsoft's own."""

from __future__ import annotations

import os
import ssl
import sys
from collections.abc import Iterator
from typing import Any, NamedTuple

from mdeanalysis.catalogue.issuers import is_known_issuer
from mdeanalysis.errors import ProbeError
from mdeanalysis.formats.text_report.chain import is_expected

#: The last arcs of 2.5.4.x, as names are written.
_ATTRIBUTES = {3: "CN", 6: "C", 7: "L", 8: "ST", 10: "O", 11: "OU"}
#: Where Linux distributions keep the roots.
_ROOTS = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem")
_LONG_FORM, _WIDE_TEXT, _VERSION = 0x80, 0x1E, 0xA0
_DOMAIN_COMPONENT = bytes.fromhex("0992268993f22c640119")


class Certificate(NamedTuple):
    """The two names of a certificate, such as `CN=Contoso CA, O=Contoso, C=CH`."""

    subject: str
    issuer: str


def chain_of(connection: Any) -> tuple[Certificate, ...]:
    """The chain of an `ssl.SSLObject` after its handshake: what was sent, or what the system made of it."""
    return tuple(map(certificate_of, _ders(connection)))


def _ders(connection: Any) -> list[bytes]:
    own = connection.getpeercert(True)
    if hasattr(connection, "get_unverified_chain"):  # Python 3.13
        ders = list(connection.get_unverified_chain())
    else:
        held = getattr(connection, "_sslobj", None)
        sent = held.get_unverified_chain() if held is not None else None
        ders = [one.public_bytes(2) for one in sent or ()]  # 2 is DER
    return ders or ([own] if own else [])


def certificate_of(der: bytes) -> Certificate:
    """Subject and issuer of an X.509 certificate; both empty where the bytes are none (RFC 5280, section 4.1)."""
    try:
        body = next(_elements(next(_elements(der))[1]))[1]
        fields = [content for tag, content in _elements(body) if tag != _VERSION]
        return Certificate(_name(fields[4]), _name(fields[2]))
    except (IndexError, StopIteration, ValueError):
        return Certificate("", "")


def kind_of(chain: tuple[Certificate, ...], trusted: bool | None) -> str | None:
    """`expected` (a pair that the analyzer lists), `known` (trusted, Microsoft's or its suppliers'), `foreign`.

    Issuer and root must both be theirs. A chain of theirs that the system does not trust is neither: `untrusted`.
    """
    if not chain or not chain[0].issuer:
        return None
    issuer, root = chain[0].issuer, chain[-1].issuer
    if not (is_known_issuer(issuer) and is_known_issuer(root)):
        return "foreign"
    if not trusted:
        return "untrusted"
    return "expected" if is_expected(issuer, root) else "known"


def _elements(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(tag, content) of the DER values that stand one after the other."""
    at = 0
    while at < len(data):
        tag, length, at = data[at], data[at + 1], at + 2
        if length & _LONG_FORM:
            size = length & ~_LONG_FORM
            length, at = int.from_bytes(data[at : at + size], "big"), at + size
        yield tag, data[at : at + length]
        at += length


def _name(sequence: bytes) -> str:
    """The parts of a name, the most special first, as Windows writes them."""
    parts = []
    for _, relative in _elements(sequence):
        for _, pair in _elements(relative):
            (_, oid), (tag, value) = list(_elements(pair))[:2]
            label = _ATTRIBUTES.get(oid[2]) if oid[:2] == b"\x55\x04" else "DC" if oid == _DOMAIN_COMPONENT else None
            if label:
                parts.append(f"{label}={_text(tag, value)}")
    return ", ".join(reversed(parts))


def _text(tag: int, value: bytes) -> str:
    text = value.decode("utf-16-be" if tag == _WIDE_TEXT else "utf-8", errors="replace")
    return " ".join(text.split())


def trusting_context(ca_file: str | None) -> ssl.SSLContext:
    """A context that trusts what the system trusts, and the certificates of `ca_file` besides.

    Raises `ProbeError` where the file holds none.
    """
    context = _system_context()
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except OSError as error:  # ssl's own is one
            raise ProbeError(f"no certificates (PEM) in {ca_file}") from error
    return context


def _system_context() -> ssl.SSLContext:
    """The roots are loaded once: elsewhere than on Windows and macOS truststore loads them for every handshake."""
    context: ssl.SSLContext
    if sys.platform in ("win32", "darwin"):
        import truststore

        context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return context
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    if not context.get_ca_certs() and (found := next(filter(os.path.exists, _ROOTS), None)):
        context.load_verify_locations(found)  # a Python that was built for another system's places
    return context


def looking_context() -> ssl.SSLContext:
    """A context that takes any certificate: only to see whose it is, nothing is sent over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
