"""The device's name, its site and what holds the device together, from the most trusted place that states them."""

import pytest
from builders import (
    DEFAULT_ITEMS,
    DEVICE_ID,
    GATEWAY,
    PSEXEC,
    block,
    described,
    device,
    known,
    onboarding,
    report,
    tables_of,
    url_check,
    write,
    xml,
    zipped,
)

from mdeanalysis.loading import load

NAMELESS = {"Device name": None, "Device ID": None, "Organization Id": None}
TEXT = "SystemInfoLogs/MDEClientAnalyzer.txt"


def test_the_xml_names_the_device_before_the_text():
    row = described(
        report(block(GATEWAY), items={"Device name": None}), MDEClientAnalyzer__xml=xml(device("from-xml"))
    )
    assert row["device_name"] == "FROM-XML"


def test_a_windows_name_is_shown_in_upper_case():
    assert described(report(block(GATEWAY), items=device("contoso-ws9")))["device_name"] == "CONTOSO-WS9"


def test_psexec_names_the_device_where_no_item_does():
    assert described(report(block(GATEWAY), items=NAMELESS))["device_name"] == "CONTOSO-WS01"


@pytest.mark.parametrize(
    ("root", "name"),
    [
        ("Zurich/zrh-ws017.zip", "ZRH-WS017"),
        ("Zurich/zrh-ws017.zip.gz", "ZRH-WS017"),
        ("MDEClientAnalyzerResult.zip", None),
        ("MDEClientAnalyzerResult_2421050207.zip", None),
        ("results-1.zip", None),
        ("a name with blanks 1.zip", None),
        ("longer-than-15-letters.zip", None),
    ],
)
def test_the_zips_own_name_is_the_last_resort(root, name):
    files = {TEXT: report(block(GATEWAY), items=NAMELESS, after_test=())}
    assert known(tables_of(files, root)["results"]["device_name"].item()) == name


def test_a_loose_files_name_names_no_device_and_nameless_results_are_numbered(tmp_path):
    files = {f"ws-0{n}.txt": url_check(block(f"{GATEWAY}?{n}")) for n in (1, 2)}
    fleet = load(write(tmp_path, {**files, "named.txt": report(block(GATEWAY))}))
    assert sorted(fleet.results["device_name"]) == ["(unnamed 1)", "(unnamed 2)", "CONTOSO-WS01"]
    assert sorted(fleet.devices["device_name"]) == ["(unnamed 1)", "(unnamed 2)", "CONTOSO-WS01"]
    assert set(fleet.urls["device_name"]) == {"(unnamed 1)", "(unnamed 2)", "CONTOSO-WS01"}


ZIP = zipped({TEXT: report(block(GATEWAY))})
LOOSE = report(block(GATEWAY))
INNER = zipped({"PC1.zip": ZIP})


@pytest.mark.parametrize(
    ("path", "content", "site"),
    [
        ("Zurich/PC1.zip", ZIP, "Zurich"),
        ("Zurich/floor 2/PC1.zip", ZIP, "Zurich"),
        ("PC1.zip", ZIP, None),
        ("PC1/MDEClientAnalyzerResult.zip", ZIP, "PC1"),
        ("Zurich/PC1/MDEClientAnalyzerResult.zip", ZIP, "Zurich"),
        (f"PC1/{TEXT}", LOOSE, None),
        (f"Zurich/PC1/{TEXT}", LOOSE, "Zurich"),
        (TEXT, LOOSE, None),
        ("Zurich/PC1.txt", LOOSE, "Zurich"),
        ("PC1.txt", LOOSE, None),
        ("Zurich/all.zip", INNER, "Zurich"),
        ("all.zip", INNER, None),
        ("all.zip", zipped({"Zurich/PC1.zip": ZIP}), "Zurich"),
        ("all.zip", zipped({f"Zurich/PC1/{TEXT}": LOOSE}), "Zurich"),
        ("all.zip", zipped({f"PC1/{TEXT}": LOOSE}), None),
    ],
)
def test_the_site_is_the_first_folder_unless_it_is_the_result_itself(tmp_path, path, content, site):
    fleet = load(write(tmp_path, {path: content}))
    assert known(fleet.results["site"].item()) == site
    assert known(fleet.devices["site"].item()) == site


def test_several_paths_have_their_sites_below_each_of_them(tmp_path):
    other = report(block(GATEWAY), items=device("PC2"))
    write(tmp_path, {"europe/Zurich/PC1.zip": ZIP, f"asia/PC2/{TEXT}": other})
    fleet = load(tmp_path / "europe", tmp_path / "asia")
    sites = fleet.results.set_index("device_name")["site"]
    assert known(sites["CONTOSO-WS01"]) == "Zurich"
    assert known(sites["PC2"]) is None
    assert fleet.results["source"].tolist()[0] == f"{tmp_path.as_posix()}/europe/Zurich/PC1.zip"


