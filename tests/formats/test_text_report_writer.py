"""How each part of the text report is printed."""

from datetime import datetime, timedelta, timezone

import pytest

from mdeanalysis.formats.text_report_writer import (
    HEADERS,
    RULE,
    Event,
    Header,
    Item,
    Part,
    failing_links,
    write_text_report,
)

AT = datetime(2025, 3, 3, 9, 54, 23, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (Item("general", "scriptVersion", "Script Version: ", "28042022"), "Script Version: : 28042022\r\n"),
        (Item("devInfo", "deviceName", "Device name", "CONTOSO-WS1"), "Device name: CONTOSO-WS1\r\n"),
        (Item("AVCompInfo", "WindowsSecurityCenter", "Status", ""), "Status: \r\n"),
        ("Important notes:", "Important notes:\r\n"),
        ("\rNote: not there", "\rNote: not there\r\n"),
        (RULE, "#" * 74 + "\n\r\n"),
        (
            Event(130017, "EDRCloud CnC", "Fine.", "N/A", AT),
            "2025-03-03 09:54:23Z [Informational] EDRCloud CnC 130017: Fine. N/A\r\n",
        ),
    ],
    ids=["general-item", "item", "empty-value", "line", "lone-cr", "rule-with-lone-lf", "event"],
)
def test_a_part_is_one_line_with_its_quirks(part: Part, text: str) -> None:
    assert write_text_report([part]) == text


@pytest.mark.parametrize(
    ("name", "before", "left", "title", "right"),
    [
        ("device", "", 24, " device Info summary ", 29),
        ("org_id", "\r\n", 28, " OrgID error check ", 31),
        ("cloud", "\r\n", 20, " Defender for Endpoint cloud service check ", 21),
        ("oms", "\r\n", 22, " OMS validation details  ", 27),
        ("os", "\r\n", 22, " OS validation details  ", 27),
        ("gateways", "", 8, " Connectivity details for Command and Control  validation  ", 7),
        ("oms_hosts", "", 17, " Connectivity details for OMS  validation  ", 9),
        ("enrollment", "\r\n", 17, " Device Registration and Enrollment ", 18),
        ("av_cloud", "\r\n", 17, " Defender AntiVirus cloud service check ", 18),
        ("asr", "", 28, " ASR rule check ", 31),
        ("ctldl", "", 14, " Connectivity Check for ctldl.windowsupdate.com ", 13),
        ("certificate", "\r\n", 21, " certificate validation check ", 24),
        ("proxy", "", 27, " PROXY SETTINGS ", 32),
        ("data_collection", "\r\n", 20, " Data Collection Registry setting ", 21),
        ("diagtrack", "\r\n", 24, " DiagTrack Listener check ", 25),
        ("live_response", "", 16, " Connectivity Check for Live Response URL ", 16),
        ("fsutil", "\r\n", 24, " FSUTIL USN journal query ", 25),
        ("metered", "\r\n", 28, " Metered Network Check ", 28),
        ("security_center", "\r\n", 21, " Windows Security Center checks ", 22),
        ("image_state", "\r\n", 28, " ImageState check ", 31),
        ("image_path", "\r\n", 28, " ImagePath check ", 31),
        ("chain", "\r\n", 18, " MDE certificate chain validation  ", 20),
        ("command_line", "\r\n", 18, " MDE CommandLine usage information ", 20),
    ],
)
def test_a_header_has_its_own_count_of_hashes(name: str, before: str, left: int, title: str, right: int) -> None:
    assert write_text_report([Header(name)]) == f"{before}{'#' * left}{title}{'#' * right}\r\n"


def test_no_header_escapes_the_test_of_its_hashes() -> None:
    assert len(HEADERS) == 23


@pytest.mark.parametrize(
    ("id_", "severity", "category"),
    [
        (110003, "Informational", "Environment"),
        (121020, "Warning", "Configuration"),
        (132021, "Error", "Connectivity"),
        (141001, "Warning", "Telemetry"),
    ],
    ids=str,
)
def test_an_event_takes_severity_and_category_from_its_digits(id_: int, severity: str, category: str) -> None:
    event = Event(id_, "Check", "Result.", "N/A", AT)
    assert (event.severity, event.category) == (severity, category)


def test_line_breaks_of_the_xml_are_gone_from_an_event_s_line() -> None:
    links = failing_links(["https://a.example.com", "https://b.example.com\tNoPinning"])
    event = Event(132023, "EDRCloud AutoIR", f"Failed: <br>{links}", "Look.", AT)
    assert write_text_report([event]) == (
        "2025-03-03 09:54:23Z [Error] EDRCloud AutoIR 132023: Failed: "
        "<a href='https://a.example.com'>https://a.example.com</a> "
        "<a href='https://b.example.com\tNoPinning'>https://b.example.com\tNoPinning</a> Look.\r\n"
    )
