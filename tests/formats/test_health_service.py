"""The monitoring agent's settings: golden pairs, workspaces, proxies, and what tells the file."""

from __future__ import annotations

import pytest
from formats.golden import Case, cases, document, rows

from mdeanalysis.formats import health_service

ONE = "dddddddd-0000-0000-0000-000000000001"


@pytest.mark.parametrize("case", cases("health_service"), ids=lambda case: case.name)
def test_each_listing_gives_the_rows_that_its_pair_states(case: Case):
    assert rows(health_service.parse(case.document)) == case.expected


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (f"AOI-{ONE}", [ONE]),
        (f"aoi-{ONE.upper()} and AOI-{ONE}", [ONE]),
        (f"https://{ONE}.ods.opinsights.azure.com/x", [ONE]),
        (f"WorkspaceId : {ONE}", [ONE]),
        (f"    Workspace ID    REG_SZ    {ONE}", [ONE]),
        (f"AOI-{ONE}0", []),
        (f"xAOI-{ONE}", []),
        (f"https://{ONE}.example.com", []),
        (f"ID : {ONE}", []),
    ],
)
def test_a_workspace_is_named_in_four_ways(line: str, found: list[str]):
    assert health_service.parse(document(line)).workspace_ids == found


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("ProxyUrl    REG_SZ    http://proxy.contoso.com:8080", "http://proxy.contoso.com:8080"),
        ("    ProxyURL : proxy:8080 ", "proxy:8080"),
        ("HttpProxy REG_EXPAND_SZ 192.0.2.7", "192.0.2.7"),
        ("ProxyUrl    REG_SZ    ", None),
        ("ProxyUrl : contoso", None),
        ("ProxyUrl : see the handbook: page 8", None),
        ("ProxyUsername : svc.contoso", None),
        ("ProxyBypass : example.com", None),
        ("ProxyEnable    REG_DWORD    0x1", None),
        ("DownloadUrl : http://a.example.com:80", None),
    ],
)
def test_a_value_that_names_a_proxy_is_a_setting(line: str, address: str | None):
    settings = health_service.parse(document(line, first_line=9)).proxy_settings
    assert [(s.scope, s.kind, s.address, s.line) for s in settings] == (
        [("oms", "static", address, 9)] if address else []
    )


@pytest.mark.parametrize("name", ["ProxyPassword", "WorkspaceKeySecret", "ProxyCredential"])
def test_no_secret_becomes_a_fact(name: str):
    reading = health_service.parse(document(f"{name} REG_SZ abc.def:1"))
    assert (reading.facts, reading.proxy_settings) == ([], [])


@pytest.mark.parametrize(
    ("text", "source", "is_one"),
    [
        ("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HealthService\\Parameters", "x.txt", True),
        ("", "HealthServiceReg.txt", True),
        ("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\HealthService", "x.txt", False),
        ("Health Service DLL version is: 10.20", "x.txt", False),
    ],
)
def test_the_listing_is_told_by_its_key_or_its_name(text: str, source: str, is_one: bool):
    assert health_service.matches(document(text, source)) is is_one
