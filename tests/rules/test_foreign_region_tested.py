"""URLs of another region in place of the device's own."""

import pytest
from builders import BLOB, CTL, GATEWAY, block, device, report, result_files
from builders import onboarding as body
from rules.fleets import found, lines

RULE = "foreign_region_tested"
US = "https://winatp-gw-cus.microsoft.com/commands/test"
GCC = "https://winatp-gw-usmt.microsoft.com/commands/test"
GCCH = "https://winatp-gw-usgt.microsoft.com/commands/test"
EU = {"Device Datacenter Location": "EU"}


def test_it_fires_where_all_gateways_are_foreign(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(US), block(BLOB, pinned=False), items=EU)})
    assert frame["subject"].tolist() == ["command_control"]
    assert frame["message"].tolist() == ["the device's region is EU, but URLs of command_control are of US alone"]
    assert lines(frame, tmp_path) == [f"Testing URL : {US}"]


@pytest.mark.parametrize(("url", "fires"), [(GCC, False), (GCCH, True)], ids=["own-cloud", "another-cloud"])
def test_it_fires_across_the_government_s_clouds(tmp_path, url, fires):
    told = body(vortexGeoLocation="FFL4", datacenter="UsModTexas")
    files = result_files(report(block(url)), {"RegOnboardedInfoCurrent.Json": told})
    assert len(found(RULE, tmp_path, files)) == fires


@pytest.mark.parametrize(
    "text",
    [report(block(US), block(GATEWAY), items=EU), report(block(US)), report(block(CTL, pinned=False), items=EU),
     report(block("https://www.example.com"), items=EU)],
    ids=["own-ones-too", "region-from-the-gateways", "worldwide", "unlisted"],
)  # fmt: skip
def test_it_is_silent_where_the_own_region_is_tested_or_none_is_known(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(US), items=device("A", **EU)),
        "b.txt": report(block(US), items=device("B", **{"Device Datacenter Location": "US"})),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
