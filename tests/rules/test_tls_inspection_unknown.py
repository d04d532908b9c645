"""Services whose inspection no answer shows."""

import pytest
from builders import BLOB, CTL, GATEWAY, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "tls_inspection_unknown"
ANSWERS = "400 400 400 - -"


def test_it_fires_once_a_service_for_the_whole_fleet(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(block(BLOB, ANSWERS, pinned=False), block(GATEWAY, GOOD))})
    assert frame["subject"].tolist() == ["autoir_blob"]
    assert frame["device_name"].isna().all()
    assert "1 device reached only URLs that the tool does not pin" in frame["message"][0]
    assert lines(frame, tmp_path) == [f"Testing URL : {BLOB}\tNoPinning"]


@pytest.mark.parametrize(
    "blocks",
    [[block(GATEWAY, GOOD)], [block(CTL, GOOD, pinned=False)], [block(BLOB, "12029 12029 12029 - -", pinned=False)],
     [block(BLOB, ANSWERS, pinned=False), block(GATEWAY, "pin pin pin - -")]],
    ids=["pinned", "plain-http", "not-reached", "inspection-is-known-anyway"],
)  # fmt: skip
def test_it_is_silent_where_inspection_can_be_told_or_there_is_nothing_to_open(tmp_path, blocks):
    assert len(found(RULE, tmp_path, {"a.txt": report(*blocks)})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_counts_two_devices(tmp_path):
    files = {f"{n}.txt": report(block(BLOB, ANSWERS, pinned=False), items=device(n)) for n in "AB"}
    frame = found(RULE, tmp_path, files)
    assert len(frame) == 1
    assert "2 devices" in frame["message"][0]
    assert len(lines(frame, tmp_path)) == 2
