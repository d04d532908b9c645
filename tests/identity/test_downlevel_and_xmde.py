"""Devices with the monitoring agent, and Linux and macOS: who they are, and what their tests say."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import GATEWAY, known, report, tables_of
from formats.golden import DATA

from mdeanalysis import load
from mdeanalysis.report.device import build
from mdeanalysis.verdict.channels import channels

DOWNLEVEL = DATA / "text_report"
ONE, TWO = "dddddddd-0000-0000-0000-000000000001", "dddddddd-0000-0000-0000-000000000002"


def text(name: str, folder: Path = DOWNLEVEL) -> str:
    return (folder / name).read_text(encoding="utf-8")


def downlevel(name: str, **more: str) -> dict[str, pd.DataFrame]:
    return tables_of({"SystemInfoLogs/MDEClientAnalyzer.txt": text(f"{name}.txt"), **more})


def linux(**replaced: str) -> str:
    made = text("linux.xml", DATA / "xmde_xml")
    for old, new in replaced.items():
        made = made.replace(old, new)
    return made


def test_gateways_are_judged_by_the_issuer_and_by_the_exception():
    tables = downlevel("f3_gateways_and_workspaces")
    found = {
        row["line"]: (row["state"], known(row["reason"]), row["inspection"]) for _, row in tables["urls"].iterrows()
    }
    assert found == {
        39: ("reached", None, "clean"),
        41: ("failed", "tls_inspection", "intercepted"),
        45: ("failed", "dns", "cannot_tell"),
    }
    assert tables["urls"]["tool_state"].isna().all()
    assert list(tables["attempts"]["reached"]) == [True, False, False]
    assert set(tables["attempts"]["method"]) == {"oms_proxy"}
    row = tables["results"].iloc[0]
    assert (row["agent"], row["workspace_ids"], row["test_state"]) == ("mma", f"{ONE},{TWO}", "complete")


def test_each_workspace_has_its_hosts_under_their_rule():
    hosts = downlevel("f3_gateways_and_workspaces")["workspace_hosts"]
    assert list(hosts["workspace_id"]) == [ONE, ONE, TWO]
    assert list(hosts["rule"]) == [
        *("*.ods.opinsights.azure.com", "*.blob.core.windows.net", "*.oms.opinsights.azure.com"),
    ]
    assert list(hosts["outcome"]) == ["succeeded", "failed", "succeeded"]
    assert list(hosts["line"]) == [62, 65, 69]
    assert list(hosts["port"]) == [443, 443, 443]
    assert set(hosts["source"]) == {"PC1.zip!SystemInfoLogs/MDEClientAnalyzer.txt"}


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("f3_passed_without_a_test", ("not_tested", "no_endpoints")),
        ("f3_e24_captures_nothing", ("not_tested", "downlevel_not_captured")),
        ("f3_tls_missing", ("not_tested", "tls12_missing")),
    ],
)
def test_a_test_that_never_ran_is_not_passed(name: str, state: tuple[str, str]):
    tables = downlevel(name)
    row = tables["results"].iloc[0]
    assert (row["test_state"], row["not_tested_reason"]) == state
    assert tables["devices"].iloc[0]["state"] == "not_tested"


def test_the_reports_own_verdict_stands_beside_ours():
    tables = downlevel("f3_passed_without_a_test")
    found = channels(tables["facts"], tables["urls"], tables["workspace_hosts"])
    assert [
        tuple(row) for row in found[["channel", "context", "tool_state", "state", "line"]].itertuples(index=False)
    ] == [
        ("command_control", "system", "reached", "not_tested", 13),
        ("command_control", "user", "reached", "not_tested", 14),
        ("workspaces", "system", "not_tested", "not_tested", 24),
    ]
    tables = downlevel("f3_gateways_and_workspaces")
    found = channels(tables["facts"], tables["urls"], tables["workspace_hosts"])
    assert list(found["tool_state"]) == ["failed", "reached", "failed"]
    assert list(found["state"]) == ["failed", "not_tested", "failed"]


def test_a_modern_report_has_no_channels_and_shows_none():
    tables = tables_of({"SystemInfoLogs/MDEClientAnalyzer.txt": report()})
    assert len(channels(tables["facts"], tables["urls"], tables["workspace_hosts"])) == 0
    _, sections = build(
        load(DOWNLEVEL / "e24_whole.txt").tables, str(load(DOWNLEVEL / "e24_whole.txt").devices["device_key"][0])
    )
    assert not {"channels", "workspace_hosts"} & {section.name for section in sections}


def test_the_users_gateways_stand_beside_the_systems_and_judge_nothing():
    user = f"Test URL{GATEWAY} : Certificate Issuer is Microsoft Secure Server CA 2011 : Test result is OK\n\n"
    tables = downlevel("f3_e24_captures_nothing", **{"SystemInfoLogs/MDEClientAnalyzer_User.txt": user})
    assert len(tables["results"]) == 1
    assert list(zip(tables["urls"]["context"], tables["urls"]["state"], strict=True)) == [("user", "reached")]
    assert tables["devices"].iloc[0]["state"] == "not_tested"


def test_a_cloud_test_alone_is_a_result_with_its_workspaces():
    alone = (
        text("plain.txt", DATA / "cloud_connection")
        if (DATA / "cloud_connection/plain.txt").exists()
        else (
            f"Starting connectivity test for workspace id {ONE}\n"
            f"Firewall Rule: *.ods.opinsights.azure.com\n{ONE}.ods.opinsights.azure.com:443 succeeded\n"
        )
    )
    tables = tables_of({"cloud.txt": alone})
    assert len(tables["results"]) == 1
    assert ONE in str(tables["results"].iloc[0]["workspace_ids"]) or len(tables["workspace_hosts"])


def test_a_linux_report_says_whose_it_is():
    row = tables_of({"mde.xml": linux()}, root="01_02_2024_10_11_12_output.zip")["results"].iloc[0]
    assert row["platform"] == "linux"
    assert row["agent"] == "xmde"
    assert row["device_name"] == row["device_name"].lower(), "names are kept as printed"
    assert row["device_id"] == "0123456789abcdef0123456789abcdef01234567"
    assert str(row["run_at"].tz) == "UTC"
    assert known(row["run_at_local"]) is None
    assert row["os_release"] == row["os_name"]
    assert row["onboarded"]
    assert known(row["test_state"]) is None


def test_a_macos_report_has_its_version_without_the_build():
    row = tables_of({"mde.xml": text("macos.xml", DATA / "xmde_xml")}, root="a_output.zip")["results"].iloc[0]
    assert row["platform"] == "macos"
    assert "(" not in row["os_version"]
    assert row["os_release"] == f"macOS {row['os_version'].split('.')[0]}"


def test_two_linux_reports_in_one_folder_stay_two_and_no_windows_report_joins_them(tmp_path: Path):
    (tmp_path / "a.xml").write_text(linux(), encoding="utf-8")
    (tmp_path / "b.xml").write_text(
        linux(**{"contoso-lx01": "contoso-lx02", "0123456789abcdef": "fedcba9876543210"}), encoding="utf-8"
    )
    (tmp_path / "MDEClientAnalyzer.txt").write_text(report(), encoding="utf-8")
    fleet = load(tmp_path)
    assert len(fleet.results) == 3
    assert sorted(fleet.results["formats"]) == ["modern_text", "xmde_xml", "xmde_xml"]


def test_an_agents_test_joins_the_linux_report_beside_it():
    test = f"Testing connection with {GATEWAY} ... [OK]\nTesting connection with https://x.cp.wd.microsoft.com/api/report ... [ERROR]\n\t Request timeout\n"
    tables = tables_of({"mde.xml": linux(), "connectivity.txt": test}, root="a_output.zip")
    assert len(tables["results"]) == 1
    row = tables["results"].iloc[0]
    assert (row["formats"], row["test_state"]) == ("xmde_xml,mdatp_test", "complete")
    assert list(tables["urls"]["state"]) == ["reached", "failed"]
    assert list(tables["attempts"]["method"]) == ["agent", "agent"]


def test_an_agents_test_alone_has_no_platform():
    row = tables_of({"pasted.txt": f"Testing connection with {GATEWAY} ... [OK]\n"})["results"].iloc[0]
    assert known(row["platform"]) is None
    assert known(row["agent"]) is None


@pytest.mark.parametrize(
    "run",
    [
        f"Testing connection with {GATEWAY} ... [OK]\n",
        f"###################### Validation of MDE GateWays #################\nTest URL{GATEWAY} : Certificate Issuer is Microsoft CA : Test result is OK\n\n"
        + "#" * 65
        + "\n",
        f"Starting connectivity test for workspace id {ONE}\nFirewall Rule: *.ods.opinsights.azure.com\n{ONE}.ods.opinsights.azure.com:443 succeeded\n",
    ],
    ids=["agent", "gateways", "workspaces"],
)
def test_a_second_run_in_one_text_is_a_second_result(run: str, tmp_path: Path):
    (tmp_path / "pasted.txt").write_text(run + run.replace("weu", "weu"), encoding="utf-8")
    fleet = load(tmp_path)
    assert len(fleet.results) == 2
    rows = fleet.urls if len(fleet.urls) else fleet.workspace_hosts
    assert list(rows["line"])[1] - list(rows["line"])[0] == run.count("\n")
