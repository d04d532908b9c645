"""The join rule: host, path, region, service, expected statuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.catalogue.endpoints import Profile, lookup
from mdeanalysis.catalogue.rows import catalogue

US, EU, UK, AU = Profile("US"), Profile("EU"), Profile("UK"), Profile("AU")
ASM = Profile("ASM")
GCC = Profile("FFL4", "UsModVirginia")
GCCH = Profile("FFL4", "UsGovTexas")
DOD = Profile("FFL5")
NOWHERE = Profile()

CTL = "http://ctldl.windowsupdate.com/msdownload/update/v3/static/trustedr/en/disallowedcertstl.cab"
BUILT_IN = (
    *(f"https://winatp-gw-{dc}.microsoft.com/test" for dc in ("cus", "eus", "weu", "neu")),
    *(f"https://{geo}.vortex-win.data.microsoft.com/health/keepalive" for geo in ("eu", "us")),
    CTL,
)
GATEWAYS = {
    "US": ("cus", "eus", "cus3", "eus3"),
    "EU": ("weu", "neu", "weu3", "neu3"),
    "UK": ("uks", "ukw"),
    "AU": ("aus", "aue"),
}
SAMPLES = {
    "US": (
        *(f"ussus{n}{side}prod" for n in (1, 2, 3, 4) for side in ("east", "west")),
        *(f"wsus{n}{side}prod" for n in (1, 2) for side in ("east", "west")),
    ),
    "EU": ("usseu1northprod", "usseu1westprod", "wseu1northprod", "wseu1westprod"),
    "UK": ("ussuk1southprod", "ussuk1westprod", "wsuk1southprod", "wsuk1westprod"),
    "AU": ("ussau1eastprod", "ussau1southeastprod"),
}
CONFIG = (
    "https://enterpriseregistration.windows.net",
    "https://login.microsoftonline.com",
    "https://discovery.dm.microsoft.com",
    "https://enrollment.dm.microsoft.com",
    "https://checkin.dm.microsoft.com",
    "https://graph.microsoft.com",
)
GOV_CONFIG = ("https://enterpriseregistration.microsoftonline.us", "https://login.microsoftonline.us")
GOV = {"UsGov": ("usgv", "usgt", "ff"), "UsMod": ("usmt", "usmv", "fm")}


def standard_shapes():
    """Region, URL, service, expected status and endpoint region of what the Windows tool tests."""
    for region, gateways in GATEWAYS.items():
        geo = region.lower()
        for dc in gateways:
            for path in ("/commands/test", "/test"):
                yield region, f"https://winatp-gw-{dc}.microsoft.com{path}", "command_control", "200", region
            yield region, f"https://automatedirstrprd{dc}.blob.core.windows.net", "autoir_blob", "400", region
        for blob in SAMPLES[region]:
            yield region, f"https://{blob}.blob.core.windows.net", "sample_upload_blob", "400", region
        for path in ("/ping", "/health/keepalive"):
            yield region, f"https://{geo}.vortex-win.data.microsoft.com{path}", "cyber_data", "200", region
        yield region, f"https://{geo}-v20.events.data.microsoft.com/ping", "cyber_data", "200", region
        mobile = f"https://{geo}-mobile.events.data.microsoft.com/OneCollector/1.0"
        yield region, mobile, "core_service_1ds", "200|405", region


def worldwide_shapes():
    """The same for what is tested in every region."""
    for region in GATEWAYS:
        for url in CONFIG:
            yield region, url, "mde_config_mgr", "200|404|405", "WW"
        yield region, CTL, "ctl_crl", "200", "WW"
        yield region, "https://settings-win.data.microsoft.com/qos", "settings", "200", "WW"
        yield region, "https://events.data.microsoft.com/ping", "events", "200", "WW"


def streamlined_shapes():
    """The same for the consolidated hosts, under the region's own streamlined name."""
    for region, gateways in GATEWAYS.items():
        domain, name = f"{region.lower()}.endpoint.security.microsoft.com", f"GW_{region}"
        for dc in gateways:
            edr = f"https://edr-{dc}.{domain}"
            yield name, f"{edr}/edr/commands/test", "command_control", "200", region
            yield name, f"{edr}/storage/automatedirstrprd{dc}/", "autoir_blob", "400", region
        yield name, f"https://mdav.{domain}/mdav/test", "maps", "404", region
        yield name, f"https://mdav.{domain}/xplat/api/report", "maps_xplat", "200", region
        yield name, f"https://mdav.{domain}/packages/?ostype=mac", "definition_update", "200", region
        blobs = [blob for blob in SAMPLES[region] if blob.startswith("uss")]
        for blob in blobs:
            yield name, f"https://mdav.{domain}/storage/{blob}/", "sample_upload_blob", "400", region
        v20 = f"https://{region.lower()}-v20.events.endpoint.security.microsoft.com/OneCollector/1.0"
        yield name, v20, "cyber_data", "200|405", region


