"""Organisations that have expired or differ from the policy's."""

import pytest
from builders import GUID, device, onboarding, report, result_files
from rules.fleets import found, lines

RULE = "wrong_organisation"
OTHER = "99999999-2222-3333-4444-555555555555"
EXPIRED = f"2022-04-28 09:58:01Z [Error] OrgIdExpired 122005: It reports to {GUID}. N/A"
POLICY = "RegOnboardingInfoPolicy.Json"


def files_of(folder, name, body, file=POLICY):
    files = result_files(report(items=device(name)), {file: body})
    return {f"{folder}/{path}": text for path, text in files.items()}


def test_it_fires_where_the_tool_says_that_it_expired(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(cloud=[EXPIRED])})
    assert frame["subject"].tolist() == ["organisation"]
    assert lines(frame, tmp_path) == [EXPIRED]


def test_it_fires_where_the_policy_names_another(tmp_path):
    frame = found(RULE, tmp_path, files_of("a", "A", onboarding(orgId=OTHER)))
    assert frame["message"].tolist() == [f"the sensor reports to {GUID}, the onboarding policy names {OTHER}"]
    assert frame["evidence"].tolist() == [f"a/SystemInfoLogs/{POLICY}:1"]


@pytest.mark.parametrize(
    ("body", "file"),
    [
        (onboarding(), POLICY),
        (onboarding(orgId=GUID.upper()), POLICY),
        (onboarding(orgId=OTHER, previousOrgIds=["x", GUID]), POLICY),
        (onboarding(orgId=OTHER), "RegOffboardingInfo.Json"),
    ],
    ids=["same", "case", "moved-on-purpose", "offboarding"],
)
def test_it_is_silent_where_the_organisations_agree_or_were_changed(tmp_path, body, file):
    assert len(found(RULE, tmp_path, files_of("a", "A", body, file))) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = files_of("a", "A", onboarding(orgId=OTHER)) | files_of("b", "B", onboarding())
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
