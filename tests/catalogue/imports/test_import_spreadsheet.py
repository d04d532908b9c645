"""Microsoft's spreadsheets in several layouts, and what is no such thing."""

from __future__ import annotations

from pathlib import Path

import pytest
from endpoint_lists import DEFENDER, HEADINGS, PROSE, WINDOWS, standard, workbook
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.imports.listing import Listing, targets
from mdeanalysis.catalogue.imports.spreadsheet import Sheet, read_sheets
from mdeanalysis.catalogue.imports.words import is_ticked, ports_in, regions_of_cell, required_of, service_of
from mdeanalysis.cli._endpoint_files import read_file
from mdeanalysis.errors import CatalogueError

GATEWAY, BLOB = "winatp-gw-weu.microsoft.com", "automatedirstrprdweu.blob.core.windows.net"
URLS = "Microsoft Defender URLs"


def listing(file: Path) -> Listing:
    found = read_file(file).listing
    assert found is not None
    return found


def said(found: Listing) -> list[tuple[str, str, str | None, bool | None]]:
    return [(entry.endpoint, entry.region, entry.service, entry.required) for entry in found.entries]


def test_a_standard_list_tells_hosts_regions_services_ports_and_systems(tmp_path):
    lines = [
        HEADINGS,
        standard(GATEWAY, "EU", "Command and Control"),
        standard("http://crl.microsoft.com/pki/crl/*", "WW", "Certificate Revocation List", port=None),
        standard("*.oms.opinsights.azure.com", "WW", "MMA", "Optional", ticks="-w--"),
    ]
    found = listing(workbook(tmp_path / "mde.xlsx", {"Read me": PROSE, URLS: lines}))
    gateway, crl, mma = found.entries
    assert found.kind == "standard"
    assert (gateway.endpoint, gateway.region, gateway.service, gateway.required, gateway.ports) == (
        *(GATEWAY, "EU", "command_control", True),
        (443,),
    )
    assert gateway.platforms == {"windows", "macos", "linux"}
    assert (crl.endpoint, crl.path, crl.ports, crl.service) == (
        *("crl.microsoft.com", "/pki/crl/*", (80,)),
        "ctl_crl",
    )
    assert (mma.service, mma.required, mma.platforms, mma.generation) == ("mma", False, {"windows"}, "mma")
    assert found.left == ()


def test_a_streamlined_list_has_no_geography_and_several_hosts_in_a_cell(tmp_path):
    headings = ("Service", "Port", "Endpoint/URLs", "Endpoint/URL Description", "Type", "Comments", "OS")
    hosts = "*.endpoint.security.microsoft.com\nhttps://crl.microsoft.com/pki/crl/*, ctldl.windowsupdate.com"
    lines = [headings, (DEFENDER, "443", hosts, "Consolidated", "Required", "", "Windows, Linux")]
    found = listing(workbook(tmp_path / "mde.xlsx", {"Streamlined": lines}))
    assert found.kind == "streamlined"
    assert [entry.endpoint for entry in found.entries] == [
        *("*.endpoint.security.microsoft.com", "crl.microsoft.com", "ctldl.windowsupdate.com")
    ]
    assert {entry.platforms for entry in found.entries} == {frozenset({"windows", "linux"})}
    assert {(entry.region, entry.government) for entry in found.entries} == {("", False)}


def test_merged_cells_hold_for_all_their_lines(tmp_path):
    lines = [
        ("All of it for US gateways",),
        HEADINGS,
        standard("a.contoso.com", "EU", "Command and Control"),
        (None, None, None, None, "b.contoso.com", None, None, "X"),
        (None, None, None, None, "c.contoso.com", None, "Optional", "X"),
    ]
    merged = [(URLS, "A1:L1"), (URLS, "A3:A5"), (URLS, "B3:B5"), (URLS, "C3:C5"), (URLS, "G3:G4")]
    found = listing(workbook(tmp_path / "mde.xlsx", {URLS: lines}, merged))
    assert said(found) == [
        ("a.contoso.com", "EU", "command_control", True),
        ("b.contoso.com", "EU", "command_control", True),
        ("c.contoso.com", "EU", "command_control", False),
    ]


def test_blank_lines_other_headings_and_a_second_line_of_headings_are_taken(tmp_path):
    lines = [
        (),
        (None, "Location", "URL", "Required"),
        (),
        (None, "Europe", GATEWAY, "Yes"),
        (),
        ("Host name", "Geography", "Ports"),
        (BLOB, "UK", "TCP 443"),
    ]
    found = listing(workbook(tmp_path / "mde.xlsx", {"Sheet1": lines}))
    assert said(found) == [(GATEWAY, "EU", None, True), (BLOB, "UK", None, None)]
    assert found.entries[1].ports == (443,)


def test_without_headings_columns_are_told_by_their_cells(tmp_path):
    lines = [
        ("EU", GATEWAY, 443, "Required"),
        ("UK", BLOB, 443, "Optional"),
        ("WW", "crl.microsoft.com", 80, "Required"),
    ]
    found = listing(workbook(tmp_path / "mde.xlsx", {"Sheet1": lines}))
    assert said(found) == [
        (GATEWAY, "EU", None, True),
        (BLOB, "UK", None, False),
        ("crl.microsoft.com", "WW", None, True),
    ]
    assert [entry.ports for entry in found.entries] == [(443,), (443,), (80,)]


