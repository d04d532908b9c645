"""The private map: the same key gives the same pseudonyms, relations stay, and nobody else can read it."""

from __future__ import annotations

import ipaddress
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.errors import InputError, OutputError
from mdeanalysis.redaction.kinds import SHAPES, restyled, styled
from mdeanalysis.redaction.shapes import Shapes
from mdeanalysis.redaction.vault import Vault, load, opened, save

KEY, OTHER = b"k" * 32, b"o" * 32
V4 = st.ip_addresses(v=4).map(str)
V6 = st.ip_addresses(v=6).map(str)


def shared(one: str, other: str) -> int:
    """How many bits two addresses share at their beginning."""
    first, second = ipaddress.ip_address(one), ipaddress.ip_address(other)
    return first.max_prefixlen - (int(first) ^ int(second)).bit_length()


@given(st.one_of(st.tuples(V4, V4), st.tuples(V6, V6)))
def test_addresses_keep_what_prefix_they_share(pair: tuple[str, str]) -> None:
    one, other = (Vault(KEY).addresses.text(text) or text for text in pair)
    mapped = [ipaddress.ip_address(text) for text in pair]
    if not any(getattr(address, "ipv4_mapped", None) for address in mapped):
        assert shared(one, other) == shared(*pair)


@pytest.mark.parametrize(
    "inside",
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "fc00::/7", "fe80::/10"],
)
def test_private_addresses_stay_private(inside: str) -> None:
    network = ipaddress.ip_network(inside)
    for number in (5, 77, 4242):
        image = ipaddress.ip_address(Vault(KEY).addresses.text(str(network[number])) or "")
        assert image in network
        assert image != network[number]


@pytest.mark.parametrize(
    "text",
    ["127.0.0.1", "0.0.0.0", "169.254.169.254", "168.63.129.16", "255.255.255.0", "224.0.0.251", "::1", "ff02::1"],
)
def test_addresses_that_are_nobodys_stay(text: str) -> None:
    assert Vault(KEY).address(text) is None


@given(V4.filter(lambda text: ipaddress.ip_address(text).is_global))
def test_public_addresses_never_become_private(text: str) -> None:
    image = ipaddress.ip_address(Vault(KEY).addresses.text(text) or text)
    assert not any(
        image in ipaddress.ip_network(range_) for range_ in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
    )


@given(st.sampled_from(sorted(SHAPES)), st.lists(st.text("abcd-019", min_size=16, max_size=18), min_size=1))
def test_one_key_gives_one_pseudonym_in_any_order(kind: str, values: list[str]) -> None:
    one, other = Vault(KEY), Vault(KEY)
    forward = {value: one.image(kind, value) for value in values}
    backward = {value: other.image(kind, value) for value in reversed(values)}
    assert forward == backward
    assert len(set(forward.values())) == len(set(values))


def test_another_key_gives_another_pseudonym() -> None:
    for kind in SHAPES:
        assert Vault(KEY).image(kind, "s-1-5-21-1-2-3") != Vault(OTHER).image(kind, "s-1-5-21-1-2-3")


@pytest.mark.parametrize("value", ["ZRH-PC1", "zrh-pc1", "Zrh-Pc1"])
def test_case_goes_there_and_back(value: str) -> None:
    image = styled("h-abc", value)
    assert image in {"H-ABC", "h-abc", "H-abc"}
    assert restyled("Zrh-Pc1", image) == value


def test_relations_of_names() -> None:
    shapes = Shapes(Vault(KEY))
    first, second = shapes.host("a.corp.contoso.com") or "", shapes.host("b.corp.contoso.com") or ""
    assert first.partition(".")[2] == second.partition(".")[2]
    assert first != second
    label = shapes.vault.image("label", "contoso")
    assert first.endswith(f".{label}.example")
    assert shapes.value("user", r"CONTOSO\anna").startswith(f"{label.upper()}\\")
    assert shapes.value("user", "anna@contoso.com").endswith(f"@{label}.example")
    assert (shapes.sid("S-1-5-21-1-2-3-500") or "").rpartition("-")[0] == shapes.sid("S-1-5-21-1-2-3")


def test_shapes_stay_readable() -> None:
    vault = Vault(KEY)
    shapes = Shapes(vault)
    assert len(vault.image("hex", "ab" * 20)) == 40
    assert shapes.guid("11111111-2222-3333-4444-555555555555") not in {None, "11111111-2222-3333-4444-555555555555"}
    assert shapes.guid("00000000-0000-0000-0000-000000000000") is None
    assert len(vault.image("host", "A-VERY-LONG-NAME")) <= 15
    assert shapes.value("proxies", "http=px.contoso.com:80;https=10.1.2.3:81").count(";") == 1
    assert shapes.value("proxies", "px one:80").count(" ") == 1
    assert shapes.host("winatp-gw-weu.microsoft.com") is None
    assert (shapes.host("contoso.onmicrosoft.com") or "").endswith(".onmicrosoft.com")


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    vault = Vault.new()
    image = vault.image("host", "Zrh-PC1")
    old = os.umask(0)
    try:
        save(vault, tmp_path / "deep" / "map.json")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "deep" / "map.json").stat().st_mode) == 0o600
    again = load(tmp_path / "deep" / "map.json")
    assert again.key == vault.key
    assert again.image("host", "ZRH-PC1") == image.upper()
    assert again.originals == vault.originals
    assert len(list((tmp_path / "deep").iterdir())) == 1


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    for number, text in enumerate(
        ["", "{}", "[]", '{"format": "mdeanalysis redaction map 1", "key": "00", "map": []}']
    ):
        file = tmp_path / str(number)
        file.write_text(text)
        with pytest.raises(InputError, match="no map"):
            load(file)
    assert opened(tmp_path / "new").images == {}
    with pytest.raises(InputError, match="cannot read"):
        load(tmp_path)


def test_two_values_of_one_pseudonym_stop_all() -> None:
    vault = Vault(KEY)
    vault.originals["h-abc"] = ("host", "one")
    with pytest.raises(OutputError, match="another key"):
        vault._keep("host", "two", "h-abc")
