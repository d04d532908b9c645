"""What Microsoft's documentation says of endpoints, each rule by its name."""

from __future__ import annotations

import pytest

from mdeanalysis.catalogue.choice import chosen, filled, profile_of_region
from mdeanalysis.catalogue.endpoints import Profile, lookup, required_endpoints
from mdeanalysis.catalogue.rows import rows_of_host, shipped
from mdeanalysis.errors import SelectionError

DEVICE = Profile("EU", "WestEurope", "standard", "built_in", 19044, "windows")
SETTINGS = "https://settings-win.data.microsoft.com/qos"
V20 = "https://eu-v20.events.data.microsoft.com/ping"
GATEWAY = "https://winatp-gw-weu.microsoft.com/commands/test"
EDR = "https://edr-weu.eu.endpoint.security.microsoft.com/edr/commands/test"
WORKSPACE = "11111111-2222-3333-4444-555555555555"


def required(url: str, profile: Profile) -> bool | None:
    return lookup(url, profile).required


def named(rows) -> set[str]:
    return {row.endpoint for row in rows}


@pytest.mark.parametrize(("build", "answer"), [(14393, True), (17134, True), (17763, False), (26100, False)])
def test_settings_win_is_required_only_up_to_windows_10_1803(build, answer):
    assert required(SETTINGS, DEVICE._replace(os_build=build)) is answer


@pytest.mark.parametrize(("build", "answer"), [(14393, False), (16299, False), (17134, True), (22631, True)])
def test_v20_hosts_are_required_only_from_1803(build, answer):
    assert required(V20, DEVICE._replace(os_build=build)) is answer


@pytest.mark.parametrize("build", [9600, 14393], ids=["2012 R2", "2016"])
def test_unified_agent_servers_follow_windows_10(build):
    newest = required_endpoints(DEVICE._replace(os_build=26100))
    assert required_endpoints(DEVICE._replace(agent="unified", os_build=build)) == newest
    assert required_endpoints(DEVICE._replace(agent="mma", os_build=build)) != newest
    streamlined = DEVICE._replace(agent="unified", os_build=build, mode="streamlined")
    assert required(EDR, streamlined) is True


@pytest.mark.parametrize("host", [f"{WORKSPACE}.ods.opinsights.azure.com", f"{WORKSPACE}.oms.opinsights.azure.com"])
def test_mma_hosts_are_required_only_for_mma_agents(host):
    old = DEVICE._replace(os_build=9600)
    assert required(f"https://{host}", old._replace(agent="mma")) is True
    assert required(f"https://{host}", old._replace(agent="unified")) is False
    assert required(f"https://{host}", old) is False


@pytest.mark.parametrize(
    ("cloud", "domain", "storage"),
    [
        ("commercial", "azure.com", "windows.net"),
        ("gcc", "azure.us", "usgovcloudapi.net"),
        ("gcch_dod", "azure.us", "usgovcloudapi.net"),
    ],
)
def test_mma_hosts_bypass_inspection(cloud, domain, storage):
    names = {f"*.ods.opinsights.{domain}", f"*.oms.opinsights.{domain}", f"*.blob.core.{storage}"}
    mma = [row for row in shipped() if row.generation == "mma" and row.cloud == cloud and row.endpoint in names]
    assert named(mma) == names
    assert {row.ssl_inspection for row in mma} == {"bypass"}


@pytest.mark.parametrize(
    "url",
    [
        "https://automatedirstrprdweu.blob.core.windows.net",
        "https://usseu1northprod.blob.core.windows.net",
        "https://ussusg1texasff0.blob.core.usgovcloudapi.net",
        "https://contoso.blob.core.windows.net",
        "https://mdav.eu.endpoint.security.microsoft.com/storage/usseu1northprod/",
    ],
)
def test_blob_storage_is_expected_to_answer_400(url):
    assert lookup(url, DEVICE).expected == {400}


def test_a_host_that_only_looks_like_blob_storage_is_not_expected_to_answer_400():
    assert lookup("https://blob.core.windows.net.example.com", DEVICE).expected == {200}
    assert lookup("https://mdav.eu.endpoint.security.microsoft.com/mdav/test", DEVICE).expected == {404}


@pytest.mark.parametrize(
    ("profile", "own", "foreign"),
    [
        (DEVICE, "weu", "cus"),
        (DEVICE._replace(region="US", datacenter="CentralUs"), "cus", "weu"),
        (DEVICE._replace(region="FFL4", datacenter="UsModTexas"), "usmt", "usgt"),
        (DEVICE._replace(region="FFL4", datacenter="UsGovTexas"), "usgt", "usmt"),
    ],
    ids=["EU", "US", "GCC", "GCC High"],
)
def test_regions_are_those_of_onboarding(profile, own, foreign):
    assert required(f"https://winatp-gw-{own}.microsoft.com/test", profile) is True
    assert required(f"https://winatp-gw-{foreign}.microsoft.com/test", profile) is False


