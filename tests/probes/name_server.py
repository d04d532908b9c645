"""A small DNS server on the loopback, over UDP."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

#: Says nothing when it is asked for this.
SILENT = "SILENT"


class NameServer:
    """`zone` has for a name (`*` for all) an address, another name, the name of an error, or SILENT.

    `follows` says whether it follows aliases itself, as the servers of companies and providers do.
    """

    def __init__(self, zone: Mapping[str, str], *, follows: bool = True, port: int = 0, host: str = "127.0.0.1"):
        self._zone = {name.lower(): value for name, value in zone.items()}
        self._follows = follows
        #: The names that it was asked for.
        self.asked: list[str] = []
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((host, port))
        self.port = int(self._socket.getsockname()[1])
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> NameServer:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._socket.close()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                data, sender = self._socket.recvfrom(4096)
                reply = self._reply(dns.message.from_wire(data))
                if reply is not None:
                    self._socket.sendto(reply.to_wire(), sender)

    def _reply(self, question: dns.message.Message) -> dns.message.Message | None:
        reply = dns.message.make_response(question, recursion_available=True)
        wanted = question.question[0]
        name = wanted.name.to_text(omit_final_dot=True).lower()
        self.asked.append(name)
        for _ in range(4 if self._follows else 1):
            value = self._zone.get(name, self._zone.get("*", "NXDOMAIN"))
            if value == SILENT:
                return None
            if value.isupper():
                reply.set_rcode(dns.rcode.from_text(value))
                return reply
            if not _is_name(value):
                kind = "AAAA" if ":" in value else "A"
                if wanted.rdtype == dns.rdatatype.from_text(kind):
                    reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, value))
                return reply
            reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{value}."))
            name = value
        return reply


def _is_name(value: str) -> bool:
    return ":" not in value and not value.replace(".", "").isdecimal()
