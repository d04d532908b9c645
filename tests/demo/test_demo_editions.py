"""The editions of October 2022 and of 2024, and what is sent in a report's place."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from mdeanalysis import formats
from mdeanalysis.demo.carriers import carried
from mdeanalysis.demo.documents import documents, report_parts
from mdeanalysis.demo.model import Device, Way
from mdeanalysis.demo.pastes import legacy_report, mail, ticket
from mdeanalysis.demo.run import Run
from mdeanalysis.demo.sites import ARLINGTON, SYSTEMS
from mdeanalysis.demo.stories import BY_NAME
from mdeanalysis.formats.text_report_writer import Event, Item, write_text_report
from mdeanalysis.records import Document, Reading

DeviceOf = Callable[..., Device]
WINDOWS_11 = next(system for system, _ in SYSTEMS if system.build == 22631)
SERVER_2016 = next(system for system, _ in SYSTEMS if system.unified_agent)


def report(device: Device) -> str:
    return write_text_report(report_parts(Run(device)))


def read(text: str, name: str = "MDEClientAnalyzer.txt") -> Reading:
    document = Document(name, text.replace("\r\n", "\n").replace("\r", "\n"))
    format_ = formats.recognise(document)
    assert format_
    return format_.parse(document)


def lines_between(text: str, first: str, last: str) -> list[str]:
    """The names of the items from one to another."""
    lines = text.split("\r\n")
    start = next(n for n, line in enumerate(lines) if line.startswith(first))
    end = next(n for n, line in enumerate(lines) if n > start and line.startswith(last))
    return [line.partition(":")[0] for line in lines[start : end + 1]]


@pytest.mark.parametrize("edition", ["e22", "e22b", "e24"])
@pytest.mark.parametrize("story", BY_NAME)
def test_every_story_in_every_edition_is_read_without_a_line_unknown(
    device_of: DeviceOf, story: str, edition: str
) -> None:
    for system in (WINDOWS_11, SERVER_2016):
        reading = read(report(device_of(story, edition=edition, system=system)))
        assert reading.problems == []
        assert "report_end" in reading.marks


def test_october_2022_adds_the_start_of_windows_and_two_proxies(device_of: DeviceOf) -> None:
    device = device_of(edition="e22b", way=Way("winhttp", "10.41.0.8:8080"))
    text = report(device)
    assert "Script Version: : 23102022\r\n" in text
    assert "OS Architecture: 64-bit\r\nSystemBootTime: 02/25/2025 09:54:23\r\nDevice ID: " in text
    config = "Proxy config: Method=NamedWinHttp, address=10.41.0.8:8080"
    assert f"{'#' * 32}\r\nSense service discovered proxy: {config}\r\n" in text
    assert "\r\n\r\nSystem-wide WinHTTP proxy:     Proxy Server(s) :  10.41.0.8:8080\r\n" in text
    april = report(device_of(way=Way("winhttp", "10.41.0.8:8080")))
    assert "SystemBootTime" not in april
    assert "discovered proxy" not in april
    assert "System-wide" not in april


def test_2024_names_windows_11_as_it_is(device_of: DeviceOf) -> None:
    text = report(device_of(edition="e24", system=WINDOWS_11))
    assert "Script Version: : 08May2024\r\n" in text
    assert "Device Operating System: Microsoft Windows 11 Enterprise\r\n" in text
    assert "Device Operating System: Windows 10 Enterprise\r\n" in report(device_of(edition="e24"))
    assert "Device Operating System: Windows 10 Enterprise\r\n" in report(device_of(system=WINDOWS_11))


def test_2024_has_its_sections_in_order(device_of: DeviceOf) -> None:
    text = report(device_of(edition="e24", way=Way("direct")))
    titles = [line.strip("# ") for line in text.split("\r\n") if line.startswith("######")]
    assert titles == [
        "device Info summary",
        "OrgID error check",
        "Defender for Endpoint cloud service check",
        "Device Registration and Enrollment",
        "Defender AntiVirus cloud service check",
        "Metered Network Check",
        "Windows Security Center checks",
        "ASR rule check",
        "Connectivity Check for ctldl.windowsupdate.com",
        "certificate validation check",
        "PROXY SETTINGS",
        "Data Collection Registry setting",
        "Connectivity Check for Live Response URL",
        "FSUTIL USN journal query",
        "ImageState check",
        "ImagePath check",
        "MDE certificate chain validation",
        "MDE CommandLine usage information",
    ]


def test_2024_has_its_items_in_their_places(device_of: DeviceOf) -> None:
    text = report(device_of(edition="e24"))
    assert lines_between(text, "SQM", "Device name") == ["SQM Machine Identifier from registry is", "Device name"]
    assert "Last Sense Seen" not in text
    assert text.index("Sense service Status: ") > text.index("Metered Network Check")
    assert text.index("Anti-Spoofing capability deployed: ") < text.index("OrgID error check")
    assert text.index("CheckConnectivity -OSPreviousVersion") < text.index("Important notes:")
    assert lines_between(text, "Defender AV engine Version", "Device Onboarded") == [
        "Defender AV engine Version",
        "Defender Is Tamper Protected",
        "Defender Tamper Protection Source",
        "Defender Is Tamper Protection Exclusions Enabled",
        "Streamlined Connectivity Readiness",
        "Device Datacenter Location",
        "Device Onboarded via Streamlined Connectivity",
    ]
    assert "Enrollment Status: Device is enrolled to AAD and MEM (1)\r\n" in text


@pytest.mark.parametrize(("way", "asked"), [(Way("direct"), True), (Way("named", "10.41.0.7:8080"), False)])
def test_2024_asks_for_the_list_of_roots_only_without_a_named_proxy(
    device_of: DeviceOf, way: Way, asked: bool
) -> None:
    assert ("Connectivity Check for ctldl" in report(device_of(edition="e24", way=way))) is asked


def test_only_the_unified_agent_looks_into_the_environment(device_of: DeviceOf) -> None:
    reading = read(report(device_of(edition="e24", system=SERVER_2016)))
    found = [s for s in reading.proxy_settings if s.scope == "environment"]
    assert [(s.address, s.bypass) for s in found] == [
        ("http://proxy-zrh.contoso.com:8080", "localhost,*.contoso.com")
    ] * 2
    assert "Curl" not in report(device_of(edition="e24"))


def test_the_xml_of_2024_has_its_tags_in_their_sections(device_of: DeviceOf) -> None:
    parts = report_parts(Run(device_of(edition="e24", system=SERVER_2016)))
    tags = {(part.parent, part.tag) for part in parts if isinstance(part, Item)}
    assert tags >= {
        ("devInfo", "SystemBootTime"),
        ("devInfo", "SystemWideProxy"),
        ("devInfo", "SimplifiedConnectivity"),
        ("devInfo", "CurlProxy"),
        ("EDRCompInfo", "SenseGroupIds"),
        ("EDRCompInfo", "SenseStartType"),
        ("EDRCompInfo", "StateReg"),
        ("EDRCompInfo", "SenseProxyConfig"),
        ("EDRCompInfo", "Location"),
        ("EDRCompInfo", "SimplifiedConnectivity"),
        ("MDEDevConfig", "SwitchMode"),
        ("AVCompInfo", "DefenderAVProxy"),
        ("AVCompInfo", "SSLOptions"),
        ("AVCompInfo", "NetworkProtectionState"),
    }


def chains(device: Device) -> dict[str, str | None]:
    reading = read(report(device))
    name = "Certificate chain of "
    return {f.name.removeprefix(name): f.value for f in reading.facts if f.name.startswith(name)}


def test_an_inspecting_proxy_shows_in_every_chain(device_of: DeviceOf) -> None:
    device = device_of("tls_inspection", edition="e24")
    assert set(chains(device).values()) == {"unexpected"}
    assert sum(isinstance(part, Event) and part.id == 132027 for part in report_parts(Run(device))) == 30


def test_a_healthy_device_s_chains_are_expected(device_of: DeviceOf) -> None:
    found = chains(device_of(edition="e24"))
    assert set(found.values()) == {"expected"}
    assert not [url for url in found if url.startswith("http:")]


def test_a_url_out_of_reach_is_printed_with_the_issuer_before_it_and_read_as_unknown(device_of: DeviceOf) -> None:
    device = device_of("proxy_refused", edition="e24")
    refused = "https://eu-v20.events.data.microsoft.com/ping"
    text = report(device)
    assert f"The cert issuer for {refused} is :\r\nCN=Microsoft Secure Server CA 2011" in text
    found = chains(device)
    assert found[refused] is None
    assert found["https://winatp-gw-neu.microsoft.com/commands/test"] == "expected"


def test_a_device_without_any_answer_has_no_chain(device_of: DeviceOf) -> None:
    device = device_of("offline", edition="e24")
    assert "Failed to check certificate issuer for https://winatp-gw-weu.microsoft.com/commands/test \r\n" in report(
        device
    )
    assert set(chains(device).values()) == {None}


def test_a_streamlined_device_tests_few_hosts_and_says_so(device_of: DeviceOf) -> None:
    device = device_of(edition="e24", streamlined=True)
    text = report(device)
    assert "Testing URL : https://edr-weu.eu.endpoint.security.microsoft.com/edr/commands/test\r\n" in text
    assert "winatp-gw" not in text
    assert "Device Onboarded via Streamlined Connectivity: YES\r\n" in text
    assert "Device Datacenter Location: EU\r\n" in text
    body = dict(documents(device).folder())["SystemInfoLogs/RegOnboardedInfoCurrent.Json"].decode("utf-16")
    assert json.loads(body)["partnerGeoLocation"] == "GW_EU"
    assert json.loads(body)["vortexGeoLocation"] == "EU"
    assert json.loads(body)["geoLocationUrl"].startswith("https://edr-weu.eu.")


def test_the_folder_of_2024_has_more_side_files_and_no_log_of_the_test(device_of: DeviceOf) -> None:
    names = {name for name, _ in documents(device_of(edition="e24")).folder()}
    assert names >= {"SystemInfoLogs/EnabledCiphers.txt", "SystemInfoLogs/ModuleInfo.Json"}
    assert "URLCheckLog.txt" not in names
    assert "SystemInfoLogs/EnabledCiphers.txt" not in {name for name, _ in documents(device_of()).folder()}


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"edition": "e24"}, "CONTOSO-WS017_MDEClientAnalyzerResult_2503030954.zip"),
        ({"edition": "e24", "runner": "system"}, "CONTOSO-WS017_MDEClientAnalyzerResult.zip"),
        ({"edition": "e22b"}, "CONTOSO-WS017_MDEClientAnalyzerResult.zip"),
    ],
    ids=["2024", "by-system", "2022"],
)
def test_only_an_interactive_run_of_2024_puts_the_time_into_the_name(
    device_of: DeviceOf, changes: dict[str, object], name: str
) -> None:
    assert [path for path, _ in carried(device_of(**changes))] == [name]


def test_the_stamp_has_the_day_before_the_month_and_no_afternoon(device_of: DeviceOf) -> None:
    device = device_of(edition="e24")
    later = device_of(edition="e24", started_utc=device.started_utc.replace(month=5, day=21, hour=13, minute=7))
    assert [path for path, _ in carried(later)] == ["CONTOSO-WS017_MDEClientAnalyzerResult_2521050207.zip"]


def test_a_mail_quotes_the_test_and_names_its_device(device_of: DeviceOf) -> None:
    device = device_of(carrier="mail")
    text = mail(device)
    assert all(line.startswith("> ") for line in text.split("\r\n")[:-1])
    assert "*" not in text
    assert "Doesn’t exist" in text
    [(name, content)] = carried(device)
    assert (name, content) == ("CONTOSO-WS017-mail.txt", text.encode())
    reading = read(text, name)
    assert (reading.formats, reading.host, reading.problems) == (("url_block",), "CONTOSO-WS017", [])
    assert len(reading.blocks) == 19


def test_a_ticket_ends_after_4000_characters_but_behind_the_test(device_of: DeviceOf) -> None:
    device = device_of("report_cut", carrier="ticket", url_list="built_in", way=Way("direct"))
    text = ticket(device)
    assert len(text) == 4000
    [(name, content)] = carried(device)
    assert (name, content) == ("CONTOSO-WS017-ticket.txt", text.encode())
    reading = read(text, name)
    assert reading.formats == ("modern_text", "url_block")
    assert [problem.kind for problem in reading.problems] == ["unreadable"]
    assert len(reading.blocks) == 7
    assert "cut_in_test" not in reading.marks
    assert reading.facts[0].value == "CONTOSO-WS017"


@pytest.mark.parametrize("site", [None, ARLINGTON], ids=["site", "government"])
def test_a_legacy_report_has_no_head_no_headers_and_no_config_line(device_of: DeviceOf, site: object) -> None:
    device = device_of(edition="legacy", url_list="legacy", **({"site": site} if site else {}))
    text = legacy_report(device)
    assert text.startswith("Device name: CONTOSO-WS017\r\n")
    assert not [word for word in ("PowerShell Language", "Script Version", "####", "Proxy config") if word in text]
    reading = read(text, "a.txt")
    assert reading.formats == ("legacy_text", "url_block")
    assert reading.problems == []
    assert len(reading.blocks) == 5


def test_legacy_reports_come_as_file_and_as_zip(device_of: DeviceOf) -> None:
    changes = {"edition": "legacy", "url_list": "legacy"}
    [(name, content)] = carried(device_of(carrier="legacy_text", **changes))
    assert name == "CONTOSO-WS017/MDATPClientAnalyzerResult.txt"
    [(zip_name, packed)] = carried(device_of(carrier="legacy_zip", **changes))
    assert zip_name == "CONTOSO-WS017_MDATPClientAnalyzerResult.zip"
    archive = zipfile.ZipFile(io.BytesIO(packed))
    assert {member: archive.read(member) for member in archive.namelist()} == {
        "MDATPClientAnalyzerResult.txt": content
    }
