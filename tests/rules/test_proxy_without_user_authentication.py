"""A proxy by policy without the switch that keeps the user's credentials out of it."""

import pytest
from builders import GATEWAY, block, device, report
from rules.fleets import found, lines

RULE = "proxy_without_user_authentication"
TABLE = "#################### Data Collection Registry setting #####################"
PROXY = "DataCollection                 TelemetryProxyServer       : 10.0.0.6:8080"
SWITCH = "                               DisableEnterpriseAuthProxy : {}"


def policy(*lines, name="CONTOSO-WS01"):
    return report(block(GATEWAY), cloud=[TABLE, *lines], items=device(name))


@pytest.mark.parametrize("more", [[], [SWITCH.format(0)]], ids=["missing", "off"])
def test_it_fires_where_the_switch_is_not_on(tmp_path, more):
    frame = found(RULE, tmp_path, {"a.txt": policy(PROXY, *more)})
    assert frame["subject"].tolist() == ["DisableEnterpriseAuthProxy"]
    assert lines(frame, tmp_path) == [PROXY]


@pytest.mark.parametrize(
    "text",
    [policy(PROXY, SWITCH.format(1)), policy(SWITCH.format(0)), report(block(GATEWAY, "200 200 200 200 -"))],
    ids=["on", "no-proxy", "no-table"],
)
def test_it_is_silent_where_the_switch_is_on_or_nothing_shows_it(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": policy(PROXY, name="A"), "b.txt": policy(PROXY, SWITCH.format(1), name="B")}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
