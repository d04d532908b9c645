"""Addresses under a key: two that share a prefix share one afterwards, private ones stay private.

Each bit is turned or not by a keyed hash of the bits before it, as Crypto-PAn does. Bits that lead to a range with a
meaning of its own are never turned, so that such ranges stay where they are.
"""

from __future__ import annotations

import hmac
import ipaddress
from collections.abc import Callable
from typing import NamedTuple

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
#: Ranges whose addresses say something that is nobody's own: loopback, multicast, netmasks, Azure's own addresses.
_STAYS = (
    *("0.0.0.0/8", "127.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "169.254.169.254/32"),
    *("::/127", "ff00::/8"),
)
#: Ranges that an address does not leave: private, shared, link-local.
_WITHIN = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "169.254.0.0/16",
    "fe80::/10",
    "fc00::/7",
)
_MAPPED = ipaddress.ip_network("::ffff:0:0/96")
_MAX_CACHED = 200_000


class _Range(NamedTuple):
    bits: str
    stays: bool


def _bits(address: Address) -> str:
    return f"{int(address):0{address.max_prefixlen}b}"


def _ranges(version: int) -> tuple[_Range, ...]:
    named = [(text, True) for text in _STAYS] + [(text, False) for text in _WITHIN]
    networks = [(ipaddress.ip_network(text), stays) for text, stays in named]
    return tuple(
        _Range(_bits(network.network_address)[: network.prefixlen], stays)
        for network, stays in networks
        if network.version == version
    )


_OF_VERSION = {version: _ranges(version) for version in (4, 6)}
#: Every beginning of a range: behind it no bit is turned.
_PATHS = {
    version: frozenset(one.bits[:length] for one in ranges for length in range(len(one.bits)))
    for version, ranges in _OF_VERSION.items()
}


def stays(address: Address) -> bool:
    """Whether the address is of a range with a meaning of its own."""
    bits = _bits(address)
    return any(one.stays and bits.startswith(one.bits) for one in _OF_VERSION[address.version])


class Addresses:
    """Turns addresses into others of their kind; the same key gives the same ones."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._turned: dict[tuple[int, str], bool] = {}

    def image(self, address: Address) -> Address:
        """The address that stands for this one."""
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
            inner = self.image(address.ipv4_mapped)
            return ipaddress.IPv6Address(int(_MAPPED.network_address) | int(inner))
        if stays(address):
            return address
        return type(address)(int(self._walk(address, self._turns), 2))

    def text(self, text: str) -> str | None:
        """The image of an address as written; None where it is none, or stays as it is."""
        try:
            address = ipaddress.ip_address(text)
        except ValueError:
            return None
        if stays(address) or (address.version == 6 and getattr(address, "scope_id", None)):
            return None
        return str(self.image(address))

    def prefix(self, parts: list[str]) -> list[str]:
        """The image of the first parts of an IPv4 address, as `10.20` stands for in `10.20.*`."""
        address = ipaddress.ip_address(".".join([*parts, *["0"] * (4 - len(parts))]))
        return str(self.image(address)).split(".")[: len(parts)]

    def _walk(self, address: Address, turns: Callable[[int, str], bool]) -> str:
        bits = _bits(address)
        version = address.version
        return "".join(
            str(int(bit) ^ turns(version, bits[:place])) if bits[:place] not in _PATHS[version] else bit
            for place, bit in enumerate(bits)
        )

    def _turns(self, version: int, before: str) -> bool:
        known = self._turned.get((version, before))
        if known is not None:
            return known
        if len(self._turned) >= _MAX_CACHED:
            self._turned.clear()
        turned = bool(hmac.digest(self._key, f"ip{version}:{before}".encode(), "sha256")[0] & 1)
        self._turned[version, before] = turned
        return turned
