"""Services beside the sensor."""

import pytest
from builders import device, report
from rules.downlevel import UNIFIED
from rules.fleets import found, lines

RULE = "service_stopped"
AV = {"Defender AV Service Status": "Stopped"}
NIS = {"Defender AV mode": "Active", "Defender Network Inspection Service": "Stopped"}
UTC = {"DiagTrack (UTC) Service Status": "Stopped"}
OLD = {"OS build number": "Microsoft Windows NT 10.0.17134.0.1845"}
SERVER_2016 = {
    "Device Operating System": "Windows Server 2016 Standard",
    "OS build number": "Microsoft Windows NT 10.0.14393.0.7785",
    "OS Edition": "Server",
}
OFF = "2022-04-28 09:58:01Z [Warning] UTCService 141001: The service is disabled. N/A"


@pytest.mark.parametrize(
    ("items", "service"),
    [(AV, "WinDefend"), (NIS, "WdNisSvc"), (UTC | OLD, "DiagTrack")],
    ids=["antivirus", "inspection", "telemetry-before-1809"],
)
def test_it_fires_for_each_service_that_is_needed(tmp_path, items, service):
    frame = found(RULE, tmp_path, {"a.txt": report(items=items)})
    assert frame["subject"].tolist() == [service]
    assert frame["message"].tolist() == [f"the service {service} is Stopped"]
    assert lines(frame, tmp_path)[0].endswith("Stopped")


def test_it_fires_where_telemetry_is_disabled_before_1809(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(items=OLD, cloud=[OFF])})
    assert lines(frame, tmp_path) == [OFF]


@pytest.mark.parametrize(
    "text",
    [
        report(items=UTC, cloud=[OFF]),
        report(items=UTC | SERVER_2016, cloud=[f"{UNIFIED}YES", OFF]),
        report(items=NIS | {"Defender AV mode": "Passive"}),
        report(items=AV | {"Device ID": "False"}),
        report(items={"Defender AV Service Status": "Running"}),
    ],
    ids=["telemetry-since-1809", "unified", "passive", "not-onboarded", "running"],
)
def test_it_is_silent_where_nothing_needs_the_service(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A") | AV), "b.txt": report(items=device("B") | NIS)}
    frame = found(RULE, tmp_path, files)
    assert list(zip(frame["device_name"], frame["subject"], strict=True)) == [("A", "WinDefend"), ("B", "WdNisSvc")]
