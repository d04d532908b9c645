"""The analyzer's own list."""

from __future__ import annotations

import pytest
from endpoint_lists import REGIONS_JSON

from mdeanalysis.catalogue.imports.regions_json import read_regions
from mdeanalysis.errors import CatalogueError


def found(text):
    return {(entry.endpoint, entry.path, entry.region): entry for entry in read_regions(text, "r.json").entries}


def test_raw_tabs_stand_in_strings_and_end_a_url():
    assert "\tNoPinning" in REGIONS_JSON
    entries = found(REGIONS_JSON)
    assert len(entries) == 15
    blob = entries["automatedirstrprdweu.blob.core.windows.net", "/", "EU"]
    assert (blob.service, blob.required, blob.unless_told) == ("autoir_blob", None, "required")
    assert not [entry for entry in entries.values() if "NoPinning" in entry.path]


@pytest.mark.parametrize(
    ("host", "region", "government", "unless_told", "generation"),
    [
        ("winatp-gw-weu.microsoft.com", "EU", False, "required", None),
        ("edr-weu9.eu.endpoint.security.microsoft.com", "EU", False, "required", "streamlined"),
        ("winatp-gw-weuc.microsoft.com", "EU", False, "optional", None),
        ("winatp-gw-usmx.microsoft.com", "GCC", True, "required", None),
        ("enterpriseregistration.windows.net", "EU", False, "optional", None),
        ("events.data.microsoft.com", "WW", False, "required", None),
    ],
)
def test_region_and_prefix_say_for_whom_a_url_is(host, region, government, unless_told, generation):
    entry = next(entry for entry in found(REGIONS_JSON).values() if entry.endpoint == host)
    assert (entry.region, entry.government, entry.unless_told, entry.generation) == (
        *(region, government, unless_told),
        generation,
    )


def test_gcc_high_and_dod_share_a_region():
    entries = found('[{"Region": "FFL4", "DatacenterPrefix": "UsGov", "CnCURLs": ["https://a.contoso.com/x"]}]')
    assert {region for _, _, region in entries} == {"GCCH", "DOD"}


@pytest.mark.parametrize(
    "text",
    ["", "[", '{"a": 1}', "[1, 2]", '["Region"]', "[" * 100_000, '[{"Region": "EU"'],
    ids=["empty", "cut", "other", "numbers", "text", "deep", "cut in an object"],
)
def test_what_is_no_list_of_regions_is_an_error(text):
    with pytest.raises(CatalogueError, match=r"^r\.json: "):
        read_regions(text, "r.json")


def test_odd_parts_cost_no_others():
    good = '{"Region": "EU", "CnCURLs": [3, "https://b.contoso.com", null], "More": {"x": 1}}'
    text = f'[{{"Region": 5}}, 7, {{"Region": "EU; DROP", "CnCURLs": ["https://a.contoso.com"]}}, {good}]'
    listing = read_regions(text, "r.json")
    assert [entry.endpoint for entry in listing.entries] == ["b.contoso.com"]
    assert [place for place, _ in listing.left] == ["r.json:1", "r.json:2", "r.json:3"]
