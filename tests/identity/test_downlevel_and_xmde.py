"""Devices with the monitoring agent, and Linux and macOS: who they are, and what their tests say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import GATEWAY, known, report, tables_of, write
from formats.golden import DATA

from mdeanalysis import load
from mdeanalysis.report.device import build
from mdeanalysis.verdict.channels import channels

REPORTS = DATA / "text_report"
REPORT = "SystemInfoLogs/MDEClientAnalyzer.txt"
TESTED = f"Testing connection with {GATEWAY} ... [OK]\n"
TIMED_OUT = "Testing connection with https://x.cp.wd.microsoft.com/api/report ... [ERROR]\n\t Request timeout\n"
ANSWERED = f"Test URL{GATEWAY} : Certificate Issuer is Microsoft Secure Server CA 2011 : Test result is OK\n\n"
TITLE, RULE = "###################### Validation of MDE GateWays #################\n", "#" * 65 + "\n"
ONE, TWO = "dddddddd-0000-0000-0000-000000000001", "dddddddd-0000-0000-0000-000000000002"
WORKSPACE = (
    f"Starting connectivity test for workspace id {ONE}\n"
    f"Firewall Rule: *.ods.opinsights.azure.com\n{ONE}.ods.opinsights.azure.com:443 succeeded\n"
)


def downlevel(name: str, **more: str) -> dict[str, pd.DataFrame]:
    return tables_of({REPORT: (REPORTS / f"{name}.txt").read_text(encoding="utf-8"), **more})


def judged(tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return channels(tables["facts"], tables["urls"], tables["workspace_hosts"])


def xmde(name: str, **replaced: str) -> str:
    made = (DATA / "xmde_xml" / f"{name}.xml").read_text(encoding="utf-8")
    for old, new in replaced.items():
        made = made.replace(old, new)
    return made


def test_gateways_are_judged_by_the_issuer_and_by_the_exception():
    tables = downlevel("f3_gateways_and_workspaces")
    urls = tables["urls"].sort_values("line")
    assert list(urls["line"]) == [39, 41, 45]
    assert list(urls["state"]) == ["reached", "failed", "failed"]
    assert [known(reason) for reason in urls["reason"]] == [None, "tls_inspection", "dns"]
    assert list(urls["inspection"]) == ["clean", "intercepted", "cannot_tell"]
    assert urls["tool_state"].isna().all()
    assert list(tables["attempts"]["reached"]) == [True, False, False]
    assert set(tables["attempts"]["method"]) == {"oms_proxy"}
    row = tables["results"].iloc[0]
    assert (row["agent"], row["workspace_ids"], row["test_state"]) == ("mma", f"{ONE},{TWO}", "complete")


def test_each_workspace_has_its_hosts_under_their_rule():
    hosts = downlevel("f3_gateways_and_workspaces")["workspace_hosts"]
    assert list(hosts["workspace_id"]) == [ONE, ONE, TWO]
    rules = ["*.ods.opinsights.azure.com", "*.blob.core.windows.net", "*.oms.opinsights.azure.com"]
    assert list(hosts["rule"]) == rules
    assert list(hosts["outcome"]) == ["succeeded", "failed", "succeeded"]
    assert list(hosts["line"]) == [62, 65, 69]
    assert set(hosts["port"]) == {443}
    assert set(hosts["source"]) == {f"PC1.zip!{REPORT}"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("f3_passed_without_a_test", "no_endpoints"),
        ("f3_e24_captures_nothing", "downlevel_not_captured"),
        ("f3_tls_missing", "tls12_missing"),
    ],
)
def test_a_test_that_never_ran_is_not_passed(name: str, reason: str):
    tables = downlevel(name)
    row = tables["results"].iloc[0]
    assert (row["test_state"], row["not_tested_reason"]) == ("not_tested", reason)
    assert tables["devices"].iloc[0]["state"] == "not_tested"


def test_the_reports_own_verdict_stands_beside_ours():
    found = judged(downlevel("f3_passed_without_a_test"))
    assert list(found["channel"]) == ["command_control", "command_control", "workspaces"]
    assert list(found["context"]) == ["system", "user", "system"]
    assert list(found["tool_state"]) == ["reached", "reached", "not_tested"]
    assert list(found["state"]) == ["not_tested"] * 3
    assert list(found["line"]) == [13, 14, 24]
    found = judged(downlevel("f3_gateways_and_workspaces"))
    assert list(found["tool_state"]) == ["failed", "reached", "failed"]
    assert list(found["state"]) == ["failed", "not_tested", "failed"]


def test_a_modern_report_has_no_channels_and_shows_none():
    assert len(judged(tables_of({REPORT: report()}))) == 0
    fleet = load(REPORTS / "e24_whole.txt")
    _, sections = build(fleet.tables, str(fleet.devices["device_key"][0]))
    assert not {"channels", "workspace_hosts"} & {section.name for section in sections}


def test_the_users_gateways_stand_beside_the_systems_and_judge_nothing():
    tables = downlevel("f3_e24_captures_nothing", **{"SystemInfoLogs/MDEClientAnalyzer_User.txt": ANSWERED})
    assert len(tables["results"]) == 1
    assert list(tables["urls"]["context"]) == ["user"]
    assert list(tables["urls"]["state"]) == ["reached"]
    assert tables["devices"].iloc[0]["state"] == "not_tested"


def test_a_cloud_test_alone_is_a_result_with_its_workspaces():
    tables = tables_of({"cloud.txt": WORKSPACE})
    assert list(tables["results"]["workspace_ids"]) == [ONE]
    assert list(tables["workspace_hosts"]["outcome"]) == ["succeeded"]


def test_a_linux_report_says_whose_it_is():
    row = tables_of({"mde.xml": xmde("linux")}, root="01_02_2024_10_11_12_output.zip")["results"].iloc[0]
    assert (row["platform"], row["agent"]) == ("linux", "xmde")
    assert row["device_name"] == "contoso-lx01.contoso.com", "names are kept as printed"
    assert row["device_id"] == "0123456789abcdef0123456789abcdef01234567"
    assert row["run_at"] == pd.Timestamp("2024-05-21T12:06:40.123456Z")
    assert known(row["run_at_local"]) is None
    assert row["os_release"] == row["os_name"] == "Ubuntu 22.04"
    assert row["onboarded"]
    assert known(row["test_state"]) is None


def test_a_macos_report_has_its_version_without_the_build():
    row = tables_of({"mde.xml": xmde("macos")}, root="a_output.zip")["results"].iloc[0]
    assert row["platform"] == "macos"
    assert "(" not in row["os_version"]
    assert row["os_release"] == f"macOS {row['os_version'].split('.')[0]}"


def test_linux_reports_alone_have_times_to_the_microsecond(tmp_path: Path):
    later = xmde("linux", **{"12:06:40.123456": "12:06:40.923456"})
    fleet = load(write(tmp_path, {"a.xml": later, "b.xml": xmde("linux", **{"12:06:40": "11:06:40"})}))
    assert fleet.results.set_index("source")["superseded"].to_dict() == {"a.xml": False, "b.xml": True}


def test_two_linux_reports_in_one_folder_stay_two_and_no_windows_report_joins_them(tmp_path: Path):
    other = xmde("linux", **{"contoso-lx01": "contoso-lx02", "0123456789abcdef": "fedcba9876543210"})
    fleet = load(write(tmp_path, {"a.xml": xmde("linux"), "b.xml": other, "MDEClientAnalyzer.txt": report()}))
    assert sorted(fleet.results["formats"]) == ["modern_text", "xmde_xml", "xmde_xml"]


def test_an_agents_test_joins_the_linux_report_beside_it():
    tables = tables_of({"mde.xml": xmde("linux"), "connectivity.txt": TESTED + TIMED_OUT}, root="a_output.zip")
    assert len(tables["results"]) == 1
    row = tables["results"].iloc[0]
    assert (row["formats"], row["test_state"]) == ("xmde_xml,mdatp_test", "complete")
    assert list(tables["urls"]["state"]) == ["reached", "failed"]
    assert list(tables["attempts"]["method"]) == ["agent", "agent"]


def test_an_agents_test_alone_has_no_platform():
    row = tables_of({"pasted.txt": TESTED})["results"].iloc[0]
    assert known(row["platform"]) is None
    assert known(row["agent"]) is None


@pytest.mark.parametrize("run", [TESTED, TITLE + ANSWERED + RULE, WORKSPACE], ids=["agent", "gateways", "workspaces"])
def test_a_second_run_in_one_text_is_a_second_result(run: str, tmp_path: Path):
    fleet = load(write(tmp_path, {"pasted.txt": run * 2}))
    assert len(fleet.results) == 2
    first, second = (fleet.urls if len(fleet.urls) else fleet.workspace_hosts)["line"]
    assert second - first == run.count("\n")
