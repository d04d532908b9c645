"""Which of the tested URLs a device requires, by region, build, mode and agent, and what its run lacks."""

import pytest
from builders import BLOB, CTL, CYBER, GATEWAY, GATEWAY_2, GOOD, block, known, onboarding, report, tables_of

EDR = "https://edr-weu.eu.endpoint.security.microsoft.com/edr/commands/test"
VORTEX = "https://eu.vortex-win.data.microsoft.com/ping"
US_GATEWAY = "https://winatp-gw-cus.microsoft.com/commands/test"
SETTINGS = "https://settings-win.data.microsoft.com/qos"
WORKSPACE = "https://11111111-2222-3333-4444-555555555555.ods.opinsights.azure.com"
STORE = "https://contosostore.blob.core.windows.net"
EVENTS = "https://events.data.microsoft.com/ping"
MANAGEMENT = [
    f"https://{host}"
    for host in (
        "enterpriseregistration.windows.net",
        "login.microsoftonline.com",
        "discovery.dm.microsoft.com",
        "enrollment.dm.microsoft.com",
        "checkin.dm.microsoft.com",
        "graph.microsoft.com",
    )
]
SAMPLES = [
    f"https://{name}prod.blob.core.windows.net" for name in ("usseu1north", "usseu1west", "wseu1north", "wseu1west")
]
BLOB_2 = "https://automatedirstrprdneu.blob.core.windows.net"
EU_RUN = [GATEWAY, GATEWAY_2, VORTEX, CYBER, BLOB, BLOB_2, *SAMPLES, *MANAGEMENT, CTL, SETTINGS, EVENTS]
BUILT_IN = [
    *(f"https://winatp-gw-{place}.microsoft.com/test" for place in ("cus", "eus", "weu", "neu")),
    *(f"https://{place}.vortex-win.data.microsoft.com/health/keepalive" for place in ("eu", "us")),
    CTL,
]


def words_of(url):
    return "400 400 400 - -" if "blob.core" in url else GOOD


def tables(urls, build=19044, cloud=(), onboarded=True, **body):
    """The tables of a device of the region EU (or as `body` says) that reached these URLs."""
    version = {"OS build number": f"Microsoft Windows NT 10.0.{build}.0.1", "Sense version": None}
    blocks = [block(url, words_of(url), pinned="blob.core" not in url) for url in urls]
    files = {"SystemInfoLogs/MDEClientAnalyzer.txt": report(*blocks, items=version, cloud=cloud)}
    if onboarded:
        files["SystemInfoLogs/RegOnboardedInfoCurrent.json"] = onboarding(**body)
    return tables_of(files)


def required(url, **about):
    return known(tables([url], **about)["urls"].iloc[0]["required"])


UNIFIED = ["Unified agent for downlevel servers installed: YES"]


@pytest.mark.parametrize(
    ("url", "about", "expected"),
    [
        (GATEWAY, {}, True),
        (US_GATEWAY, {}, False),
        (US_GATEWAY, {"vortexGeoLocation": "US"}, True),
        (CYBER, {}, True),
        (CYBER, {"build": 17134}, True),
        (CYBER, {"build": 16299}, False),
        (VORTEX, {"build": 16299}, True),
        (VORTEX, {"build": 17134}, False),
        (SETTINGS, {"build": 17134}, True),
        (SETTINGS, {}, False),
        (CYBER, {"build": 14393}, False),
        (CYBER, {"build": 14393, "cloud": UNIFIED}, True),
        (VORTEX, {"build": 14393, "cloud": UNIFIED}, False),
        (GATEWAY, {"partnerGeoLocation": "GW_EU"}, False),
        (EDR, {"partnerGeoLocation": "GW_EU"}, True),
        (MANAGEMENT[0], {}, False),
        (CTL, {}, True),
        (EVENTS, {"vortexGeoLocation": "UK"}, True),
        ("https://nobody.example.com/", {}, False),
        (GATEWAY, {"build": 7601}, True),
        (GATEWAY, {"build": 7600}, False),
    ],
)
def test_a_url_is_required_by_region_build_mode_and_agent(url, about, expected):
    assert required(url, **about) is expected