SHAPES = (*standard_shapes(), *worldwide_shapes(), *streamlined_shapes())


@pytest.mark.parametrize(("region", "url", "service", "status", "home"), SHAPES, ids=lambda value: value)
def test_a_tested_url_ends_at_one_service_of_its_region(region, url, service, status, home):
    found = lookup(url, Profile(region))
    assert (found.service, found.expected_status, found.endpoint_region) == (service, status, home)


def government_shapes():
    for prefix, (first, second, stem) in GOV.items():
        profile, home = Profile("FFL4", f"{prefix}Texas"), "GCC" if prefix == "UsMod" else "GCCH/DOD"
        for dc in (first, second):
            yield profile, f"https://winatp-gw-{dc}.microsoft.com/commands/test", "command_control", "200", home
            blob = f"https://automatedirstr{stem}{dc}.blob.core.usgovcloudapi.net"
            yield profile, blob, "autoir_blob", "400", home
        yield profile, "https://us4-v20.events.data.microsoft.com/ping", "cyber_data", "200", home
        yield profile, "https://us5-v20.events.data.microsoft.com/ping", "cyber_data", "200", "USGOV"
        for url in GOV_CONFIG:
            yield profile, url, "mde_config_mgr", "200|404|405", "USGOV"
    edr = "https://edr-usgt.usg.endpoint.security.microsoft.us/edr/commands/test"
    yield GCCH, edr, "command_control", "200", "USGOV"
    v20 = "https://us4-v20.events.endpoint.security.microsoft.us/OneCollector/1.0"
    yield GCCH, v20, "cyber_data", "200|405", "USGOV"
    yield DOD, "https://winatp-gw-usgv.microsoft.com/commands/test", "command_control", "200", "DOD"
    yield DOD, "https://us4-v20.events.data.microsoft.com/ping", "cyber_data", "200", "DOD"


@pytest.mark.parametrize(
    ("profile", "url", "service", "status", "home"),
    list(government_shapes()),
    ids=lambda value: (value.datacenter or value.region) if isinstance(value, Profile) else value,
)
def test_a_government_url_belongs_to_the_device_s_own_cloud(profile, url, service, status, home):
    found = lookup(url, profile)
    assert (found.service, found.expected_status, found.endpoint_region) == (service, status, home)


def other_shapes():
    for dc in ("asmc", "asmw"):
        yield ASM, f"https://winatp-gw-{dc}.microsoft.com/asm/test", "command_control", "200", "ASM"
    for dc in ("cane", "canc"):
        yield US, f"https://winatp-gw-{dc}.microsoft.com/commands/test", "command_control", "200", "US"
        yield US, f"https://automatedirstrprd{dc}.blob.core.windows.net", "autoir_blob", "400", "US"
    for geo, region in {
        "unitedstates": "US",
        "europe": "EU",
        "unitedkingdom": "UK",
        "australia": "AU",
    }.items():
        wdcp = f"https://{geo}.cp.wd.microsoft.com/wdcp.svc/bond/submitReport/test"
        yield Profile(region), wdcp, "maps", "404", region
        yield Profile(region), f"https://{geo}.x.cp.wd.microsoft.com/api/report", "maps_xplat", "200", region
    yield US, "https://go.microsoft.com/fwlink/?linkid=2120136", "definition_update", "200", "WW"
    # Hosts that no list names yet are told by their shape.
    yield EU, "https://winatp-gw-weu9.microsoft.com/commands/test", "command_control", "200", "WW"
    yield (
        EU,
        "https://edr-weu9.eu.endpoint.security.microsoft.com/edr/commands/test",
        "command_control",
        "200",
        "WW",
    )
    yield EU, "https://edr-x.eu.endpoint.security.microsoft.com/storage/x/", "autoir_blob", "400", "WW"
    yield EU, "https://mdav.xx.endpoint.security.microsoft.com/mdav/test", "maps", "404", "WW"
    yield (
        EU,
        "https://xx-v20.events.endpoint.security.microsoft.com/OneCollector/1.0",
        "cyber_data",
        "200|405",
        "WW",
    )
    yield EU, "https://usseu9northprod.blob.core.windows.net", "sample_upload_blob", "400", "WW"
    yield EU, "https://wseu9northprod.blob.core.windows.net", "sample_upload_blob", "400", "WW"


