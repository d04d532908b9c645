"""Logs of the settings management join the only result above their folder, wherever that lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from builders import GATEWAY, block, device, report, write, zipped

from mdeanalysis.loading import Fleet, load

TENANT = "11111111-2222-3333-4444-000000000001"
ENTRA = "11111111-2222-3333-4444-000000000002"
LOG = f"EnrollmentStatus : 1\nTenantId         : {TENANT}\nDeviceId         : {ENTRA}\n"
JOINED = f"   AzureAdJoined : YES\n        DeviceId : {TENANT}\n        TenantId : {ENTRA}\n"
TEXT = report(block(GATEWAY))
RESULT = {"SystemInfoLogs/MDEClientAnalyzer.txt": TEXT, "MdeConfigMgrLogs/SenseCM.log": LOG}


def backslashed(files: dict[str, str]) -> bytes:
    """A zip with the separators that Windows PowerShell puts into it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo("member")
            info.filename = name.replace("/", "\\")
            archive.writestr(info, content)
    return data.getvalue()


def stated(fleet: Fleet) -> list[tuple[str, str]]:
    facts = fleet.facts[fleet.facts["section"] == "settings management"]
    return list(zip(facts["source"], facts["name"], strict=True))


def problems(fleet: Fleet) -> list[tuple[str, str, str]]:
    columns = (fleet.problems[name] for name in ("source", "kind", "reason"))
    return list(zip(*columns, strict=True))