@pytest.mark.parametrize(
    ("url", "expected"), [(GATEWAY, True), (CYBER, False), (BLOB, False), (WORKSPACE, True), (STORE, True)]
)
def test_a_device_with_the_old_agent_requires_what_its_list_names(url, expected):
    lines = ["OS Environment is  supported: Microsoft Windows NT 6.3.9600.0", "OMS channel: Not tested"]
    text = report(block(url), items={"OS build number": "Microsoft Windows NT 6.3.9600.0.20337"}, cloud=lines)
    files = {"a.txt": text.replace("Important notes:", ""), "RegOnboardedInfoCurrent.json": onboarding()}
    made = tables_of(files)
    assert made["results"]["agent"].tolist() == ["mma"]
    assert known(made["urls"].iloc[0]["required"]) is expected


@pytest.mark.parametrize(
    ("host", "datacenter", "expected"),
    [("usgt", "UsGovTexas", True), ("usmt", "UsGovTexas", False), ("usmt", "UsModTexas", True)],
)
def test_in_the_us_government_the_datacenter_tells_the_clouds_apart(host, datacenter, expected):
    url = f"https://winatp-gw-{host}.microsoft.com/commands/test"
    assert required(url, vortexGeoLocation="FFL4", datacenter=datacenter) is expected


def test_without_region_or_build_nobody_knows_what_is_required():
    urls = [GATEWAY, US_GATEWAY]
    assert tables(urls, onboarded=False)["urls"]["required"].isna().all()
    no_build = tables_of({
        "a.txt": report(block(GATEWAY), items={"OS build number": None}),
        "RegOnboardedInfoCurrent.json": onboarding(),
    })  # fmt: skip
    assert no_build["urls"]["required"].isna().all()
    assert no_build["devices"][["required_urls", "untested_urls", "services_untested"]].isna().all(axis=None)


def test_a_region_that_no_source_describes_is_unknown():
    assert required(GATEWAY, vortexGeoLocation="JP") is None


def test_a_full_run_of_2022_in_the_eu_lacks_the_later_gateways_and_the_certificate_lists():
    made = tables(EU_RUN)
    assert len(made["urls"]) == 19
    row = made["devices"].iloc[0]
    # Two gateways, the sensor data, two and four storage accounts, the trust list, the events.
    assert (row["required_urls"], row["reached_urls"], row["failed_urls"]) == (11, 11, 0)
    # neu3 and weu3 as gateway and as storage account, crl.microsoft.com, www.microsoft.com.
    assert row["untested_urls"] == 6
    assert known(row["services_untested"]) is None
    assert row["state"] == "reached"


def test_the_built_in_seven_leave_services_untested():
    row = tables(BUILT_IN)["devices"].iloc[0]
    assert (row["state"], row["required_urls"]) == ("reached", 3)
    # Two gateways, one host of sensor data, four and four storage accounts, events, two of certificate lists.
    assert row["untested_urls"] == 14
    assert row["services_untested"] == "cyber_data,autoir_blob,sample_upload_blob,events"


def test_the_built_in_seven_alone_do_not_tell_the_region():
    row = tables(BUILT_IN, onboarded=False)["devices"].iloc[0]
    assert row["state"] == "reached"
    assert known(row["reached_urls"]) == 7
    assert row[["required_urls", "untested_urls", "services_untested"]].isna().all()


def test_a_run_without_any_url_lacks_everything():
    row = tables([])["devices"].iloc[0]
    assert (row["required_urls"], row["untested_urls"]) == (0, 17)


@pytest.mark.parametrize(
    ("url", "service", "region"),
    [
        (GATEWAY, "command_control", "EU"),
        (CYBER, "cyber_data", "EU"),
        (BLOB, "autoir_blob", "EU"),
        (SAMPLES[0], "sample_upload_blob", "EU"),
        (MANAGEMENT[0], "mde_config_mgr", "WW"),
        (CTL, "ctl_crl", "WW"),
        (SETTINGS, "settings", "WW"),
        (EVENTS, "events", "WW"),
        (US_GATEWAY, "command_control", "US"),
        ("https://nobody.example.com/", None, None),
    ],
)
def test_a_url_has_its_service_and_region(url, service, region):
    row = tables([url])["urls"].iloc[0]
    assert (known(row["service"]), known(row["endpoint_region"])) == (service, region)