def test_files_given_by_name_lie_in_no_folder_under_an_input_root(tmp_path):
    write(tmp_path, {"Zurich/PC1.zip": ZIP, "Lyon/PC2.txt": report(block(GATEWAY), items=device("PC2"))})
    fleet = load(tmp_path / "Zurich/PC1.zip", tmp_path / "Lyon/PC2.txt")
    assert fleet.results["site"].isna().all()
    assert load(tmp_path / "Zurich/PC1.zip").results["site"].isna().all()


def keys(*items):
    """The device key of a report for each set of items; each is a run of its own."""
    found = []
    for number, more in enumerate(items):
        text = report(block(GATEWAY), items=more, ran=f"28/04/2022 9:54:{number:02} AM +02:00", after_test=())
        found.append(tables_of({TEXT: text}, "results.zip")["results"]["device_key"].item())
    return found


SENSE = {"Sense GUID is": "66666666-7777-8888-9999-aaaaaaaaaaaa"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"Device name": "A"}, {"Device name": "B"}, True),
        ({**SENSE, "Device ID": None, "Device name": "A"}, {**SENSE, "Device ID": None, "Device name": "B"}, True),
        (SENSE, {**SENSE, "Device ID": "f" * 40}, False),
        ({"Device ID": None}, {"Device ID": None}, True),
        ({"Device ID": None}, {"Device ID": None, "Device name": "B"}, False),
        ({"Device ID": None, "Organization Id": None}, {"Device ID": None, "Organization Id": None}, False),
        ({"Device ID": DEVICE_ID.upper()}, {}, True),
        ({"Device ID": "False"}, {"Device ID": None}, True),
    ],
    ids=["device-id", "sense-guid", "id-before-guid", "org-and-name", "other-name", "result-alone", "case", "False"],
)
def test_the_device_key_comes_of_id_then_guid_then_organisation_and_name_then_result(one, other, same):
    first, second = keys(one, other)
    assert (first == second) == same
    assert len(first) == 16


def test_the_newest_run_of_a_device_stands_for_it_and_a_run_without_time_is_oldest(tmp_path):
    files = {
        "c.txt": report(block(GATEWAY), ran="28/04/2022 9:54:23 AM +02:00"),
        "b.txt": report(block(GATEWAY, "407 - - - -"), ran="28/04/2022 9:54:23 AM -02:00"),
        "a.txt": report(block(GATEWAY), ran=None),
        "d.txt": report(block(GATEWAY), ran=None, version="22042022"),
    }
    fleet = load(write(tmp_path, files))
    superseded = fleet.results.set_index("source")["superseded"]
    assert superseded.to_dict() == {"a.txt": True, "b.txt": False, "c.txt": True, "d.txt": True}
    assert fleet.devices["source"].tolist() == ["b.txt"]
    assert fleet.devices["state"].tolist() == ["failed"]


def test_a_later_run_by_the_clock_of_another_zone_is_older(tmp_path):
    files = {
        "west.txt": report(block(GATEWAY), ran="28/04/2022 9:00:00 AM -08:00"),
        "east.txt": report(block(GATEWAY), ran="28/04/2022 11:00:00 PM +09:00"),
    }
    assert load(write(tmp_path, files)).devices["source"].tolist() == ["west.txt"]


def test_onboarding_names_the_organisation_where_the_report_does_not():
    row = described(
        report(block(GATEWAY), items={"Organization Id": "False"}), RegOnboardedInfoCurrent__json=onboarding()
    )
    assert row["org_id"] == DEFAULT_ITEMS["Organization Id"]


def test_a_host_name_of_psexec_is_weaker_than_the_reports_own():
    lines = [line.replace("CONTOSO-WS01", "OTHER-1") for line in PSEXEC]
    assert described(report(block(GATEWAY), after_test=lines))["device_name"] == "CONTOSO-WS01"


def test_a_renamed_device_is_one_and_says_its_other_names(tmp_path):
    files = {
        "old.txt": report(items={"Device name": "OLD"}, ran="27/04/2022 9:00:00 AM +02:00"),
        "new.txt": report(items={"Device name": "NEW"}),
        "other.txt": report(items=device("OTHER")),
    }
    devices = load(write(tmp_path, files)).devices.set_index("device_name")
    assert devices["results"].to_dict() == {"NEW": 2, "OTHER": 1}
    assert (devices["other_names"]["NEW"], known(devices["other_names"]["OTHER"])) == ("OLD", None)
    assert devices["same_name"].to_dict() == {"NEW": 0, "OTHER": 0}


def test_a_device_set_up_anew_is_another_of_the_same_name(tmp_path):
    files = {"old.txt": report(), "new.txt": report(items={"Device ID": "f" * 40})}
    devices = load(write(tmp_path, files)).devices
    assert devices["same_name"].tolist() == [1, 1]
    assert devices["other_names"].isna().all()
    assert devices["results"].tolist() == [1, 1]