@pytest.mark.parametrize(
    ("profile", "url", "service", "status", "home"),
    list(other_shapes()),
    ids=lambda value: value.region if isinstance(value, Profile) else value,
)
def test_a_rare_or_unlisted_url_ends_at_one_service(profile, url, service, status, home):
    found = lookup(url, profile)
    assert (found.service, found.expected_status, found.endpoint_region) == (service, status, home)


@pytest.mark.parametrize("url", BUILT_IN)
@pytest.mark.parametrize("profile", [US, EU, UK, GCCH, NOWHERE], ids=lambda profile: str(profile.region))
def test_the_seven_built_in_urls_are_known_everywhere(profile, url):
    found = lookup(url, profile)
    assert found.service in {"command_control", "cyber_data", "ctl_crl"}
    assert found.expected == {200}


@pytest.mark.parametrize(
    ("url", "service"),
    [
        ("http://www.microsoft.com/pkiops/certs", "ctl_crl"),
        ("http://www.microsoft.com/pkiops/crl/contoso.crl", "ctl_crl"),
        ("http://www.microsoft.com/pkiops", "ctl_crl"),
        ("http://www.microsoft.com/security/encyclopedia/adlpackages.aspx?action=info", "definition_update"),
        ("https://login.microsoftonline.com/", "mde_config_mgr"),
        ("https://login.microsoftonline.com/common/oauth2", "live_response"),
        ("http://ctldl.windowsupdate.com/msdownload/update/software/contoso.cab", "mu_wu"),
        ("https://settings-win.data.microsoft.com/qos", "settings"),
        ("https://settings-win.data.microsoft.com/other", "av_telemetry"),
        ("https://mdav.us.endpoint.security.microsoft.com/ecs", "ecs_config"),
        ("https://contoso.endpoint.security.microsoft.com/", "streamlined_core"),
        ("https://contoso.security.microsoft.com/", "network_scanner"),
        ("https://edr-x.us.endpoint.security.microsoft.com/storage", "autoir_blob"),
        ("https://edr-x.us.endpoint.security.microsoft.com/storages", "command_control"),
        ("https://contoso.events.data.microsoft.com/", "core_service_1ds"),
        ("https://contoso.blob.core.windows.net/networkscannerstable/x", "network_scanner"),
        ("https://contoso.blob.core.windows.net/", "mma"),
        ("https://wdcp.microsoft.com/", "maps"),
        ("https://endpoint.security.microsoft.com/", "network_scanner"),
        ("https://winatp-gw-.microsoft.com/test", None),
        ("https://winatp-gw-cus.microsoft.com.example.com/test", None),
        ("https://www.example.com/", None),
    ],
)
def test_the_longest_pattern_and_the_path_choose_the_service(url, service):
    assert lookup(url, US).service == service


