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
        ("SystemInfoLogs\\InstalledUpdates.txt", "side"),
        ("WINSOCK_catalog.txt", "side"),
        ("Psr.zip", "side"),
        ("sense.evtx", "foreign"),
        ("picture.PNG", "foreign"),
        ("Thumbs.db", "foreign"),
        ("._MDEClientAnalyzer.txt", "foreign"),
        ("trace.etl.gz", "foreign"),
        ("MDEClientAnalyzer.txt", None),
        ("URLCheckLog.txt", None),
        ("RegOnboardedInfoCurrent.Json", None),
        ("SystemInfoLogs\\dsregcmd.txt", None),
        ("CERTSIGNER.log", None),
        ("evtx", None),
        ("InstalledUpdates.txt.old", None),
    ],
)
def test_a_name_tells_why_a_file_is_left(name, why):
    assert left_by_name(name) == why


@pytest.mark.parametrize(
    "name", ["SystemInfoLogs/RegOnboardingInfoPolicy.Json", "HealthServiceReg.txt", "PSEXECLOG.TXT"]
)
def test_onboarding_bodies_and_copies_of_registry_and_tools_may_be_empty(name):
    assert may_be_empty(name)


@pytest.mark.parametrize("name", ["MDEClientAnalyzer.txt", "URLCheckLog.txt", "MDEClientAnalyzer.htm"])
def test_reports_may_not_be_empty(name):
    assert not may_be_empty(name)
