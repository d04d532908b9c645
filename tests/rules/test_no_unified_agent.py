"""Servers that still run the monitoring agent."""

import pytest
from builders import report
from rules.downlevel import SERVER, UNIFIED, mma
from rules.fleets import found, lines

RULE = "no_unified_agent"
EVENT = "2022-04-28 10:13:05Z [Warning] MDfWSCheck 121020: Unified agent missing. Install it."
OLDER = {
    "Device Operating System": "Windows Server 2008 R2 Standard",
    "OS build number": "Microsoft Windows NT 6.1.7601 Service Pack 1.24000",
}


def test_it_fires_for_a_server_with_the_monitoring_agent(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(more=[f"{UNIFIED}NO", EVENT])})
    assert frame["message"].tolist() == ["Windows Server 2012 R2 without the unified agent"]
    assert lines(frame, tmp_path) == [f"{UNIFIED}NO", EVENT]


def test_it_fires_for_a_server_with_the_sensor_s_service_and_the_tool_s_event(tmp_path):
    frame = found(
        RULE, tmp_path, {"a.txt": report(items=SERVER | {"Sense service Status": "Stopped"}, cloud=[EVENT])}
    )
    assert lines(frame, tmp_path) == [EVENT]


@pytest.mark.parametrize(
    "text",
    [report(items=SERVER, cloud=[f"{UNIFIED}YES"]), report(items=SERVER), mma(more=[EVENT], **OLDER), report()],
    ids=["unified", "nothing-stated", "too-old-for-it", "client"],
)
def test_it_is_silent_where_it_is_there_or_cannot_be(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": mma(name="A"), "b.txt": mma(name="B", **OLDER)}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
