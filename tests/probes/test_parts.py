"""The small parts: proxies as text, names, certificates, targets, ways of a script, methods."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st
from probes.network import EU

from mdeanalysis.catalogue.choice import profile_of_region
from mdeanalysis.errors import ProbeError, SelectionError
from mdeanalysis.probes.certificates import Certificate, certificate_of, kind_of
from mdeanalysis.probes.dns import Answer, NameNotFound, Resolver
from mdeanalysis.probes.methods import methods
from mdeanalysis.probes.pac import ScriptError, ways_of
from mdeanalysis.probes.settings import Proxy, given_proxy, proxy_of
from mdeanalysis.probes.targets import target_of, targets_of
from mdeanalysis.vocabulary import METHODS


@pytest.mark.parametrize(
    ("text", "proxy"),
    [
        ("proxy.contoso.com:8080", Proxy("proxy.contoso.com", 8080)),
        ("https://Proxy:8080/", Proxy("proxy", 8080)),
        ("[fd00::1]:8080", Proxy("fd00::1", 8080)),
        ("proxy one:80", None),
        ("proxy", None),
        ("proxy:0", None),
        ("proxy:65536", None),
        ("http://proxy:80/path", None),
        ("user@proxy:80", None),
    ],
)
def test_a_proxy_is_a_host_and_a_port(text: str, proxy: Proxy | None) -> None:
    assert proxy_of(text) == proxy


@given(st.text(max_size=60))
def test_any_text_is_a_proxy_or_none(text: str) -> None:
    found = proxy_of(text)
    assert found is None or proxy_of(str(found)) == found


@pytest.mark.parametrize("text", ["proxy one:80", "a:secret@proxy:80"], ids=["malformed", "password"])
def test_a_given_proxy_is_checked(text: str) -> None:
    with pytest.raises(ProbeError):
        given_proxy(text)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("DIRECT", [None]),
        ("PROXY a.contoso.com:81; direct", [Proxy("a.contoso.com", 81), None]),
        ("PROXY a.contoso.com", [Proxy("a.contoso.com", 80)]),
        ("SOCKS5 b:1; HTTPS c:1; HTTP d:1;", [Proxy("d", 1)]),
    ],
)
def test_the_ways_that_a_script_names(text: str, ways: list[Proxy | None]) -> None:
    assert ways_of(text) == ways


@pytest.mark.parametrize("text", ["", "SOCKS a:1", "PROXY", "null", "DIRECT now"])
def test_a_script_may_name_no_way(text: str) -> None:
    with pytest.raises(ScriptError, match="no usable way"):
        ways_of(text)


def resolve(resolver: Resolver, host: str, seconds: float = 1.0) -> Answer:
    """The answer to one question."""
    return asyncio.run(resolver.resolve(host, seconds))


def test_names_are_mapped_before_dns_is_asked() -> None:
    resolver = Resolver({"A.contoso.com": "10.0.0.1", "*": "10.0.0.2:8443"})
    assert resolve(resolver, "a.CONTOSO.com") == Answer(("10.0.0.1",))
    assert resolve(resolver, "b.contoso.com") == Answer(("10.0.0.2",), port=8443)
    assert resolve(resolver, "192.0.2.9") == Answer(("192.0.2.9",))
    assert resolve(Resolver({"*": "[::1]:8443"}), "c") == Answer(("::1",), port=8443)


def test_where_the_canonical_names_end_is_kept() -> None:
    resolver = Resolver(lookup=lambda host: (("10.0.0.3",), f"{host}.trafficmanager.example.com"))
    assert resolve(resolver, "gateway").canonical_name == "gateway.trafficmanager.example.com"


def test_a_name_is_asked_for_once() -> None:
    asked: list[str] = []

    def lookup(host: str) -> tuple[tuple[str, ...], None]:
        asked.append(host)
        return ("10.0.0.3",), None

    async def both() -> None:
        resolver = Resolver(lookup=lookup)
        await asyncio.gather(*(resolver.resolve("a.contoso.com", 1) for _ in range(5)))

    asyncio.run(both())
    assert asked == ["a.contoso.com"]


def test_dns_that_does_not_answer_is_no_name() -> None:
    import threading

    never = threading.Event()

    def lookup(host: str) -> Any:
        never.wait(5)
        raise OSError("late")

    with pytest.raises(NameNotFound, match="did not answer"):
        resolve(Resolver(lookup=lookup), "a.contoso.com", 0.05)
    never.set()


def test_a_place_must_be_an_address() -> None:
    with pytest.raises(ProbeError, match="no IP address"):
        Resolver({"*": "proxy.contoso.com:80"})


def der_of(authority: trustme.CA) -> bytes:
    """The bytes of an authority's own certificate."""
    return ssl.PEM_cert_to_DER_cert(authority.cert_pem.bytes().decode())


