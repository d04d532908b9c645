"""A body of offboarding beside the report."""

import json

import pytest
from builders import GUID, device, onboarding, report, result_files
from rules.fleets import found

RULE = "offboarding_package"
BODY = onboarding(previousOrgIds="")
OFF = f'{{"orgIds":["{GUID}"],"orgId":"{GUID}","expirationTimestamp":133000000000000000,"version":"1.65"}}'


def files_of(folder, name, **more):
    files = result_files(report(items=device(name)), {key.replace("__", "."): text for key, text in more.items()})
    return {f"{folder}/{path}": text for path, text in files.items()}


@pytest.mark.parametrize("body", [OFF, BODY, json.dumps({"body": OFF})], ids=["its-own", "by-file", "as-in-registry"])
def test_it_fires_where_the_analyzer_kept_an_offboarding_body(tmp_path, body):
    frame = found(RULE, tmp_path, files_of("a", "A", RegOffboardingInfo__Json=body))
    assert frame["subject"].tolist() == ["offboarding"]
    assert frame["evidence"].tolist() == ["a/SystemInfoLogs/RegOffboardingInfo.Json:1"]


def test_it_fires_by_the_body_whatever_the_file_is_called(tmp_path):
    frame = found(RULE, tmp_path, files_of("a", "A", offboard__json=OFF))
    assert frame["evidence"].tolist() == ["a/SystemInfoLogs/offboard.json:1"]


@pytest.mark.parametrize(
    "more",
    [{}, {"RegOffboardingInfo__Json": "\n"}, {"RegOnboardingInfoPolicy__Json": BODY}],
    ids=["no-file", "empty", "onboarding"],
)
def test_it_is_silent_where_no_body_of_offboarding_is_held(tmp_path, more):
    assert len(found(RULE, tmp_path, files_of("a", "A", **more))) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = files_of("a", "A", RegOffboardingInfo__Json=OFF) | files_of("b", "B", RegOnboardedInfoCurrent__Json=BODY)
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
