"""What a result says of its device: system, time, region, sensor, proxy."""

from datetime import UTC, datetime

import pandas as pd
import pytest
from builders import (
    BLOB,
    CYBER,
    GATEWAY,
    GATEWAY_2,
    GUID,
    block,
    described,
    known,
    onboarding,
    report,
    tables_of,
    url_check,
    xml,
)
from hypothesis import given
from hypothesis import strategies as st

from mdeanalysis.identity import run_time

STREAMLINED = "https://edr-weu.eu.endpoint.security.microsoft.com/edr/commands/test"
BUILT_IN = [
    *(f"https://winatp-gw-{place}.microsoft.com/test" for place in ("cus", "eus", "weu", "neu")),
    *(f"https://{place}.vortex-win.data.microsoft.com/health/keepalive" for place in ("eu", "us")),
]
STAMP = "2022-04-28 {}Z [Informational] EDRCloud CnC 130017: Fine. N/A"


def of(**items):
    """The row of a report with these items; `_` in their names is a blank."""
    return described(report(block(GATEWAY), items={k.replace("_", " "): v for k, v in items.items()}))


@pytest.mark.parametrize(
    ("text", "version", "build", "revision"),
    [
        ("Microsoft Windows NT 10.0.19044.0.1645", "10.0.19044.1645", 19044, 1645),
        ("Microsoft Windows NT 10.0.19044.0.0", "10.0.19044", 19044, None),
        ("Microsoft Windows NT 6.1.7601 Service Pack 1.24545", "6.1.7601.24545", 7601, 24545),
        ("Microsoft Windows NT 6.1.7601 Service Pack 1.0", "6.1.7601", 7601, None),
        ("Microsoft Windows NT 6.3.9600.0.20337", "6.3.9600.20337", 9600, 20337),
        ("something else", None, None, None),
        ("Microsoft Windows NT 10.0." + "9" * 25 + ".0.1645", None, None, None),
        ("Microsoft Windows NT 10.0.19044.0." + "9" * 5_000, None, None, None),
        ("10.0." + "1" * 10, None, None, None),
        ("Microsoft Windows NT 10.0.999999999.0.999999999", "10.0.999999999.999999999", 999999999, 999999999),
    ],
)
def test_the_version_has_all_parts_that_are_known(text, version, build, revision):
    row = of(OS_build_number=text)
    assert [known(row[c]) for c in ("os_version", "os_build", "os_revision")] == [version, build, revision]


@pytest.mark.parametrize(
    ("product", "build", "edition", "name", "release"),
    [
        ("Windows 10 Enterprise", 19044, "Client", "Windows 10 Enterprise", "Windows 10 21H2"),
        ("Windows 10 Enterprise", 22631, "Client", "Windows 11 Enterprise", "Windows 11 23H2"),
        ("Microsoft Windows 11 Enterprise", 22631, "Client", "Windows 11 Enterprise", "Windows 11 23H2"),
        ("Windows 10 Enterprise", 21999, "Client", "Windows 10 Enterprise", "Windows 10 build 21999"),
        ("Windows Server 2016 Standard", 14393, "Server Core", "Windows Server 2016 Standard", "Windows Server 2016"),
        ("Windows 10 Enterprise", 14393, "Client", "Windows 10 Enterprise", "Windows 10 1607"),
        ("Windows Server 2025 Standard", 26100, "Server", "Windows Server 2025 Standard", "Windows Server 2025"),
    ],
)
def test_name_and_release_follow_build_and_type(product, build, edition, name, release):
    row = of(
        Device_Operating_System=product, OS_build_number=f"Microsoft Windows NT 10.0.{build}.0.1", OS_Edition=edition
    )
    assert (row["os_name"], row["os_release"], row["os_edition"]) == (name, release, edition)


@pytest.mark.parametrize(
    ("text", "architecture"),
    [
        ("64-bit", "x64"),
        ("64 bits", "x64"),
        ("32-bit", "x86"),
        ("ARM 64-bit Processor", "arm64"),
        ("ARM 64 bits", "arm64"),
        ("False", None),
    ],
)
def test_architecture_has_three_words(text, architecture):
    assert known(of(OS_Architecture=text)["architecture"]) == architecture


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("28/04/2022 9:54:23 AM +02:00", "2022-04-28T07:54:23"),
        ("28/04/2022 9:54:23 PM +02:00", "2022-04-28T19:54:23"),
        ("28/04/2022 12:54:23 AM +00:00", "2022-04-28T00:54:23"),
        ("28/04/2022 12:54:23 PM +00:00", "2022-04-28T12:54:23"),
        ("28.04.2022 9:54:23 a.m. -05:30", "2022-04-28T15:24:23"),
        ("28-04-2022 9.54.23 PM +02:00", "2022-04-28T19:54:23"),
        ("28/04/2022 9:54:23 午前 +09:00", "2022-04-28T00:54:23"),
        ("28.04.2022 21:54:23  +02:00", "2022-04-28T19:54:23"),
        ("01/12/2022 9:54:23 AM +02:00", "2022-12-01T07:54:23"),
        ("01/01/0001 1:00:00 AM +02:00", None),
        ("31/12/9999 11:00:00 PM -02:00", None),
        ("28/04/2565 9:54:23 AM +07:00", "2022-04-28T02:54:23"),
        ("29/02/2567 9:54:23 AM +07:00", "2024-02-29T02:54:23"),
        ("28/04/1443 9:54:23 AM +03:00", None),
        ("28/04/2022 9:54:23 AM \u221205:00", "2022-04-28T14:54:23"),
        ("28/04/2022 9:54:23 AM", None),
        ("28.04.2022 9:54:23  +02:00", None),
        ("31/02/2022 9:54:23 AM +02:00", None),
        ("yesterday", None),
    ],
)
def test_the_run_time_is_day_first_and_needs_zone_and_half_of_the_day(text, at):
    expected = at and datetime.fromisoformat(at).replace(tzinfo=UTC)
    assert run_time.parse(text).at == expected
    assert known(described(report(block(GATEWAY), ran=text))["run_at"]) == (expected and pd.Timestamp(expected))


