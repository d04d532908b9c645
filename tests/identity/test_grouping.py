"""Which documents belong to one result, and what identifies it."""

import pytest
from builders import (
    BAD,
    BLOB,
    CYBER,
    GATEWAY,
    GOOD,
    block,
    device,
    onboarding,
    report,
    tables_of,
    url_check,
    write,
    xml,
    zipped,
)

from mdeanalysis.loading import load

TEXT, XML = "SystemInfoLogs/MDEClientAnalyzer.txt", "SystemInfoLogs/MDEClientAnalyzer.xml"
JSON = "SystemInfoLogs/RegOnboardedInfoCurrent.Json"
FULL = {TEXT: report(block(GATEWAY)), XML: xml(), JSON: onboarding()}


def test_text_xml_and_onboarding_body_of_a_zip_are_one_result(tmp_path):
    results = load(write(tmp_path, {"Zurich/PC1.zip": zipped(FULL)})).results
    assert results["formats"].tolist() == ["modern_text,xml,url_block,onboarding_json"]
    assert results["source"].tolist() == ["Zurich/PC1.zip"]


def test_an_unpacked_result_has_its_folder_as_source(tmp_path):
    results = load(write(tmp_path, {f"Zurich/PC1/{name}": text for name, text in FULL.items()})).results
    assert results["source"].tolist() == ["Zurich/PC1"]


def test_an_unpacked_result_that_is_the_input_itself_has_a_dot_as_source(tmp_path):
    assert load(write(tmp_path, FULL)).results["source"].tolist() == ["."]


def test_a_result_has_the_same_id_zipped_renamed_unpacked_and_with_side_files(tmp_path):
    write(tmp_path / "zip", {"PC1.zip": zipped(FULL)})
    write(tmp_path / "renamed", {"other-name.zip": zipped({n.replace("/", "\\"): t for n, t in FULL.items()})})
    write(tmp_path / "folder", {f"PC1/{name}": text for name, text in FULL.items()})
    write(tmp_path / "more", {"PC1.zip": zipped({**FULL, "SystemInfoLogs/dsregcmd.txt": "AzureAdJoined : YES"})})
    ids = {load(tmp_path / name).results["result_id"].item() for name in ("zip", "renamed", "folder", "more")}
    assert len(ids) == 1
    assert len(ids.pop()) == 16


def test_another_run_has_another_id():
    later = "29/04/2022 9:54:23 AM +02:00"
    other = {**FULL, TEXT: report(block(GATEWAY), ran=later), XML: xml(ran=later)}
    assert tables_of(FULL)["results"]["result_id"].item() != tables_of(other)["results"]["result_id"].item()


def test_a_loose_pair_stays_together_among_many(tmp_path):
    files = {}
    for name in ("PC1", "PC2", "PC10"):
        files[f"{name}.txt"] = report(block(GATEWAY), items=device(name))
        files[f"{name}.xml"] = xml(device(name))
    results = load(write(tmp_path, files)).results
    assert results["formats"].tolist() == ["modern_text,xml,url_block"] * 3
    assert sorted(zip(results["device_name"], results["source"], strict=True)) == [
        ("PC1", "PC1.txt"),
        ("PC10", "PC10.txt"),
        ("PC2", "PC2.txt"),
    ]


def test_a_pair_is_found_by_the_device_where_the_file_names_differ(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), items=device("PC1")),
        "b.txt": report(block(GATEWAY), items=device("PC2")),
    }
    results = load(write(tmp_path, {**files, "c.xml": xml(device("PC2"))})).results
    assert dict(zip(results["source"], results["formats"], strict=True)) == {
        "a.txt": "modern_text,url_block",
        "b.txt": "modern_text,xml,url_block",
    }


def test_the_case_of_a_name_parts_no_pair(tmp_path):
    files = {
        "a.txt": report(block(GATEWAY), items=device("PC1")),
        "b.xml": xml(device("PC1") | {"Device name": "pc1"}),
    }
    assert load(write(tmp_path, files)).results["device_name"].tolist() == ["PC1"]


@pytest.mark.parametrize(
    "other", [xml(device("PC2")), xml(ran="29/04/2022 9:54:23 AM +02:00")], ids=["device", "run"]
)
def test_an_xml_of_another_device_or_run_is_a_result_of_its_own(other):
    results = tables_of({TEXT: report(block(GATEWAY)), XML: other})["results"]
    assert results["formats"].tolist() == ["modern_text,url_block", "xml"]


def test_an_xml_joins_the_report_beside_it_that_was_cut_before_the_name():
    results = tables_of({TEXT: report(block(GATEWAY), items={"Device name": None}, ran=None), XML: xml()})["results"]
    assert results["device_name"].tolist() == ["CONTOSO-WS01"]


def test_a_url_log_beside_the_report_doubles_no_attempts():
    blocks = [block(GATEWAY), block(CYBER, BAD)]
    tables = tables_of({TEXT: report(*blocks), "URLCheckLog.txt": url_check(*blocks)})
    assert len(tables["results"]) == 1
    assert len(tables["attempts"]) == 10
    assert set(tables["attempts"]["source"]) == {f"PC1.zip!{TEXT}"}


