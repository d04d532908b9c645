"""What a device requires, by build, region, mode, agent and platform."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.endpoints import Profile, lookup, required_endpoints

DEVICE = Profile("US", "CentralUs", "standard", "built_in", 19044, "windows")
MMA = DEVICE._replace(agent="mma", os_build=9600)
UNIFIED = DEVICE._replace(agent="unified", os_build=9600)
STREAMLINED = DEVICE._replace(mode="streamlined")
LINUX = Profile("US", None, "standard", "xmde", None, "linux")

SETTINGS = "https://settings-win.data.microsoft.com/qos"
VORTEX = "https://us.vortex-win.data.microsoft.com/ping"
GATEWAY = "https://winatp-gw-cus.microsoft.com/commands/test"
V20 = "https://us-v20.events.data.microsoft.com/ping"
AUTOIR = "https://automatedirstrprdcus.blob.core.windows.net"
SAMPLE = "https://wsus1eastprod.blob.core.windows.net"
EDR = "https://edr-cus.us.endpoint.security.microsoft.com/edr/commands/test"
EDR_STORAGE = "https://edr-cus.us.endpoint.security.microsoft.com/storage/automatedirstrprdcus/"
MDAV = "https://mdav.us.endpoint.security.microsoft.com/mdav/test"
MDAV_STORAGE = "https://mdav.us.endpoint.security.microsoft.com/storage/ussus1eastprod/"
STREAMLINED_V20 = "https://us-v20.events.endpoint.security.microsoft.com/OneCollector/1.0"
MAPS = "https://unitedstates.cp.wd.microsoft.com/wdcp.svc/bond/submitReport/test"
EVENTS = "https://events.data.microsoft.com/ping"
CONFIG = "https://enterpriseregistration.windows.net"
ODS = "https://11111111-2222-3333-4444-555555555555.ods.opinsights.azure.com"
OMS = "https://11111111-2222-3333-4444-555555555555.oms.opinsights.azure.com"
AGENTSVC = "https://11111111-2222-3333-4444-555555555555.agentsvc.azure-automation.net"
MMA_BLOB = "https://contoso.blob.core.windows.net"


def required(url, profile):
    return lookup(url, profile).required


@pytest.mark.parametrize(
    ("url", "build", "answer"),
    [
        (SETTINGS, 14393, True),
        (SETTINGS, 17134, True),
        (SETTINGS, 17135, False),
        (SETTINGS, 19044, False),
        (VORTEX, 14393, True),
        (VORTEX, 16299, True),
        (VORTEX, 17134, False),
        (VORTEX, 19044, False),
        (V20, 16299, False),
        (V20, 17134, True),
        (V20, 26100, True),
        (GATEWAY, 14393, True),
        (GATEWAY, 7600, False),
        (AUTOIR, 14392, False),
        (AUTOIR, 14393, True),
        (ODS, 14393, False),
        (MMA_BLOB, 14393, False),
    ],
)
def test_a_build_limit_holds_on_both_sides(url, build, answer):
    assert required(url, DEVICE._replace(os_build=build)) is answer


@pytest.mark.parametrize(
    ("url", "mma", "unified"),
    [
        (GATEWAY, True, True),
        (V20, False, True),
        (AUTOIR, False, True),
        (SAMPLE, False, True),
        (SETTINGS, False, False),
        (VORTEX, False, False),
        (EVENTS, False, True),
        (ODS, True, False),
        (OMS, True, False),
        (MMA_BLOB, True, False),
        (AGENTSVC, False, False),
        (CONFIG, False, False),
    ],
)
@pytest.mark.parametrize("build", [9600, 14393], ids=["2012 R2", "2016"])
def test_the_agent_decides_on_old_servers(url, mma, unified, build):
    assert required(url, MMA._replace(os_build=build)) is mma
    assert required(url, UNIFIED._replace(os_build=build)) is unified


def test_a_unified_agent_needs_no_build_but_a_built_in_one_does():
    assert required(GATEWAY, UNIFIED._replace(os_build=None)) is True
    assert required(GATEWAY, DEVICE._replace(os_build=None)) is None
    assert required(GATEWAY, MMA._replace(os_build=None)) is None


@pytest.mark.parametrize(
    ("url", "standard", "streamlined"),
    [
        (GATEWAY, True, False),
        (V20, True, False),
        (AUTOIR, True, False),
        (SAMPLE, True, False),
        (MAPS, True, False),
        (EDR, False, True),
        (EDR_STORAGE, False, True),
        (MDAV, False, True),
        (MDAV_STORAGE, False, True),
        (STREAMLINED_V20, False, True),
        (EVENTS, True, True),
        (CONFIG, False, False),
    ],
)
def test_streamlined_hosts_replace_the_standard_ones_of_their_service(url, standard, streamlined):
    assert required(url, DEVICE) is standard
    assert required(url, STREAMLINED) is streamlined
    assert required(url, DEVICE._replace(mode=None)) is standard
    assert required(url, DEVICE._replace(mode=None, region="GW_US")) is streamlined


def test_a_build_too_old_for_the_streamlined_host_keeps_the_standard_one():
    old = STREAMLINED._replace(os_build=17134)
    assert required(GATEWAY, old) is True
    assert required(EDR, old) is False


def test_a_region_without_a_streamlined_gateway_keeps_the_standard_one():
    emirates = STREAMLINED._replace(region="AE")
    assert required("https://winatp-gw-aec0a.microsoft.com/commands/test", emirates) is True


@pytest.mark.parametrize(
    ("url", "profile", "answer"),
    [
        ("https://winatp-gw-weu.microsoft.com/test", DEVICE, False),
        ("https://winatp-gw-weu.microsoft.com/test", DEVICE._replace(region="EU"), True),
        ("https://winatp-gw-usmt.microsoft.com/test", Profile("FFL4", "UsModTexas", os_build=19044), True),
        ("https://winatp-gw-usmt.microsoft.com/test", Profile("FFL4", "UsGovTexas", os_build=19044), False),
        ("https://winatp-gw-usgt.microsoft.com/test", Profile("FFL4", "UsGovTexas", os_build=19044), True),
        ("https://winatp-gw-usgt.microsoft.com/test", Profile("FFL5", os_build=19044), True),
        ("https://winatp-gw-usgt.microsoft.com/test", Profile("FFL4", "UsModTexas", os_build=19044), False),
        ("https://winatp-gw-cus9.microsoft.com/test", DEVICE, False),
        ("https://www.example.com/", DEVICE, False),
        ("https://www.example.com/", DEVICE._replace(region=None), None),
        (GATEWAY, DEVICE._replace(region=None), None),
        (EVENTS, DEVICE._replace(region=""), None),
        (EVENTS, DEVICE._replace(region="XX"), None),
    ],
)
def test_a_foreign_unlisted_or_unknown_url_is_not_required(url, profile, answer):
    assert required(url, profile) is answer


@pytest.mark.parametrize(
    ("url", "linux", "macos"),
    [
        (GATEWAY, True, True),
        (V20, True, True),
        (SAMPLE, False, False),
        (SETTINGS, False, False),
        ("https://unitedstates.x.cp.wd.microsoft.com/api/report", True, True),
        ("https://packages.microsoft.com", True, False),
        ("https://eu-cdn.x.cp.wd.microsoft.com/ping", False, False),
    ],
)
def test_other_platforms_need_no_windows_build(url, linux, macos):
    assert required(url, LINUX) is linux
    assert required(url, LINUX._replace(platform="macos")) is macos


def test_a_device_s_list_names_hosts_services_and_paths():
    found = required_endpoints(DEVICE)
    assert ("winatp-gw-cus.microsoft.com", "command_control", ("/commands/test", "/test")) in found
    assert not [host for host, _, _ in found if "weu" in host or "edr-" in host or "*" in host]
    assert {service for _, service, _ in found} == {
        *("command_control", "cyber_data", "autoir_blob"),
        *("sample_upload_blob", "ctl_crl", "events"),
    }


def test_a_streamlined_device_s_list_also_names_the_antivirus_cloud():
    found = required_endpoints(STREAMLINED)
    edr = [service for host, service, _ in found if host == "edr-cus.us.endpoint.security.microsoft.com"]
    assert sorted(edr) == ["autoir_blob", "command_control"]
    assert ("mdav.us.endpoint.security.microsoft.com", "maps", ("/mdav/test",)) in found
    assert "maps" not in {service for _, service, _ in required_endpoints(DEVICE)}


def test_an_old_server_with_the_log_analytics_agent_needs_only_its_gateways():
    assert {service for _, service, _ in required_endpoints(MMA)} == {"command_control"}


@pytest.mark.parametrize(
    "profile",
    [DEVICE._replace(region=None), DEVICE._replace(os_build=None), DEVICE._replace(region="XX")],
    ids=["no region", "no build", "a region that no source describes"],
)
def test_there_is_no_list_where_region_or_build_is_unknown(profile):
    assert required_endpoints(profile) is None


PROFILES = st.builds(
    Profile,
    region=st.sampled_from(["US", "EU", "UK", "AU", "CH", "IN", "AE", "ASM", "FFL4", "FFL5", "GW_US", "GW_INA"]),
    datacenter=st.sampled_from([None, "UsModTexas", "UsGovTexas"]),
    mode=st.sampled_from([None, "standard", "streamlined"]),
    agent=st.sampled_from([None, "built_in", "unified", "mma"]),
    os_build=st.sampled_from([7601, 9600, 14393, 16299, 17134, 17763, 19044, 26200]),
    platform=st.sampled_from([None, "windows", "macos", "linux"]),
)


@given(PROFILES)
def test_what_a_list_names_a_lookup_also_calls_required(profile):
    found = required_endpoints(profile)
    assert len({(host, service) for host, service, _ in found}) == len(found)
    assert not [host for host, _, _ in found if "*" in host]
    for host, service, paths in found:
        path = next((path for path in paths if not path.endswith("*")), "/")
        assert lookup(f"https://{host}{path}", profile)[:1] == (service,)
        assert required(f"https://{host}{path}", profile) is True
