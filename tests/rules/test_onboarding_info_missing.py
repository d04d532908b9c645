"""A device id beside a policy that holds nothing."""

import pytest
from builders import device, report
from rules.fleets import found, lines

RULE = "onboarding_info_missing"
NOTE = "Note: OnboardingInfo could not be found in the registry. Was it onboarded?"


def test_it_fires_where_a_known_device_lacks_the_policy_s_value(tmp_path):
    frame = found(RULE, tmp_path, {"a.txt": report(cloud=[NOTE])})
    assert frame["subject"].tolist() == ["OnboardingInfo"]
    assert lines(frame, tmp_path) == [NOTE]


@pytest.mark.parametrize(
    "text",
    [
        report(),
        report(items={"Device ID": "False"}, cloud=[NOTE]),
        report(items={"Device is": "not onboarded"}, cloud=[NOTE]),
    ],
    ids=["no-note", "no-device-id", "said-to-be-outside"],
)
def test_it_is_silent_where_nothing_is_missing_or_another_rule_speaks(tmp_path, text):
    assert len(found(RULE, tmp_path, {"a.txt": text})) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {"a.txt": report(items=device("A"), cloud=[NOTE]), "b.txt": report(items=device("B"))}
    assert found(RULE, tmp_path, files)["device_name"].tolist() == ["A"]
