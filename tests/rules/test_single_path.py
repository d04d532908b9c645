"""One way alone carries the device."""

import pytest
from builders import BAD, BLOB, CYBER, GATEWAY, GATEWAY_2, block, device, report, write
from rules.fleets import found, lines

from mdeanalysis import load
from mdeanalysis.formats.gateway_block_writer import Answered, GatewayCheck, write_gateway_check

RULE = "single_path"
NAMED = "12002 12029 12029 200 -"


def test_it_fires_where_one_method_reaches_all(tmp_path):
    text = report(block(GATEWAY, NAMED), block(GATEWAY_2, NAMED), block(CYBER, BAD))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["subject"].tolist() == ["named_proxy"]
    assert frame["message"].tolist() == ["the 2 URLs that it reaches, it reaches by named_proxy alone"]
    assert lines(frame, tmp_path) == ["4.1 - Named proxy ( 10.0.0.6:8080): Succeeded (200)"] * 2


@pytest.mark.parametrize(
    "blocks",
    [
        [block(GATEWAY, NAMED), block(CYBER, "200 12029 12029 12029 -")],
        [block(GATEWAY, "200 200 200 - -"), block(CYBER)],
        [block(GATEWAY, NAMED)],
        [block(GATEWAY, BAD), block(CYBER, BAD)],
    ],
    ids=["two-ways", "all-ways", "one-url", "no-way"],
)
def test_it_is_silent_where_that_cannot_be_said(tmp_path, blocks):
    assert len(found(RULE, tmp_path, {"a.txt": report(*blocks)})) == 0


def test_it_is_silent_where_an_agent_knows_one_way_only(tmp_path):
    text = write_gateway_check(GatewayCheck(tuple(Answered(url) for url in (GATEWAY, GATEWAY_2))))
    files = {"a.txt": text}
    assert load(write(tmp_path / "same", files)).tables["devices"]["single_path"].tolist() == [True]
    assert len(found(RULE, tmp_path, files)) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    direct = "12002 12029 400 - -"
    files = {
        "a.txt": report(block(GATEWAY, NAMED), block(GATEWAY_2, NAMED), items=device("A")),
        "b.txt": report(block(BLOB, direct), block(CYBER, "12002 12029 200 - -"), items=device("B")),
        "c.txt": report(block(GATEWAY), block(CYBER), items=device("C")),
    }
    frame = found(RULE, tmp_path, files)
    assert dict(zip(frame["device_name"], frame["subject"], strict=True)) == {"A": "named_proxy", "B": "direct"}
