"""Storage accounts that differ between workspaces."""

import pytest
from rules.downlevel import FIRST, SECOND, mma
from rules.fleets import found, lines

from mdeanalysis.formats.cloud_connection_writer import workspace_test

RULE = "workspace_storage_differs"
STORE = ".blob.core.windows.net"


def test_it_fires_and_names_all_hosts_and_each_workspace_s_own(tmp_path):
    one, two = workspace_test(FIRST, ["common", "aaa"]), workspace_test(SECOND, ["common", "bbb"])
    frame = found(RULE, tmp_path, {"a.txt": mma(one, two)})
    assert frame["result_id"].isna().all()
    assert dict(zip(frame["subject"], frame["message"], strict=True)) == {
        f"*{STORE}": f"the workspaces of this fleet use different storage: aaa{STORE}, bbb{STORE}, common{STORE}",
        FIRST: f"workspace {FIRST} uses what others do not: aaa{STORE}",
        SECOND: f"workspace {SECOND} uses what others do not: bbb{STORE}",
    }
    own = frame[frame["subject"] == FIRST]
    assert lines(own, tmp_path) == [f"aaa{STORE}:443"]


@pytest.mark.parametrize(
    "tests",
    [
        (workspace_test(FIRST, ["aaa"]), workspace_test(SECOND, ["AAA"])),
        (workspace_test(FIRST, ["aaa", "bbb"]), workspace_test(SECOND)),
    ],
    ids=["the-same", "one-without-storage"],
)
def test_it_is_silent_where_nothing_differs_or_one_has_none(tmp_path, tests):
    assert len(found(RULE, tmp_path, {"a.txt": mma(*tests)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_two_devices_with_a_workspace_each_are_compared(tmp_path):
    files = {
        "a.txt": mma(workspace_test(FIRST, ["aaa"]), name="A"),
        "b.txt": mma(workspace_test(SECOND, ["bbb"]), name="B"),
        "c.txt": mma(workspace_test(SECOND, ["bbb"]), name="C"),
    }
    assert set(found(RULE, tmp_path, files)["subject"]) == {f"*{STORE}", FIRST, SECOND}
