"""Agents that report to several workspaces."""

import pytest
from builders import report
from rules.downlevel import FIRST, SECOND, UNIFIED, mma
from rules.fleets import found, lines

from mdeanalysis.formats.cloud_connection_writer import workspace_test

RULE = "several_workspaces"
EVENT = "2022-04-28 10:13:05Z [Warning] MMAWorkspace 121001: Several workspaces. Remove one."
OMS = [
    "################# Connectivity details for OMS  validation  #########",
    *(f"Starting connectivity test for workspace id {workspace}" for workspace in (FIRST, SECOND)),
]
BOTH = (workspace_test(FIRST), workspace_test(SECOND))


def test_it_fires_on_the_tool_s_event(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(more=[EVENT])})
    assert frame["message"].tolist() == ["the agent reports to several workspaces (event 121001)"]
    assert lines(frame, tmp_path) == [EVENT]


def test_it_fires_on_several_ids_and_names_them(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(*BOTH, more=[EVENT])})
    assert frame["message"].tolist() == [f"the agent reports to several workspaces: {FIRST}, {SECOND}"]
    hosts = [f"{workspace}.ods.opinsights.azure.com:443" for workspace in (FIRST, SECOND)]
    assert lines(frame, tmp_path) == [EVENT, *hosts]


@pytest.mark.parametrize(
    "text",
    [mma(BOTH[0]), report(), report(cloud=[f"{UNIFIED}YES", EVENT]), report(cloud=[f"{UNIFIED}YES", *OMS])],
    ids=["one", "none", "unified", "unified-with-ids"],
)
def test_it_is_silent_where_one_is_used_or_none_needed(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": mma(*BOTH, name="A"), "b.txt": mma(BOTH[0], name="B"), "c.txt": mma(more=[EVENT], name="C")}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A", "C"]