@pytest.mark.parametrize(
    ("url", "profile", "region"),
    [
        ("https://winatp-gw-weu.microsoft.com/test", US, "EU"),
        ("https://winatp-gw-weu.microsoft.com/test", NOWHERE, "EU"),
        ("https://us4-v20.events.data.microsoft.com/ping", NOWHERE, "GCC/GCCH/DOD"),
        ("https://us4-v20.events.data.microsoft.com/ping", US, "GCC/GCCH/DOD"),
        ("https://us4-v20.events.data.microsoft.com/ping", Profile("GW_FFL4", "UsGovTexas"), "GCCH/DOD"),
        ("https://us4-v20.events.data.microsoft.com/ping", Profile("ffl4", "usmodtexas"), "GCC"),
        ("https://us4-v20.events.data.microsoft.com/ping", Profile("FFL4"), "GCCH/DOD"),
        ("http://crl.microsoft.com/pki/crl/contoso.crl", NOWHERE, "WW/USGOV"),
        ("http://crl.microsoft.com/pki/crl/contoso.crl", GCC, "USGOV"),
        ("http://crl.microsoft.com/pki/crl/contoso.crl", Profile("GW_EU"), "WW"),
        ("https://www.example.com/", US, None),
    ],
)
def test_the_endpoint_s_region_is_the_device_s_own_or_all_that_fit(url, profile, region):
    assert lookup(url, profile).endpoint_region == region


@pytest.mark.parametrize(
    ("url", "status"),
    [
        ("https://www.example.com/", "200"),
        ("https://www.example.com/storage/", "200"),
        ("https://contoso.blob.core.example.com/", "400"),
        ("https://blob.core.windows.net/", "200"),
        ("https://mdav.us.endpoint.security.microsoft.com/storage/unlisted/", "400"),
        ("https://mdav.us.endpoint.security.microsoft.com/storage", "400"),
        ("https://mdav.us.endpoint.security.microsoft.com/storages", "200"),
        ("https://contoso.ods.opinsights.azure.com/", "200"),
        ("https://contoso.oms.opinsights.azure.com/", "200"),
        ("https://contoso.dm.microsoft.com/", "200|404|405"),
        ("https://enrollment.dm.microsoft.com/unlisted", "200|404|405"),
        ("https://us.vortex-win.data.microsoft.com/collect/v1", "400"),
        ("https://events.data.microsoft.com/", "404"),
        ("http://crl.microsoft.com/pki/crl/contoso.crl", "200"),
        ("https://winatp-gw-cus.microsoft.com/unlisted", "200"),
        ("https://unitedstates.cp.wd.microsoft.com/", "200"),
    ],
)
def test_the_expected_status_is_that_of_the_matched_path(url, status):
    found = lookup(url, US)
    assert found.expected_status == status
    assert found.expected == set(map(int, status.split("|")))


def test_no_endpoint_expects_a_proxy_s_answer():
    urls = [f"https://{row.endpoint.replace('*', 'contoso')}{path}" for row in catalogue() for path in row.paths]
    seen = frozenset().union(*(lookup(url, NOWHERE).expected for url in urls))
    assert seen <= {200, 400, 404, 405}


@given(st.text())
def test_any_text_can_be_looked_up(text):
    found = lookup(text, NOWHERE)
    assert found.expected
    assert (found.service is None) == (not found.rows)


@given(st.sampled_from(sorted({row.endpoint for row in catalogue()})), st.text("aZ/-_.:@[]?#%", max_size=20))
def test_any_tail_behind_a_known_host_can_be_looked_up(endpoint, tail):
    assert lookup(f"https://{endpoint.replace('*', 'contoso')}{tail}", US).expected


URLS = [
    f"https://{row.endpoint.replace('*', 'contoso')}{path.split('?')[0].rstrip('/')}"
    for row in catalogue()
    for path in row.paths or ("",)
]


@given(st.sampled_from(URLS), st.sampled_from([US, EU, GCC, NOWHERE]), st.data())
def test_case_scheme_port_query_and_final_slash_change_nothing(url, profile, data):
    rest = url.removeprefix("https://")
    host, slash, path = rest.partition("/")
    scheme = data.draw(st.sampled_from(["https://", "http://", "HTTPS://", ""]))
    host = data.draw(st.sampled_from([host, host.upper(), host.title(), f"{host}."]))
    port = data.draw(st.sampled_from(["", ":443", ":8443"]))
    tail = data.draw(st.sampled_from(["", "/", "?a=/storage/", "/?a=b#c", "#c"]))
    assert lookup(f"{scheme}{host}{port}{slash}{path}{tail}", profile) == lookup(url, profile)