def test_a_url_log_beside_the_report_completes_a_cut_test():
    cut = report(block(GATEWAY), block(CYBER, "12029"), after_test=(), end=False)
    alone = tables_of({TEXT: cut})
    assert alone["results"]["test_state"].tolist() == ["cut_off"]
    tables = tables_of(
        {TEXT: cut, "URLCheckLog.txt": url_check(block(GATEWAY), block(CYBER, GOOD), block(BLOB, BAD))}
    )
    assert tables["results"]["test_state"].tolist() == ["complete"]
    urls = tables["urls"].set_index("url")
    assert urls["state"].to_dict() == {GATEWAY: "reached", CYBER: "reached", BLOB: "failed"}
    assert urls["source"].to_dict() == {
        GATEWAY: f"PC1.zip!{TEXT}",
        CYBER: "PC1.zip!URLCheckLog.txt",
        BLOB: "PC1.zip!URLCheckLog.txt",
    }


def test_the_users_test_is_a_context_of_its_own_and_no_part_of_the_devices_verdict():
    user = url_check(block(GATEWAY, BAD), config="Method=NamedWinHttp, address=10.9.9.9:80")
    files = {TEXT: report(block(GATEWAY)), "SystemInfoLogs/MDEClientAnalyzer_User.txt": user}
    tables = tables_of(files)
    assert tables["urls"].set_index("context")["state"].to_dict() == {"system": "reached", "user": "failed"}
    assert tables["devices"]["state"].tolist() == ["reached"]
    assert tables["results"]["proxy_method"].tolist() == ["direct"]


def test_the_users_proxy_never_stands_for_the_systems():
    user = url_check(block(GATEWAY), config="Method=NamedWinHttp, address=10.9.9.9:80")
    cut = report(end=False, after_test=())
    files = {
        TEXT: cut,
        "SystemInfoLogs/MDEClientAnalyzer_User.txt": user,
        "URLCheckLog.txt": url_check(block(GATEWAY)),
    }
    row = tables_of(files)["results"].iloc[0]
    assert row["proxy_method"] == "direct"


def test_two_runs_in_one_file_are_two_results(tmp_path):
    text = report(block(GATEWAY), items=device("PC1")) + report(block(GATEWAY, BAD), items=device("PC2"))
    fleet = load(write(tmp_path, {"all.txt": text}))
    assert fleet.results["device_name"].tolist() == ["PC1", "PC2"]
    assert fleet.results["result_id"].is_unique
    assert fleet.devices.set_index("device_name")["state"].to_dict() == {"PC1": "reached", "PC2": "failed"}
    second = fleet.attempts[fleet.attempts["device_name"] == "PC2"].iloc[0]
    assert text.split("\n")[second["line"] - 1].startswith("1 - Default proxy: Failed")


def test_a_run_repeated_word_for_word_in_one_file_is_another_result(tmp_path):
    results = load(write(tmp_path, {"all.txt": report(block(GATEWAY)) * 2})).results
    assert len(results) == 2
    assert results["result_id"].is_unique


def test_a_zip_may_hold_several_devices(tmp_path):
    files = {}
    for name in ("PC1", "PC2"):
        files[f"{name}.txt"] = report(block(GATEWAY), items=device(name))
        files[f"{name}.xml"] = xml(device(name))
    results = load(write(tmp_path, {"all.zip": zipped(files)})).results
    assert results["device_name"].tolist() == ["PC1", "PC2"]
    assert results["formats"].tolist() == ["modern_text,xml,url_block"] * 2
    assert results["source"].tolist() == ["all.zip", "all.zip"]


def test_a_zip_may_hold_several_unpacked_results(tmp_path):
    files = {f"{name}/{TEXT}": report(block(GATEWAY), items=device(name)) for name in ("PC1", "PC2")}
    results = load(write(tmp_path, {"all.zip": zipped(files)})).results
    assert results["source"].tolist() == ["all.zip!PC1", "all.zip!PC2"]


@pytest.mark.parametrize(
    ("log", "results"),
    [("PC1-URLCheckLog.txt", 1), ("PC1_URLCheckLog.txt", 1), ("PC10-URLCheckLog.txt", 2), ("PC2-URLCheckLog.txt", 2)],
)
def test_a_loose_log_belongs_to_the_report_whose_name_it_begins_with(tmp_path, log, results):
    files = {"PC1.txt": report(block(GATEWAY), items=device("PC1")), log: url_check(block(CYBER, BAD))}
    fleet = load(write(tmp_path, files))
    assert len(fleet.results) == results
    assert len(fleet.urls[fleet.urls["device_name"] == "PC1"]) == 3 - results


def test_onboarding_bodies_alone_are_a_result_without_verdict(tmp_path):
    fleet = load(write(tmp_path, {"PC1.zip": zipped({JSON: onboarding()})}))
    assert fleet.results["formats"].tolist() == ["onboarding_json"]
    assert fleet.devices["state"].tolist() == ["unknown"]