def below(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": content for name, content in files.items()}


@pytest.mark.parametrize(
    ("files", "source"),
    [
        ({"PC1.zip": zipped(RESULT)}, "PC1.zip!MdeConfigMgrLogs/SenseCM.log"),
        ({"PC1.zip": backslashed(RESULT)}, "PC1.zip!MdeConfigMgrLogs/SenseCM.log"),
        ({"PC1.zip": backslashed(below("PC1", RESULT))}, "PC1.zip!PC1/MdeConfigMgrLogs/SenseCM.log"),
        ({"all.zip": zipped({"a/PC1.zip": backslashed(RESULT)})}, "all.zip!a/PC1.zip!MdeConfigMgrLogs/SenseCM.log"),
        (RESULT, "MdeConfigMgrLogs/SenseCM.log"),
        (below("Oslo/PC1", RESULT), "Oslo/PC1/MdeConfigMgrLogs/SenseCM.log"),
        ({f"PC1/{name.lower()}": content for name, content in RESULT.items()}, "PC1/mdeconfigmgrlogs/sensecm.log"),
        ({"PC1/PC1.txt": TEXT, "PC1/MdeConfigMgrLogs/a.txt": LOG}, "PC1/MdeConfigMgrLogs/a.txt"),
    ],
    ids=["zip", "backslashes", "folder in a zip", "zip in a zip", "folder", "site", "lower case", "loose report"],
)
def test_a_log_joins_the_result_above_its_folder(tmp_path: Path, files: dict[str, str], source: str) -> None:
    fleet = load(write(tmp_path, files))
    assert (len(fleet.results), problems(fleet)) == (1, [])
    assert stated(fleet) == [(source, name) for name in ("EnrollmentStatus", "TenantId", "DeviceId")]
    assert fleet.results[["tenant_id", "aad_device_id"]].to_numpy().tolist() == [[TENANT, ENTRA]]
    inputs = fleet.inputs.set_index("source").loc[source]
    assert (inputs["taken_for"], inputs["result_id"]) == ("config_mgr", fleet.results["result_id"].iloc[0])


def test_a_log_given_by_name_joins_the_report_given_beside_it(tmp_path: Path) -> None:
    write(tmp_path, RESULT)
    fleet = load(*(tmp_path / name for name in RESULT))
    assert (len(fleet.results), len(stated(fleet)), problems(fleet)) == (1, 3, [])


def test_a_log_leaves_the_result_s_name_and_verdict_as_they_are(tmp_path: Path) -> None:
    bare = load(write(tmp_path / "bare", {"PC1.zip": zipped({name: RESULT[name] for name in list(RESULT)[:1]})}))
    full = load(write(tmp_path / "full", {"PC1.zip": zipped(RESULT)}))
    for column in ("result_id", "device_key", "source", "formats"):
        assert full.results[column].tolist() == bare.results[column].tolist()
    assert full.devices["state"].tolist() == bare.devices["state"].tolist()


def test_several_logs_are_read_and_what_one_lacks_another_says(tmp_path: Path) -> None:
    logs = {"MdeConfigMgrLogs/a.log": "EnrollmentStatus : 13\n", "MdeConfigMgrLogs/b.log": LOG}
    fleet = load(write(tmp_path, {"PC1.zip": zipped(RESULT | logs)}))
    assert len(stated(fleet)) == 4  # what both say is told once
    assert fleet.results["tenant_id"].tolist() == [TENANT]


def test_what_the_directory_says_of_the_device_comes_before_a_log(tmp_path: Path) -> None:
    fleet = load(write(tmp_path, {"PC1.zip": zipped(RESULT | {"SystemInfoLogs/dsregcmd.txt": JOINED})}))
    assert fleet.results[["tenant_id", "aad_device_id"]].to_numpy().tolist() == [[ENTRA, TENANT]]


OTHERS = {
    "MdeConfigMgrLogs/empty.log": "",
    "MdeConfigMgrLogs/other.log": "2024-05-21 10:00:00 check-in begins\n",
    "MdeConfigMgrLogs/old/b.zip": "no zip",
    "MdeConfigMgrLogs/policy.json": "{}",
    "EventLogs/MdeConfigMgrLogs/c.log": LOG,
}


@pytest.mark.parametrize("zip_", [False, True], ids=["folder", "zip"])
def test_what_else_lies_in_the_folder_is_counted_and_no_problem(tmp_path: Path, zip_: bool) -> None:
    files = RESULT | OTHERS
    fleet = load(write(tmp_path, {"PC1.zip": zipped(files)} if zip_ else files))
    assert (len(fleet.results), len(stated(fleet)), problems(fleet)) == (1, 3, [])
    taken = {source.rpartition("!")[2]: taken for source, taken in fleet.inputs[["source", "taken_for"]].to_numpy()}
    assert taken["MdeConfigMgrLogs"] == taken["EventLogs"] == "collected"
    assert taken["MdeConfigMgrLogs/empty.log"] == taken["MdeConfigMgrLogs/other.log"] == "side"
    assert not any("old" in source or "policy" in source for source in taken)


@pytest.mark.parametrize("zip_", [False, True], ids=["folder", "zip"])
def test_a_folder_of_that_name_without_a_result_is_told_and_makes_none(tmp_path: Path, zip_: bool) -> None:
    files = {"MdeConfigMgrLogs/a.log": LOG}
    fleet = load(write(tmp_path, {"PC1.zip": zipped(files)} if zip_ else below("PC1", files)))
    assert (len(fleet.results), len(fleet.facts)) == (0, 0)
    assert [kind for _, kind, _ in problems(fleet)] == ["unknown_format"]


def test_a_log_above_two_results_joins_neither_and_is_told(tmp_path: Path) -> None:
    texts = {f"{name}/PC.txt": report(block(GATEWAY), items=device(name)) for name in ("PC1", "PC2")}
    fleet = load(write(tmp_path, below("Oslo", {**texts, "MdeConfigMgrLogs/a.log": LOG})))
    assert (fleet.results["device_name"].tolist(), stated(fleet)) == (["PC1", "PC2"], [])
    why = "a side file (settings management) without its report"
    assert problems(fleet) == [("Oslo/MdeConfigMgrLogs/a.log", "unknown_format", why)]


@pytest.mark.parametrize("zip_", [False, True], ids=["folder", "zip"])
def test_a_log_beside_two_results_of_one_root_joins_neither(tmp_path: Path, zip_: bool) -> None:
    texts = {f"{name}.txt": report(block(GATEWAY), items=device(name)) for name in ("PC1", "PC2")}
    files = {**texts, "MdeConfigMgrLogs/a.log": LOG}
    fleet = load(write(tmp_path, {"all.zip": zipped(files)} if zip_ else files))
    assert (len(fleet.results), stated(fleet), problems(fleet)) == (2, [], [])


def test_results_in_a_folder_of_that_name_are_read(tmp_path: Path) -> None:
    other = report(block(GATEWAY), items=device("PC2"))
    fleet = load(write(tmp_path, {"MdeConfigMgrLogs/PC1.zip": zipped(RESULT), "MdeConfigMgrLogs/PC2/b.txt": other}))
    assert fleet.results["source"].tolist() == ["MdeConfigMgrLogs/PC1.zip", "MdeConfigMgrLogs/PC2/b.txt"]
