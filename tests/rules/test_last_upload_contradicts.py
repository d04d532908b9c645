"""What the sensor says of its last contact, beside what the test says."""

import pytest
from builders import BAD, CYBER, GATEWAY, GOOD, block, device, report
from rules.downlevel import UNIFIED
from rules.fleets import found, lines

RULE = "last_upload_contradicts"
UPLOAD = "Last SevilleDiagTrack LastNormalUploadTime TimeStamp"
FAST = "Last SevilleDiagTrack LastRealTimeUploadTime TimeStamp"
SEEN = "Last Sense Seen TimeStamp is"
#: The run is at 07:54 UTC on 28 April 2022.
NEAR, FAR = "Thursday, April 28, 2022 7:40:12 AM", "Mittwoch, 13. April 2022 07:40:12"
SERVER_2016 = {
    "Device Operating System": "Windows Server 2016 Standard",
    "OS build number": "Microsoft Windows NT 10.0.14393.0.7785",
    "OS Edition": "Server",
}


def of(url, words, **items):
    return report(block(url, words), items=items)


def test_it_fires_where_an_upload_went_out_just_before_a_test_that_failed(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": of(CYBER, BAD, **{UPLOAD: FAR, FAST: NEAR})})
    assert frame["subject"].tolist() == ["cyber_data"]
    assert frame["message"][0].startswith("the last upload was at 2022-04-28 07:40 UTC, less than an hour before")
    assert lines(frame, tmp_path) == [f"{FAST}: {NEAR}"]


@pytest.mark.parametrize(
    ("url", "label", "service"),
    [(CYBER, UPLOAD, "cyber_data"), (GATEWAY, SEEN, "command_control")],
    ids=["upload", "contact"],
)
def test_it_fires_where_the_sensor_was_long_silent_though_the_test_works(tmp_path, url, label, service):
    frame = found(RULE, tmp_path, {"a.txt": of(url, GOOD, **{label: FAR, "SystemBootTime": "04/20/2022 08:00:00"})})
    assert frame["subject"].tolist() == [service]
    assert lines(frame, tmp_path) == [f"{label}: {FAR}"]


@pytest.mark.parametrize(
    "text",
    [
        of(CYBER, GOOD, **{UPLOAD: NEAR}),
        of(CYBER, BAD, **{UPLOAD: FAR}),
        of(CYBER, BAD, **{UPLOAD: "Thursday, April 28, 2022 2:40:12 AM"}),
        of(CYBER, BAD, **{UPLOAD: "Friday, April 29, 2022 7:40:12 AM"}),
        of(CYBER, BAD, **{UPLOAD: "Unknown"}),
        of(CYBER, GOOD, **{UPLOAD: "13/04/2022 07:40:12"}),
        of(CYBER, GOOD, **{UPLOAD: FAR, "SystemBootTime": "04/28/2022 08:00:00"}),
        of(CYBER, GOOD, **{UPLOAD: FAR, "Device ID": "False"}),
        of(GATEWAY, GOOD, **{UPLOAD: FAR}),
        report(block(CYBER, BAD), items={UPLOAD: NEAR}, ran=None),
        report(block(CYBER), items=SERVER_2016 | {UPLOAD: FAR}, cloud=[f"{UNIFIED}YES"]),
    ],
    ids=[
        "both-good",
        "both-bad",
        "hours-before",
        "in-the-future",
        "unknown",
        "digits",
        "just-started",
        "not-onboarded",
        "another-service",
        "no-run-time",
        "unified-2016",
    ],
)
def test_it_is_silent_where_they_agree_or_cannot_be_compared(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(CYBER, BAD), items=device("A") | {UPLOAD: NEAR}),
        "b.txt": report(block(CYBER, GOOD), items=device("B") | {UPLOAD: NEAR}),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
