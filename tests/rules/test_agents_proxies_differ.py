"""The sensor and another agent go by different proxies."""

import pytest
from builders import GATEWAY, block
from rules.fleets import found, lines
from rules.proxy_texts import policy, proxied

RULE = "agents_proxies_differ"
AV = "Defender AV proxy configuration"
HEALTH = "SystemInfoLogs/HealthServiceReg.txt"
REPORT = "SystemInfoLogs/MDEClientAnalyzer.txt"


def antivirus(proxy, **more):
    return proxied(block(GATEWAY), items={AV: proxy}, **more)


def test_it_fires_where_the_antivirus_differs(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": antivirus("http://10.0.0.9:3128", named="10.0.0.6:8080")})
    assert frame["subject"].tolist() == ["Defender Antivirus"]
    assert frame["message"].tolist() == [
        (
            "the sensor's proxy is 10.0.0.6:8080, that of Defender Antivirus is http://10.0.0.9:3128; "
            "nothing here tells whether that is meant"
        )
    ]
    assert lines(frame, tmp_path) == [policy("10.0.0.6:8080"), f"{AV}: http://10.0.0.9:3128"]


def test_it_fires_where_the_sensor_s_proxy_is_only_discovered(tmp_path):
    text = antivirus("http://10.0.0.9:3128", found="Method=NamedWinHttp, address=10.0.0.6:8080")
    frame = found(RULE, tmp_path, {"a.txt": text})
    assert lines(frame, tmp_path)[0] == "Proxy config: Method=NamedWinHttp, address=10.0.0.6:8080"


def test_it_fires_where_the_monitoring_agent_differs(tmp_path):
    listing = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\services\\HealthService\\Parameters\n"
    files = {
        f"pc/{REPORT}": proxied(block(GATEWAY), named="10.0.0.6:8080"),
        f"pc/{HEALTH}": listing + "    ProxyUrl    REG_SZ    10.0.0.9:3128\n",
    }
    frame = found(RULE, tmp_path, files)
    assert frame["subject"].tolist() == ["the monitoring agent"]
    assert "10.0.0.9:3128" in lines(frame, tmp_path)[1]


def test_it_is_silent_where_one_of_the_agent_s_proxies_is_the_sensor_s(tmp_path):
    listing = "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\services\\HealthService\\Parameters\n"
    values = "    ProxyUrl    REG_SZ    10.0.0.9:3128\n    ProxyUri    REG_SZ    10.0.0.6:8080\n"
    files = {f"pc/{REPORT}": proxied(block(GATEWAY), named="10.0.0.6:8080"), f"pc/{HEALTH}": listing + values}
    assert len(found(RULE, tmp_path, files)) == 0


@pytest.mark.parametrize(
    "text",
    [
        antivirus("http://10.0.0.6:8080", named="10.0.0.6:8080"),
        antivirus("https://proxy.contoso.com:8080/", named="proxy:8080"),
        antivirus("http://10.0.0.9:3128"),
        antivirus("False", named="10.0.0.6:8080"),
        proxied(block(GATEWAY), named="10.0.0.6:8080"),
    ],
    ids=["same", "same-by-short-name", "sensor-direct", "no-policy", "not-stated"],
)
def test_it_is_silent_where_they_agree_or_one_is_unknown(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": antivirus("http://10.0.0.9:3128", named="10.0.0.6:8080", name="A"),
        "b.txt": antivirus("http://10.0.0.6:8080", named="10.0.0.6:8080", name="B"),
    }
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
