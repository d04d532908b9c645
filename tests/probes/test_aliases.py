"""The names that DNS goes through, from a real DNS server on the loopback."""

from __future__ import annotations

import asyncio
import functools
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from probes.name_server import SILENT, NameServer
from probes.network import GATEWAY
from probes.test_methods import row_of, seen

from mdeanalysis.probes import aliases
from mdeanalysis.probes.aliases import Aliases, Servers, follow_aliases, system_servers
from mdeanalysis.probes.dns import Resolver
from mdeanalysis.probes.system_proxy import SystemProxy
from mdeanalysis.report.probe import build

FRONT, EDGE = "gw.trafficmanager.example.com", "edge-7.cloudapp.example.com"
CHAIN = {GATEWAY: FRONT, FRONT: EDGE, EDGE: "127.0.0.1"}


def asked(zone: dict[str, str], host: str = GATEWAY, limit: float = 2.0, *, follows: bool = True) -> Aliases:
    """What a server with this zone says of a host."""
    with NameServer(zone, follows=follows) as server:
        return asyncio.run(follow_aliases(host, limit, Servers(["127.0.0.1"], server.port)))


@pytest.mark.parametrize("follows", [True, False], ids=["server-follows", "step-by-step"])
def test_every_alias_is_told_in_its_order(follows: bool) -> None:
    assert asked(CHAIN, follows=follows) == Aliases((FRONT, EDGE), "NOERROR")


@pytest.mark.parametrize(
    ("zone", "known"),
    [
        pytest.param({GATEWAY: "192.0.2.7"}, Aliases((), "NOERROR"), id="no-alias"),
        pytest.param({GATEWAY: "2001:db8::7"}, Aliases((), "NOERROR"), id="newer-address-alone"),
        pytest.param({GATEWAY: FRONT, FRONT: "2001:db8::7"}, Aliases((FRONT,), "NOERROR"), id="alias-of-newer"),
        pytest.param({}, Aliases((), "NXDOMAIN"), id="no-such-name"),
        pytest.param({GATEWAY: FRONT}, Aliases((FRONT,), "NXDOMAIN"), id="alias-of-no-such-name"),
        pytest.param({GATEWAY: "SERVFAIL"}, Aliases((), "SERVFAIL"), id="server-fails"),
        pytest.param({GATEWAY: "REFUSED"}, Aliases((), "REFUSED"), id="server-refuses"),
        pytest.param({GATEWAY: FRONT, FRONT: GATEWAY}, Aliases((FRONT,), "LOOP"), id="circle"),
        pytest.param({GATEWAY: GATEWAY}, Aliases((), "LOOP"), id="itself"),
    ],
)
@pytest.mark.parametrize("follows", [True, False], ids=["server-follows", "step-by-step"])
def test_what_dns_says_in_the_end(zone: dict[str, str], known: Aliases, follows: bool) -> None:
    assert asked(zone, follows=follows) == known


def test_a_chain_without_end_is_a_circle_too() -> None:
    endless = {f"n{number}.example.com": f"n{number + 1}.example.com" for number in range(99)}
    found = asked(endless, "n0.example.com", follows=False)
    assert (found.said, len(found.names)) == ("LOOP", 12)


def test_a_server_that_says_nothing_is_not_waited_for() -> None:
    assert asked({GATEWAY: SILENT}, limit=0.1) == Aliases((), "TIMEOUT")


def test_aliases_before_the_silence_are_kept() -> None:
    assert asked({GATEWAY: FRONT, FRONT: SILENT}, limit=0.2, follows=False) == Aliases((FRONT,), "TIMEOUT")


def test_the_next_server_is_asked_where_one_is_dead() -> None:
    with NameServer(CHAIN, host="127.0.0.2") as server:
        servers = Servers(["127.0.0.3", "127.0.0.2"], server.port)
        assert asyncio.run(follow_aliases(GATEWAY, 2, servers)) == Aliases((FRONT, EDGE), "NOERROR")


@pytest.mark.parametrize("host", ["proxy", "a..contoso.com", f"{'a' * 70}.contoso.com"])
def test_a_name_that_dns_alone_cannot_have_is_not_asked_for(host: str) -> None:
    with NameServer({"*": "127.0.0.1"}) as server:
        assert asyncio.run(follow_aliases(host, 1, Servers(["127.0.0.1"], server.port))) == Aliases()
        assert server.asked == []