def test_without_onboarding_nobody_knows_what_is_required():
    assert required(GATEWAY, DEVICE._replace(region=None)) is None


def test_streamlined_hosts_replace_standard_ones():
    assert (required(GATEWAY, DEVICE), required(EDR, DEVICE)) == (True, False)
    streamlined = DEVICE._replace(mode="streamlined")
    assert (required(GATEWAY, streamlined), required(EDR, streamlined)) == (False, True)
    assert required("https://events.data.microsoft.com/ping", streamlined) is True


def test_of_wildcards_the_longest_answers():
    assert named(rows_of_host("xyz.dm.microsoft.com")) == {"*.dm.microsoft.com"}
    long = rows_of_host("abc.eu.endpoint.security.microsoft.com")
    assert named(long) == {"*.endpoint.security.microsoft.com"}
    assert named(rows_of_host("abc.security.microsoft.com")) == {"*.security.microsoft.com"}
    assert named(rows_of_host("winatp-gw-weu.microsoft.com")) == {"winatp-gw-weu.microsoft.com"}


def test_workspace_wildcards_are_filled_with_workspace_ids():
    mma = chosen(DEVICE._replace(agent="mma", os_build=9600), ["mma"])
    other = WORKSPACE.replace("1", "a").upper()
    found = named(filled(mma, [WORKSPACE, other, WORKSPACE]))
    assert f"{WORKSPACE}.ods.opinsights.azure.com" in found
    assert f"{other.lower()}.oms.opinsights.azure.com" in found
    assert "*.ods.opinsights.azure.com" not in found
    assert "*.blob.core.windows.net" in found
    assert len(found) == len(named(mma)) + 3


@pytest.mark.parametrize("name", ["", "contoso", "evil.example.com/", WORKSPACE + ".x"])
def test_what_is_no_workspace_id_fills_nothing(name):
    mma = chosen(Profile(agent="mma"), ["mma"])
    assert list(filled(mma, [name])) == mma


def test_a_choice_that_names_nothing_is_the_whole_list():
    assert chosen(Profile()) == list(shipped())


@pytest.mark.parametrize(
    ("region", "regions"),
    [
        ("EU", {"WW", "EU"}),
        ("gw_eu", {"WW", "EU"}),
        ("GCC", {"WW", "USGOV", "GCC"}),
        ("GCCH", {"WW", "USGOV", "GCCH", "DOD"}),
        ("DOD", {"WW", "USGOV", "DOD"}),
        ("INA", {"WW", "IN"}),
    ],
)
def test_a_region_means_its_own_rows_and_the_worldwide_ones(region, regions):
    assert {row.region for row in chosen(profile_of_region(region))} == regions


def test_a_choice_by_mode_and_agent_needs_no_region():
    standard, streamlined = chosen(Profile(mode="standard")), chosen(Profile(mode="streamlined"))
    assert {row.generation for row in standard} == {"standard"}
    assert "winatp-gw-weu.microsoft.com" in named(standard) - named(streamlined)
    assert "edr-weu.eu.endpoint.security.microsoft.com" in named(streamlined) - named(standard)
    assert "winatp-gw-aec0a.microsoft.com" in named(streamlined)
    assert {row.generation for row in chosen(Profile(agent="mma"))} == {"standard", "mma"}
    assert {row.generation for row in chosen(Profile(agent="unified"))} == {"standard", "streamlined"}


def test_a_choice_by_build_and_platform_leaves_what_is_for_others():
    assert "settings-win.data.microsoft.com" in named(chosen(Profile(os_build=17134), ["settings"]))
    assert chosen(Profile(os_build=19045), ["settings"]) == []
    assert all("linux" in row.platforms for row in chosen(Profile(platform="linux")))
    assert "packages.microsoft.com" in named(chosen(Profile(platform="linux")))


def test_an_unknown_word_is_an_error_that_names_the_known_ones():
    with pytest.raises(SelectionError, match=r"region XX.*AU, .*WW"):
        profile_of_region("XX")
    with pytest.raises(SelectionError, match=r"service nix.*command_control"):
        chosen(Profile(), ["nix"])
    with pytest.raises(SelectionError, match="name both"):
        chosen(Profile("EU"), required=True)


def test_what_is_chosen_as_required_is_what_a_lookup_calls_required():
    found = chosen(DEVICE, required=True)
    assert {row.endpoint for row in found} >= {host for host, _, _ in required_endpoints(DEVICE) or ()}
    assert "shape" not in {row.generation for row in found}
