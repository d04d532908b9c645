"""What an import adds, changes and drops, counted by hand."""

from __future__ import annotations

from datetime import date

import pytest
from endpoint_lists import HEADINGS, REGIONS_JSON, standard
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.age import lists
from mdeanalysis.catalogue.imports.listing import Listing
from mdeanalysis.catalogue.imports.merge import Merged, compare, merge
from mdeanalysis.catalogue.imports.origin import Origin
from mdeanalysis.catalogue.imports.regions_json import read_regions
from mdeanalysis.catalogue.imports.spreadsheet import Sheet, read_sheets
from mdeanalysis.catalogue.rows import shipped
from mdeanalysis.catalogue.table import cells, read, write

DAY = date(2026, 11, 1)
STANDARD = Origin("standard", DAY, "mde.xlsx")
#: The rows of the shipped list that stand on Microsoft's standard list of Australia: ten, counted by hand.
AUSTRALIA = {row.endpoint: row for row in shipped() if row.region == "AU" and "standard connect" in row.source}


def of(*lines) -> Listing:
    texts = [[str(cell) if cell is not None else "" for cell in line] for line in (HEADINGS, *lines)]
    return read_sheets([Sheet("URLs", texts)])


def line_of(row, **changes):
    words = {"command_control": "CnC", "autoir_blob": "AutoIR", "cyber_data": "Cyber data"}
    words |= {"sample_upload_blob": "Malware sample", "core_service_1ds": "1DS", "maps_xplat": "cloud, mac"}
    told = {"region": row.region, "category": words[row.service], "required": row.required.title()}
    marks = ("w", "-", "m", "l")
    names = {"w": "windows", "m": "macos", "l": "linux"}
    ticks = "".join(mark if names.get(mark) in row.platforms else "-" for mark in marks)
    return standard(row.endpoint, **{**told, "ticks": ticks, **changes})


def told(merged: Merged) -> list[tuple[str, str, str]]:
    return [(change.kind, change.row.endpoint, change.row.region) for change in merged.changes]


def test_a_list_that_says_the_same_changes_nothing_but_its_day():
    assert len(AUSTRALIA) == 10
    merged = merge(shipped(), of(*map(line_of, AUSTRALIA.values())), STANDARD)
    assert (told(merged), merged.named) == ([], 10)
    assert [row.key for row in merged.rows] == [row.key for row in shipped()]
    after = {row.key: row for row in merged.rows}
    row = after[AUSTRALIA["winatp-gw-aue.microsoft.com"].key]
    assert row.source.startswith("MDE standard connectivity URLs - commercial (imported 2026-11-01 from mde.xlsx) | ")
    assert "standard connectivity URLs - commercial (copy" not in row.source
    assert row.last_seen == 2026
    newest = next(one for one in lists(merged.rows) if one.name == "standard, commercial")
    assert (newest.day, newest.imported, newest.rows) == (DAY, True, 10)


def test_added_changed_and_dropped_are_told_apart():
    lines = [line_of(row) for row in AUSTRALIA.values() if row.endpoint != "winatp-gw-aus.microsoft.com"]
    lines[0] = line_of(next(iter(AUSTRALIA.values())), required="Optional", port="80")
    merged = merge(shipped(), of(*lines, standard("winatp-gw-aue9.microsoft.com", "AU", "CnC")), STANDARD)
    first = next(iter(AUSTRALIA))
    assert told(merged) == [
        ("added", "winatp-gw-aue9.microsoft.com", "AU"),
        ("changed", first, "AU"),
        ("dropped", "winatp-gw-aus.microsoft.com", "AU"),
    ]
    changed = merged.of_kind("changed")[0]
    assert changed.fields == [
        ("scheme", "https", "http"),
        ("port", "443", "80"),
        ("required", "required", "optional"),
    ]
    assert len(merged.rows) == len(shipped()) + 1


def test_a_dropped_row_stays_where_another_list_names_it_and_else_is_legacy():
    kept = "winatp-gw-aus.microsoft.com"
    gone = next(row.endpoint for row in AUSTRALIA.values() if "streamlined connect" not in row.source)
    lines = [line_of(row) for row in AUSTRALIA.values() if row.endpoint not in (kept, gone)]
    rows = {row.endpoint: row for row in merge(shipped(), of(*lines), STANDARD).rows if row.region == "AU"}
    assert rows[kept].required == "required"
    assert "not in MDE standard connectivity URLs - commercial (imported 2026-11-01" in rows[kept].source
    assert rows[gone].required == "legacy"
    again = merge(tuple(rows.values()), of(*map(line_of, AUSTRALIA.values())), STANDARD)
    back = {row.endpoint: row for row in again.rows}
    assert back[gone].required == AUSTRALIA[gone].required
    assert "not in " not in back[gone].source


def test_what_the_last_list_drops_is_legacy():
    gone = "winatp-gw-aus.microsoft.com"
    lines = [line_of(row) for row in AUSTRALIA.values() if row.endpoint != gone]
    rows = shipped()
    for kind, required in (("standard", "required"), ("streamlined", "legacy")):
        rows = merge(rows, of(*lines), Origin(kind, DAY, "mde.xlsx")).rows
        assert {row.required for row in rows if row.endpoint == gone} == {required}


