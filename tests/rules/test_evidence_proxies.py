"""Addresses of proxies, and whether two can mean one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.rules.evidence_proxies import Proxy, may_be_same, proxies_in


@pytest.mark.parametrize(
    ("address", "proxies"),
    [
        ("Proxy.Contoso.com:8080", [Proxy("proxy.contoso.com", "8080")]),
        ("http://10.0.0.6:8080/", [Proxy("10.0.0.6", "8080")]),
        ("http=a:1;https=b:2", [Proxy("b", "2")]),
        ("http=a:1;ftp=b:2", [Proxy("a", "1"), Proxy("b", "2")]),
        ("a:1; b", [Proxy("a", "1"), Proxy("b", None)]),
        ("[2001:db8::1]:80", [Proxy("[2001:db8::1]", "80")]),
        ("http://a/proxy.pac", []),
    ],
)
def test_an_address_is_taken_apart(address, proxies):
    assert list(proxies_in(address)) == proxies


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("10.0.0.6:80", "http://10.0.0.6:80", True),
        ("10.0.0.6:80", "10.0.0.7:80", False),
        ("10.0.0.6:80", "10.0.0.6:81", False),
        ("10.0.0.6", "10.0.0.6:81", True),
        ("10.0.0.6:80", "proxy:80", True),
        ("proxy:80", "proxy.contoso.com:80", True),
        ("proxy:80", "proxy2.contoso.com:80", False),
        ("proxy.contoso.com:80", "proxy.example.com:80", False),
        ("a:1;b:1", "b:1", True),
        ("http://a/proxy.pac", "b:1", True),
    ],
)
def test_two_addresses_mean_one_proxy_where_nothing_speaks_against_it(one, other, same):
    assert may_be_same(one, other) is same
    assert may_be_same(other, one) is same


@given(st.text(max_size=40))
def test_any_text_may_be_the_same_as_itself(text):
    assert may_be_same(text, text)