def test_names_are_read_from_the_bytes_of_a_certificate() -> None:
    found = certificate_of(der_of(trustme.CA(organization_name="Contoso, Ünlimited", organization_unit_name="TLS")))
    assert found == Certificate("OU=TLS, O=Contoso, Ünlimited", "OU=TLS, O=Contoso, Ünlimited")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_without_breaking_down(data: bytes) -> None:
    assert isinstance(certificate_of(data), Certificate)


def test_a_cut_certificate_breaks_nothing_down() -> None:
    whole = der_of(trustme.CA(organization_name="Contoso"))
    names = {certificate_of(whole[:end]) for end in range(0, len(whole), 7)}
    assert Certificate("", "") in names


AZURE = "CN=Microsoft Azure RSA TLS Issuing CA 04, O=Microsoft Corporation, C=US"
DIGICERT = "CN=DigiCert Global Root G2, OU=www.digicert.com, O=DigiCert Inc, C=US"


@pytest.mark.parametrize(
    ("issuer", "root", "trusted", "kind"),
    [
        (AZURE, DIGICERT, True, "expected"),
        (AZURE, DIGICERT.replace("G2", "G3"), True, "known"),
        (AZURE, DIGICERT, False, "untrusted"),
        (AZURE, "CN=Contoso Root, O=Contoso", True, "foreign"),
        ("CN=Contoso CA, O=Contoso", DIGICERT, True, "foreign"),
        ("CN=Microsoft Inspection, O=Contoso", "CN=Microsoft Inspection, O=Contoso", True, "foreign"),
        ("CN=Contoso CA", "CN=Contoso Root", True, "foreign"),
        ("CN=Contoso CA", "CN=Contoso Root", False, "foreign"),
    ],
)
def test_a_chain_is_expected_known_or_foreign(issuer: str, root: str, trusted: bool, kind: str) -> None:
    assert kind_of((Certificate("CN=host", issuer), Certificate(issuer, root)), trusted) == kind


def test_no_chain_is_of_no_kind() -> None:
    assert kind_of((), None) is None
    assert kind_of((Certificate("", ""),), True) is None


def test_a_region_has_its_targets_and_no_other_regions() -> None:
    hosts = {target.host for target in targets_of(EU)}
    assert {"winatp-gw-weu.microsoft.com", "ctldl.windowsupdate.com"} <= hosts
    assert not any("winatp-gw-cus" in host or "*" in host for host in hosts)
    assert all(target.required and target.expected for target in targets_of(EU))


def test_an_old_build_needs_other_urls() -> None:
    old = {target.url for target in targets_of(EU._replace(os_build=14393))}
    assert old - {target.url for target in targets_of(EU)}


def test_workspaces_have_their_hosts_with_the_agent_that_needs_them() -> None:
    workspace = "dddddddd-0000-0000-0000-000000000001"
    profile = EU._replace(os_build=9600, agent="mma")
    assert any(target.host.startswith(workspace) for target in targets_of(profile, [workspace]))
    assert not any(target.host.startswith(workspace) for target in targets_of(EU, [workspace]))


def test_an_unknown_region_has_none() -> None:
    with pytest.raises(SelectionError, match="no endpoint is of region"):
        profile_of_region("Atlantis")


@pytest.mark.parametrize(
    ("url", "pinned"),
    [
        ("https://winatp-gw-weu.microsoft.com/commands/test", True),
        ("https://automatedirstrprdweu.blob.core.windows.net", False),
        ("https://edr-weu.eu.endpoint.security.microsoft.com/storage/automatedirstrprdweu/", False),
        ("https://login.microsoftonline.com", False),
        ("http://ctldl.windowsupdate.com/disallowedcertstl.cab", False),
        ("https://www.example.com", False),
    ],
)
def test_the_checker_pins_the_sensors_own_services(url: str, pinned: bool) -> None:
    assert target_of(url, EU).pinned is pinned


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example.com",
        "https://",
        "a.example.com",
        "https://a b",
        "https://a:99999",
        "https://u:p@a",
        "https://ü",
    ],
)
def test_what_is_no_url_is_refused(url: str) -> None:
    with pytest.raises(ProbeError):
        target_of(url, EU)


def test_there_is_one_module_for_each_of_the_checkers_methods() -> None:
    assert tuple(method.name for method in methods()) == METHODS[:5]
