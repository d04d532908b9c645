"""Hosts of a workspace that were not reached."""

import pytest
from builders import report
from rules.downlevel import FIRST, UNIFIED, mma
from rules.fleets import found, lines

from mdeanalysis.formats.cloud_connection_writer import (
    FAILED,
    HostTest,
    RuleTest,
    WorkspaceTest,
    cloud_connection_lines,
    workspace_test,
)

RULE = "workspace_host_unreachable"
HOST = "scadvisorcontent.blob.core.windows.net"


def one(rule, host, says=FAILED):
    return WorkspaceTest(FIRST, (RuleTest(rule, (HostTest(host, says),)),))


BLOB = one("*.blob.core.windows.net", HOST)


def test_it_fires_for_each_host_that_failed(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": mma(BLOB)})
    assert frame["subject"].tolist() == [HOST]
    assert frame["message"][0].startswith(f"{HOST} failed for workspace {FIRST}")
    assert lines(frame, tmp_path) == [f"{HOST}:443"]


@pytest.mark.parametrize(
    "text",
    [
        mma(workspace_test(FIRST, ["aaa"])),
        mma(workspace_test(FIRST, says="Who knows")),
        mma(one("*.agentsvc.azure-automation.net", f"{FIRST}.agentsvc.azure-automation.net")),
        report(
            cloud=[
                f"{UNIFIED}YES",
                "####### Connectivity details for OMS  validation  ###",
                *cloud_connection_lines([BLOB]),
            ]
        ),
    ],
    ids=["reached", "words-unknown", "optional", "unified"],
)
def test_it_is_silent_where_the_host_is_reached_or_not_needed(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": mma(BLOB, name="A"), "b.txt": mma(workspace_test(FIRST), name="B")}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
