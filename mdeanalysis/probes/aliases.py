"""The names that DNS goes through from a host to its addresses, asked of the servers that the system itself asks.

What the system says (`dns.system_lookup`) holds the last of them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import dns.message
    import dns.name

#: Questions that one host may cost; servers that follow aliases themselves need one.
_QUESTIONS = 12
#: Servers that are asked one after the other.
_SERVERS = 3
TIMEOUT, UNREACHABLE, LOOP, NO_DATA, FOUND = "TIMEOUT", "UNREACHABLE", "LOOP", "NODATA", "NOERROR"


class Aliases(NamedTuple):
    """`names` in their order, without the host itself; `said` is what DNS says in the end, as it calls it.

    That is `NOERROR`, `NODATA` (no address), `NXDOMAIN`, `SERVFAIL`, `REFUSED`, ..., `LOOP`, `TIMEOUT`, or
    `UNREACHABLE` (no packet gets to a server); None where nobody was asked, so that the aliases are not known.
    """

    names: tuple[str, ...] = ()
    said: str | None = None


class Servers(NamedTuple):
    """Who is asked."""

    addresses: Sequence[str]
    port: int = 53


def system_servers() -> Servers | None:
    """The servers in resolv.conf, or in Windows' registry; None where there are none, or dnspython is missing."""
    try:
        import dns.resolver

        found = dns.resolver.Resolver()
    except Exception:  # noqa: BLE001 - no servers, in whatever way the system's settings are broken
        return None
    return Servers([one for one in found.nameservers if isinstance(one, str) and ":" not in one[:6]], found.port)


async def follow_aliases(host: str, limit: float, servers: Servers | None = None) -> Aliases:
    """The aliases of a host, in about `limit` seconds. A name without a dot is not DNS's alone: nobody is asked."""
    servers = servers or system_servers()
    if servers is None or not servers.addresses or "." not in host:
        return Aliases()
    import dns.exception
    import dns.name

    try:
        return await _Walk(servers, limit).follow(dns.name.from_text(host))
    except dns.exception.DNSException:
        return Aliases()


class _Walk:
    """One host's way through DNS."""

    def __init__(self, servers: Servers, limit: float) -> None:
        self._servers = servers
        #: Each server has its share of the time.
        self._limit = limit / min(len(servers.addresses), _SERVERS)
        self._names: list[dns.name.Name] = []

    async def follow(self, name: dns.name.Name) -> Aliases:
        """Asks until there is an address, or no further alias."""
        seen = {name}
        for _ in range(_QUESTIONS):
            reply, said = await self._ask(name, "A")
            if reply is None:
                return self._found(said)
            last = name
            for name in _steps(reply, last):
                if name in seen:
                    return self._found(LOOP)
                seen.add(name)
                self._names.append(name)
            if said != FOUND or _has_address(reply, name):
                return self._found(said)
            if name == last:
                return await self._other_address(name)
        return self._found(LOOP)

    async def _other_address(self, name: dns.name.Name) -> Aliases:
        reply, said = await self._ask(name, "AAAA")
        if said == FOUND and reply is not None and not _has_address(reply, name):
            return self._found(NO_DATA)
        return self._found(said)

    async def _ask(self, name: dns.name.Name, kind: str) -> tuple[dns.message.Message | None, str]:
        """The first server's answer that is one, and what it says."""
        import dns.asyncquery
        import dns.exception
        import dns.message
        import dns.rcode

        worst = UNREACHABLE
        for address in self._servers.addresses[:_SERVERS]:
            question = dns.message.make_query(name, kind)
            try:
                reply, _ = await dns.asyncquery.udp_with_fallback(
                    question, address, timeout=self._limit, port=self._servers.port
                )
            except OSError:
                continue
            except dns.exception.DNSException:
                worst = TIMEOUT if worst == UNREACHABLE else worst
                continue
            if reply.rcode() in (dns.rcode.NOERROR, dns.rcode.NXDOMAIN):
                return reply, dns.rcode.to_text(reply.rcode())
            worst = dns.rcode.to_text(reply.rcode())
        return None, worst

    def _found(self, said: str) -> Aliases:
        return Aliases(tuple(name.to_text(omit_final_dot=True).lower() for name in self._names), said)


def _steps(reply: dns.message.Message, name: dns.name.Name) -> Any:
    """The aliases that one answer holds, from `name` on; one more than there are where they go in a circle."""
    import dns.rdatatype

    targets = {rows.name: rows[0].target for rows in reply.answer if rows.rdtype == dns.rdatatype.CNAME}
    for _ in range(len(targets) + 1):
        if name not in targets:
            return
        name = targets[name]
        yield name


def _has_address(reply: dns.message.Message, name: dns.name.Name) -> bool:
    import dns.rdatatype

    kinds = (dns.rdatatype.A, dns.rdatatype.AAAA)
    return any(rows.name == name and rows.rdtype in kinds for rows in reply.answer)
