"""What each story leaves in the checker's output and in the report."""

from collections.abc import Callable

import pytest

from mdeanalysis.demo.documents import report_parts
from mdeanalysis.demo.model import Device, Way
from mdeanalysis.demo.network import printed_lines
from mdeanalysis.demo.run import Run
from mdeanalysis.demo.sites import ARLINGTON, LEEDS, SYSTEMS
from mdeanalysis.demo.stories import BY_NAME, STORIES
from mdeanalysis.formats.text_report_writer import Event, write_text_report

DeviceOf = Callable[..., Device]


def rows(device: Device, url_part: str) -> list[str]:
    """The five results of the first URL that holds `url_part`."""
    lines = printed_lines(device)
    at = next(n for n, line in enumerate(lines) if line.startswith("Testing URL") and url_part in line)
    return lines[at + 1 : at + 6]


def report(device: Device) -> str:
    return write_text_report(report_parts(Run(device)))


@pytest.mark.parametrize(
    ("story", "url_part", "row", "result"),
    [
        ("proxy_refused", "eu-v20", 3, "Succeeded (403)"),
        ("proxy_auth", "winatp", 0, "Succeeded (407)"),
        ("bad_gateway", "automatedir", 0, "Succeeded (502)"),
        ("tls_inspection", "winatp", 0, "Failed (12157: Failed to verify certificate root: 2148204809: "),
        ("dns", "winatp", 2, "Failed (12007: WinHttpSendRequest: 12007: "),
        ("reset", "au-v20", 1, "Failed (12030: WinHttpReceiveResponse: 12030: "),
        ("wpad_script", "winatp", 1, "Failed (12167: "),
        ("wpad_missing", "winatp", 1, "Failed (12180: "),
        ("malformed_proxy", "winatp", 3, "4 - Named proxy ( proxy lys:8080): The proxy isn't in valid format"),
        ("autoir_blocked", "automatedirstrprdcus.", 2, "Failed (12029: "),
        ("offline", "winatp", 3, "Failed (12007: "),
        ("exception_rows", "eu-v20", 0, "Unexpected exception was thrown"),
        ("silent_bypass", "winatp", 3, "Failed (12029: "),
        ("direct_dropped", "winatp", 2, "Failed (12002: "),
    ],
)
def test_a_story_shows_in_its_row(device_of: DeviceOf, story: str, url_part: str, row: int, result: str) -> None:
    assert result in rows(device_of(story), url_part)[row]


@pytest.mark.parametrize(
    ("story", "url_part"),
    [
        ("proxy_refused", "winatp"),
        ("bad_gateway", "winatp"),
        ("tls_inspection", "automatedir"),
        ("dns", "us-v20"),
        ("reset", "winatp"),
        ("autoir_blocked", "automatedirstrprdcus3."),
        ("exception_rows", "winatp"),
        ("silent_bypass", "winatp"),
        ("direct_dropped", "winatp"),
        ("wpad_missing", "winatp"),
    ],
)
def test_a_story_leaves_other_urls_or_another_row_working(device_of: DeviceOf, story: str, url_part: str) -> None:
    good = ("Succeeded (200)", "Succeeded (400)")
    assert any(row.endswith(good) for row in rows(device_of(story), url_part))


@pytest.mark.parametrize("story", [s.name for s in STORIES if s.state == "failed"])
def test_a_story_that_fails_has_a_url_that_nothing_reaches(device_of: DeviceOf, story: str) -> None:
    lines = printed_lines(device_of(story))
    blocks = [lines[at : at + 8] for at in range(1, len(lines), 8)]
    good = ("Succeeded (200)", "Succeeded (400)", "Succeeded (404)")
    assert any(not any(row.endswith(good) for row in block) for block in blocks)


@pytest.mark.parametrize("name", ["healthy", *(s.name for s in STORIES if s.state == "reached")])
def test_a_story_that_reaches_has_a_way_to_every_url(device_of: DeviceOf, name: str) -> None:
    lines = printed_lines(device_of(name))
    blocks = [lines[at : at + 8] for at in range(1, len(lines), 8)]
    good = ("Succeeded (200)", "Succeeded (400)", "Succeeded (404)")
    assert all(any(row.endswith(good) for row in block) for block in blocks)


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({}, "Method=TelemetryProxyServer, address=proxy-zrh.contoso.com:8080"),
        ({"way": Way("winhttp", "10.41.0.8:8080")}, "Method=NamedWinHttp, address=10.41.0.8:8080"),
        ({"way": Way("wpad"), "site": LEEDS}, "Method=AutoDetectWPAD, address=proxy-lds.contoso.com:8080"),
        ({"way": Way("direct")}, "Method=Direct, address="),
        ({"way": Way("wpad"), "site": LEEDS, "story": "wpad_script"}, "Method=Unknown, address="),
    ],
    ids=["named", "winhttp", "wpad", "direct", "broken-script"],
)
def test_the_first_line_names_the_way_that_is_found_first(
    device_of: DeviceOf, changes: dict[str, object], line: str
) -> None:
    assert printed_lines(device_of(**changes))[0] == f"Proxy config: {line}"


