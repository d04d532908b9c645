"""Names that only a proxy resolves."""

import pytest
from builders import GATEWAY, GATEWAY_2, GOOD, block, device, report
from rules.fleets import found, lines

RULE = "dns_by_proxy_only"
BY_PROXY = "12007 12007 12007 200 -"


def test_it_fires_where_the_proxy_alone_knows_the_name(tmp_path):
    text = report(block(GATEWAY, BY_PROXY), block(GATEWAY_2, "200 12180 12007 - -"))
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert frame["message"].tolist() == [
        "2 names cannot be resolved on the device, but are reached by named proxy, default proxy"
    ]
    assert all(line.startswith("3 - Proxy disabled: Failed (12007") for line in lines(frame, tmp_path))


@pytest.mark.parametrize(
    "words",
    ["12007 12007 12007 - -", GOOD, "12029 12029 12029 200 -", "12007 12007 12007 407 -"],
    ids=["no-way-out", "resolved", "direct-way-closed", "proxy-asks-for-a-sign-in"],
)
def test_it_is_silent_where_names_resolve_or_nothing_is_reached(tmp_path, words):
    assert len(found(RULE, tmp_path, {"a.txt": report(block(GATEWAY, words))})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY, BY_PROXY), items=device("A")),
        "b.txt": report(block(GATEWAY, GOOD), items=device("B")),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
