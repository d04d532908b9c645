"""Runs that an ASR rule kept from testing."""

import pytest
from builders import GATEWAY, block, device, report
from rules.fleets import found, lines
from rules.test_not_tested import REFUSED, sample

RULE = "asr_blocks_test"
ASR = "ASR rule 'Block process creations originating from PSExec and WMI commands' exists {}"
BLOCKS = ASR.format("on the device and is in Block mode")
EXCLUDED = ASR.format("in block mode, but script path is excluded as needed")


def test_it_fires_where_the_rule_blocks(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(after_test=REFUSED, cloud=[BLOCKS])})
    assert frame["subject"].tolist() == ["ASR rule"]
    assert BLOCKS in lines(frame, tmp_path)


@pytest.mark.parametrize(
    "text",
    [report(block(GATEWAY), cloud=[BLOCKS]), report(after_test=REFUSED, cloud=[EXCLUDED]),
     sample("not_tested_psexec_refused")],
    ids=["tested-all-the-same", "excluded", "another-reason"],
)  # fmt: skip
def test_it_is_silent_where_the_rule_is_not_why(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(after_test=REFUSED, cloud=[BLOCKS], items=device("A")),
        "b.txt": report(after_test=REFUSED, items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