@pytest.mark.parametrize(
    ("printed", "first", "hour"),
    [
        ("9:54:23", "09:56:01", 7),
        ("9:54:23", "21:56:01", 19),
        ("12:10:00", "12:11:00", 10),
        ("12:10:00", "00:11:00", 22),
    ],
)
def test_event_stamps_settle_a_time_without_am_or_pm(printed, first, hour):
    events = [STAMP.format(first), STAMP.format("23:59:59")]
    row = described(report(block(GATEWAY), ran=f"28.04.2022 {printed}  +02:00", cloud=events))
    assert row["run_at"].hour == hour


def test_a_stamp_beyond_midnight_settles_the_evening_before():
    assert run_time.parse("27.04.2022 11:58:00  +00:00", ["2022-04-28 00:01:00"]).at.hour == 23


def test_a_stamp_of_another_day_settles_nothing():
    assert run_time.parse("27.04.2022 9:54:23  +00:00", ["2022-04-28 10:00:00"]).at is None


def test_without_a_settled_hour_the_printed_text_is_kept():
    row = described(report(block(GATEWAY), ran="28.04.2022 9:54:23  +02:00"))
    assert row["run_at_local"] == "28.04.2022 9:54:23  +02:00"
    assert of()["run_at_local"] == "2022-04-28 09:54:23"


@given(st.text())
def test_no_text_stops_the_reading_of_a_run_time(text):
    run_time.parse(text, [text])


ONBOARDED = {"Device ID": "0123456789abcdef0123456789abcdef01234567"}
SENTENCE = "2022-04-28 09:56:01Z [Error] Sense 122003: the id is 0123456789abcdef0123456789abcdef01234567. N/A"


@pytest.mark.parametrize(
    ("items", "cloud", "onboarded"),
    [
        (ONBOARDED, (), True),
        ({"Device ID": SENTENCE}, (), True),
        ({"Device ID": "False"}, (), False),
        ({"Device ID": "0123"}, (), False),
        (ONBOARDED, ["Device is: not onboarded"], False),
        (ONBOARDED, ["Note: OnboardingInfo could not be found in the registry. Really."], False),
        ({"Device ID": None}, (), None),
        ({"Device ID": None}, ["Device is: not onboarded"], False),
    ],
    ids=["id", "id-in-sentence", "False", "short", "not-onboarded", "note", "no-item", "weak-word"],
)
def test_onboarded_needs_a_whole_device_id_and_no_word_against_it(items, cloud, onboarded):
    assert known(described(report(block(GATEWAY), items=items, cloud=cloud))["onboarded"]) is onboarded


def region(*urls, text_items=None, **body):
    """Region, evidence and mode of a report over these URLs, beside an onboarding body where one is given."""
    more = {"RegOnboardedInfoCurrent__json": onboarding(**body)} if body else {}
    row = described(report(*map(block, urls), items=text_items), **more)
    return tuple(known(row[name]) for name in ("region", "region_evidence", "connectivity_mode"))


ITEM, READY = "Device Datacenter Location", "Device Onboarded via Streamlined Connectivity"


def test_the_onboarding_body_states_the_region_before_all_else():
    assert region(GATEWAY, vortexGeoLocation="UK", text_items={ITEM: "US"}) == ("UK", "vortexGeoLocation", "standard")
    assert region(GATEWAY, vortexGeoLocation="FFL4")[0] == "FFL4"


def test_a_partner_location_alone_gives_its_region_and_says_streamlined():
    assert region(GATEWAY, vortexGeoLocation="", partnerGeoLocation="GW_EU") == (
        "EU",
        "partnerGeoLocation",
        "streamlined",
    )
    assert region(GATEWAY, vortexGeoLocation="EU", partnerGeoLocation="GW_EU")[::2] == ("EU", "streamlined")