@given(st.text(max_size=80))
def test_any_text_is_asked_for_without_breaking_down(host: str) -> None:
    nobody = Servers(["127.0.0.1"], 9)
    assert isinstance(asyncio.run(follow_aliases(host, 0.01, nobody)), Aliases)


def test_without_servers_or_without_the_library_the_aliases_are_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(follow_aliases(GATEWAY, 1, Servers([]))) == Aliases()
    monkeypatch.setitem(sys.modules, "dns.resolver", None)
    assert system_servers() is None
    assert asyncio.run(follow_aliases(GATEWAY, 1)) == Aliases()
    assert aliases.TIMEOUT == "TIMEOUT"


@pytest.fixture
def resolved(probed: Callable[..., Any], origin: Any) -> Callable[..., Any]:
    """`resolved(zone)` probes the gateway with names from a DNS server that has this zone."""

    def run(zone: dict[str, str], addresses: tuple[str, ...] = (), **more: Any) -> Any:
        def lookup(host: str) -> tuple[tuple[str, ...], None]:
            if not addresses:
                raise OSError("Name or service not known")
            return addresses, None

        with NameServer(zone) as server:
            follow = functools.partial(follow_aliases, servers=Servers(["127.0.0.1"], server.port))
            resolver = Resolver(lookup=lookup, follow=follow)
            return probed(f"https://{GATEWAY}:{origin.port}/commands/test", resolver=resolver, **more)

    return run


def test_the_rows_have_every_step_of_the_chain(resolved: Callable[..., Any]) -> None:
    found = resolved(CHAIN, ("127.0.0.1",))
    live = seen(found)
    assert row_of(found)["reached"]
    assert (live["name"], live["aliases"], live["addresses"]) == (GATEWAY, f"{FRONT},{EDGE}", "127.0.0.1")
    assert live["dns_said"] == "NOERROR"


def test_a_name_that_leads_nowhere_says_where_it_ends(resolved: Callable[..., Any]) -> None:
    found = resolved({GATEWAY: FRONT})
    assert (row_of(found)["error_code"], row_of(found)["reason"]) == (12007, "dns")
    assert f"DNS says NXDOMAIN for its alias {FRONT}" in row_of(found)["message"]
    assert (seen(found)["aliases"], seen(found)["dns_said"]) == (FRONT, "NXDOMAIN")


def test_dns_that_fails_is_told_in_the_row(resolved: Callable[..., Any]) -> None:
    assert "DNS says SERVFAIL" in row_of(resolved({GATEWAY: "SERVFAIL"}))["message"]


def test_a_hosts_file_against_dns_is_seen(resolved: Callable[..., Any]) -> None:
    found = resolved({}, ("127.0.0.1",))
    assert (row_of(found)["reached"], seen(found)["dns_said"]) == (True, "NXDOMAIN")


def names_told(found: Any) -> list[dict[str, Any]]:
    """The rows of the section about names."""
    return next(section.rows for section in build(found.fleet.tables)[1] if section.name == "names")


def test_the_page_shows_where_names_lead(resolved: Callable[..., Any]) -> None:
    (row,) = names_told(resolved(CHAIN, ("127.0.0.1",)))
    assert row == {
        "name": GATEWAY,
        "leads_to": f"{FRONT} > {EDGE} > 127.0.0.1",
        "dns_said": "NOERROR",
        "urls": 1,
    }


def test_the_page_says_where_aliases_are_not_known(probed: Callable[..., Any], origin: Any) -> None:
    resolver = Resolver(lookup=lambda _: (("127.0.0.1",), "edge.example.com"))
    found = probed(f"https://{GATEWAY}:{origin.port}/commands/test", resolver=resolver, system=SystemProxy())
    (row,) = names_told(found)
    assert row["leads_to"] == "... > edge.example.com > 127.0.0.1"
    assert row["dns_said"] is None


def test_names_that_the_user_places_are_no_matter_of_dns(probed: Callable[..., Any]) -> None:
    (row,) = names_told(probed(f"https://{GATEWAY}/commands/test"))
    assert (row["leads_to"], row["dns_said"]) == ("127.0.0.1", None)
