"""The sensor's service, and the monitoring agent where that is the sensor."""

import pytest
from builders import device, report
from rules.downlevel import UNIFIED, mma
from rules.fleets import found, lines

RULE = "sensor_stopped"
STATUS = "Sense service Status"
AGENT = "Service Microsoft Monitoring Agent is Stopped"


@pytest.mark.parametrize("state", ["Stopped", "StartPending"])
def test_it_fires_where_sense_does_not_run(tmp_path, state):
    frame = found(RULE, tmp_path, {"a.txt": report(items={STATUS: state})})
    assert frame["message"].tolist() == [f"the service Sense is {state}"]
    assert lines(frame, tmp_path) == [f"{STATUS}: {state}"]


def test_it_fires_where_the_monitoring_agent_does_not_run(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(more=[AGENT])})
    assert frame["subject"].tolist() == ["Microsoft Monitoring Agent"]
    assert lines(frame, tmp_path) == [AGENT]


@pytest.mark.parametrize(
    "text",
    [
        report(),
        report(items={STATUS: ""}),
        report(items={STATUS: "Stopped", "Device ID": "False"}),
        mma(more=["Service Microsoft Monitoring Agent is Running"]),
        report(cloud=[f"{UNIFIED}YES", AGENT]),
    ],
    ids=["runs", "not-stated", "not-onboarded", "agent-runs", "unified"],
)
def test_it_is_silent_where_the_sensor_runs_or_never_could(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A") | {STATUS: "Stopped"}), "b.txt": report(items=device("B"))}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