def test_the_reports_own_location_comes_before_the_gateways_address():
    body = {"vortexGeoLocation": "", "geoLocationUrl": "https://winatp-gw-ukw.microsoft.com/"}
    assert region(GATEWAY, text_items={ITEM: "EU"}, **body)[:2] == ("EU", ITEM)
    assert region(GATEWAY, **body)[:2] == ("UK", "geoLocationUrl")


def test_gateways_of_one_region_give_it_and_those_of_two_do_not():
    assert region(GATEWAY, GATEWAY_2, CYBER) == ("EU", "cnc_hosts", "standard")
    assert region(*BUILT_IN) == (None, None, "standard")
    assert region(BLOB) == (None, None, "standard")


@pytest.mark.parametrize(
    ("urls", "items", "mode"),
    [
        ([STREAMLINED], {}, "streamlined"),
        ([GATEWAY], {READY: "YES"}, "streamlined"),
        ([GATEWAY], {READY: "NO"}, "standard"),
        ([], {READY: "NO"}, "standard"),
        ([], {}, None),
    ],
    ids=["hosts", "yes", "no", "no-without-urls", "nothing"],
)
def test_the_mode_is_streamlined_by_hosts_or_by_word(urls, items, mode):
    assert region(*urls, text_items=items)[2] == mode


def test_the_datacenter_is_the_onboarding_bodys():
    row = described(report(block(GATEWAY)), RegOnboardedInfoCurrent__json=onboarding())
    assert row["datacenter"] == "WestEurope"


def test_the_current_onboarding_is_trusted_before_the_policys():
    row = described(
        report(block(GATEWAY)),
        RegOnboardingInfoPolicy__json=onboarding(vortexGeoLocation="US"),
        RegOnboardedInfoCurrent__json=onboarding(vortexGeoLocation="EU"),
    )
    assert row["region"] == "EU"


DOWNLEVEL = ["OS Environment is  supported: Microsoft Windows NT 6.3.9600.0", "OMS channel: Not tested"]


@pytest.mark.parametrize(
    ("text", "agent"),
    [
        (report(block(GATEWAY)), "built_in"),
        (report(block(GATEWAY), cloud=["Unified agent for downlevel servers installed: YES"]), "unified"),
        (report(block(GATEWAY), cloud=["Unified agent for downlevel servers installed: NO"]), "built_in"),
        (report(cloud=DOWNLEVEL).replace("Important notes:", ""), "mma"),
        (url_check(block(GATEWAY)), None),
    ],
    ids=["built_in", "unified", "no-unified", "mma", "paste"],
)
def test_the_agent_follows_from_the_kind_of_report(text, agent):
    assert known(described(text)["agent"]) == agent


def test_a_down_level_xml_alone_names_no_agent():
    assert known(described(None, MDEClientAnalyzer__xml=xml())["agent"]) == "built_in"
    bare = {"Sense service Status": None}
    assert known(described(None, MDEClientAnalyzer__xml=xml(bare))["agent"]) is None


@pytest.mark.parametrize(
    ("config", "method", "address"),
    [
        ("Method=Direct, address=", "direct", None),
        ("Method=NamedWinHttp, address=10.0.0.6:8080", "winhttp", "10.0.0.6:8080"),
        ("Method=TelemetryProxyServer, address=proxy.contoso.com:80", "static", "proxy.contoso.com:80"),
        ("Method=AutoDetectWPAD, address=10.0.0.7:80", "wpad", "10.0.0.7:80"),
        ("Method=Unknown, address=", "unknown", None),
    ],
)
def test_the_discovered_proxy_is_the_config_lines(config, method, address):
    row = described(url_check(block(GATEWAY), config=config))
    assert (known(row["proxy_method"]), known(row["proxy_address"])) == (method, address)


def test_without_a_config_line_no_method_is_known():
    row = described(block(GATEWAY) + "\n")
    assert known(row["proxy_method"]) is None


def test_ids_are_whole_or_unknown():
    row = described(
        report(
            block(GATEWAY),
            items={"Sense GUID is": "False", "Optional Sense DeviceTag is": "Lab"},
            cloud=[f"Azure AD Tenant ID: {GUID.upper()}", "Azure AD Device ID: none"],
        )
    )
    assert known(row["sense_guid"]) is None
    assert known(row["aad_device_id"]) is None
    assert row["tenant_id"] == GUID
    assert row["device_tag"] == "Lab"
    assert row["platform"] == "windows"
    assert row["tool_version"] == "28042022"


def test_two_contexts_share_one_result():
    files = {"SystemInfoLogs/MDEClientAnalyzer.txt": report(), "SystemInfoLogs/MDEClientAnalyzer_User.txt": "x"}
    assert len(tables_of(files)["results"]) == 1


@pytest.mark.parametrize("digits", [10, 19, 25, 5_000])
def test_a_number_too_long_for_a_version_is_none(digits: int) -> None:
    for number in (
        f"Microsoft Windows NT 10.0.{'9' * digits}.0.1",
        f"10.0.19044.{'9' * digits}",
        f"10.0.{'9' * digits}",
    ):
        row = described(report(block(GATEWAY), items={"OS build number": number}))
        assert known(row["os_build"]) in {None, 19044}