def test_other_regions_clouds_and_uses_than_the_lists_are_left():
    merged = merge(shipped(), of(*map(line_of, list(AUSTRALIA.values())[:1])), STANDARD)
    assert {change.row.region for change in merged.changes} == {"AU"}
    gov = merge(shipped(), of(standard("contoso.example.com", "US Gov", "Settings")), STANDARD)
    assert {change.row.cloud for change in gov.changes} == {"gcc", "gcch_dod"}
    assert not [change for change in gov.of_kind("dropped") if not change.row.platforms]


def test_an_extract_drops_nothing():
    merged = merge(shipped(), of(*map(line_of, list(AUSTRALIA.values())[:1])), STANDARD, keep=True)
    assert told(merged) == []


def test_limits_of_builds_hold_after_an_import():
    settings = standard("settings-win.data.microsoft.com", "WW", "Settings", "Required", ticks="w---")
    merged = merge(shipped(), of(settings), STANDARD, keep=True)
    row = next(row for row in merged.rows if row.endpoint.startswith("settings-win") and row.service == "settings")
    assert (row.os_max_build, row.required) == (17134, "legacy")
    assert told(merged) == []


def test_a_new_host_is_like_its_shape():
    lines = [
        standard("zz-v20.events.data.microsoft.com", "CA"),
        standard("wsca1eastprod.blob.core.windows.net", "CA"),
    ]
    v20, blob = merge(shipped(), of(*lines), STANDARD, keep=True).rows[-2:]
    assert (v20.service, v20.region, v20.paths, v20.os_min_build) == ("cyber_data", "CA", ("/ping",), 17134)
    assert (v20.generation, v20.required) == ("standard", "required")
    assert (blob.service, blob.statuses) == ("sample_upload_blob", (frozenset({400}),))


def test_a_new_host_without_a_shape_is_like_its_service_and_else_unknown():
    lines = [
        standard("new.opinsights.contoso.com", "WW", "MMA", ticks="-w--"),
        standard("abc.contoso.com", "WW", "Common"),
        standard("abc.dm.microsoft.com", "WW", "Common"),
    ]
    mma, other, config = merge(shipped(), of(*lines), STANDARD, keep=True).rows[-3:]
    assert (mma.service, mma.generation, mma.ssl_inspection, mma.os_max_build) == ("mma", "mma", "bypass", 14393)
    assert (other.service, other.ssl_inspection) == ("other", "unknown")
    assert config.service == "mde_config_mgr"


def test_a_path_is_added_to_those_of_a_row_but_not_to_a_row_for_all_paths():
    lines = [
        standard("https://winatp-gw-aue.microsoft.com/new", "AU", "CnC"),
        standard("https://winatp-gw-aue.microsoft.com/COMMANDS/TEST/", "AU", "CnC"),
        standard("https://msdefender.download.prss.microsoft.com/x", "WW", "Product update"),
    ]
    merged = merge(shipped(), of(*lines), STANDARD, keep=True)
    assert [change.row.endpoint for change in merged.of_kind("changed")][-1] == "winatp-gw-aue.microsoft.com"
    row = merged.of_kind("changed")[-1].row
    assert row.paths[-1] == "/new"
    assert row.statuses[-1] == frozenset()
    assert len(row.paths) == len(AUSTRALIA["winatp-gw-aue.microsoft.com"].paths) + 1


def test_the_analyzers_list_adds_hosts_with_what_they_answer():
    origin = Origin("tested", DAY, "RegionsURLs.json")
    merged = merge(shipped(), read_regions(REGIONS_JSON, "r.json"), origin, keep=True)
    assert {(kind, host) for kind, host, _ in told(merged)} == {
        ("added", "winatp-gw-weu9.microsoft.com"),
        ("added", "edr-weu9.eu.endpoint.security.microsoft.com"),
        ("added", "winatp-gw-weuc.microsoft.com"),
        ("added", "winatp-gw-usmx.microsoft.com"),
    }
    edr = [row for row in merged.rows if row.endpoint.startswith("edr-weu9")]
    assert {(row.service, row.statuses, row.generation) for row in edr} == {
        ("command_control", (frozenset({200}),), "streamlined"),
        ("autoir_blob", (frozenset(),), "streamlined"),
    }


def test_the_analyzers_list_drops_what_it_tested_before_and_no_longer_does():
    origin = Origin("tested", DAY, "RegionsURLs.json")
    merged = merge(shipped(), read_regions(REGIONS_JSON, "r.json"), origin)
    dropped = {change.row.endpoint for change in merged.of_kind("dropped")}
    assert {"automatedirstrprdneu.blob.core.windows.net", "winatp-gw-usmt.microsoft.com"} <= dropped
    assert not {"winatp-gw-neu3.microsoft.com", "winatp-gw-cus.microsoft.com"} & dropped


