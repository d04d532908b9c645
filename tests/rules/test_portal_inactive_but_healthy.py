"""Devices that the portal does not see and that reach all they need."""

import pytest
from builders import BAD, CTL, GATEWAY, block, device, onboarding, report, result_files
from rules.fleets import found, found_with

RULE = "portal_inactive_but_healthy"
HEALTHY = {"a.txt": report(block(CTL), items=device("PC1"))}
HEAD = "Name,Sensor health state\n"


@pytest.mark.parametrize(
    ("health", "said"),
    [("Inactive", "inactive"), ("NoSensorData", "no sensor data"), ("Impaired communications", "impaired commun")],
)
def test_it_fires_for_any_word_but_active(tmp_path, health, said):
    frame = found_with(RULE, tmp_path, HEALTHY, HEAD + f"PC1,{health}\n")
    assert frame["device_name"].tolist() == ["PC1"]
    assert f"the portal calls it {said}" in frame["message"].iloc[0]
    assert "of 2022-04-28 reaches all" in frame["message"].iloc[0]
    assert frame["evidence"].tolist() == ["list.csv:2"]


@pytest.mark.parametrize("health", ["Active", "", "Unknown"])
def test_it_is_silent_where_the_portal_agrees_or_does_not_know(tmp_path, health):
    assert len(found_with(RULE, tmp_path, HEALTHY, HEAD + f"PC1,{health}\n")) == 0


def test_it_is_silent_where_a_url_failed_or_a_service_was_left_untested(tmp_path):
    untested = result_files(
        report(block(GATEWAY), items=device("PC2")), {"RegOnboardedInfoCurrent.Json": onboarding()}
    )
    files = {"a.txt": report(block(GATEWAY, BAD), items=device("PC1"))}
    files |= {f"PC2/{name}": text for name, text in untested.items()}
    assert len(found_with(RULE, tmp_path, files, HEAD + "PC1,Inactive\nPC2,Inactive\n")) == 0


def test_it_finds_nothing_in_an_empty_fleet(tmp_path):
    assert len(found(RULE, tmp_path, {})) == 0


def test_it_tells_two_devices_apart(tmp_path):
    files = {**HEALTHY, "b.txt": report(block(CTL), items=device("PC2"))}
    frame = found_with(RULE, tmp_path, files, HEAD + "PC2,Inactive\nPC1,Active\n")
    assert frame["device_name"].tolist() == ["PC2"]
