"""Names that resolve by no method."""

import pytest
from builders import BLOB, GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "dns_fails_everywhere"
LOST = "12007 12007 12007 - -"


@pytest.mark.parametrize("words", [LOST, "12007 12180 12007 - -", "12007 12007 12007 12007 -"],
                         ids=["all", "no-wpad", "the-proxy-s-name-too"])  # fmt: skip
def test_it_fires_where_no_method_gets_past_the_name(tmp_path, words):
    frame = found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words), block(GATEWAY_2, GOOD))})
    assert frame["message"].tolist() == ["1 of 2 names cannot be resolved by any method: winatp-gw-weu.microsoft.com"]
    assert [line.split(":")[1].strip() for line in lines(frame, tmp_path)] == ["Failed (12007"]


@pytest.mark.parametrize(
    "words",
    ["12007 12007 12007 200 -", "12007 12007 12007 12029 -", "12007 404 12007 - -", "12180 12180 12180 - -",
     "12007 12007"],
    ids=["reached-by-the-proxy", "refused-by-the-proxy", "an-answer", "wpad-alone", "cut-off"],
)  # fmt: skip
def test_it_is_silent_where_a_try_gets_further(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_is_silent_at_hosts_that_the_device_does_not_require(tmp_path):
    urls = ["https://winatp-gw-cus.microsoft.com/commands/test", GATEWAY]
    text = report(block(urls[0], LOST), block(urls[1], GOOD), items={"Device Datacenter Location": "EU"})
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, LOST), block(BLOB, LOST), items=device("A")),
        "b.txt": report(block(GATEWAY, LOST), block(BLOB, "400 400 400 - -"), items=device("B")),
    }
    frame = found(RULE, tmp_path, files)
    assert [message[:6] for message in frame["message"]] == ["2 of 2", "1 of 2"]
    assert frame["device_name"].tolist() == ["A", "B"]
