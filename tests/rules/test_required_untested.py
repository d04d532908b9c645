"""Hosts of tested services that the list of URLs lacks."""

import pytest
from builders import BLOB, GATEWAY, PSEXEC, device, report
from rules.fleets import found, lines
from rules.test_service_untested import ALL, EU, US, run

RULE = "required_untested"
GATEWAYS = [f"https://winatp-gw-{name}.microsoft.com/commands/test" for name in ("weu", "neu", "weu3", "neu3")]
BLOBS = [f"https://automatedirstrprd{name}.blob.core.windows.net" for name in ("weu", "neu", "weu3", "neu3")]


def test_it_fires_with_the_hosts_that_an_older_list_lacks(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run([*GATEWAYS[:2], *BLOBS])})
    assert frame["subject"].tolist() == ["older list of URLs"]
    assert frame["message"][0].endswith("never tested: winatp-gw-neu3.microsoft.com, winatp-gw-weu3.microsoft.com")
    assert lines(frame, tmp_path) == [f"Testing URL : {BLOBS[-1]}"]


def test_it_fires_with_another_subject_where_the_test_was_cut_off(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run(GATEWAYS[:2], after_test=PSEXEC[:3])})
    assert frame["subject"].tolist() == ["test cut off"]


@pytest.mark.parametrize(
    "text", [run([*GATEWAYS, *BLOBS]), report(items=EU), run([GATEWAY, US], {})],
    ids=["each-host", "nothing-tested", "unknown-region"],
)  # fmt: skip
def test_it_is_silent_where_each_host_is_tested_or_nothing_can_be_told(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_is_silent_at_hosts_that_no_analyzer_tests(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": run(ALL)})
    assert not frame["message"].str.contains("crl.microsoft.com").any()


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {
        "a.txt": run([GATEWAY, BLOB], device("A", **EU)),
        "b.txt": run([*GATEWAYS, *BLOBS], device("B", **EU)),
        "c.txt": run([*GATEWAYS[:3], *BLOBS], device("C", **EU)),
    }
    frame = found(RULE, tmp_path, files)
    assert frame["device_name"].tolist() == ["A", "C"]
    assert frame["message"][1].endswith("never tested: winatp-gw-neu3.microsoft.com")
