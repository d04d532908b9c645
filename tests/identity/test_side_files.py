"""Copies of registry and tools join the only result beside them, and never make one."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from builders import BAD, CYBER, GATEWAY, block, device, onboarding, report, tables_of, url_check, write, xml, zipped

from mdeanalysis.loading import Fleet, load

INFO = "SystemInfoLogs"
TEXT = f"{INFO}/MDEClientAnalyzer.txt"
JOINED = "   AzureAdJoined : YES\n      DeviceName : CONTOSO-X1\n        TenantId : 1\n"
SIDE = {
    f"{INFO}/dsregcmd.txt": JOINED,
    f"{INFO}/CertSigner.log": '# CertSigner Results #\nSignerExpiration = "1/2/2027", "9.0 Days"\n',
    f"{INFO}/CertValidate.log": "Element.dwErrorStatus = CERT_TRUST_IS_REVOKED (0x4)\n",
    f"{INFO}/HealthServiceReg.txt": "ProxyUrl    REG_SZ    proxy.contoso.com:8080\n",
    "psexeclog.txt": "MDEClientAnalyzer.exe exited on CONTOSO-WS01 with error code 0.\n",
}
SECTIONS = {"dsregcmd", "certificate signer", "certificate validation", "health service", "PsExec"}


def sections(tables: Fleet | dict[str, pd.DataFrame]) -> set[str]:
    facts = tables.facts if isinstance(tables, Fleet) else tables["facts"]
    return set(facts["section"]) & SECTIONS


def problems(fleet: Fleet) -> list[tuple[str, str]]:
    return list(zip(fleet.problems["kind"], fleet.problems["source"], strict=True))


@pytest.mark.parametrize("alone", [{TEXT: report(block(GATEWAY))}, {f"{INFO}/MDEClientAnalyzer.xml": xml()}])
def test_side_files_of_a_zip_join_its_result(tmp_path: Path, alone: dict[str, str]) -> None:
    bare = load(write(tmp_path / "bare", {"PC1.zip": zipped(alone)}))
    fleet = load(write(tmp_path / "full", {"PC1.zip": zipped(alone | SIDE)}))
    assert sections(fleet) == SECTIONS
    assert problems(fleet) == []
    assert fleet.results["formats"].tolist() == bare.results["formats"].tolist()
    assert fleet.results["result_id"].tolist() == bare.results["result_id"].tolist()
    assert fleet.devices["state"].tolist() == bare.devices["state"].tolist()
    assert "oms" in set(fleet.proxy_settings["scope"])


def test_their_facts_have_their_own_files_as_evidence(tmp_path: Path) -> None:
    facts = load(write(tmp_path, {"PC1.zip": zipped({TEXT: report(), **SIDE})})).facts
    row = facts[facts["name"] == "TenantId"].iloc[0]
    assert (row["source"], row["line"], row["device_name"]) == (
        "PC1.zip!SystemInfoLogs/dsregcmd.txt",
        3,
        "CONTOSO-WS01",
    )


def test_a_side_file_beside_one_loose_report_joins_it(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"PC1.txt": report(block(GATEWAY)), "dsregcmd.txt": JOINED}))
    assert (len(fleet.results), sections(fleet), problems(fleet)) == (1, {"dsregcmd"}, [])


def test_a_side_file_beside_two_loose_reports_joins_none(tmp_path: Path) -> None:
    files = {f"{name}.txt": report(block(GATEWAY), items=device(name)) for name in ("PC1", "PC2")}
    fleet = load(write(tmp_path, {**files, "dsregcmd.txt": JOINED}))
    assert (fleet.results["device_name"].tolist(), sections(fleet)) == (["PC1", "PC2"], set())
    assert {kind for kind, _ in problems(fleet)} <= {"unknown_format"}


def test_a_side_file_in_a_zip_of_two_devices_joins_none() -> None:
    files = {f"{name}.txt": report(block(GATEWAY), items=device(name)) for name in ("PC1", "PC2")}
    tables = tables_of({**files, "dsregcmd.txt": JOINED})
    assert (len(tables["results"]), sections(tables), len(tables["problems"])) == (2, set(), 0)


def test_a_side_file_beside_a_file_of_two_runs_joins_none(tmp_path: Path) -> None:
    text = report(block(GATEWAY), items=device("PC1")) + report(block(GATEWAY), items=device("PC2"))
    fleet = load(write(tmp_path, {"all.txt": text, "dsregcmd.txt": JOINED}))
    assert (len(fleet.results), sections(fleet)) == (2, set())


@pytest.mark.parametrize(
    "files", [SIDE, dict([*SIDE.items()][:1]), {"dsregcmd.txt": JOINED}], ids=["all", "one", "loose"]
)
@pytest.mark.parametrize("zip_", [False, True], ids=["folder", "zip"])
def test_side_files_alone_are_no_result(tmp_path: Path, files: dict[str, str], zip_: bool) -> None:
    fleet = load(write(tmp_path, {"PC1.zip": zipped(files)} if zip_ else files))
    assert (len(fleet.results), len(fleet.facts)) == (0, 0)
    assert {kind for kind, _ in problems(fleet)} <= {"unknown_format"}


def test_side_files_beside_an_onboarding_body_alone_join_it() -> None:
    tables = tables_of({f"{INFO}/RegOnboardedInfoCurrent.Json": onboarding(), **SIDE})
    assert tables["results"]["formats"].tolist() == ["onboarding_json"]
    assert sections(tables) == SECTIONS


def test_a_loose_report_keeps_its_own_source_beside_a_side_file_with_a_name_of_the_tool(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"PC1.txt": report(block(GATEWAY)), "psexeclog.txt": SIDE["psexeclog.txt"]}))
    assert fleet.results["source"].tolist() == ["PC1.txt"]


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({f"{INFO}/dsregcmd.txt": JOINED}, "CONTOSO-X1"),
        (SIDE, "CONTOSO-WS01"),
        ({f"{INFO}/dsregcmd.txt": "AzureAdJoined : YES"}, "PC1"),
    ],
    ids=["dsregcmd", "psexec-first", "neither"],
)
def test_a_host_s_name_is_psexec_s_before_dsregcmd_s(files: dict[str, str], name: str) -> None:
    tables = tables_of({"URLCheckLog.txt": url_check(block(GATEWAY)), **files})
    assert tables["results"]["device_name"].tolist() == [name]


def test_psexec_s_log_says_why_a_test_is_missing() -> None:
    refused = "Connecting to local system...\nCouldn't install PSEXESVC service:\nAccess is denied.\n"
    alone = report(after_test=())
    for files, reason in (({}, "unknown"), ({"psexeclog.txt": refused}, "no_psexec")):
        row = tables_of({TEXT: alone, **files})["results"].iloc[0]
        assert (row["test_state"], row["not_tested_reason"]) == ("not_tested", reason)


def test_psexec_s_log_of_a_run_that_went_through_changes_nothing() -> None:
    files = {TEXT: report(block(GATEWAY), block(CYBER, BAD))}
    bare, full = tables_of(files), tables_of(files | SIDE)
    assert full["results"]["test_state"].tolist() == bare["results"]["test_state"].tolist() == ["complete"]
    pd.testing.assert_frame_equal(bare["urls"], full["urls"])


@pytest.mark.parametrize(
    "content", ["", "\0", "Zugriff verweigert.\n", "x" * 100_000, ": : :\n" * 1000, report(block(CYBER))]
)
@pytest.mark.parametrize("name", [name for name in SIDE if name != TEXT])
def test_a_broken_side_file_costs_the_report_nothing(tmp_path: Path, name: str, content: str) -> None:
    fleet = load(write(tmp_path, {"PC1.zip": zipped({TEXT: report(block(GATEWAY)), name: content})}))
    reported = "PowerShell Language mode" in content
    assert (len(fleet.results), problems(fleet)) == (1 + reported, [])
    assert fleet.devices["state"].tolist() == ["reached"]


def test_among_several_loose_reports_a_side_file_joins_the_device_that_it_names(tmp_path: Path) -> None:
    loose = {f"{name}.txt": report(block(GATEWAY), items=device(f"CONTOSO-{name}")) for name in ("X1", "X2")}
    fleet = load(write(tmp_path / "named", {**loose, "a-dsregcmd.txt": JOINED}))
    facts = fleet.facts[fleet.facts["section"] == "dsregcmd"]
    assert (len(fleet.results), set(facts["device_name"])) == (2, {"CONTOSO-X1"})
    for number, other in enumerate((JOINED.replace("X1", "X3"), JOINED.replace("DeviceName", "Note"))):
        assert sections(load(write(tmp_path / f"other{number}", {**loose, "b.txt": other}))) == set()
    twice = {**loose, "again.txt": report(block(CYBER), items=device("CONTOSO-X1")), "c.txt": JOINED}
    assert sections(load(write(tmp_path / "twice", twice))) == set()
