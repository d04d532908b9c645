"""Names that may stand in a firewall's rule, and those that may not."""

from __future__ import annotations

import pytest

from mdeanalysis.plan.hosts import is_listed, is_name, is_pattern


@pytest.mark.parametrize(
    ("host", "name", "listed"),
    [
        ("winatp-gw-weu.microsoft.com", True, True),
        ("wdcp.wd.microsoft.com", True, True),
        ("evil.example.com", True, False),
        ("203.0.113.7", False, False),
        ("[2001:db8::1]", False, False),
        ("localhost", False, False),
        ("a b.example.com", False, False),
        ("x.example.com\nhttp_access allow all", False, False),
        ("x.example.com\n", False, False),
        ("-x.example.com", False, False),
        ("*.example.com", False, False),
        ("X.example.com", False, False),
        (f"{'a' * 64}.example.com", False, False),
        (f"{'a.' * 130}example.com", False, False),
        ("x.example.123", False, False),
    ],
)
def test_only_dns_names_of_the_lists_may_stand_in_a_rule(host, name, listed):
    assert is_name(host) is name
    assert is_listed(host) is listed


def test_a_pattern_is_a_star_and_a_name():
    assert is_pattern("*.example.com")
    assert not is_pattern("*.*.example.com")
    assert not is_pattern("edr-*.example.com")