@pytest.mark.parametrize(
    ("geography", "regions", "government"),
    [
        ("US Gov", ["USGOV"], True),
        ("GCC", ["GCC"], True),
        ("GCC High, DoD", ["GCCH", "DOD"], True),
        ("US Gov (GCC High)", ["GCCH"], True),
        ("Atlantis", [], None),
        ("US", ["US"], False),
        ("CA", ["CA"], False),
    ],
)
def test_a_geography_tells_the_cloud(tmp_path, geography, regions, government):
    lines = [HEADINGS, standard(GATEWAY, geography), standard("crl.microsoft.com", "WW")]
    found = listing(workbook(tmp_path / "mde.xlsx", {URLS: lines}))
    own = [entry for entry in found.entries if entry.endpoint == GATEWAY]
    assert [entry.region for entry in own] == regions
    assert {entry.government for entry in own} == ({government} if regions else set())
    assert bool(found.left) is not bool(regions)
    # A worldwide line is the government's where no other geography stands beside it.
    assert found.entries[-1].government is bool(government)


@pytest.mark.parametrize(("title", "government"), [("URLs for US government customers", True), ("URLs", False)])
def test_a_title_tells_the_cloud_where_no_geography_does(tmp_path, title, government):
    lines = [(title,), (), ("Service", "Endpoint/URLs", "Type"), (DEFENDER, "crl.microsoft.com", "Required")]
    found = listing(workbook(tmp_path / "mde.xlsx", {"Streamlined": lines}))
    assert [(entry.government, entry.region) for entry in found.entries] == [(government, "")]


def test_csv_with_semicolons_and_a_byte_order_mark_is_read(tmp_path):
    file = tmp_path / "mde.csv"
    head = ";".join(f'"{name}"' for name in HEADINGS)
    file.write_text(f"{head}\r\nMDE;EU;Command & Control;443;{GATEWAY};x;Required;X;;;;\r\n", encoding="utf-16")
    assert said(listing(file)) == [(GATEWAY, "EU", "command_control", True)]


def test_a_row_without_a_host_is_told_and_costs_no_other(tmp_path):
    lines = [
        HEADINGS,
        standard("20.0.0.0/16"),
        standard(GATEWAY, "EU"),
        standard("*.com"),
        standard("ask us", "Atlantis"),
    ]
    found = listing(workbook(tmp_path / "mde.xlsx", {URLS: lines}))
    assert [entry.endpoint for entry in found.entries] == [GATEWAY]
    assert found.left == ((f"{URLS}:2", "20.0.0.0/16"), (f"{URLS}:4", "*.com"), (f"{URLS}:5", "ask us"))


def test_prose_alone_is_an_error(tmp_path):
    with pytest.raises(CatalogueError, match="no endpoints found"):
        read_file(workbook(tmp_path / "mde.xlsx", {"Read me": PROSE}))


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("https://a.contoso.com/x/y", [("a.contoso.com", "/x/y", (443,))]),
        ("http://a.contoso.com", [("a.contoso.com", "", (80,))]),
        ("A.Contoso.com:8443/", [("a.contoso.com", "/", (8443,))]),
        ("a.contoso.com; b.contoso.com", [("a.contoso.com", "", ()), ("b.contoso.com", "", ())]),
        ("*.contoso.com", [("*.contoso.com", "", ())]),
        ("*contoso.example.com", [("*.contoso.example.com", "", ()), ("contoso.example.com", "", ())]),
        (".contoso.com", [("*.contoso.com", "", ())]),
        ("<workspace id>.ods.contoso.com", [("*.ods.contoso.com", "", ())]),
        ("see a.contoso.com.", [("a.contoso.com", "", ())]),
        ("=HYPERLINK(http://a.contoso.com)", [("a.contoso.com", "", (80,))]),
        ("e.g. this, i.e. that", []),
        ("*.com", []),
        ("*.*", []),
        ("192.0.2.1", []),
        ("a..contoso.com", []),
        ("a_b.contoso.com", []),
        ("x" * 70 + ".contoso.com", []),
        ("a.contoso.com\u202e", []),
    ],
)
def test_hosts_are_found_in_a_cell(text, hosts):
    assert [tuple(target) for target in targets(text)] == hosts


@pytest.mark.parametrize(
    ("words", "service"),
    [
        ("EDR Command & Control", "command_control"),
        ("EDR Cyberdata", "cyber_data"),
        ("Auto-IR", "autoir_blob"),
        ("Malware sample submission storage", "sample_upload_blob"),
        ("MU / WU", "mu_wu"),
        ("MAPS", "maps"),
        ("Settings", "settings"),
        ("Security settings management", "mde_config_mgr"),
        ("Microsoft Monitoring Agent", "mma"),
        ("Common", None),
    ],
)
def test_a_category_tells_the_service(words, service):
    assert service_of(words) == service


def test_the_words_of_other_cells():
    assert [required_of(text) for text in ("Required", "Optional", "Not required", "Mandatory", "Y", "", "443")] == [
        *(True, False, False, True, True, None, None)
    ]
    assert [is_ticked(text) for text in ("X", "Yes", "\u2713", "No", "N/A", "-", "")] == [True] * 3 + [False] * 4
    assert [ports_in(text) for text in ("443", "443.0", "80/443", "TCP 80, 443", "any")] == [
        *((443,), (443,), (443, 80), (443, 80), ())
    ]
    assert regions_of_cell("US, EU and UK") == ["US", "EU", "UK"]
    assert regions_of_cell("US Gov: GCC High, DoD") == ["GCCH", "DOD"]
    assert regions_of_cell("") == []
    assert regions_of_cell("Atlantis") is None


CELLS = st.sampled_from(
    [*HEADINGS, GATEWAY, "EU", "443", "", "X", "Required", "a.contoso.com b.contoso.com", WINDOWS]
)


@given(st.lists(st.lists(CELLS | st.text(max_size=30), max_size=8), max_size=12))
def test_no_sheet_makes_it_fail(rows):
    found = read_sheets([Sheet("Sheet1", rows)])
    assert all("." in entry.endpoint for entry in found.entries)
