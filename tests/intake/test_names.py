"""What names say."""

from __future__ import annotations

import pytest

from mdeanalysis.intake.names import is_carrier_name, left_by_name, may_be_empty


@pytest.mark.parametrize(
    "name",
    [
        "MDEClientAnalyzerResult.zip",
        "mdatpclientanalyzerresult.TXT",
        "MDEClientAnalyzerResult_2421050207.zip",
        "site/PC1/SystemInfoLogs/MDEClientAnalyzer.xml",
        "MDEClientAnalyzer.htm",
        "MDEClientAnalyzer_User.txt",
        "21_05_2024_14_07_00_output.zip",
        "MDE.xml",
        "MDEClientAnalyzer.txt.gz",
        "MDEClientAnalyzer.txt#2",
    ],
)
def test_names_that_the_analyzers_give_are_carriers(name):
    assert is_carrier_name(name)


@pytest.mark.parametrize(
    "name",
    ["MDEClientAnalyzer.ps1", "notes.txt", "my-mde.xml", "output.zip", "MDEClientAnalyzerResult.zip!readme.txt"],
)
def test_other_names_are_no_carriers(name):
    assert not is_carrier_name(name)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("SystemInfoLogs\\dsregcmd.txt", "side"),
        ("CERTSIGNER.log", "side"),
        ("Psr.zip", "side"),
        ("sense.evtx", "foreign"),
        ("picture.PNG", "foreign"),
        ("Thumbs.db", "foreign"),
        ("._MDEClientAnalyzer.txt", "foreign"),
        ("trace.etl.gz", "foreign"),
        ("MDEClientAnalyzer.txt", None),
        ("URLCheckLog.txt", None),
        ("RegOnboardedInfoCurrent.Json", None),
        ("evtx", None),
        ("dsregcmd.txt.old", None),
    ],
)
def test_a_name_tells_why_a_file_is_left(name, why):
    assert left_by_name(name) == why


def test_only_onboarding_bodies_may_be_empty():
    assert may_be_empty("SystemInfoLogs/RegOnboardingInfoPolicy.Json")
    assert not may_be_empty("MDEClientAnalyzer.txt")