@pytest.mark.parametrize("name", ["a | b (imported 1999-01-01).xlsx", "\x1b[31m", ""])
def test_a_files_name_cannot_speak_for_a_source(name):
    mention = Origin("standard", DAY, name).mention(False)
    assert "|" not in mention
    assert mention.count("(") == mention.count(")") == 1
    assert "\x1b" not in mention


def test_the_shipped_list_read_again_changes_nothing():
    rows = read(write(shipped()), "list.csv")
    assert rows == shipped()
    assert compare(shipped(), rows).changes == ()


def test_a_list_of_our_own_columns_stands_for_itself():
    rows = (
        shipped()[0]._replace(endpoint="new.contoso.com"),
        shipped()[1]._replace(required="legacy"),
        *shipped()[3:],
    )
    merged = compare(shipped(), rows)
    assert [change.kind for change in merged.changes] == ["added", "changed", "dropped", "dropped"]
    assert merged.of_kind("changed")[0].fields == [("required", shipped()[1].required, "legacy")]
    assert merged.rows == rows


@given(st.sets(st.integers(0, len(shipped()) - 1), max_size=20))
def test_what_is_left_out_of_the_own_list_is_what_it_drops(left):
    rows = [row for number, row in enumerate(shipped()) if number not in left]
    merged = compare(shipped(), read(write(rows), "list.csv"))
    assert [change.row for change in merged.changes] == [shipped()[number] for number in sorted(left)]
    assert cells(shipped()[0]).keys() == cells(merged.rows[0]).keys()


@given(st.lists(st.sampled_from(sorted(AUSTRALIA)), unique=True, min_size=1))
def test_an_import_twice_is_an_import_once(names):
    listing = of(*(line_of(AUSTRALIA[name]) for name in names))
    once = merge(shipped(), listing, STANDARD)
    twice = merge(once.rows, listing, STANDARD)
    assert twice.rows == once.rows
    assert twice.changes == ()
    current = {name for name, row in AUSTRALIA.items() if row.required != "legacy"}
    assert len(current) == 9
    assert {change.row.endpoint for change in once.of_kind("dropped")} == current - set(names)


def streamlined(*lines) -> Listing:
    head = ["Service", "Port", "Endpoint/URLs", "Endpoint/URL Description", "Type"]
    return read_sheets([Sheet("Streamlined", [head, *([*line] for line in lines)])])


@pytest.mark.parametrize(
    ("host", "region", "cloud"),
    [
        ("edr-weu9.eu.endpoint.security.microsoft.com", "EU", "commercial"),
        ("edr-xx9.ina.endpoint.security.microsoft.com", "IN", "commercial"),
        ("edr-xx9.zz.endpoint.security.microsoft.com", "WW", "commercial"),
        ("abc.contoso.com", "WW", "commercial"),
    ],
)
def test_without_a_geography_a_streamlined_host_tells_its_region(host, region, cloud):
    listing = streamlined(("Defender", "443", host, "x", "Required"))
    found = merge(shipped(), listing, Origin("streamlined", DAY, "s.xlsx"), keep=True).of_kind("added")
    assert {(change.row.region, change.row.cloud) for change in found} == {(region, cloud)}
    assert {change.row.generation for change in found} == {"streamlined" if "endpoint.sec" in host else "standard"}


@pytest.mark.parametrize("others", [(), (standard("x.contoso.us", "GCC"),)], ids=["alone", "with another"])
@pytest.mark.parametrize("geography", ["US Gov", "WW"])
def test_a_new_government_host_is_one_row_a_cloud(geography, others):
    told_so = standard("winatp-gw-usgt.microsoft.com", "US Gov", "CnC")
    lines = [standard("abc.contoso.us", geography, "Settings"), told_so, *others]
    found = merge(shipped(), of(*lines), STANDARD, keep=True).rows
    assert [(row.cloud, row.region) for row in found if row.endpoint == "abc.contoso.us"] == [
        ("gcc", "USGOV"),
        ("gcch_dod", "USGOV"),
    ]


def test_several_lines_of_one_new_host_are_one_row_with_all_that_they_say():
    lines = [
        standard("http://abc.contoso.com/a", "WW", "Settings", "Optional", port=None),
        standard("https://abc.contoso.com/b", "WW", "Settings", "Required", port=None),
    ]
    row = merge(shipped(), of(*lines), STANDARD, keep=True).rows[-1]
    assert (row.paths, row.statuses) == (("/a", "/b"), (frozenset(), frozenset()))
    assert (row.ports, row.schemes, row.required) == ((443, 80), ("https", "http"), "required")
    whole = merge(shipped(), of(*lines, standard("abc.contoso.com", "WW", "Settings")), STANDARD, keep=True).rows[-1]
    assert (whole.paths, whole.statuses) == ((), (frozenset(),))


def test_a_new_pattern_that_is_a_shape_already_adds_no_row():
    merged = merge(shipped(), of(standard("*-v20.events.data.microsoft.com", "WW")), STANDARD, keep=True)
    assert told(merged) == []