@pytest.mark.parametrize("story", ["asr_blocked", "psexec_refused"])
def test_a_test_that_was_not_let_run_prints_nothing_and_one_event(device_of: DeviceOf, story: str) -> None:
    device = device_of(story)
    text = report(device)
    assert "Testing URL" not in text
    assert "Proxy config" not in text
    assert " EDRCloud 131001: " in text
    assert "Access is denied." in text
    assert ("on the device and is in Block mode" in text) is (story == "asr_blocked")
    assert ("Couldn't install PSEXESVC service:" in text) is (story == "psexec_refused")


@pytest.mark.parametrize("number", range(1, 9))
def test_a_killed_run_stops_before_the_only_way_that_works(device_of: DeviceOf, number: int) -> None:
    device = device_of("killed", number=number)
    lines = printed_lines(device)
    assert lines[-1].startswith("4.1 - Named proxy ( proxy-zrh.contoso.com:8080): Succe")
    assert ")" not in lines[-1].partition("): ")[2]
    text = report(device)
    assert f"{lines[-1]}\r\n\r\nConnecting to local system" in text
    assert "MDEClientAnalyzer.exe exited" not in text
    assert "MDE CommandLine usage information" in text


def test_a_device_without_onboarding_has_false_ids_doubled_items_and_a_lone_cr(device_of: DeviceOf) -> None:
    parts = report_parts(Run(device_of("not_onboarded")))
    text = write_text_report(parts)
    assert "Device ID: False\r\nOrganization Id: False\r\n" in text
    assert text.count("Device name: CONTOSO-WS017\r\n") == 2
    assert "OS Architecture: 64-bit\r\n\rNote: OnboardingInfo could not be found in the registry." in text
    judged = {130017, 130018, 130019, 130020, 130021}
    assert not [part for part in parts if isinstance(part, Event) and part.id in judged]


def test_an_onboarded_device_has_its_items_once(device_of: DeviceOf) -> None:
    text = report(device_of())
    assert text.count("Device name: ") == 1
    assert "\rNote" not in text


@pytest.mark.parametrize(
    ("story", "message"),
    [
        ("localised_german", "12002: Zeitüberschreitung des Vorgangs)"),
        ("localised_french", "12002: Le dÃ©lai imparti Ã\xa0 l'opÃ©ration est dÃ©passÃ©)"),
        ("localised_japanese", "12002: 操作がタイムアウトしました)"),
    ],
)
def test_messages_are_in_the_language_of_windows(device_of: DeviceOf, story: str, message: str) -> None:
    assert rows(device_of(story), "winatp")[2].endswith(message)


def test_only_psexec_s_way_garbles_a_message(device_of: DeviceOf) -> None:
    clear = rows(device_of("localised_french", runner="system"), "winatp")[2]
    assert clear.endswith("Le délai imparti à l'opération est dépassé)")


@pytest.mark.parametrize(
    ("culture", "run_time", "title"),
    [
        ("en-US", "03/03/2025 9:54:23 AM +01:00", "Current WinHTTP proxy settings:"),
        ("de-CH", "03.03.2025 9:54:23  +01:00", "Aktuelle WinHTTP-Proxyeinstellungen:"),
        ("fr-FR", "03/03/2025 9:54:23  +01:00", "Paramètres actuels du proxy WinHTTP :"),
        ("ja-JP", "03/03/2025 9:54:23 午前 +01:00", "現在の WinHTTP プロキシ設定:"),
    ],
)
def test_dates_and_tools_follow_the_culture(device_of: DeviceOf, culture: str, run_time: str, title: str) -> None:
    text = report(device_of(culture=culture, runner="system", way=Way("winhttp", "10.41.0.8:8080")))
    assert f"Script RunTime: : {run_time}\r\n" in text
    assert f"\r\n\r\n{title}\r\n\r\n    " in text
    assert ":  10.41.0.8:8080\r\n" in text


def test_server_2016_has_the_old_agent_s_sections_and_others_do_not(device_of: DeviceOf) -> None:
    old, newer = (
        report(device_of(system=next(s for s, _ in SYSTEMS if s.server and s.release == release)))
        for release in ("1607", "1809")
    )
    assert "Unified agent for downlevel servers installed: YES\r\n" in old
    assert "OMS channel: Not tested\r\n" in old
    assert f"{'#' * 74}\n\r\n######## Connectivity details for Command and Control" in old
    assert "OMS channel" not in newer
    assert "Unified agent" not in newer


def test_the_test_edition_tests_the_seven_that_are_built_in(device_of: DeviceOf) -> None:
    lines = printed_lines(device_of(url_list="built_in"))
    urls = [line for line in lines if line.startswith("Testing URL")]
    assert len(urls) == 7
    assert urls[-1].endswith("disallowedcertstl.cab\tNoPinning")


def test_the_government_site_tests_its_own_seven(device_of: DeviceOf) -> None:
    urls = [line for line in printed_lines(device_of(site=ARLINGTON)) if line.startswith("Testing URL")]
    assert len(urls) == 7
    assert "https://automatedirstrfmusmt.blob.core.usgovcloudapi.net\tNoPinning" in urls[3]


def test_every_story_has_a_device_to_show_it(device_of: DeviceOf) -> None:
    assert all(report(device_of(story)).startswith("PowerShell Language mode: : ") for story in BY_NAME)
