"""Services that a run left out."""

import pytest
from builders import BLOB, CTL, CYBER, GATEWAY, PSEXEC, block, device, report
from rules.fleets import found, lines

RULE = "service_untested"
EVENTS = "https://events.data.microsoft.com/ping"
SAMPLES = "https://usseu1northprod.blob.core.windows.net"
US = "https://winatp-gw-cus.microsoft.com/commands/test"
EU = {"Device Datacenter Location": "EU"}
ALL = [GATEWAY, CYBER, BLOB, SAMPLES, CTL, EVENTS]


def run(urls, items=EU, **more):
    return report(*(block(url, "400 400 400 - -" if "blob" in url else "200 200 200 - -") for url in urls),
                  items=items, **more)  # fmt: skip


def test_it_fires_with_the_services_and_hosts_that_the_list_lacks(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run([u for u in ALL if u not in (EVENTS, CYBER)])})
    assert frame["subject"].tolist() == ["incomplete list of URLs"]
    assert "no URL was tested of cyber_data, events (" in frame["message"][0]
    assert "eu-v20.events.data.microsoft.com, events.data.microsoft.com)" in frame["message"][0]
    assert lines(frame, tmp_path) == [f"Testing URL : {CTL}"]


def test_it_fires_with_another_subject_where_the_test_was_cut_off(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run(ALL[:3], after_test=PSEXEC[:3])})
    assert frame["subject"].tolist() == ["test cut off"]


def test_it_fires_with_another_subject_where_all_gateways_are_foreign(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run([US, *ALL[1:]])})
    assert frame["subject"].tolist() == ["list of URLs of other regions"]
    assert "winatp-gw-weu.microsoft.com" in frame["message"][0]


@pytest.mark.parametrize(
    "text",
    [run(ALL), report(items=EU), run([GATEWAY, US], items={}),
     run(["https://winatp-gw-usgt.microsoft.com/commands/test", "https://us4-v20.events.data.microsoft.com/ping",
          "https://automatedirstrffusgt.blob.core.usgovcloudapi.net"], items={})],
    ids=["each-service", "nothing-tested", "unknown-region", "what-the-government-s-list-leaves-out"],
)  # fmt: skip
def test_it_is_silent_where_each_service_is_tested_or_nothing_can_be_told(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_at_the_tests_of_other_systems(tmp_path):
    text = f"Testing connection with {GATEWAY} ... [OK]\n"
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": run(ALL[:5], device("A", **EU)), "b.txt": run(ALL, device("B", **EU))}
    frame = found(RULE, tmp_path, files)
    assert frame["device_name"].tolist() == ["A"]
    assert "of events (events.data.microsoft.com)" in frame["message"][0]
